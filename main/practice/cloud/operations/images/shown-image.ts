import type { BlockDeviceMapping, Image } from '@aws-sdk/client-ec2';
import type { ImageMapping, ProtectionRecord } from '../../world/records/image-records.ts';
import type { TagRecord } from '../../world/records/tag-records.ts';
import type { VisibleImage } from '../available-images.ts';
import type { CallContext } from '../operation.ts';
import { showTags } from '../views.ts';
import { allowedImagesOf, isAllowed } from './allowed-images.ts';

const DAY = 86_400_000;
/** Images of up to this many GiB can be launched within the free plan. */
const FREE_GIB = 30;

/** An image as EC2 describes it to a caller. */
export function showImage(image: VisibleImage, call: CallContext): Image {
  const { record, ownerId, ownerAlias, isPublic } = image;
  const launchedAt = shownLaunch(image, call);
  return {
    ImageId: record.id,
    Name: record.name,
    Description: record.description,
    ImageLocation: locationOf(image),
    OwnerId: ownerId,
    ...(ownerAlias ? { ImageOwnerAlias: ownerAlias } : {}),
    State: record.state,
    ...(record.state === 'failed' && record.stateReason
      ? { StateReason: { Code: record.stateReason.code, Message: record.stateReason.message } }
      : {}),
    Public: isPublic,
    CreationDate: new Date(record.createdAt).toISOString(),
    ...(record.deprecatedAt === null ? {} : { DeprecationTime: new Date(record.deprecatedAt).toISOString() }),
    ...(launchedAt === null ? {} : { LastLaunchedTime: launchedAt }),
    Architecture: record.architecture as Image['Architecture'],
    ImageType: 'machine',
    PlatformDetails: record.platformDetails,
    UsageOperation: 'RunInstances',
    RootDeviceType: 'ebs',
    RootDeviceName: record.rootDevice,
    VirtualizationType: 'hvm',
    Hypervisor: 'xen',
    EnaSupport: record.enaSupport,
    ...(record.sriovSupport ? { SriovNetSupport: 'simple' } : {}),
    ...(record.bootMode ? { BootMode: record.bootMode as Image['BootMode'] } : {}),
    ...(record.tpm ? { TpmSupport: 'v2.0' as const } : {}),
    ...(record.imdsV2 ? { ImdsSupport: 'v2.0' as const } : {}),
    ...(record.sourceInstanceId ? { SourceInstanceId: record.sourceInstanceId } : {}),
    ...(record.sourceImageId ? { SourceImageId: record.sourceImageId } : {}),
    ...(record.sourceImageRegion ? { SourceImageRegion: record.sourceImageRegion } : {}),
    ...(allowedImagesOf(call).state === 'disabled' ? {} : { ImageAllowed: isAllowed(call, image) }),
    ...(ownerId === call.account.id ? { DeregistrationProtection: showProtection(record.protection, call.now) } : {}),
    FreeTierEligible: isFree(image),
    BlockDeviceMappings: record.mappings.map(showMapping),
    ProductCodes: showProductCodes(record.productCodes),
    Tags: showTags(tagsSeenBy(call, image)),
  };
}

/** Product codes; those of this version are all of AWS Marketplace. */
export function showProductCodes(codes: readonly string[]) {
  return codes.map((ProductCodeId) => ({ ProductCodeId, ProductCodeType: 'marketplace' as const }));
}

/** Where an image is kept, in EC2's words. */
export function locationOf({ record, ownerId, ownerAlias }: VisibleImage): string {
  return `${ownerAlias ?? ownerId}/${record.name}`;
}

/** The tags that a caller sees: all of its own images, and of others' only those that are meant to be shared. */
export function tagsSeenBy(call: CallContext, { record, ownerId }: VisibleImage): readonly TagRecord[] {
  if (ownerId === call.account.id) return record.tags;
  return record.tags.filter(({ Key }) => Key.startsWith('ec2:SharedTag/'));
}

/** Protection from deregistration in EC2's words; after a cooldown it is as if it had never been there. */
export function showProtection({ enabled, cooldown, until }: ProtectionRecord, now: number): string {
  if (enabled) return cooldown ? 'enabled-with-cooldown' : 'enabled-without-cooldown';
  return until !== null && until > now ? `disabled-after-${new Date(until).toISOString()}` : 'disabled';
}

/** When an image was last launched, told to its owner a day later; null when there is nothing to tell. */
export function shownLaunch({ record, ownerId }: VisibleImage, call: CallContext): string | null {
  const at = record.lastLaunchedAt;
  if (at === null || ownerId !== call.account.id || call.now - at < DAY) return null;
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** Whether an image can be launched within the free plan: no product, and small enough. */
export function isFree({ record }: VisibleImage): boolean {
  const size = record.mappings.reduce((sum, mapping) => sum + mapping.size, 0);
  return record.productCodes.length === 0 && size <= FREE_GIB;
}

function showMapping(mapping: ImageMapping): BlockDeviceMapping {
  return {
    DeviceName: mapping.device,
    Ebs: {
      ...(mapping.snapshotId ? { SnapshotId: mapping.snapshotId } : {}),
      VolumeSize: mapping.size,
      VolumeType: mapping.type as 'gp3',
      ...(mapping.iops === null ? {} : { Iops: mapping.iops }),
      ...(mapping.throughput === null ? {} : { Throughput: mapping.throughput }),
      Encrypted: mapping.encrypted,
      DeleteOnTermination: mapping.deleteOnTermination,
    },
  };
}
