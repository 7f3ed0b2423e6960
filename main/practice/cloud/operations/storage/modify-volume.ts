import type {
  DescribeVolumesModificationsRequest,
  DescribeVolumesModificationsResult,
  ModifyVolumeRequest,
  ModifyVolumeResult,
  VolumeModification,
} from '@aws-sdk/client-ec2';
import { storageDurations, storageLimits } from '../../data/volume-limits.ts';
import { Refusal } from '../../refusal.ts';
import type { ModificationRecord, VolumeRecord, VolumeShape } from '../../world/records/storage-records.ts';
import { applyFilters, type FilterFields } from '../filters.ts';
import { findOne, kinds } from '../finding.ts';
import { checkIops } from '../launch/quota.ts';
import { type CallContext, changes, reads, refuseUnmodelled } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { asSeen } from '../visibility.ts';
import { findVolumes } from './describe-volumes.ts';
import { iopsOf } from './shown-volume.ts';
import { isRootVolume } from './volume-contents.ts';
import { checkSize, limitsOf, readRates } from './volume-shape.ts';
import { modificationState, stateOf } from './volume-states.ts';

/** What a volume of another type is as fast as where nobody says; every type with IOPS begins with so many. */
const USUAL_IOPS = 3000;

/** Refuses a volume that is not ready, is being modified, or was modified a short time ago. */
function checkReady(volume: VolumeRecord, now: number): void {
  const state = stateOf(volume, now);
  if (state !== 'available' && state !== 'in-use') {
    throw new Refusal('IncorrectState', `Volume '${volume.id}' is in the '${state}' state.`);
  }
  const { modification } = volume;
  if (!modification) return;
  if (modificationState(modification, now) !== 'completed') {
    throw new Refusal(
      'IncorrectModificationState',
      'The new modification action on an EBS Volume cannot occur because the volume is currently being modified.',
    );
  }
  if (now - modification.startedAt < storageLimits.modificationWaitMs) {
    throw new Refusal(
      'VolumeModificationRateExceeded',
      "You've reached the maximum modification rate per volume limit. Wait at least 6 hours between modifications per EBS volume.",
    );
  }
}

/** What a volume is going to be like. */
function readTarget(input: ModifyVolumeRequest, volume: VolumeRecord, call: CallContext): VolumeShape {
  const type = input.VolumeType ?? volume.type;
  const size = input.Size ?? volume.size;
  if (
    input.Size === undefined &&
    input.VolumeType === undefined &&
    input.Iops === undefined &&
    input.Throughput === undefined
  ) {
    throw new Refusal(
      'MissingParameter',
      'The request must contain the parameter size, volumeType, iops or throughput',
    );
  }
  const limits = limitsOf(type);
  if (size < volume.size) {
    throw new Refusal('InvalidParameterValue', 'New size cannot be smaller than existing size');
  }
  checkSize(type, size);
  if (!limits.bootable && isRootVolume(call.place, volume)) {
    throw new Refusal('InvalidParameterValue', `The volume type ${type} cannot be used as a root volume`);
  }
  const sameType = type === volume.type;
  const usual = limits.iops && !sameType ? USUAL_IOPS : undefined;
  const asked = { iops: input.Iops ?? usual, throughput: input.Throughput };
  const rates = readRates(type, size, asked, sameType ? volume : null);
  const more = (rates.iops ?? 0) - (sameType ? (volume.iops ?? 0) : 0);
  checkIops(call.place, [{ type, iops: more }], 1);
  return { size, type, ...rates };
}

function showModification(id: string, modification: ModificationRecord, now: number): VolumeModification {
  const { from, to, startedAt, completedAt } = modification;
  const state = modificationState(modification, now);
  const part = Math.floor(((now - startedAt) / (completedAt - startedAt)) * 100);
  const shape = (kind: 'Original' | 'Target', { size, type, iops, throughput }: VolumeShape) => ({
    [`${kind}Size`]: size,
    [`${kind}VolumeType`]: type,
    [`${kind}Iops`]: iopsOf({ size, type, iops, throughput }) ?? undefined,
    [`${kind}Throughput`]: throughput ?? undefined,
    [`${kind}MultiAttachEnabled`]: false,
  });
  return {
    VolumeId: id,
    ModificationState: state,
    ...shape('Original', from),
    ...shape('Target', to),
    Progress: state === 'completed' ? 100 : Math.min(99, part),
    StartTime: new Date(startedAt),
    ...(state === 'completed' ? { EndTime: new Date(completedAt) } : {}),
  };
}

/** A volume that was modified, with how it was. */
type Modified = VolumeRecord & { readonly modification: ModificationRecord };

function isModified(volume: VolumeRecord): volume is Modified {
  return volume.modification !== null;
}

function findModified(input: DescribeVolumesModificationsRequest, call: CallContext): Modified[] {
  const volumes = findVolumes(input, call);
  const untouched = input.VolumeIds?.length ? volumes.find((volume) => !isModified(volume)) : undefined;
  if (untouched) {
    throw new Refusal(
      'InvalidVolumeModification.NotFound',
      `Modification for volume '${untouched.id}' does not exist.`,
    );
  }
  return volumes.filter(isModified);
}

function filtersOf(now: number): FilterFields<Modified> {
  const rate = (shape: VolumeShape) => iopsOf(shape)?.toString();
  return {
    'volume-id': ({ id }) => id,
    'modification-state': ({ modification }) => modificationState(modification, now),
    'start-time': ({ modification }) => new Date(modification.startedAt).toISOString(),
    'original-size': ({ modification }) => String(modification.from.size),
    'original-iops': ({ modification }) => rate(modification.from),
    'original-volume-type': ({ modification }) => modification.from.type,
    originalMultiAttachEnabled: () => 'false',
    'target-size': ({ modification }) => String(modification.to.size),
    'target-iops': ({ modification }) => rate(modification.to),
    'target-volume-type': ({ modification }) => modification.to.type,
    targetMultiAttachEnabled: () => 'false',
  };
}

/** Volumes that become larger, faster or of another type while they are in use. */
export const volumeModification = [
  changes('ModifyVolume', (input: ModifyVolumeRequest, call): ModifyVolumeResult => {
    const { place, now } = call;
    const volume = findOne(kinds.volume, asSeen(place.volumes, call), input.VolumeId);
    if (input.MultiAttachEnabled === true) refuseUnmodelled(input, ['MultiAttachEnabled']);
    checkReady(volume, now);
    const to = readTarget(input, volume, call);
    call.proceed();
    const { size, type, iops, throughput } = volume;
    const optimizingAt = now + storageDurations.modifying;
    const modification = {
      startedAt: now,
      optimizingAt,
      completedAt: optimizingAt + storageDurations.optimizing,
      from: { size, type, iops, throughput },
      to,
    };
    place.volumes.change(volume, { ...to, modification });
    return { VolumeModification: showModification(volume.id, modification, now) };
  }),

  reads(
    'DescribeVolumesModifications',
    (input: DescribeVolumesModificationsRequest, call): DescribeVolumesModificationsResult => {
      const kept = applyFilters(findModified(input, call), input.Filters, filtersOf(call.now), ({ tags }) => tags);
      const { items, nextToken } = pageOf(kept, input, { least: 1, most: 500 });
      return {
        VolumesModifications: items.map(({ id, modification }) => showModification(id, modification, call.now)),
        NextToken: nextToken,
      };
    },
  ),
];
