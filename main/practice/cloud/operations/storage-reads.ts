import type {
  DescribeSnapshotsRequest,
  DescribeSnapshotsResult,
  DescribeVolumesRequest,
  DescribeVolumesResult,
  Snapshot,
  Volume,
} from '@aws-sdk/client-ec2';
import { publicImages } from '../data/public-images.ts';
import type { SnapshotRecord, VolumeRecord } from '../world/records/storage-records.ts';
import { applyFilters } from './filters.ts';
import { findAll, kinds, namedOrAll } from './finding.ts';
import { type CallContext, reads } from './operation.ts';
import { pageOf } from './pages.ts';
import { showTags } from './views.ts';

/** How far a snapshot is, 0 to 100, by the practice clock. */
function progressOf(snapshot: SnapshotRecord, now: number): number {
  if (snapshot.state === 'completed') return 100;
  const part = (now - snapshot.startedAt) / (snapshot.completesAt - snapshot.startedAt);
  // EC2 shows a pending snapshot at 99 % at most.
  return Math.min(99, Math.max(0, Math.floor(part * 100)));
}

function showSnapshot(snapshot: SnapshotRecord, call: CallContext): Snapshot {
  return {
    SnapshotId: snapshot.id,
    VolumeId: snapshot.volumeId,
    VolumeSize: snapshot.size,
    Description: snapshot.description,
    Encrypted: snapshot.encrypted,
    OwnerId: call.account.id,
    Progress: `${progressOf(snapshot, call.now)}%`,
    State: snapshot.state,
    StartTime: new Date(snapshot.startedAt),
    ...(snapshot.state === 'completed' ? { CompletionTime: new Date(snapshot.completesAt) } : {}),
    StorageTier: 'standard',
    Tags: showTags(snapshot.tags),
  };
}

function publicSnapshots(call: CallContext): Snapshot[] {
  return publicImages
    .filter(({ region }) => region === call.region)
    .map((image) => ({
      SnapshotId: image.snapshotId,
      VolumeId: 'vol-ffffffff',
      VolumeSize: image.size,
      Description: image.description,
      Encrypted: false,
      OwnerId: image.ownerId,
      Progress: '100%',
      State: 'completed',
      StartTime: new Date(image.createdAt),
      StorageTier: 'standard',
      Tags: [],
    }));
}

function showVolume(volume: VolumeRecord): Volume {
  const { attachment } = volume;
  return {
    VolumeId: volume.id,
    AvailabilityZone: volume.zone,
    Size: volume.size,
    VolumeType: volume.type as Volume['VolumeType'],
    ...(volume.iops === null ? {} : { Iops: volume.iops }),
    ...(volume.throughput === null ? {} : { Throughput: volume.throughput }),
    Encrypted: volume.encrypted,
    SnapshotId: volume.snapshotId,
    CreateTime: new Date(volume.createdAt),
    State: attachment ? 'in-use' : 'available',
    MultiAttachEnabled: false,
    Attachments: attachment
      ? [
          {
            VolumeId: volume.id,
            InstanceId: attachment.instanceId,
            Device: attachment.device,
            State: 'attached',
            AttachTime: new Date(attachment.attachedAt),
            DeleteOnTermination: attachment.deleteOnTermination,
          },
        ]
      : [],
    Tags: showTags(volume.tags),
  };
}

/** Snapshots and volumes as they are. */
export const storageReads = [
  reads('DescribeSnapshots', (input: DescribeSnapshotsRequest, call): DescribeSnapshotsResult => {
    const own = call.place.snapshots.all().map((snapshot) => showSnapshot(snapshot, call));
    const all = [...own, ...publicSnapshots(call)].map((shown) => ({ id: shown.SnapshotId ?? '', shown }));
    const byId = new Map(all.map((one) => [one.id, one]));
    const named = input.SnapshotIds?.length ? findAll(kinds.snapshot, byId, input.SnapshotIds) : all;
    const owners = input.OwnerIds?.map((owner) => (owner === 'self' ? call.account.id : owner));
    const owned = owners?.length ? named.filter(({ shown }) => owners.includes(shown.OwnerId ?? '')) : named;
    const kept = applyFilters(
      owned,
      input.Filters,
      {
        'snapshot-id': ({ id }) => id,
        status: ({ shown }) => shown.State,
        'volume-id': ({ shown }) => shown.VolumeId,
        'volume-size': ({ shown }) => String(shown.VolumeSize),
        'owner-id': ({ shown }) => shown.OwnerId,
        description: ({ shown }) => shown.Description,
        encrypted: ({ shown }) => String(shown.Encrypted),
        progress: ({ shown }) => shown.Progress,
        'start-time': ({ shown }) => shown.StartTime?.toISOString(),
      },
      ({ shown }) => (shown.Tags ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value })),
    );
    const { items, nextToken } = pageOf(kept, input);
    return { Snapshots: items.map(({ shown }) => shown), NextToken: nextToken };
  }),

  reads('DescribeVolumes', (input: DescribeVolumesRequest, call): DescribeVolumesResult => {
    const { volumes } = call.place;
    const named = namedOrAll(kinds.volume, volumes, input.VolumeIds);
    const kept = applyFilters(
      named,
      input.Filters,
      {
        'volume-id': ({ id }) => id,
        'attachment.instance-id': ({ attachment }) => attachment?.instanceId,
        'attachment.device': ({ attachment }) => attachment?.device,
        'attachment.delete-on-termination': ({ attachment }) => attachment && String(attachment.deleteOnTermination),
        'availability-zone': ({ zone }) => zone,
        encrypted: ({ encrypted }) => String(encrypted),
        size: ({ size }) => String(size),
        'snapshot-id': ({ snapshotId }) => snapshotId,
        status: ({ attachment }) => (attachment ? 'in-use' : 'available'),
        'volume-type': ({ type }) => type,
      },
      ({ tags }) => tags,
    );
    const { items, nextToken } = pageOf(kept, input);
    return { Volumes: items.map(showVolume), NextToken: nextToken };
  }),
];
