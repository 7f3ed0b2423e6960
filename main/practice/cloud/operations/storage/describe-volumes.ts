import type { DescribeVolumesRequest, DescribeVolumesResult, Filter } from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { VolumeRecord } from '../../world/records/storage-records.ts';
import { applyFilters, type FilterFields } from '../filters.ts';
import { findAll, kinds } from '../finding.ts';
import { narrowed } from '../narrowing.ts';
import { zonesOf } from '../network/zones.ts';
import { type CallContext, reads } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { asSeen, isVisible } from '../visibility.ts';
import { showVolume } from './shown-volume.ts';
import { shapeOf, stateOf } from './volume-states.ts';

/** Filters of a volume, with what it shows to each. */
function filtersOf({ now, region }: CallContext): FilterFields<VolumeRecord> {
  return {
    'attachment.attach-time': ({ attachment }) => attachment && new Date(attachment.attachedAt).toISOString(),
    'attachment.delete-on-termination': ({ attachment }) => attachment && String(attachment.deleteOnTermination),
    'attachment.device': ({ attachment }) => attachment?.device,
    'attachment.instance-id': ({ attachment }) => attachment?.instanceId,
    'attachment.status': ({ attachment }) => attachment && 'attached',
    'availability-zone': ({ zone }) => zone,
    'availability-zone-id': ({ zone }) => zonesOf(region).find(({ name }) => name === zone)?.id,
    'create-time': ({ createdAt }) => new Date(createdAt).toISOString(),
    encrypted: ({ encrypted }) => String(encrypted),
    'fast-restored': () => 'false',
    'multi-attach-enabled': () => 'false',
    'operator.managed': () => 'false',
    'operator.principal': () => null,
    size: (volume) => String(shapeOf(volume, now).size),
    'snapshot-id': ({ snapshotId }) => snapshotId,
    status: (volume) => stateOf(volume, now),
    'volume-id': ({ id }) => id,
    'volume-type': (volume) => shapeOf(volume, now).type,
  };
}

/** Volumes that a filter's plain value finds at once. */
const indexes = { 'volume-id': 'id', 'attachment.instance-id': 'instance', 'snapshot-id': 'snapshot' } as const;

/** How a call says which volumes it is about. */
interface VolumesAsked {
  readonly VolumeIds?: string[] | undefined;
  readonly Filters?: Filter[] | undefined;
  readonly MaxResults?: number | undefined;
}

/** The volumes that a call names, else those that its filters find, as far as they can be seen yet. */
export function findVolumes({ VolumeIds, Filters, MaxResults }: VolumesAsked, call: CallContext): VolumeRecord[] {
  const { volumes } = call.place;
  if (!VolumeIds?.length) return narrowed(volumes, Filters, indexes).filter((volume) => isVisible(volume, call));
  if (MaxResults !== undefined) {
    throw new Refusal(
      'InvalidParameterCombination',
      'The parameter volumeSet cannot be used with the parameter maxResults',
    );
  }
  return findAll(kinds.volume, asSeen(volumes, call), VolumeIds);
}

/** Volumes as they are. */
export const volumeReads = [
  reads('DescribeVolumes', (input: DescribeVolumesRequest, call): DescribeVolumesResult => {
    const kept = applyFilters(findVolumes(input, call), input.Filters, filtersOf(call), ({ tags }) => tags);
    const { items, nextToken } = pageOf(kept, input);
    return { Volumes: items.map((volume) => showVolume(volume, call)), NextToken: nextToken };
  }),
];
