import {
  DescribeImageReferencesCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeSnapshotsCommand,
} from '@aws-sdk/client-ec2';
import type { Impact } from '../../src/images/retire.ts';
import type { Cloud } from '../aws/cloud.ts';
import { allPages, chunks, tagValue } from '../aws/shapes.ts';

type Part<P extends keyof Impact> = Extract<Impact[P], { known: true }>['value'];

/** The machines of this account that were launched from the image and are not terminated. */
export async function instancesOf(cloud: Cloud, imageId: string): Promise<Part<'instances'>> {
  const states = ['pending', 'running', 'stopping', 'stopped', 'shutting-down'];
  const found = await allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeInstancesCommand({
        Filters: [
          { Name: 'image-id', Values: [imageId] },
          { Name: 'instance-state-name', Values: states },
        ],
        MaxResults: 1000,
        ...(NextToken ? { NextToken } : {}),
      }),
    );
    return { items: (page.Reservations ?? []).flatMap(({ Instances = [] }) => Instances), next: page.NextToken };
  });
  return found.map(({ InstanceId = '', Tags, State }) => ({
    instanceId: InstanceId,
    name: tagValue(Tags, 'Name'),
    state: State?.Name ?? '',
  }));
}

/** The launch templates whose latest or default version launches the image. */
export async function templatesOf(cloud: Cloud, imageId: string): Promise<Part<'templates'>> {
  const versions = await allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeLaunchTemplateVersionsCommand({
        Versions: ['$Latest', '$Default'],
        Filters: [{ Name: 'image-id', Values: [imageId] }],
        MaxResults: 200,
        ...(NextToken ? { NextToken } : {}),
      }),
    );
    return { items: page.LaunchTemplateVersions ?? [], next: page.NextToken };
  });
  const templates = new Map<string, Part<'templates'>[number]>();
  for (const { LaunchTemplateId = '', LaunchTemplateName = '', VersionNumber = 0 } of versions) {
    const before = templates.get(LaunchTemplateId)?.versions ?? [];
    templates.set(LaunchTemplateId, {
      templateId: LaunchTemplateId,
      name: LaunchTemplateName,
      versions: [...new Set([...before, VersionNumber])].sort((a, b) => a - b),
    });
  }
  return [...templates.values()];
}

/** Parameters of Systems Manager and recipes of Image Builder that name the image. */
export async function referencesOf(cloud: Cloud, imageId: string): Promise<Part<'references'>> {
  const kinds = ['ssm:Parameter', 'imagebuilder:ImageRecipe', 'imagebuilder:ContainerRecipe'] as const;
  const found = await allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeImageReferencesCommand({
        ImageIds: [imageId],
        ResourceTypes: kinds.map((ResourceType) => ({ ResourceType })),
        MaxResults: 1000,
        ...(NextToken ? { NextToken } : {}),
      }),
    );
    return { items: page.ImageReferences ?? [], next: page.NextToken };
  });
  return found.map(({ ResourceType = '', Arn = '' }) => ({ kind: ResourceType, arn: Arn }));
}

/** Those of an image's snapshots that this account owns and that are there, each with the other images that need it. */
export async function snapshotUse(
  cloud: Cloud,
  snapshotIds: readonly string[],
  imageId = '',
): Promise<Part<'snapshots'>> {
  if (snapshotIds.length === 0) return [];
  const parts = chunks([...new Set(snapshotIds)], 200);
  const [snapshots, images] = await Promise.all([
    Promise.all(
      parts.map((Values) =>
        cloud.read.send(
          new DescribeSnapshotsCommand({ OwnerIds: ['self'], Filters: [{ Name: 'snapshot-id', Values }] }),
        ),
      ),
    ),
    Promise.all(
      parts.map((Values) =>
        cloud.read.send(
          new DescribeImagesCommand({
            Owners: ['self'],
            IncludeDeprecated: true,
            IncludeDisabled: true,
            Filters: [{ Name: 'block-device-mapping.snapshot-id', Values }],
          }),
        ),
      ),
    ),
  ]);
  const others = images.flatMap(({ Images = [] }) => Images).filter(({ ImageId }) => ImageId !== imageId);
  return snapshots
    .flatMap(({ Snapshots = [] }) => Snapshots)
    .map(({ SnapshotId = '', VolumeSize = 0 }) => ({
      snapshotId: SnapshotId,
      sizeGiB: VolumeSize,
      otherImages: others
        .filter(({ BlockDeviceMappings = [] }) => BlockDeviceMappings.some(({ Ebs }) => Ebs?.SnapshotId === SnapshotId))
        .map(({ ImageId = '', Name = '' }) => ({ imageId: ImageId, name: Name })),
    }));
}
