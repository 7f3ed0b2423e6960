import {
  AuthorizeSecurityGroupIngressCommand,
  type SecurityGroup as AwsGroup,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  type IpPermission,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import type { CreateGroupRequest, RuleName } from '../../src/network/changes.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf } from '../aws/errors.ts';
import { awsTags, OPERATION_TAG } from '../aws/shapes.ts';

/** AWS's own shape of one group; undefined when there is none of that id. */
export async function findGroup(cloud: Cloud, groupId: string): Promise<AwsGroup | undefined> {
  return findBy(cloud, 'group-id', groupId);
}

/** The group that carries this operation's tag. */
export async function findGroupMade(cloud: Cloud, operationId: string): Promise<string | undefined> {
  return (await findBy(cloud, `tag:${OPERATION_TAG}`, operationId))?.GroupId;
}

// By filter: a group that is not there is then missing instead of an error.
async function findBy(cloud: Cloud, name: string, value: string): Promise<AwsGroup | undefined> {
  const { SecurityGroups = [] } = await cloud.read.send(
    new DescribeSecurityGroupsCommand({ Filters: [{ Name: name, Values: [value] }] }),
  );
  return SecurityGroups[0];
}

/** Sends CreateSecurityGroup once; answers the group's id. */
export async function sendCreateGroup(cloud: Cloud, group: CreateGroupRequest, operationId: string): Promise<string> {
  const { GroupId = '' } = await cloud.once.send(new CreateSecurityGroupCommand(groupInput(group, operationId)));
  return GroupId;
}

/** Asks whether the group could be made, without making it. */
export async function tryCreateGroup(cloud: Cloud, group: CreateGroupRequest): Promise<void> {
  await cloud.read.send(new CreateSecurityGroupCommand({ ...groupInput(group, 'amiable-dry-run'), DryRun: true }));
}

function groupInput({ name, description, vpcId }: CreateGroupRequest, operationId: string) {
  return {
    GroupName: name,
    Description: description,
    VpcId: vpcId,
    TagSpecifications: [
      { ResourceType: 'security-group' as const, Tags: awsTags([{ key: OPERATION_TAG, value: operationId }]) },
    ],
  };
}

/** Lets somebody in, sent once. AWS refuses a rule that is there already: `InvalidPermission.Duplicate`. */
export async function sendAuthorize(cloud: Cloud, groupId: string, permission: IpPermission): Promise<void> {
  await cloud.once.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions: [permission] }));
}

/** Asks whether the rule could be added, without adding it. */
export async function tryAuthorize(cloud: Cloud, groupId: string, permission: IpPermission): Promise<void> {
  await cloud.read.send(
    new AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions: [permission], DryRun: true }),
  );
}

/** Takes a rule away; taking away what is gone already is no fault. */
export async function revoke(cloud: Cloud, groupId: string, permission: IpPermission): Promise<void> {
  try {
    await cloud.read.send(new RevokeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions: [permission] }));
  } catch (error) {
    if (awsCodeOf(error) !== 'InvalidPermission.NotFound') throw error;
  }
}

/** Asks whether the rule could be taken away, without doing so. */
export async function tryRevoke(cloud: Cloud, groupId: string, permission: IpPermission): Promise<void> {
  await cloud.read.send(
    new RevokeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions: [permission], DryRun: true }),
  );
}

/** Deletes a group; one that is gone already is no fault. */
export async function deleteGroup(cloud: Cloud, groupId: string): Promise<void> {
  try {
    await cloud.read.send(new DeleteSecurityGroupCommand({ GroupId: groupId }));
  } catch (error) {
    if (awsCodeOf(error) !== 'InvalidGroup.NotFound') throw error;
  }
}

/** Asks whether the group could be deleted, without deleting it. */
export async function tryDeleteGroup(cloud: Cloud, groupId: string): Promise<void> {
  await cloud.read.send(new DeleteSecurityGroupCommand({ GroupId: groupId, DryRun: true }));
}

/** A rule as AWS takes it. */
export function permissionOf({ protocol, fromPort, toPort, source }: RuleName, description = ''): IpPermission {
  const words = description === '' ? {} : { Description: description };
  return {
    IpProtocol: protocol,
    FromPort: fromPort,
    ToPort: toPort,
    ...(source.startsWith('sg-')
      ? { UserIdGroupPairs: [{ GroupId: source, ...words }] }
      : { IpRanges: [{ CidrIp: source, ...words }] }),
  };
}

/** The rule as the group really has it, alone, so that it can be taken away whatever its source is; undefined when it has none such. */
export function permissionIn({ IpPermissions = [] }: AwsGroup, rule: RuleName): IpPermission | undefined {
  const { protocol, fromPort, toPort, source } = rule;
  return IpPermissions.filter(
    ({ IpProtocol, FromPort, ToPort }) => IpProtocol === protocol && FromPort === fromPort && ToPort === toPort,
  )
    .map((permission) => ({
      IpProtocol: permission.IpProtocol,
      FromPort: permission.FromPort,
      ToPort: permission.ToPort,
      IpRanges: (permission.IpRanges ?? []).filter(({ CidrIp }) => CidrIp === source),
      Ipv6Ranges: (permission.Ipv6Ranges ?? []).filter(({ CidrIpv6 }) => CidrIpv6 === source),
      PrefixListIds: (permission.PrefixListIds ?? []).filter(({ PrefixListId }) => PrefixListId === source),
      UserIdGroupPairs: (permission.UserIdGroupPairs ?? []).filter(({ GroupId }) => GroupId === source),
    }))
    .find(
      ({ IpRanges, Ipv6Ranges, PrefixListIds, UserIdGroupPairs }) =>
        IpRanges.length + Ipv6Ranges.length + PrefixListIds.length + UserIdGroupPairs.length > 0,
    );
}
