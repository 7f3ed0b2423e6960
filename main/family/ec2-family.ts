import {
  type Image as AwsImage,
  type Instance as AwsInstance,
  DescribeImageAttributeCommand,
  DescribeImagesCommand,
  DescribeInstanceImageMetadataCommand,
  DescribeInstancesCommand,
  GetImageAncestryCommand,
  type ImageMetadata,
} from '@aws-sdk/client-ec2';
import type { Ancestor, ComparedImage, FamilyImage, FamilyInstance } from '../../src/family/contract.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf } from '../aws/errors.ts';
import { chunks, isoTime, tagValue } from '../aws/shapes.ts';

/** As many as AWS puts on one page. */
const PAGE = 1000;

const afterThat = (next: string | undefined) => (next ? { NextToken: next } : {});

/** One page of the own images of a Region. */
export async function imagesPage(
  cloud: Cloud,
  accountId: string,
  next: string | undefined,
): Promise<{ images: FamilyImage[]; next?: string }> {
  const page = await cloud.read.send(
    new DescribeImagesCommand({
      Owners: ['self'],
      IncludeDeprecated: true,
      IncludeDisabled: true,
      MaxResults: PAGE,
      ...afterThat(next),
    }),
  );
  return {
    images: (page.Images ?? []).map((one) => shapeImage(one, cloud.region, accountId)),
    ...(page.NextToken ? { next: page.NextToken } : {}),
  };
}

/** Images of others by their ids. Asked by filter: what cannot be seen is then missing instead of an error. */
export async function seenImages(cloud: Cloud, accountId: string, ids: readonly string[]): Promise<FamilyImage[]> {
  if (ids.length === 0) return [];
  const pages = await Promise.all(
    chunks(ids, 200).map((Values) =>
      cloud.read.send(
        new DescribeImagesCommand({
          Filters: [{ Name: 'image-id', Values }],
          IncludeDeprecated: true,
          IncludeDisabled: true,
        }),
      ),
    ),
  );
  return pages.flatMap(({ Images = [] }) => Images.map((one) => shapeImage(one, cloud.region, accountId)));
}

/** The own images of a Region that were copied from an image, or made from an instance of it. */
export async function imagesFrom(cloud: Cloud, accountId: string, imageId: string): Promise<FamilyImage[]> {
  const { Images = [] } = await cloud.read.send(
    new DescribeImagesCommand({
      Owners: ['self'],
      IncludeDeprecated: true,
      IncludeDisabled: true,
      Filters: [{ Name: 'source-image-id', Values: [imageId] }],
    }),
  );
  return Images.map((one) => shapeImage(one, cloud.region, accountId));
}

/** The instances that were launched from an image. */
export async function instancesFrom(cloud: Cloud, imageId: string): Promise<FamilyInstance[]> {
  const { Reservations = [] } = await cloud.read.send(
    new DescribeInstancesCommand({ Filters: [{ Name: 'image-id', Values: [imageId] }] }),
  );
  return Reservations.flatMap(({ Instances = [] }) => Instances.map((one) => shapeInstance(one, cloud.region)));
}

/**
 * One page of the instances of a Region with what they remember of their images.
 *
 * Whoever may not ask for that memory, and clouds that do not have it, are asked for the bare instances.
 */
export async function instancesPage(
  cloud: Cloud,
  accountId: string,
  next: string | undefined,
): Promise<{ instances: FamilyInstance[]; next?: string }> {
  // Each of the two lists has tokens of its own.
  if (next?.startsWith(BARE)) return bareInstances(cloud, next.slice(BARE.length));
  try {
    const page = await cloud.read.send(
      new DescribeInstanceImageMetadataCommand({ MaxResults: PAGE, ...afterThat(next) }),
    );
    return {
      instances: (page.InstanceImageMetadata ?? []).map(({ ImageMetadata: image, ...one }) => ({
        ...shapeInstance({ ...one, ImageId: image?.ImageId }, cloud.region),
        image: shapeMemory(image, accountId),
      })),
      ...(page.NextToken ? { next: page.NextToken } : {}),
    };
  } catch (error) {
    if (next || !/^(UnauthorizedOperation|InvalidAction|UnsupportedOperation|InternalFailure)$/.test(awsCodeOf(error)))
      throw error;
    return bareInstances(cloud, undefined);
  }
}

const BARE = 'instances ';

async function bareInstances(
  cloud: Cloud,
  next: string | undefined,
): Promise<{ instances: FamilyInstance[]; next?: string }> {
  const page = await cloud.read.send(new DescribeInstancesCommand({ MaxResults: PAGE, ...afterThat(next) }));
  return {
    instances: (page.Reservations ?? []).flatMap(({ Instances = [] }) =>
      Instances.map((one) => shapeInstance(one, cloud.region)),
    ),
    ...(page.NextToken ? { next: `${BARE}${page.NextToken}` } : {}),
  };
}

/** The line of an image that this account sees, from itself back to its root; at most fifty links. */
export async function lineOf(cloud: Cloud, imageId: string): Promise<Ancestor[]> {
  const { ImageAncestryEntries = [] } = await cloud.read.send(new GetImageAncestryCommand({ ImageId: imageId }));
  let region = cloud.region;
  return ImageAncestryEntries.map((entry) => {
    const here = region;
    region = entry.SourceImageRegion ?? region;
    return {
      imageId: entry.ImageId ?? '',
      region: here,
      ...(entry.CreationDate ? { createdAt: isoTime(entry.CreationDate) } : {}),
      ...(entry.ImageOwnerAlias ? { ownerAlias: entry.ImageOwnerAlias } : {}),
      ...(entry.SourceImageId ? { sourceImageId: entry.SourceImageId, sourceImageRegion: region } : {}),
    };
  });
}

/** Whom an own image is shared with. */
export async function sharedWith(cloud: Cloud, imageId: string): Promise<NonNullable<ComparedImage['sharedWith']>> {
  const { LaunchPermissions = [] } = await cloud.read.send(
    new DescribeImageAttributeCommand({ ImageId: imageId, Attribute: 'launchPermission' }),
  );
  return {
    accounts: LaunchPermissions.flatMap(({ UserId }) => UserId ?? []).sort(),
    organizations: LaunchPermissions.flatMap(
      ({ OrganizationArn, OrganizationalUnitArn }) => OrganizationArn ?? OrganizationalUnitArn ?? [],
    ).sort(),
    everyone: LaunchPermissions.some(({ Group }) => Group === 'all'),
  };
}

function shapeImage(image: AwsImage, region: string, accountId: string): FamilyImage {
  const ownerId = image.OwnerId ?? '';
  return {
    imageId: image.ImageId ?? '',
    region,
    name: image.Name ?? '',
    nameTag: tagValue(image.Tags, 'Name'),
    state: (image.State ?? 'pending') as FamilyImage['state'],
    createdAt: isoTime(image.CreationDate),
    ownerId,
    mine: ownerId === accountId,
    public: image.Public ?? false,
    ...(image.ImageOwnerAlias ? { ownerAlias: image.ImageOwnerAlias } : {}),
    ...(image.SourceInstanceId ? { sourceInstanceId: image.SourceInstanceId } : {}),
    ...(image.SourceImageId ? { sourceImageId: image.SourceImageId } : {}),
    ...(image.SourceImageRegion ? { sourceImageRegion: image.SourceImageRegion } : {}),
  };
}

function shapeInstance(one: AwsInstance, region: string): FamilyInstance {
  return {
    instanceId: one.InstanceId ?? '',
    region,
    name: tagValue(one.Tags, 'Name'),
    state: (one.State?.Name ?? 'pending') as FamilyInstance['state'],
    instanceType: one.InstanceType ?? '',
    imageId: one.ImageId ?? '',
    launchedAt: isoTime(one.LaunchTime),
  };
}

function shapeMemory(image: ImageMetadata | undefined, accountId: string): NonNullable<FamilyInstance['image']> {
  return {
    ...(image?.Name ? { name: image.Name } : {}),
    ...(image?.State ? { state: image.State as FamilyImage['state'] } : {}),
    ...(image?.CreationDate ? { createdAt: isoTime(image.CreationDate) } : {}),
    ...(image?.OwnerId ? { ownerId: image.OwnerId, mine: image.OwnerId === accountId } : {}),
    ...(image?.ImageOwnerAlias ? { ownerAlias: image.ImageOwnerAlias } : {}),
  };
}
