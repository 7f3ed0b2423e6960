import type {
  DescribeVolumeAttributeRequest,
  DescribeVolumeAttributeResult,
  DescribeVolumeStatusRequest,
  DescribeVolumeStatusResult,
  ModifyVolumeAttributeRequest,
  VolumeStatusItem,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { VolumeRecord } from '../../world/records/storage-records.ts';
import { applyFilters, type FilterFields } from '../filters.ts';
import { findOne, kinds, required } from '../finding.ts';
import { zonesOf } from '../network/zones.ts';
import { type CallContext, changes, reads } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { asSeen } from '../visibility.ts';
import { findVolumes } from './describe-volumes.ts';
import { stateOf } from './volume-states.ts';

/** Whether a volume's checks have passed; nothing is known of one that is not there yet. */
function statusOf(volume: VolumeRecord, { now }: CallContext): 'ok' | 'insufficient-data' {
  const state = stateOf(volume, now);
  return state === 'creating' || state === 'error' ? 'insufficient-data' : 'ok';
}

function filtersOf(call: CallContext): FilterFields<VolumeRecord> {
  return {
    'availability-zone': ({ zone }) => zone,
    'volume-status.status': (volume) => statusOf(volume, call),
    'volume-status.details-name': () => ['io-enabled', 'io-performance'],
    'volume-status.details-status': (volume) => (statusOf(volume, call) === 'ok' ? ['passed', 'not-applicable'] : []),
    'attachment-status.instance-id': ({ attachment }) => attachment?.instanceId,
    'attachment-status.io-performance': () => null,
    // Nothing ever happens to a practice volume that one would have to act on.
    ...Object.fromEntries(
      [
        'action.code',
        'action.description',
        'action.event-id',
        'event.description',
        'event.event-id',
        'event.event-type',
        'event.not-after',
        'event.not-before',
      ].map((name) => [name, () => null]),
    ),
  };
}

function showStatus(volume: VolumeRecord, call: CallContext): VolumeStatusItem {
  const status = statusOf(volume, call);
  const known = status === 'ok';
  const zone = zonesOf(call.region).find(({ name }) => name === volume.zone);
  return {
    VolumeId: volume.id,
    AvailabilityZone: volume.zone,
    ...(zone ? { AvailabilityZoneId: zone.id } : {}),
    VolumeStatus: {
      Status: status,
      Details: [
        { Name: 'io-enabled', Status: known ? 'passed' : '-' },
        { Name: 'io-performance', Status: known ? 'not-applicable' : '-' },
      ],
    },
    Events: [],
    Actions: [],
    AttachmentStatuses: [],
  };
}

function checkAttribute(name: string | undefined): string {
  const given = required(name, 'Attribute');
  if (given !== 'autoEnableIO' && given !== 'productCodes') {
    throw new Refusal('InvalidParameterValue', `Value (${given}) for parameter attribute is invalid.`);
  }
  return given;
}

/** The health of volumes, and what is to happen after a doubt about their data. */
export const volumeStatus = [
  reads('DescribeVolumeStatus', (input: DescribeVolumeStatusRequest, call): DescribeVolumeStatusResult => {
    const kept = applyFilters(findVolumes(input, call), input.Filters, filtersOf(call));
    const { items, nextToken } = pageOf(kept, input);
    return { VolumeStatuses: items.map((volume) => showStatus(volume, call)), NextToken: nextToken };
  }),

  reads('DescribeVolumeAttribute', (input: DescribeVolumeAttributeRequest, call): DescribeVolumeAttributeResult => {
    const { id, autoEnableIo = false } = findOne(kinds.volume, asSeen(call.place.volumes, call), input.VolumeId);
    return checkAttribute(input.Attribute) === 'productCodes'
      ? { VolumeId: id, ProductCodes: [] }
      : { VolumeId: id, AutoEnableIO: { Value: autoEnableIo } };
  }),

  changes('ModifyVolumeAttribute', (input: ModifyVolumeAttributeRequest, call): object => {
    const volume = findOne(kinds.volume, asSeen(call.place.volumes, call), input.VolumeId);
    const { Value } = required(input.AutoEnableIO, 'AutoEnableIO');
    const autoEnableIo = required(Value, 'AutoEnableIO.Value');
    call.proceed();
    call.place.volumes.change(volume, { autoEnableIo });
    return {};
  }),
];
