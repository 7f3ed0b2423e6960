import type { Volume, VolumeAttachment } from '@aws-sdk/client-ec2';
import { gp2Iops } from '../../data/volume-limits.ts';
import type { VolumeRecord, VolumeShape } from '../../world/records/storage-records.ts';
import { zonesOf } from '../network/zones.ts';
import type { CallContext } from '../operation.ts';
import { showTags } from '../views.ts';
import { shapeOf, stateOf } from './volume-states.ts';

/** The IOPS that a volume has, whether somebody chose them or its size tells; null where its type has none. */
export function iopsOf({ type, size, iops }: VolumeShape): number | null {
  return type === 'gp2' ? gp2Iops(size) : iops;
}

/** A volume as EC2 describes it. */
export function showVolume(volume: VolumeRecord, { now, region }: CallContext): Volume {
  const shape = shapeOf(volume, now);
  const iops = iopsOf(shape);
  const zone = zonesOf(region).find(({ name }) => name === volume.zone);
  const attachment = showAttachment(volume);
  return {
    VolumeId: volume.id,
    AvailabilityZone: volume.zone,
    ...(zone ? { AvailabilityZoneId: zone.id } : {}),
    Size: shape.size,
    VolumeType: shape.type as Volume['VolumeType'],
    ...(iops === null ? {} : { Iops: iops }),
    ...(shape.throughput === null ? {} : { Throughput: shape.throughput }),
    Encrypted: volume.encrypted,
    ...(volume.kmsKeyId === null ? {} : { KmsKeyId: volume.kmsKeyId }),
    SnapshotId: volume.snapshotId,
    CreateTime: new Date(volume.createdAt),
    State: stateOf(volume, now),
    MultiAttachEnabled: false,
    Attachments: attachment ? [attachment] : [],
    Tags: showTags(volume.tags),
  };
}

/** Where a volume is attached; null for nowhere. */
export function showAttachment({ id, attachment }: VolumeRecord): VolumeAttachment | null {
  if (!attachment) return null;
  return {
    VolumeId: id,
    InstanceId: attachment.instanceId,
    Device: attachment.device,
    State: 'attached',
    AttachTime: new Date(attachment.attachedAt),
    DeleteOnTermination: attachment.deleteOnTermination,
  };
}
