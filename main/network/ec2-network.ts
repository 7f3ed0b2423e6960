import {
  type SecurityGroup as AwsGroup,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type IpPermission,
} from '@aws-sdk/client-ec2';
import type { SecurityGroup, Subnet, Vpc } from '../../src/network/contract.ts';
import type { Cloud } from '../aws/cloud.ts';
import { allPages, tagValue } from '../aws/shapes.ts';
import { readWays } from './subnet-ways.ts';

/** The networks of the Region, the default one first. */
export async function describeVpcs(cloud: Cloud): Promise<Vpc[]> {
  const found = await allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeVpcsCommand({ MaxResults: 1000, ...(NextToken ? { NextToken } : {}) }),
    );
    return { items: page.Vpcs ?? [], next: page.NextToken };
  });
  return found
    .map((vpc) => ({
      vpcId: vpc.VpcId ?? '',
      name: tagValue(vpc.Tags, 'Name'),
      cidr: vpc.CidrBlock ?? '',
      isDefault: vpc.IsDefault ?? false,
    }))
    .sort((a, b) => Number(b.isDefault) - Number(a.isDefault) || a.vpcId.localeCompare(b.vpcId));
}

/** The subnets of the Region, by zone, each with the way that its routes leave to the internet. */
export async function describeSubnets(cloud: Cloud): Promise<Subnet[]> {
  const ways = readWays(cloud);
  const found = await allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeSubnetsCommand({ MaxResults: 1000, ...(NextToken ? { NextToken } : {}) }),
    );
    return { items: page.Subnets ?? [], next: page.NextToken };
  });
  const wayOf = await ways;
  return found
    .map((subnet) => ({
      subnetId: subnet.SubnetId ?? '',
      name: tagValue(subnet.Tags, 'Name'),
      vpcId: subnet.VpcId ?? '',
      availabilityZone: subnet.AvailabilityZone ?? '',
      cidr: subnet.CidrBlock ?? '',
      freeAddresses: subnet.AvailableIpAddressCount ?? 0,
      assignsPublicIp: subnet.MapPublicIpOnLaunch ?? false,
      isDefault: subnet.DefaultForAz ?? false,
      way: wayOf(subnet.SubnetId ?? '', subnet.VpcId ?? ''),
    }))
    .sort((a, b) => a.availabilityZone.localeCompare(b.availabilityZone) || a.subnetId.localeCompare(b.subnetId));
}

/** The security groups of the Region, by name. */
export async function describeGroups(cloud: Cloud): Promise<SecurityGroup[]> {
  const found = await allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeSecurityGroupsCommand({ MaxResults: 1000, ...(NextToken ? { NextToken } : {}) }),
    );
    return { items: page.SecurityGroups ?? [], next: page.NextToken };
  });
  return found.map(shapeGroup).sort((a, b) => a.name.localeCompare(b.name) || a.groupId.localeCompare(b.groupId));
}

function shapeGroup(group: AwsGroup): SecurityGroup {
  return {
    groupId: group.GroupId ?? '',
    name: group.GroupName ?? '',
    description: group.Description ?? '',
    vpcId: group.VpcId ?? '',
    inbound: (group.IpPermissions ?? []).flatMap(rulesOf),
  };
}

/** AWS joins sources that share ports into one permission; a person reads one line a source. */
function rulesOf(permission: IpPermission): SecurityGroup['inbound'] {
  const sources = [
    ...(permission.IpRanges ?? []).map(({ CidrIp, Description }) => ({ source: CidrIp, description: Description })),
    ...(permission.Ipv6Ranges ?? []).map(({ CidrIpv6, Description }) => ({
      source: CidrIpv6,
      description: Description,
    })),
    ...(permission.PrefixListIds ?? []).map(({ PrefixListId, Description }) => ({
      source: PrefixListId,
      description: Description,
    })),
    ...(permission.UserIdGroupPairs ?? []).map(({ GroupId, Description }) => ({
      source: GroupId,
      description: Description,
    })),
  ];
  return sources.map(({ source = '', description = '' }) => ({
    protocol: permission.IpProtocol ?? '-1',
    ...(permission.FromPort === undefined ? {} : { fromPort: permission.FromPort }),
    ...(permission.ToPort === undefined ? {} : { toPort: permission.ToPort }),
    source,
    description,
  }));
}
