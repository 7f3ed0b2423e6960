import {
  type Address,
  type Image as AwsImage,
  DescribeAddressesCommand,
  DescribeImagesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSnapshotAttributeCommand,
  DescribeSnapshotsCommand,
  DescribeVolumesCommand,
  type Filter,
  ListImagesInRecycleBinCommand,
  type SecurityGroup,
  type Snapshot,
  type Volume,
} from '@aws-sdk/client-ec2';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf } from '../aws/errors.ts';
import { allPages } from '../aws/shapes.ts';

/** AWS's own answers about whatever may be left over, page by page; narrowed by filters, so that what is gone is merely missing. */

const only = (filters: Readonly<Record<string, string>>): Filter[] =>
  Object.entries(filters).map(([Name, value]) => ({ Name, Values: [value] }));

type Only = Readonly<Record<string, string>>;

/** Own images, with those that are switched off, deprecated, pending or failed. */
export function ownImages(cloud: Cloud, filters: Only = {}): Promise<AwsImage[]> {
  return allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeImagesCommand({
        Owners: ['self'],
        IncludeDeprecated: true,
        IncludeDisabled: true,
        MaxResults: 1000,
        Filters: only(filters),
        NextToken,
      }),
    );
    return { items: page.Images ?? [], next: page.NextToken };
  });
}

/** The ids of images that can be had back; whoever may not look there finds none, and AWS then guards their snapshots. */
export async function binnedImageIds(cloud: Cloud): Promise<ReadonlySet<string>> {
  try {
    const binned = await allPages(async (NextToken) => {
      const page = await cloud.read.send(new ListImagesInRecycleBinCommand({ MaxResults: 1000, NextToken }));
      return { items: page.Images ?? [], next: page.NextToken };
    });
    return new Set(binned.flatMap(({ ImageId }) => ImageId ?? []));
  } catch (error) {
    if (awsCodeOf(error) !== 'UnauthorizedOperation') throw error;
    return new Set();
  }
}

/** Own snapshots. */
export function ownSnapshots(cloud: Cloud, filters: Only = {}): Promise<Snapshot[]> {
  return allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeSnapshotsCommand({ OwnerIds: ['self'], MaxResults: 1000, Filters: only(filters), NextToken }),
    );
    return { items: page.Snapshots ?? [], next: page.NextToken };
  });
}

/** Who else may make volumes of a snapshot: account numbers, or `all`. */
export async function sharedWith(cloud: Cloud, SnapshotId: string): Promise<string[]> {
  const { CreateVolumePermissions = [] } = await cloud.read.send(
    new DescribeSnapshotAttributeCommand({ SnapshotId, Attribute: 'createVolumePermission' }),
  );
  return CreateVolumePermissions.flatMap(({ UserId, Group }) => UserId ?? Group ?? []);
}

/** The volumes of the Region. */
export function volumes(cloud: Cloud, filters: Only = {}): Promise<Volume[]> {
  return allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeVolumesCommand({ MaxResults: 1000, Filters: only(filters), NextToken }),
    );
    return { items: page.Volumes ?? [], next: page.NextToken };
  });
}

/** The security groups of the Region. */
export function groups(cloud: Cloud): Promise<SecurityGroup[]> {
  return allPages(async (NextToken) => {
    const page = await cloud.read.send(new DescribeSecurityGroupsCommand({ MaxResults: 1000, NextToken }));
    return { items: page.SecurityGroups ?? [], next: page.NextToken };
  });
}

/** The ids of the groups that guard a network card: of instances, load balancers, databases and so on. */
export async function groupsOnCards(cloud: Cloud, filters: Only = {}): Promise<ReadonlySet<string>> {
  const cards = await allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeNetworkInterfacesCommand({ MaxResults: 1000, Filters: only(filters), NextToken }),
    );
    return { items: page.NetworkInterfaces ?? [], next: page.NextToken };
  });
  return new Set(cards.flatMap(({ Groups = [] }) => Groups.flatMap(({ GroupId }) => GroupId ?? [])));
}

/** The ids of the groups that the newest and the default version of each launch template name. */
export async function groupsInTemplates(cloud: Cloud): Promise<ReadonlySet<string>> {
  const versions = await allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeLaunchTemplateVersionsCommand({ Versions: ['$Latest', '$Default'], MaxResults: 200, NextToken }),
    );
    return { items: page.LaunchTemplateVersions ?? [], next: page.NextToken };
  });
  return new Set(
    versions.flatMap(({ LaunchTemplateData: data }) => [
      ...(data?.SecurityGroupIds ?? []),
      ...(data?.NetworkInterfaces ?? []).flatMap(({ Groups = [] }) => Groups),
    ]),
  );
}

/** The ids of the groups that rules of other groups name. */
export function groupsInRules(all: readonly SecurityGroup[]): ReadonlySet<string> {
  return new Set(
    all.flatMap(({ GroupId, IpPermissions = [], IpPermissionsEgress = [] }) =>
      [...IpPermissions, ...IpPermissionsEgress]
        .flatMap(({ UserIdGroupPairs = [] }) => UserIdGroupPairs.flatMap((pair) => pair.GroupId ?? []))
        .filter((id) => id !== GroupId),
    ),
  );
}

/** The Elastic IP addresses of the Region; AWS answers them without pages. */
export async function addresses(cloud: Cloud, filters: Only = {}): Promise<Address[]> {
  const { Addresses = [] } = await cloud.read.send(new DescribeAddressesCommand({ Filters: only(filters) }));
  return Addresses;
}
