import type {
  CreateSnapshotRequest,
  CreateSnapshotsRequest,
  CreateSnapshotsResult,
  Snapshot,
  SnapshotInfo,
} from '@aws-sdk/client-ec2';
import { storageDurations, storageLimits } from '../../data/volume-limits.ts';
import { Refusal } from '../../refusal.ts';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import type { SnapshotRecord, VolumeRecord } from '../../world/records/storage-records.ts';
import type { TagRecord } from '../../world/records/tag-records.ts';
import { findAll, findOne, kinds, required } from '../finding.ts';
import { addSnapshot, checkPending, failureOf, snapshotFault, wordsOf } from '../images/new-snapshots.ts';
import { type CallContext, changes, refuseUnmodelled } from '../operation.ts';
import { checkTags, tagsFor } from '../tags.ts';
import { asSeen } from '../visibility.ts';
import { showSnapshot } from './shown-snapshot.ts';
import { contentOf, holderOf, isRootVolume, lookAtVolumes } from './volume-contents.ts';
import { stateOf } from './volume-states.ts';

/** Checks a description. */
export function checkDescription(text = ''): string {
  if (text.length <= storageLimits.descriptionLength) return text;
  throw new Refusal(
    'InvalidParameterValue',
    `The description may be ${storageLimits.descriptionLength} characters long at most.`,
  );
}

/** Refuses snapshots of volumes that are not ready, or that had one a moment ago. */
function checkVolumes(volumes: readonly VolumeRecord[], call: CallContext): void {
  for (const volume of volumes) {
    const state = stateOf(volume, call.now);
    if (state === 'creating' || state === 'error') {
      throw new Refusal('IncorrectState', `Volume '${volume.id}' is in the '${state}' state.`);
    }
    const last = call.place.snapshots.by('volume', volume.id).at(-1);
    if (last && call.now - last.startedAt < storageLimits.snapshotWaitMs) {
      throw new Refusal(
        'SnapshotCreationPerVolumeRateExceeded',
        'The rate limit for creating concurrent snapshots of an EBS volume has been exceeded. Wait at least 15 seconds between concurrent snapshots of this volume.',
      );
    }
  }
  const ids = volumes.map(({ id }) => id);
  checkPending(call, ids.length, ids, false);
}

function makeSnapshot(
  volume: VolumeRecord,
  description: string,
  tags: readonly TagRecord[],
  call: CallContext,
): SnapshotRecord {
  return addSnapshot(call, {
    volumeId: volume.id,
    size: volume.size,
    description,
    encrypted: volume.encrypted,
    kmsKeyId: volume.kmsKeyId,
    completesAt: call.now + storageDurations.snapshot,
    diskId: contentOf(call.place, volume),
    stateMessage: wordsOf(failureOf(call, snapshotFault)),
    tags,
  });
}

/** The volumes of an instance that a request does not leave out. */
function chosenVolumes(
  { InstanceSpecification: given }: CreateSnapshotsRequest,
  instance: InstanceRecord,
  call: CallContext,
) {
  const { place } = call;
  const attached = place.volumes.by('instance', instance.id);
  const excluded = findAll(kinds.volume, place.volumes, given?.ExcludeDataVolumeIds ?? []);
  const wrong = excluded.find((volume) => !attached.includes(volume) || isRootVolume(place, volume));
  if (wrong) {
    throw new Refusal(
      'InvalidParameterValue',
      `The volume '${wrong.id}' is not a data volume that is attached to instance '${instance.id}'.`,
    );
  }
  const chosen = attached.filter(
    (volume) => !excluded.includes(volume) && !(given?.ExcludeBootVolume && isRootVolume(place, volume)),
  );
  if (chosen.length === 0) {
    throw new Refusal('InvalidParameterValue', `No volumes of instance '${instance.id}' are left to snapshot.`);
  }
  return chosen;
}

function findInstance(input: CreateSnapshotsRequest, call: CallContext): InstanceRecord {
  const { InstanceId } = required(input.InstanceSpecification, 'InstanceSpecification');
  return findOne(kinds.instance, asSeen(call.place.instances, call), InstanceId);
}

function tagsOf(input: CreateSnapshotsRequest): (volume: VolumeRecord) => TagRecord[] {
  const given = tagsFor(input.TagSpecifications, 'snapshot', ['snapshot']);
  if (input.CopyTagsFromSource === undefined) return () => given;
  if (input.CopyTagsFromSource !== 'volume') {
    throw new Refusal('InvalidParameterValue', `Invalid value '${input.CopyTagsFromSource}' for CopyTagsFromSource.`);
  }
  return ({ tags }) => checkTags([...tags.filter(({ Key }) => !given.some((tag) => tag.Key === Key)), ...given]);
}

function show(record: SnapshotRecord, call: CallContext): Snapshot {
  const shown = showSnapshot(
    { id: record.id, record, ownerId: call.account.id, ownerAlias: null, place: call.place },
    call,
  );
  // EC2 answers before it has counted anything.
  return { ...shown, Progress: '' };
}

/** Snapshots of one volume, and of all volumes of an instance at the same moment. */
export const snapshotCreation = [
  changes(
    'CreateSnapshot',
    async (input: CreateSnapshotRequest, call): Promise<Snapshot> => {
      const { place } = call;
      const volumeId = required(input.VolumeId, 'VolumeId');
      const asked = place.volumes.get(volumeId);
      if (asked) await lookAtVolumes(holderOf(place, asked), call);
      const volume = findOne(kinds.volume, asSeen(place.volumes, call), volumeId);
      refuseUnmodelled(input, ['OutpostArn']);
      if (input.Location !== 'regional') refuseUnmodelled(input, ['Location']);
      const description = checkDescription(input.Description);
      const tags = tagsFor(input.TagSpecifications, 'snapshot', ['snapshot']);
      checkVolumes([volume], call);
      call.proceed();
      return show(makeSnapshot(volume, description, tags, call), call);
    },
    { makes: ['snapshot'] },
  ),

  changes(
    'CreateSnapshots',
    async (input: CreateSnapshotsRequest, call): Promise<CreateSnapshotsResult> => {
      await lookAtVolumes(call.place.instances.get(input.InstanceSpecification?.InstanceId), call);
      const instance = findInstance(input, call);
      refuseUnmodelled(input, ['OutpostArn']);
      if (input.Location !== 'regional') refuseUnmodelled(input, ['Location']);
      if (instance.state !== 'running' && instance.state !== 'stopped') {
        throw new Refusal(
          'IncorrectInstanceState',
          `The instance '${instance.id}' is not in a valid state for this operation. It must be running or stopped.`,
        );
      }
      const volumes = chosenVolumes(input, instance, call);
      const description = checkDescription(input.Description);
      const made = volumes.map((volume) => ({ volume, tags: tagsOf(input)(volume) }));
      checkVolumes(volumes, call);
      call.proceed();
      const snapshots = made.map(({ volume, tags }): SnapshotInfo => {
        const {
          StorageTier: _tier,
          TransferType: _transfer,
          KmsKeyId: _key,
          ...shown
        } = show(makeSnapshot(volume, description, tags, call), call);
        return shown;
      });
      return { Snapshots: snapshots };
    },
    { makes: ['snapshot'] },
  ),
];
