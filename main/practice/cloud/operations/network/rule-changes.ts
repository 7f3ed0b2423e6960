import type {
  ModifySecurityGroupRulesRequest,
  ModifySecurityGroupRulesResult,
  SecurityGroupRuleRequest,
  UpdateSecurityGroupRuleDescriptionsIngressRequest,
  UpdateSecurityGroupRuleDescriptionsIngressResult,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { GroupRecord, RuleRecord } from '../../world/records/network-records.ts';
import { required } from '../finding.ts';
import { type CallContext, changes } from '../operation.ts';
import { judgedBy } from './access.ts';
import { findGroup, groupIdOf } from './group-finding.ts';
import { duplicateRule } from './group-limits.ts';
import { type NewRule, readDescription, readPermissions, sameRule } from './permissions.ts';
import { findRules } from './rule-request.ts';

/** Reads what a rule is to become: one protocol, its ports, and exactly one peer. */
function readChanged(request: SecurityGroupRuleRequest, group: GroupRecord, call: CallContext): NewRule {
  const { IpProtocol, FromPort, ToPort, CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId, Description } = request;
  const peers = [CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId].filter((peer) => peer !== undefined);
  if (peers.length !== 1) {
    throw new Refusal(
      peers.length === 0 ? 'MissingParameter' : 'InvalidParameterCombination',
      "Exactly one of 'cidrIpv4', 'cidrIpv6', 'prefixListId' and 'referencedGroupId' must be specified.",
    );
  }
  const all = IpProtocol === '-1' || IpProtocol === 'all';
  if (all && [FromPort, ToPort].some((port) => port !== undefined && port !== -1)) {
    throw new Refusal(
      'InvalidParameterValue',
      'You may not specify all protocols and specific ports. Please specify each protocol and port range combination individually, or all protocols and no port range.',
    );
  }
  const [rule] = readPermissions(
    [
      {
        IpProtocol,
        FromPort,
        ToPort,
        IpRanges: CidrIpv4 === undefined ? [] : [{ CidrIp: CidrIpv4, Description }],
        Ipv6Ranges: CidrIpv6 === undefined ? [] : [{ CidrIpv6, Description }],
        PrefixListIds: PrefixListId === undefined ? [] : [{ PrefixListId, Description }],
        UserIdGroupPairs: ReferencedGroupId === undefined ? [] : [{ GroupId: ReferencedGroupId, Description }],
      },
    ],
    group,
    call,
  );
  if (!rule) throw new Error('A permission with one peer is one rule.');
  return rule;
}

/** The rules whose descriptions a call sets, each with its new one. */
function readDescriptions(
  input: UpdateSecurityGroupRuleDescriptionsIngressRequest,
  direction: RuleRecord['direction'],
  group: GroupRecord,
  call: CallContext,
): { rule: RuleRecord; description: string | null }[] {
  const { IpPermissions = [], SecurityGroupRuleDescriptions = [] } = input;
  if (IpPermissions.length === 0 && SecurityGroupRuleDescriptions.length === 0) {
    throw new Refusal('MissingParameter', 'The request must contain the parameter ipPermissions');
  }
  if (IpPermissions.length > 0 && SecurityGroupRuleDescriptions.length > 0) {
    throw new Refusal(
      'InvalidParameterCombination',
      "The parameter 'ipPermissions' may not be used in combination with 'securityGroupRuleDescriptions'",
    );
  }
  if (IpPermissions.some(({ IpProtocol, FromPort }) => IpProtocol === '-1' && FromPort !== undefined)) {
    throw new Refusal('InvalidParameterValue', 'When protocol is ALL, you cannot specify from-port.');
  }
  const held = call.place.groupRules.by('group', group.id).filter((rule) => rule.direction === direction);
  return [
    ...SecurityGroupRuleDescriptions.flatMap(({ SecurityGroupRuleId, Description }) =>
      findRules([required(SecurityGroupRuleId, 'securityGroupRuleId')], group, call, direction).map((rule) => ({
        rule,
        description: readDescription(Description),
      })),
    ),
    ...readPermissions(IpPermissions, group, call).map((wanted) => {
      const rule = held.find((other) => sameRule(other, wanted));
      if (!rule) {
        throw new Refusal('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.');
      }
      return { rule, description: wanted.description };
    }),
  ];
}

const descriptionUpdates = (['Ingress', 'Egress'] as const).map((side) => {
  const name = `UpdateSecurityGroupRuleDescriptions${side}`;
  return changes(
    name,
    (
      input: UpdateSecurityGroupRuleDescriptionsIngressRequest,
      call,
    ): UpdateSecurityGroupRuleDescriptionsIngressResult => {
      const group = findGroup(call, input);
      const updates = readDescriptions(input, side === 'Ingress' ? 'ingress' : 'egress', group, call);
      call.proceed();
      for (const { rule, description } of updates) call.place.groupRules.change(rule, { description });
      return { Return: true };
    },
    judgedBy<UpdateSecurityGroupRuleDescriptionsIngressRequest>(name, (input, { place }) => [
      groupIdOf(place, input),
      ...(input.SecurityGroupRuleDescriptions ?? []).map(({ SecurityGroupRuleId }) => SecurityGroupRuleId),
    ]),
  );
});

/** Rules that stay and become something else. */
export const ruleChangeOperations = [
  changes(
    'ModifySecurityGroupRules',
    (input: ModifySecurityGroupRulesRequest, call): ModifySecurityGroupRulesResult => {
      const { place } = call;
      const group = findGroup(call, { GroupId: input.GroupId });
      const updates = required(input.SecurityGroupRules, 'securityGroupRule').flatMap(
        ({ SecurityGroupRuleId, SecurityGroupRule }) => {
          const id = required(SecurityGroupRuleId, 'securityGroupRuleId');
          const changed = readChanged(required(SecurityGroupRule, 'securityGroupRule'), group, call);
          return findRules([id], group, call).map((rule) => ({ rule, changed }));
        },
      );
      const after = place.groupRules.by('group', group.id).map((rule) => {
        const update = updates.find((one) => one.rule === rule);
        return { direction: rule.direction, changed: update !== undefined, rule: update?.changed ?? rule };
      });
      after.forEach((one, index) => {
        const twin = after
          .slice(0, index)
          .find((other) => other.direction === one.direction && sameRule(other.rule, one.rule));
        if (twin && (twin.changed || one.changed)) throw duplicateRule(one.rule);
      });
      call.proceed();
      for (const { rule, changed } of updates) place.groupRules.change(rule, changed);
      return { Return: true };
    },
    judgedBy<ModifySecurityGroupRulesRequest>('ModifySecurityGroupRules', (input) => [
      input.GroupId,
      ...(input.SecurityGroupRules ?? []).map(({ SecurityGroupRuleId }) => SecurityGroupRuleId),
    ]),
  ),
  ...descriptionUpdates,
];
