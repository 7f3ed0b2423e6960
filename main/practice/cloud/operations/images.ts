import type {
  CreateImageRequest,
  CreateImageResult,
  DeregisterImageRequest,
  DeregisterImageResult,
  DescribeImagesRequest,
  DescribeImagesResult,
  Image,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../refusal.ts';
import { type ImageMapping, plainImage } from '../world/records/image-records.ts';
import type { InstanceRecord } from '../world/records/instance-records.ts';
import { durations } from '../world/settling.ts';
import type { Place } from '../world/world.ts';
import { foreignSnapshotSize, type VisibleImage, visibleImages } from './available-images.ts';
import { applyFilters, type FilterFields } from './filters.ts';
import { findOne, kinds, required } from './finding.ts';
import { type CallContext, changes, reads } from './operation.ts';
import { pageOf } from './pages.ts';
import { joinMappings, readDevice } from './storage.ts';
import { tagsFor } from './tags.ts';
import { showTags } from './views.ts';

const taggable = ['image', 'snapshot'] as const;

/** Checks a name by EC2's rules: 3-128 characters of a small set, not taken by another image of the account here. */
function checkName(name: string | undefined, place: Place): string {
  const given = required(name, 'Name');
  if (!/^[A-Za-z0-9()[\] ./\-'@_]{3,128}$/.test(given)) {
    throw new Refusal(
      'InvalidAMIName.Malformed',
      "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, '(', ')', '.', '-', '/' and '_'",
    );
  }
  const taken = place.images.by('name', given).find(({ state }) => state !== 'failed');
  if (taken) {
    throw new Refusal('InvalidAMIName.Duplicate', `AMI name ${given} is already in use by AMI ${taken.id}`);
  }
  return given;
}

/** The instance's attached volumes as mappings; each knows its volume. */
function attachedMappings(
  place: Place,
  instance: InstanceRecord,
): Map<string, { mapping: ImageMapping; volumeId: string }> {
  const mappings = new Map<string, { mapping: ImageMapping; volumeId: string }>();
  for (const volume of place.volumes.by('instance', instance.id)) {
    if (!volume.attachment) continue;
    const { device, deleteOnTermination } = volume.attachment;
    const { size, type, iops, throughput, encrypted, kmsKeyId } = volume;
    const mapping = {
      device,
      snapshotId: null,
      size,
      type,
      iops,
      throughput,
      encrypted,
      kmsKeyId,
      deleteOnTermination,
    };
    mappings.set(device, { mapping, volumeId: volume.id });
  }
  return mappings;
}

function planMappings(input: CreateImageRequest, instance: InstanceRecord, call: CallContext): ImageMapping[] {
  const attached = attachedMappings(call.place, instance);
  const own = [...attached.values()].map(({ mapping }) => mapping);
  return joinMappings(own, input.BlockDeviceMappings, instance.rootDevice, (device, ebs, base) => {
    if (ebs.KmsKeyId !== undefined) {
      throw new Refusal('InvalidParameter', 'KmsKeyId is not supported in a block device mapping of CreateImage.');
    }
    if (base) {
      if (ebs.Encrypted !== undefined && ebs.Encrypted !== base.encrypted) {
        throw new Refusal(
          'InvalidBlockDeviceMapping',
          `The encryption of ${device} cannot be changed: it is the volume's own.`,
        );
      }
      if (ebs.VolumeSize !== undefined && ebs.VolumeSize !== base.size) {
        throw new Refusal(
          'InvalidBlockDeviceMapping',
          `The size of ${device} cannot be changed: the volume has ${base.size} GiB.`,
        );
      }
      if (ebs.SnapshotId !== undefined) {
        throw new Refusal(
          'InvalidBlockDeviceMapping',
          `The snapshot of ${device} cannot be given: it is made from the volume.`,
        );
      }
    }
    return readDevice(device, ebs, base, device === instance.rootDevice, (id) => foreignSnapshotSize(call, id));
  });
}

function makeSnapshots(
  mappings: readonly ImageMapping[],
  instance: InstanceRecord,
  imageId: string,
  diskId: string | null,
  input: CreateImageRequest,
  call: CallContext,
): ImageMapping[] {
  const attached = attachedMappings(call.place, instance);
  return mappings.map((mapping) => {
    const volume = attached.get(mapping.device);
    if (!volume) return mapping;
    const snapshot = call.place.snapshots.add({
      id: call.world.newId('snap'),
      volumeId: volume.volumeId,
      size: mapping.size,
      description: `Created by CreateImage(${instance.id}) for ${imageId}`,
      encrypted: mapping.encrypted,
      kmsKeyId: mapping.kmsKeyId,
      startedAt: call.now,
      completesAt: call.now + durations.image,
      state: 'pending',
      stateMessage: null,
      diskId: mapping.device === instance.rootDevice ? diskId : null,
      sharedWith: [],
      isPublic: false,
      tags: tagsFor(input.TagSpecifications, 'snapshot', taggable),
    });
    return { ...mapping, snapshotId: snapshot.id };
  });
}

function showImage({ record, ownerId, ownerAlias, isPublic }: VisibleImage): Image {
  return {
    ImageId: record.id,
    Name: record.name,
    Description: record.description,
    ImageLocation: `${ownerAlias ?? ownerId}/${record.name}`,
    OwnerId: ownerId,
    ...(ownerAlias ? { ImageOwnerAlias: ownerAlias } : {}),
    State: record.state,
    ...(record.stateReason
      ? { StateReason: { Code: record.stateReason.code, Message: record.stateReason.message } }
      : {}),
    Public: isPublic,
    CreationDate: new Date(record.createdAt).toISOString(),
    Architecture: record.architecture as Image['Architecture'],
    ImageType: 'machine',
    PlatformDetails: record.platformDetails,
    UsageOperation: 'RunInstances',
    RootDeviceType: 'ebs',
    RootDeviceName: record.rootDevice,
    VirtualizationType: 'hvm',
    Hypervisor: 'xen',
    EnaSupport: true,
    SriovNetSupport: 'simple',
    BootMode: 'uefi-preferred',
    ...(record.imdsV2 ? { ImdsSupport: 'v2.0' as const } : {}),
    ...(record.sourceInstanceId ? { SourceInstanceId: record.sourceInstanceId } : {}),
    ...(record.sourceImageId ? { SourceImageId: record.sourceImageId } : {}),
    BlockDeviceMappings: record.mappings.map(showMapping),
    ProductCodes: [],
    Tags: showTags(record.tags),
  };
}

function showMapping(mapping: ImageMapping) {
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

const fields: FilterFields<VisibleImage> = {
  'image-id': ({ record }) => record.id,
  name: ({ record }) => record.name,
  description: ({ record }) => record.description,
  state: ({ record }) => record.state,
  architecture: ({ record }) => record.architecture,
  'owner-id': ({ ownerId }) => ownerId,
  'owner-alias': ({ ownerAlias }) => ownerAlias,
  'is-public': ({ isPublic }) => String(isPublic),
  'image-type': () => 'machine',
  'root-device-type': () => 'ebs',
  'root-device-name': ({ record }) => record.rootDevice,
  'virtualization-type': () => 'hvm',
  hypervisor: () => 'xen',
  'ena-support': () => 'true',
  platform: () => null,
  'platform-details': ({ record }) => record.platformDetails,
  'source-instance-id': ({ record }) => record.sourceInstanceId,
  'source-image-id': ({ record }) => record.sourceImageId,
  'creation-date': ({ record }) => new Date(record.createdAt).toISOString(),
  'block-device-mapping.snapshot-id': ({ record }) => record.mappings.flatMap(({ snapshotId }) => snapshotId ?? []),
  'block-device-mapping.device-name': ({ record }) => record.mappings.map(({ device }) => device),
  'block-device-mapping.encrypted': ({ record }) => record.mappings.map(({ encrypted }) => String(encrypted)),
};

function choose(input: DescribeImagesRequest, call: CallContext): VisibleImage[] {
  let images = visibleImages(call);
  if (input.Owners?.length) {
    const owners = input.Owners.map((owner) => (owner === 'self' ? call.account.id : owner));
    const wrong = owners.find((owner) => !/^(\d{12}|amazon|aws-marketplace|aws-backup-vault)$/.test(owner));
    if (wrong) throw new Refusal('InvalidUserID.Malformed', `Invalid user id: "${wrong}"`);
    images = images.filter(
      ({ ownerId, ownerAlias }) => owners.includes(ownerId) || (ownerAlias !== null && owners.includes(ownerAlias)),
    );
  }
  if (input.ExecutableUsers?.length) {
    const users = input.ExecutableUsers;
    // Launch permissions for single accounts come with sharing; the public ones are for all.
    images = images.filter(({ isPublic }) => isPublic && users.includes('all'));
  }
  const ids = input.ImageIds ?? [];
  if (ids.length === 0) return images;
  for (const id of ids) {
    if (!/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) {
      throw new Refusal('InvalidAMIID.Malformed', `Invalid id: "${id}" (expecting "ami-...")`);
    }
  }
  const missing = ids.filter((id) => !images.some(({ record }) => record.id === id));
  if (missing.length > 0) throw new Refusal('InvalidAMIID.NotFound', kinds.image.missing(missing));
  return images.filter(({ record }) => ids.includes(record.id));
}

/** Images: made from instances, listed, taken back. */
export const imageOperations = [
  changes('CreateImage', async (input: CreateImageRequest, call): Promise<CreateImageResult> => {
    const instance = findOne(kinds.instance, call.place.instances, input.InstanceId);
    // What is on the disk has to be waited for, so it comes first: from the checks on nothing may come in between.
    const diskId = await call.fleet.snapshot(instance);
    const name = checkName(input.Name, call.place);
    if (instance.state !== 'running' && instance.state !== 'stopped') {
      throw new Refusal(
        'IncorrectState',
        `The instance '${instance.id}' is not in a valid state for this operation. It must be running or stopped.`,
      );
    }
    if ((input.Description ?? '').length > 255) {
      throw new Refusal('InvalidParameterValue', 'The description may be 255 characters long at most.');
    }
    const mappings = planMappings(input, instance, call);
    const tags = tagsFor(input.TagSpecifications, 'image', taggable);
    tagsFor(input.TagSpecifications, 'snapshot', taggable);
    call.proceed();
    const id = call.world.newId('ami');
    call.place.images.add({
      ...plainImage,
      id,
      name,
      description: input.Description ?? '',
      architecture: instance.architecture,
      platform: instance.platform,
      platformDetails: instance.platformDetails,
      rootDevice: instance.rootDevice,
      mappings: makeSnapshots(mappings, instance, id, diskId, input, call),
      createdAt: call.now,
      sourceInstanceId: instance.id,
      sourceImageId: instance.imageId,
      imdsV2: instance.metadata.tokens === 'required',
      state: 'pending',
      next: { state: call.failLater ? 'failed' : 'available', at: call.now + durations.image },
      stateReason: call.failLater
        ? {
            code: 'Client.InternalError',
            message: 'Client.InternalError: The snapshot of a volume could not be completed',
          }
        : null,
      tags,
    });
    // Without NoReboot the machine goes down and comes up again; its state stays running all the while, as in EC2.
    if (input.NoReboot !== true && instance.state === 'running') call.fleet.reboot(instance);
    return { ImageId: id };
  }),

  reads('DescribeImages', (input: DescribeImagesRequest, call): DescribeImagesResult => {
    const kept = applyFilters(choose(input, call), input.Filters, fields, ({ record }) => record.tags);
    const { items, nextToken } = pageOf(kept, input, { least: 1, most: 1000 });
    return { Images: items.map(showImage), NextToken: nextToken };
  }),

  changes('DeregisterImage', (input: DeregisterImageRequest, call): DeregisterImageResult => {
    const { place } = call;
    const id = required(input.ImageId, 'ImageId');
    const foreign = visibleImages(call).find(({ record, isPublic }) => record.id === id && isPublic);
    if (foreign) throw new Refusal('AuthFailure', `Not authorized for image:${id}`, 403);
    const image = findOne(kinds.image, place.images, id);
    call.proceed();
    place.images.remove(image);
    const results = input.DeleteAssociatedSnapshots
      ? image.mappings.flatMap(({ snapshotId }) => {
          if (snapshotId === null) return [];
          const shared = place.images.by('snapshot', snapshotId).length > 0;
          const snapshot = place.snapshots.get(snapshotId);
          if (!shared && snapshot) place.snapshots.remove(snapshot);
          return [{ SnapshotId: snapshotId, ReturnCode: shared ? ('skipped' as const) : ('success' as const) }];
        })
      : [];
    return { Return: true, DeleteSnapshotResults: results };
  }),
];
