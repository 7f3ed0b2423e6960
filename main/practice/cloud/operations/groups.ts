import type {
  AuthorizeSecurityGroupIngressRequest,
  AuthorizeSecurityGroupIngressResult,
  CreateSecurityGroupRequest,
  CreateSecurityGroupResult,
  DeleteSecurityGroupRequest,
  DescribeSecurityGroupsRequest,
  DescribeSecurityGroupsResult,
  IpPermission,
  RevokeSecurityGroupIngressRequest,
  RevokeSecurityGroupIngressResult,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../refusal.ts';
import { allOut } from '../world/default-place.ts';
import type { GroupRecord, RuleRecord } from '../world/records/network-records.ts';
import type { Place } from '../world/world.ts';
import { applyFilters } from './filters.ts';
import { findAll, findOne, kinds, required } from './finding.ts';
import { type CallContext, changes, reads } from './operation.ts';
import { pageOf } from './pages.ts';
import { type NewRule, peerText, readPermissions, sameRule, showPermissions } from './permissions.ts';
import { tagsFor } from './tags.ts';
import { showTags } from './views.ts';

/** AWS's quota: inbound rules of one group. */
const MOST_RULES = 60;

const nameForm = /^[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/;

function findGroup(place: Place, input: { GroupId?: string | undefined; GroupName?: string | undefined }): GroupRecord {
  if (input.GroupId) return findOne(kinds.group, place.groups, input.GroupId);
  const name = required(input.GroupName, 'groupId');
  const found = place.groups.by('name', name)[0];
  if (!found) {
    throw new Refusal('InvalidGroup.NotFound', `The security group '${name}' does not exist in default VPC`);
  }
  return found;
}

/** The rules that a call names, either as permissions or by the old single-rule parameters. */
function rulesOf(
  input: {
    IpPermissions?: IpPermission[] | undefined;
    IpProtocol?: string | undefined;
    FromPort?: number | undefined;
    ToPort?: number | undefined;
    CidrIp?: string | undefined;
  },
  place: Place,
): NewRule[] {
  const permissions =
    input.IpPermissions ??
    (input.IpProtocol
      ? [
          {
            IpProtocol: input.IpProtocol,
            FromPort: input.FromPort,
            ToPort: input.ToPort,
            IpRanges: [{ CidrIp: input.CidrIp }],
          },
        ]
      : []);
  const rules = readPermissions(permissions, place);
  if (rules.length === 0) {
    throw new Refusal('MissingParameter', 'Either a CIDR block, a security group or a prefix list must be specified.');
  }
  return rules;
}

function showRule(rule: RuleRecord, group: GroupRecord, call: CallContext) {
  const { kind, value } = rule.peer;
  return {
    SecurityGroupRuleId: rule.id,
    GroupId: group.id,
    GroupOwnerId: call.account.id,
    IsEgress: rule.direction === 'egress',
    IpProtocol: rule.protocol,
    FromPort: rule.from ?? -1,
    ToPort: rule.to ?? -1,
    ...(kind === 'ipv4' ? { CidrIpv4: value } : {}),
    ...(kind === 'ipv6' ? { CidrIpv6: value } : {}),
    ...(kind === 'group' ? { ReferencedGroupInfo: { GroupId: value, UserId: call.account.id } } : {}),
    ...(kind === 'prefix-list' ? { PrefixListId: value } : {}),
    ...(rule.description === null ? {} : { Description: rule.description }),
  };
}

/** Security groups and their inbound rules. */
export const groupOperations = [
  reads('DescribeSecurityGroups', (input: DescribeSecurityGroupsRequest, call): DescribeSecurityGroupsResult => {
    const { place } = call;
    const byName = (input.GroupNames ?? []).map((GroupName) => findGroup(place, { GroupName }));
    const byId = input.GroupIds?.length ? findAll(kinds.group, place.groups, input.GroupIds) : [];
    const named = byName.length + byId.length > 0 ? [...new Set([...byName, ...byId])] : place.groups.all();
    const kept = applyFilters(
      named,
      input.Filters,
      {
        'group-id': ({ id }) => id,
        'group-name': ({ name }) => name,
        description: (group) => group.description,
        'vpc-id': ({ vpcId }) => vpcId,
        'owner-id': () => call.account.id,
        'ip-permission.cidr': ({ rules }) =>
          rules
            .filter(({ direction, peer }) => direction === 'ingress' && peer.kind === 'ipv4')
            .map(({ peer }) => peer.value),
        'ip-permission.from-port': ({ rules }) =>
          rules.filter(({ direction }) => direction === 'ingress').map(({ from }) => String(from ?? -1)),
      },
      ({ tags }) => tags,
    );
    const { items, nextToken } = pageOf(kept, input);
    return {
      SecurityGroups: items.map((group) => ({
        GroupId: group.id,
        GroupName: group.name,
        Description: group.description,
        VpcId: group.vpcId,
        OwnerId: call.account.id,
        SecurityGroupArn: arnOf(group, call),
        IpPermissions: showPermissions(group.rules, 'ingress', call.account.id),
        IpPermissionsEgress: showPermissions(group.rules, 'egress', call.account.id),
        Tags: showTags(group.tags),
      })),
      NextToken: nextToken,
    };
  }),

  changes('CreateSecurityGroup', (input: CreateSecurityGroupRequest, call): CreateSecurityGroupResult => {
    const { place } = call;
    const name = required(input.GroupName, 'GroupName').trim();
    const description = required(input.Description, 'GroupDescription');
    const vpc = input.VpcId
      ? findOne(kinds.vpc, place.vpcs, input.VpcId)
      : place.vpcs.find(({ isDefault }) => isDefault);
    if (!vpc) throw new Refusal('VPCIdNotSpecified', 'No default VPC for this user');
    if (name === 'default') {
      throw new Refusal('InvalidGroup.Reserved', "The security group name 'default' is reserved");
    }
    if (/^sg-/i.test(name) || !nameForm.test(name)) {
      throw new Refusal(
        'InvalidParameterValue',
        `Value (${name}) for parameter GroupName is invalid. ${/^sg-/i.test(name) ? 'Group names may not be in the format sg-*.' : 'Character sets beyond ASCII are not supported.'}`,
      );
    }
    if (!nameForm.test(description)) {
      throw new Refusal(
        'InvalidParameterValue',
        `Value (${description}) for parameter GroupDescription is invalid. Character sets beyond ASCII are not supported.`,
      );
    }
    if (place.groups.by('name', name).some(({ vpcId }) => vpcId === vpc.id)) {
      throw new Refusal('InvalidGroup.Duplicate', `The security group '${name}' already exists for VPC '${vpc.id}'`);
    }
    const tags = tagsFor(input.TagSpecifications, 'security-group', ['security-group']);
    call.proceed();
    const group: GroupRecord = {
      id: call.world.newId('sg'),
      vpcId: vpc.id,
      name,
      description,
      rules: [allOut((prefix) => call.world.newId(prefix))],
      tags,
    };
    place.groups.add(group);
    return { GroupId: group.id, SecurityGroupArn: arnOf(group, call), Tags: showTags(tags) };
  }),

  changes(
    'AuthorizeSecurityGroupIngress',
    (input: AuthorizeSecurityGroupIngressRequest, call): AuthorizeSecurityGroupIngressResult => {
      const group = findGroup(call.place, input);
      const rules = rulesOf(input, call.place);
      const held = group.rules.filter(({ direction }) => direction === 'ingress');
      rules.forEach((rule, index) => {
        if ([...held, ...rules.slice(0, index)].some((other) => sameRule(other, rule))) {
          throw new Refusal('InvalidPermission.Duplicate', `the specified rule "${peerText(rule)}" already exists`);
        }
      });
      if (held.length + rules.length > MOST_RULES) {
        throw new Refusal(
          'RulesPerSecurityGroupLimitExceeded',
          'The maximum number of rules per security group has been reached.',
        );
      }
      call.proceed();
      const made = rules.map(
        (rule): RuleRecord => ({
          ...rule,
          id: call.world.newId('sgr'),
          direction: 'ingress',
          tags: [],
        }),
      );
      call.place.groups.change(group, { rules: [...group.rules, ...made] });
      return { Return: true, SecurityGroupRules: made.map((rule) => showRule(rule, group, call)) };
    },
  ),

  changes(
    'RevokeSecurityGroupIngress',
    (input: RevokeSecurityGroupIngressRequest, call): RevokeSecurityGroupIngressResult => {
      const group = findGroup(call.place, input);
      const held = group.rules.filter(({ direction }) => direction === 'ingress');
      const ids = input.SecurityGroupRuleIds;
      const wanted: RuleRecord[] = ids?.length
        ? ids.map((id) => {
            const found = held.find((rule) => rule.id === id);
            if (!found) {
              throw new Refusal(
                'InvalidSecurityGroupRuleId.NotFound',
                `The security group rule ID '${id}' does not exist`,
              );
            }
            return found;
          })
        : rulesOf(input, call.place).map((rule) => {
            const found = held.find((other) => sameRule(other, rule));
            if (!found) {
              throw new Refusal(
                'InvalidPermission.NotFound',
                'The specified rule does not exist in this security group.',
              );
            }
            return found;
          });
      call.proceed();
      call.place.groups.change(group, { rules: group.rules.filter((rule) => !wanted.includes(rule)) });
      return { Return: true };
    },
  ),

  changes('DeleteSecurityGroup', (input: DeleteSecurityGroupRequest, call): object => {
    const group = findGroup(call.place, input);
    if (group.name === 'default') {
      throw new Refusal(
        'CannotDelete',
        `the specified group: "${group.id}" name: "default" cannot be deleted by a user`,
      );
    }
    const used = call.place.instances.by('group', group.id).length > 0;
    const named = call.place.groups.some(
      (other) => other !== group && other.rules.some(({ peer }) => peer.kind === 'group' && peer.value === group.id),
    );
    if (used || named) {
      throw new Refusal('DependencyViolation', `resource ${group.id} has a dependent object`);
    }
    call.proceed();
    call.place.groups.remove(group);
    return { Return: true, GroupId: group.id };
  }),
];

function arnOf(group: GroupRecord, call: CallContext): string {
  return `arn:aws:ec2:${call.region}:${call.account.id}:security-group/${group.id}`;
}
