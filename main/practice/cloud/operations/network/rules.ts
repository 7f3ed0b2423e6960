import type {
  AuthorizeSecurityGroupIngressRequest,
  AuthorizeSecurityGroupIngressResult,
  RevokedSecurityGroupRule,
  RevokeSecurityGroupIngressRequest,
  RevokeSecurityGroupIngressResult,
} from '@aws-sdk/client-ec2';
import { type Need, newArn, requestTags } from '../../access/needs.ts';
import { Refusal } from '../../refusal.ts';
import type { RuleRecord } from '../../world/records/network-records.ts';
import { type Access, type CallContext, changes } from '../operation.ts';
import { tagsFor } from '../tags.ts';
import { judgedBy } from './access.ts';
import { findGroup, groupIdOf } from './group-finding.ts';
import { checkNewRules } from './group-limits.ts';
import { type NewRule, sameRule, showPermissions } from './permissions.ts';
import { findRules, readRules } from './rule-request.ts';
import { showRule } from './rule-views.ts';

type Direction = RuleRecord['direction'];

/** Opens a group; inbound and outbound calls are alike but for the old parameters that outbound ones never had. */
function authorize(
  input: AuthorizeSecurityGroupIngressRequest,
  direction: Direction,
  call: CallContext,
): AuthorizeSecurityGroupIngressResult {
  const { place, world } = call;
  const group = findGroup(call, input);
  const rules = readRules(input, direction, group, call);
  const held = place.groupRules.by('group', group.id).filter((rule) => rule.direction === direction);
  checkNewRules(rules, held);
  const tags = tagsFor(input.TagSpecifications, 'security-group-rule', ['security-group-rule']);
  call.proceed();
  const made = rules.map((rule) =>
    place.groupRules.add({ ...rule, id: world.newId('sgr'), groupId: group.id, direction, tags }),
  );
  return { Return: true, SecurityGroupRules: made.map((rule) => showRule(rule, call)) };
}

/**
 * Closes a group, by rules' IDs or by what they let through.
 *
 * What is not there is told in the answer for a group of the default network, and refused for any other. Source: API
 * reference, RevokeSecurityGroupIngress.
 */
function revoke(
  input: RevokeSecurityGroupIngressRequest,
  direction: Direction,
  call: CallContext,
): RevokeSecurityGroupIngressResult {
  const { place } = call;
  const group = findGroup(call, input);
  const ids = input.SecurityGroupRuleIds ?? [];
  const unknown: NewRule[] = [];
  let wanted: RuleRecord[];
  if (ids.length > 0) {
    if (input.IpPermissions?.length) {
      throw new Refusal(
        'InvalidParameterCombination',
        "The parameter 'ipPermissions' may not be used in combination with 'securityGroupRuleIds'",
      );
    }
    wanted = findRules(ids, group, call, direction);
  } else {
    const held = place.groupRules.by('group', group.id).filter((rule) => rule.direction === direction);
    wanted = readRules(input, direction, group, call).flatMap((rule) => {
      const found = held.find((other) => sameRule(other, rule));
      if (!found) unknown.push(rule);
      return found ?? [];
    });
    if (unknown.length > 0 && !place.vpcs.get(group.vpcId)?.isDefault) {
      throw new Refusal('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.');
    }
  }
  call.proceed();
  const gone = [...new Set(wanted)];
  for (const rule of gone) place.groupRules.remove(rule);
  return {
    Return: true,
    UnknownIpPermissions: showPermissions(unknown, call.account.id),
    RevokedSecurityGroupRules: gone.map(showRevoked),
  };
}

function showRevoked({ id, groupId, direction, protocol, from, to, peer, description }: RuleRecord) {
  const { kind, value } = peer;
  return {
    SecurityGroupRuleId: id,
    GroupId: groupId,
    IsEgress: direction === 'egress',
    IpProtocol: protocol,
    FromPort: from ?? -1,
    ToPort: to ?? -1,
    ...(kind === 'ipv4' ? { CidrIpv4: value } : {}),
    ...(kind === 'ipv6' ? { CidrIpv6: value } : {}),
    ...(kind === 'group' ? { ReferencedGroupId: value } : {}),
    ...(kind === 'prefix-list' ? { PrefixListId: value } : {}),
    ...(description === null ? {} : { Description: description }),
  } satisfies RevokedSecurityGroupRule;
}

/** A rule is asked about only where it is tagged as it is made. */
function authorizing(name: string): Access<AuthorizeSecurityGroupIngressRequest> {
  return {
    needs: (input, call) => {
      const base = judgedBy<AuthorizeSecurityGroupIngressRequest>(name, ({ GroupId, GroupName }) => [
        groupIdOf(call.place, { GroupId, GroupName }),
      ]).needs;
      const tags = (input.TagSpecifications ?? []).flatMap(({ Tags }) => Tags ?? []);
      const rules: Need = {
        action: `ec2:${name}`,
        resource: newArn(call, 'security-group-rule'),
        context: { 'ec2:Region': [call.region], ...requestTags(tags) },
      };
      return [...(base?.(input, call) ?? []), ...(tags.length > 0 ? [rules] : [])];
    },
  };
}

function revoking(name: string): Access<RevokeSecurityGroupIngressRequest> {
  return judgedBy(name, (input, { place }) => [groupIdOf(place, input), ...(input.SecurityGroupRuleIds ?? [])]);
}

/** Opening and closing security groups. */
export const ruleOperations = (['Ingress', 'Egress'] as const).flatMap((side) => {
  const direction = side === 'Ingress' ? 'ingress' : 'egress';
  const [opening, closing] = [`AuthorizeSecurityGroup${side}`, `RevokeSecurityGroup${side}`];
  return [
    changes(
      opening,
      (input: AuthorizeSecurityGroupIngressRequest, call) => authorize(input, direction, call),
      authorizing(opening),
    ),
    changes(
      closing,
      (input: RevokeSecurityGroupIngressRequest, call) => revoke(input, direction, call),
      revoking(closing),
    ),
  ];
});
