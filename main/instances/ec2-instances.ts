import {
  type Image as AwsImage,
  type Instance as AwsInstance,
  type Volume as AwsVolume,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  type DescribeInstancesCommandInput,
  DescribeVolumesCommand,
  type InstanceStatus,
} from '@aws-sdk/client-ec2';
import type { Instance } from '../../src/instances/contract.ts';
import type { Cloud } from '../aws/cloud.ts';
import { isNotFound } from '../aws/errors.ts';
import { allPages, chunks, isoTime, shownTags, tagValue } from '../aws/shapes.ts';
import { describeStatuses, healthOf } from './ec2-status.ts';

/** Every instance of the Region with its checks, volumes and image names. */
export async function listInstances(cloud: Cloud): Promise<Instance[]> {
  const [found, statuses] = await Promise.all([describe(cloud, { MaxResults: 1000 }), describeStatuses(cloud)]);
  const shown = await dress(cloud, found, statuses);
  return shown.sort((a, b) => b.launchedAt.localeCompare(a.launchedAt));
}

/** One instance, or null when the cloud knows none of that id. */
export async function findInstance(cloud: Cloud, instanceId: string): Promise<Instance | null> {
  const found = await describe(cloud, { InstanceIds: [instanceId] }).catch((error: unknown) => {
    if (isNotFound(error)) return [];
    throw error;
  });
  const statuses = found.length > 0 ? await describeStatuses(cloud, [instanceId]) : [];
  return (await dress(cloud, found, statuses))[0] ?? null;
}

/** AWS's own shape of some instances. */
export async function describe(cloud: Cloud, query: DescribeInstancesCommandInput): Promise<AwsInstance[]> {
  return allPages(async (NextToken) => {
    const page = await cloud.read.send(new DescribeInstancesCommand({ ...query, ...(NextToken ? { NextToken } : {}) }));
    return { items: page.Reservations?.flatMap(({ Instances }) => Instances ?? []) ?? [], next: page.NextToken };
  });
}

/** The instances of these ids that are there; asked by filter, so that one that is gone spoils nothing. */
export async function findInstances(cloud: Cloud, ids: readonly string[]): Promise<Instance[]> {
  const found = await describe(cloud, { Filters: [{ Name: 'instance-id', Values: [...ids] }] });
  return dress(cloud, found, []);
}

async function dress(
  cloud: Cloud,
  found: readonly AwsInstance[],
  statuses: readonly InstanceStatus[],
): Promise<Instance[]> {
  const [volumes, images] = await Promise.all([volumesOf(cloud, found), imagesOf(cloud, found)]);
  const status = new Map(statuses.map((entry) => [entry.InstanceId, entry]));
  return found.map((instance) => shape(instance, status.get(instance.InstanceId), volumes, images));
}

/** Asked by instance, so that no volume id that is gone in between can spoil the whole answer. */
async function volumesOf(cloud: Cloud, found: readonly AwsInstance[]): Promise<ReadonlyMap<string, AwsVolume>> {
  const ids = found.flatMap(({ InstanceId, BlockDeviceMappings }) =>
    InstanceId && BlockDeviceMappings?.length ? [InstanceId] : [],
  );
  const pages = await Promise.all(
    chunks(ids, 200).map((part) =>
      allPages(async (NextToken) => {
        const page = await cloud.read.send(
          new DescribeVolumesCommand({
            Filters: [{ Name: 'attachment.instance-id', Values: part }],
            ...(NextToken ? { NextToken } : {}),
          }),
        );
        return { items: page.Volumes ?? [], next: page.NextToken };
      }),
    ),
  );
  return new Map(pages.flat().map((volume) => [volume.VolumeId ?? '', volume]));
}

/** Asked by filter: an image that is gone or no longer shared is then missing instead of an error. */
async function imagesOf(cloud: Cloud, found: readonly AwsInstance[]): Promise<ReadonlyMap<string, AwsImage>> {
  const ids = [...new Set(found.flatMap(({ ImageId }) => ImageId ?? []))];
  const pages = await Promise.all(
    chunks(ids, 200).map(async (part) => {
      const answer = await cloud.read.send(
        new DescribeImagesCommand({
          Filters: [{ Name: 'image-id', Values: part }],
          IncludeDeprecated: true,
        }),
      );
      return answer.Images ?? [];
    }),
  );
  return new Map(pages.flat().map((image) => [image.ImageId ?? '', image]));
}

function shape(
  instance: AwsInstance,
  status: InstanceStatus | undefined,
  volumes: ReadonlyMap<string, AwsVolume>,
  images: ReadonlyMap<string, AwsImage>,
): Instance {
  const state = (instance.State?.Name ?? 'pending') as Instance['state'];
  const health = state === 'running' ? healthOf(status) : [];
  const imageName = images.get(instance.ImageId ?? '')?.Name;
  const optional = {
    stateReason: instance.StateReason?.Message,
    stateReasonCode: instance.StateReason?.Code,
    ...(health.length > 0
      ? { health, checks: { passed: health.filter((one) => one.status === 'ok').length, of: health.length } }
      : {}),
    imageName,
    keyName: instance.KeyName,
    vpcId: instance.VpcId,
    subnetId: instance.SubnetId,
    publicIp: instance.PublicIpAddress,
    publicDns: instance.PublicDnsName,
    privateIp: instance.PrivateIpAddress,
  };
  return {
    instanceId: instance.InstanceId ?? '',
    name: tagValue(instance.Tags, 'Name'),
    state,
    instanceType: instance.InstanceType ?? '',
    imageId: instance.ImageId ?? '',
    platform: instance.PlatformDetails ?? 'Linux/UNIX',
    architecture: instance.Architecture ?? '',
    rootDeviceType: instance.RootDeviceType ?? 'ebs',
    groups: (instance.SecurityGroups ?? []).map(({ GroupId = '', GroupName = '' }) => ({
      groupId: GroupId,
      name: GroupName,
    })),
    availabilityZone: instance.Placement?.AvailabilityZone ?? '',
    launchedAt: isoTime(instance.LaunchTime),
    volumes: (instance.BlockDeviceMappings ?? []).map(({ DeviceName = '', Ebs }) => {
      const volume = volumes.get(Ebs?.VolumeId ?? '');
      return {
        deviceName: DeviceName,
        volumeId: Ebs?.VolumeId ?? '',
        sizeGiB: volume?.Size ?? 0,
        type: volume?.VolumeType ?? '',
        encrypted: volume?.Encrypted ?? false,
        deleteOnTermination: Ebs?.DeleteOnTermination ?? false,
        isRoot: DeviceName === instance.RootDeviceName,
      };
    }),
    tags: shownTags(instance.Tags),
    ...(Object.fromEntries(
      Object.entries(optional).filter(([, value]) => value !== undefined && value !== ''),
    ) as Partial<typeof optional>),
  } as Instance;
}
