import { parametersOf } from '../../data/ssm-parameters.ts';
import type { ImageMapping } from '../../world/records/image-records.ts';
import type { VisibleImage } from '../available-images.ts';
import type { FilterFields } from '../filters.ts';
import type { CallContext } from '../operation.ts';
import { isAllowed } from './allowed-images.ts';
import { isFree, locationOf } from './shown-image.ts';

/**
 * What an image shows to each filter of DescribeImages.
 *
 * The practice cloud has no kernels, RAM disks, watermarks, scan results and lists of fitting types: these filters are
 * known and let nothing through. Source: API reference, DescribeImages.
 */
export function imageFilters(call: CallContext): FilterFields<VisibleImage> {
  return {
    ...fields,
    'image-allowed': (image) => String(isAllowed(call, image)),
    'public-ssm-parameter-name': ({ record }) =>
      parametersOf(call.region).flatMap(({ name, value }) => (value === record.id ? name : [])),
  };
}

const mapped =
  (read: (mapping: ImageMapping) => string | null) =>
  ({ record }: VisibleImage): string[] =>
    record.mappings.flatMap((mapping) => read(mapping) ?? []);

const none = () => null;

const fields: FilterFields<VisibleImage> = {
  architecture: ({ record }) => record.architecture,
  'block-device-mapping.delete-on-termination': mapped(({ deleteOnTermination }) => String(deleteOnTermination)),
  'block-device-mapping.device-name': mapped(({ device }) => device),
  'block-device-mapping.encrypted': mapped(({ encrypted }) => String(encrypted)),
  'block-device-mapping.snapshot-id': mapped(({ snapshotId }) => snapshotId),
  'block-device-mapping.volume-size': mapped(({ size }) => String(size)),
  'block-device-mapping.volume-type': mapped(({ type }) => type),
  'boot-mode': ({ record }) => record.bootMode,
  'creation-date': ({ record }) => new Date(record.createdAt).toISOString(),
  description: ({ record }) => record.description,
  'ena-support': ({ record }) => String(record.enaSupport),
  'free-tier-eligible': (image) => String(isFree(image)),
  hypervisor: () => 'xen',
  'image-id': ({ record }) => record.id,
  'image-type': () => 'machine',
  'is-public': ({ isPublic }) => String(isPublic),
  'kernel-id': none,
  'manifest-location': locationOf,
  name: ({ record }) => record.name,
  'owner-alias': ({ ownerAlias }) => ownerAlias,
  'owner-id': ({ ownerId }) => ownerId,
  // EC2 has a platform for Windows alone.
  platform: none,
  'platform-details': ({ record }) => record.platformDetails,
  'product-code': ({ record }) => record.productCodes,
  'product-code.type': ({ record }) => record.productCodes.map(() => 'marketplace'),
  'ramdisk-id': none,
  'root-device-name': ({ record }) => record.rootDevice,
  'root-device-type': () => 'ebs',
  'source-image-id': ({ record }) => record.sourceImageId,
  'source-image-region': ({ record }) => record.sourceImageRegion,
  'source-instance-id': ({ record }) => record.sourceInstanceId,
  'sriov-net-support': ({ record }) => (record.sriovSupport ? 'simple' : null),
  state: ({ record }) => record.state,
  'state-reason-code': ({ record }) => (record.state === 'failed' ? record.stateReason?.code : null),
  'state-reason-message': ({ record }) => (record.state === 'failed' ? record.stateReason?.message : null),
  'tpm-support': ({ record }) => (record.tpm ? 'v2.0' : null),
  'usage-operation': () => 'RunInstances',
  'virtualization-type': () => 'hvm',
  ...Object.fromEntries(
    [
      'source-image-creation-time',
      'source-image-id',
      'source-image-region',
      'watermark-creation-time',
      'watermark-key',
    ].map((name) => [`image-watermark.${name}`, none]),
  ),
  ...Object.fromEntries(
    ['supported-instance-type', 'unsupported-instance-type'].map((name) => [
      `instance-type-specification.${name}`,
      none,
    ]),
  ),
  ...Object.fromEntries(
    [
      'critical-fix-available-since',
      'finding-scan-date',
      'high-fix-available-since',
      'highest-finding-severity-label',
      'informational-fix-available-since',
      'low-fix-available-since',
      'medium-fix-available-since',
    ].map((name) => [`scan-result.${name}`, none]),
  ),
};
