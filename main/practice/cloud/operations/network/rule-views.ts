import type { SecurityGroupRule } from '@aws-sdk/client-ec2';
import { arnOf } from '../../access/needs.ts';
import type { RuleRecord } from '../../world/records/network-records.ts';
import type { CallContext } from '../operation.ts';
import { showTags } from '../views.ts';

/** A rule of a security group as EC2 describes it. */
export function showRule(rule: RuleRecord, call: CallContext): SecurityGroupRule {
  const { kind, value } = rule.peer;
  return {
    SecurityGroupRuleId: rule.id,
    SecurityGroupRuleArn: arnOf(call, rule.id),
    GroupId: rule.groupId,
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
    Tags: showTags(rule.tags),
  };
}
