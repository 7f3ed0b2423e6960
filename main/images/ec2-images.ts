import {
  type Image as AwsImage,
  type BlockDeviceMapping,
  CreateImageCommand,
  type CreateImageCommandInput,
  DescribeImagesCommand,
  type DescribeImagesCommandInput,
} from '@aws-sdk/client-ec2';
import { AppError } from '../../src/core/errors.ts';
import { TAG_LIMITS } from '../../src/core/fields.ts';
import type { CreateImageRequest, Image } from '../../src/images/contract.ts';
import type { Cloud } from '../aws/cloud.ts';
import { allPages, awsTags, isoTime, OPERATION_TAG, shownTags, tagValue } from '../aws/shapes.ts';
import { progressOf } from './image-progress.ts';

/** The images that this account owns in the Region, newest first, with progress for those that are being made. */
export async function listImages(cloud: Cloud): Promise<Image[]> {
  const found = await describe(cloud, { Owners: ['self'], IncludeDeprecated: true, IncludeDisabled: true });
  const progress = await progressOf(
    cloud.read,
    found.filter(({ State }) => State === 'pending'),
  );
  return found
    .map((image) => shapeImage(image, cloud.region, progress.get(image.ImageId ?? '')))
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
}

/** One image that this account can see. Throws `images.not-found`. */
export async function findImage(cloud: Cloud, imageId: string): Promise<Image> {
  const found = await describe(cloud, { ImageIds: [imageId], IncludeDeprecated: true, IncludeDisabled: true });
  const image = found[0];
  if (!image) {
    throw new AppError(
      'images.not-found',
      `The image ${imageId} cannot be seen from ${cloud.region} with this account.`,
      {
        awsCode: 'InvalidAMIID.NotFound',
        fix: 'It may be in another Region, not shared with you, or already deregistered.',
        field: 'imageId',
      },
    );
  }
  const progress = image.State === 'pending' ? await progressOf(cloud.read, [image]) : undefined;
  return shapeImage(image, cloud.region, progress?.get(imageId));
}

/** Those of some images that this account can see, in no order; without the progress of those that are being made. */
export async function findImages(cloud: Cloud, imageIds: readonly string[]): Promise<Image[]> {
  if (imageIds.length === 0) return [];
  // By filter: an image that is gone is then missing instead of an error.
  const Filters = [{ Name: 'image-id', Values: [...imageIds] }];
  const found = await describe(cloud, { Filters, IncludeDeprecated: true, IncludeDisabled: true });
  return found.map((image) => shapeImage(image, cloud.region, undefined));
}

/** The names that own images have now. */
export async function takenNames(cloud: Cloud): Promise<{ name: string; imageId: string; createdAt: string }[]> {
  const found = await describe(cloud, { Owners: ['self'], IncludeDeprecated: true, IncludeDisabled: true });
  return found.map(({ Name = '', ImageId = '', CreationDate = '' }) => ({
    name: Name,
    imageId: ImageId,
    createdAt: CreationDate,
  }));
}

/** The own image of exactly this name, with the operation tag it carries; names are unique in a Region. */
export async function findByName(
  cloud: Cloud,
  name: string,
): Promise<{ imageId: string; operation: string; sourceInstanceId: string | undefined } | undefined> {
  const found = await describe(cloud, { Owners: ['self'], Filters: [{ Name: 'name', Values: [name] }] });
  const image = found.find(({ Name }) => Name === name);
  if (!image?.ImageId) return undefined;
  return {
    imageId: image.ImageId,
    operation: tagValue(image.Tags, OPERATION_TAG),
    sourceInstanceId: image.SourceInstanceId,
  };
}

/** Asks whether the image could be made, without making it. */
export async function tryCreateImage(cloud: Cloud, request: CreateImageRequest): Promise<void> {
  await cloud.read.send(new CreateImageCommand({ ...createInput(request, 'amiable-dry-run'), DryRun: true }));
}

/** Sends CreateImage once; answers the image's id. */
export async function sendCreateImage(cloud: Cloud, request: CreateImageRequest, operationId: string): Promise<string> {
  const { ImageId = '' } = await cloud.once.send(new CreateImageCommand(createInput(request, operationId)));
  return ImageId;
}

/** What CreateImage is sent. Existing volumes are named only where something differs: AWS takes no size for them. */
function createInput(request: CreateImageRequest, operationId: string): CreateImageCommandInput {
  const mappings: BlockDeviceMapping[] = [
    ...request.existingVolumes.map(({ deviceName, include, deleteOnTermination }) =>
      include
        ? { DeviceName: deviceName, Ebs: { DeleteOnTermination: deleteOnTermination } }
        : { DeviceName: deviceName, NoDevice: '' },
    ),
    ...request.newVolumes.map(({ deviceName, snapshotId, sizeGiB, type, iops, throughput, deleteOnTermination }) => ({
      DeviceName: deviceName,
      Ebs: {
        VolumeSize: sizeGiB,
        VolumeType: type,
        DeleteOnTermination: deleteOnTermination,
        ...(snapshotId ? { SnapshotId: snapshotId } : {}),
        ...(iops === undefined ? {} : { Iops: iops }),
        ...(throughput === undefined ? {} : { Throughput: throughput }),
      },
    })),
  ];
  // A full set of tags leaves no room for ours; the unique name finds the image then.
  const marked = (tags: CreateImageRequest['tags']) =>
    awsTags(tags.length < TAG_LIMITS.keys ? [...tags, { key: OPERATION_TAG, value: operationId }] : tags);
  return {
    InstanceId: request.instanceId,
    Name: request.name,
    ...(request.description ? { Description: request.description } : {}),
    NoReboot: !request.reboot,
    ...(mappings.length > 0 ? { BlockDeviceMappings: mappings } : {}),
    TagSpecifications: [
      { ResourceType: 'image' as const, Tags: marked(request.tags) },
      { ResourceType: 'snapshot' as const, Tags: marked(request.tagSnapshots ? request.tags : request.snapshotTags) },
    ].filter(({ Tags }) => Tags.length > 0),
  };
}

function describe(cloud: Cloud, query: DescribeImagesCommandInput): Promise<AwsImage[]> {
  // AWS refuses pages together with ids.
  const paged = query.ImageIds ? {} : { MaxResults: 1000 };
  return allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeImagesCommand({ ...query, ...paged, ...(NextToken ? { NextToken } : {}) }),
    );
    return { items: page.Images ?? [], next: page.NextToken };
  });
}

/** AWS's image as the app shows it; what AWS left out is left out, or empty. */
export function shapeImage(image: AwsImage, region: string, progress: number | undefined): Image {
  return {
    imageId: image.ImageId ?? '',
    region,
    name: image.Name ?? '',
    nameTag: tagValue(image.Tags, 'Name'),
    description: image.Description ?? '',
    state: (image.State ?? 'pending') as Image['state'],
    ...(image.StateReason?.Message ? { stateReason: image.StateReason.Message } : {}),
    ...(progress === undefined ? {} : { progress }),
    createdAt: isoTime(image.CreationDate),
    ownerId: image.OwnerId ?? '',
    ...(image.ImageOwnerAlias ? { ownerAlias: image.ImageOwnerAlias } : {}),
    architecture: image.Architecture ?? '',
    platform: image.PlatformDetails ?? 'Linux/UNIX',
    rootDeviceType: image.RootDeviceType ?? 'ebs',
    ...(image.SourceInstanceId ? { sourceInstanceId: image.SourceInstanceId } : {}),
    ...(image.SourceImageId ? { sourceImageId: image.SourceImageId } : {}),
    ...(image.SourceImageRegion ? { sourceImageRegion: image.SourceImageRegion } : {}),
    ...(image.DeprecationTime ? { deprecatedAt: isoTime(image.DeprecationTime) } : {}),
    ...(image.LastLaunchedTime ? { lastLaunchedAt: isoTime(image.LastLaunchedTime) } : {}),
    ...(image.DeregistrationProtection ? { deregistrationProtection: image.DeregistrationProtection } : {}),
    productCodes: (image.ProductCodes ?? []).flatMap(({ ProductCodeId }) => ProductCodeId ?? []),
    ...(image.BootMode ? { bootMode: image.BootMode } : {}),
    ...(image.ImdsSupport ? { imdsSupport: image.ImdsSupport } : {}),
    public: image.Public ?? false,
    volumes: (image.BlockDeviceMappings ?? []).flatMap(({ DeviceName = '', Ebs }) =>
      Ebs
        ? [
            {
              deviceName: DeviceName,
              ...(Ebs.SnapshotId ? { snapshotId: Ebs.SnapshotId } : {}),
              sizeGiB: Ebs.VolumeSize ?? 0,
              type: Ebs.VolumeType ?? '',
              ...(Ebs.Iops === undefined ? {} : { iops: Ebs.Iops }),
              ...(Ebs.Throughput === undefined ? {} : { throughput: Ebs.Throughput }),
              encrypted: Ebs.Encrypted ?? false,
              deleteOnTermination: Ebs.DeleteOnTermination ?? false,
              isRoot: DeviceName === image.RootDeviceName,
            },
          ]
        : [],
    ),
    tags: shownTags(image.Tags),
  };
}
