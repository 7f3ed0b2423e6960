import type { CreateVolumeRequest, DeleteVolumeRequest, Volume } from '@aws-sdk/client-ec2';
import { volumeContext } from '../../access/ec2-context.ts';
import { ec2Needs } from '../../access/needs.ts';
import type { ZoneFact } from '../../data/regions.ts';
import { Refusal } from '../../refusal.ts';
import type { SnapshotRecord, VolumeRecord } from '../../world/records/storage-records.ts';
import type { TagRecord } from '../../world/records/tag-records.ts';
import { durations } from '../../world/settling.ts';
import { checkId, findOne, kinds } from '../finding.ts';
import { checkIops } from '../launch/quota.ts';
import { zonesOf } from '../network/zones.ts';
import { type Access, type CallContext, changes, refuseUnmodelled } from '../operation.ts';
import { tagsFor } from '../tags.ts';
import { keepToken, replayOf } from '../tokens.ts';
import { asSeen } from '../visibility.ts';
import { checkKeyAsked, chooseKey } from './disk-key.ts';
import { showVolume } from './shown-volume.ts';
import { visibleSnapshot } from './visible-snapshots.ts';
import { checkSize, limitsOf, type Rates, readRates } from './volume-shape.ts';
import { stateOf } from './volume-states.ts';

const unmodelled = ['OutpostArn', 'VolumeInitializationRate', 'Operator'] as const;

/** Everything about a new volume, checked before it is made. */
interface VolumePlan extends Rates {
  readonly zone: ZoneFact;
  readonly snapshot: SnapshotRecord | null;
  readonly type: string;
  readonly size: number;
  readonly tags: readonly TagRecord[];
}

function findZone({ AvailabilityZone: name, AvailabilityZoneId: id }: CreateVolumeRequest, region: string): ZoneFact {
  if ((name === undefined) === (id === undefined)) {
    throw name === undefined
      ? new Refusal('MissingParameter', 'The request must contain the parameter AvailabilityZone')
      : new Refusal(
          'InvalidParameterCombination',
          "The parameter 'AvailabilityZone' may not be used in combination with 'AvailabilityZoneId'",
        );
  }
  const zone = zonesOf(region).find((one) => one.name === name || one.id === id);
  if (!zone) throw new Refusal('InvalidZone.NotFound', `The zone '${name ?? id}' does not exist.`);
  return zone;
}

function findSnapshot(id: string | undefined, call: CallContext): SnapshotRecord | null {
  if (id === undefined || id === '') return null;
  checkId(kinds.snapshot, id);
  const found = visibleSnapshot(call, id);
  if (!found) throw new Refusal('InvalidSnapshot.NotFound', kinds.snapshot.missing([id]));
  if (found.record.state !== 'completed') {
    throw new Refusal('IncorrectState', `Snapshot is in invalid state - ${found.record.state}`);
  }
  return found.record;
}

function readSize({ Size }: CreateVolumeRequest, snapshot: SnapshotRecord | null): number {
  const size = Size ?? snapshot?.size;
  if (size === undefined) {
    throw new Refusal('MissingParameter', 'The request must contain the parameter size or snapshotId');
  }
  if (snapshot && size < snapshot.size) {
    throw new Refusal(
      'InvalidParameterValue',
      `Volume of size ${size}GB is smaller than snapshot '${snapshot.id}', expect size >= ${snapshot.size}GB`,
    );
  }
  return size;
}

function planVolume(input: CreateVolumeRequest, call: CallContext): VolumePlan {
  refuseUnmodelled(input, unmodelled);
  if (input.MultiAttachEnabled === true) refuseUnmodelled(input, ['MultiAttachEnabled']);
  const zone = findZone(input, call.region);
  const snapshot = findSnapshot(input.SnapshotId, call);
  const type = input.VolumeType ?? 'gp2';
  limitsOf(type);
  const size = readSize(input, snapshot);
  checkSize(type, size);
  const rates = readRates(type, size, { iops: input.Iops, throughput: input.Throughput }, null);
  checkIops(call.place, [{ type, iops: rates.iops }], 1);
  checkKeyAsked(input);
  if (input.Encrypted === false && snapshot?.encrypted) {
    throw new Refusal(
      'InvalidParameterCombination',
      `Encrypted flag cannot be false since snapshot ${snapshot.id} is encrypted.`,
    );
  }
  return { zone, snapshot, type, size, ...rates, tags: tagsFor(input.TagSpecifications, 'volume', ['volume']) };
}

function makeVolume(input: CreateVolumeRequest, plan: VolumePlan, call: CallContext): VolumeRecord {
  const { zone, snapshot, type, size, iops, throughput, tags } = plan;
  const asked = { encrypted: input.Encrypted ?? false, keyId: input.KmsKeyId ?? null };
  const { isUsable, ...sealing } = chooseKey(asked, snapshot?.kmsKeyId ?? null, call);
  return call.place.volumes.add({
    id: call.world.newId('vol'),
    zone: zone.name,
    size,
    type,
    iops,
    throughput,
    ...sealing,
    snapshotId: snapshot?.id ?? '',
    diskId: snapshot?.diskId ?? null,
    createdAt: call.now,
    availableAt: call.now + durations.volume,
    ...(isUsable ? (call.failLater ? { fate: 'error' as const } : {}) : { fate: 'gone' as const }),
    attachment: null,
    modification: null,
    tags,
  });
}

/** A volume that is made is judged by what it is going to be like. */
const creationAccess: Access<CreateVolumeRequest> = {
  needs: (input, call) =>
    ec2Needs('CreateVolume', ['volume'], input, call).map((need) => {
      if (need.action !== 'ec2:CreateVolume' || !need.resource.endsWith(':volume/*')) return need;
      const snapshot = input.SnapshotId ? visibleSnapshot(call, input.SnapshotId)?.record : undefined;
      const always = call.place.settings.get('region')?.encryptVolumes ?? false;
      const own = volumeContext({
        size: input.Size ?? snapshot?.size ?? 0,
        type: input.VolumeType ?? 'gp2',
        iops: input.Iops ?? null,
        throughput: input.Throughput ?? null,
        encrypted: input.Encrypted === true || always || (snapshot?.encrypted ?? false),
        kmsKeyId: input.KmsKeyId ?? null,
        ...(input.AvailabilityZone ? { zone: input.AvailabilityZone } : {}),
      });
      return { ...need, context: { ...need.context, ...own } };
    }),
};

/** Making and deleting volumes. */
export const volumeCreation = [
  changes(
    'CreateVolume',
    (input: CreateVolumeRequest, call): Volume => {
      const replay = replayOf(call, 'CreateVolume', input.ClientToken, input);
      const before = replay && call.place.volumes.get(replay[0]);
      if (before) {
        call.proceed();
        return showVolume(before, call);
      }
      const plan = planVolume(input, call);
      call.proceed();
      const volume = makeVolume(input, plan, call);
      keepToken(call, 'CreateVolume', input.ClientToken, input, [volume.id]);
      return showVolume(volume, call);
    },
    creationAccess,
  ),

  changes('DeleteVolume', (input: DeleteVolumeRequest, call): object => {
    const { volumes } = call.place;
    const volume = findOne(kinds.volume, asSeen(volumes, call), input.VolumeId);
    if (volume.attachment) {
      throw new Refusal('VolumeInUse', `Volume ${volume.id} is currently attached to ${volume.attachment.instanceId}`);
    }
    if (stateOf(volume, call.now) === 'creating') {
      throw new Refusal('IncorrectState', `Volume '${volume.id}' is in the 'creating' state.`);
    }
    call.proceed();
    volumes.remove(volume);
    return {};
  }),
];
