import type { IpPermission } from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { GroupRecord, RuleRecord } from '../../world/records/network-records.ts';
import { findOne, kinds, required } from '../finding.ts';
import type { CallContext } from '../operation.ts';
import { groupNamed } from './group-finding.ts';
import { type NewRule, peerGroup, readPermissions } from './permissions.ts';

/** The ways in which a call names rules by what they let through. */
export interface RuleRequest {
  readonly IpPermissions?: readonly IpPermission[] | undefined;
  readonly IpProtocol?: string | undefined;
  readonly FromPort?: number | undefined;
  readonly ToPort?: number | undefined;
  readonly CidrIp?: string | undefined;
  readonly SourceSecurityGroupName?: string | undefined;
  readonly SourceSecurityGroupOwnerId?: string | undefined;
}

const single = {
  IpProtocol: 'ipProtocol',
  FromPort: 'fromPort',
  ToPort: 'toPort',
  CidrIp: 'cidrIp',
  SourceSecurityGroupName: 'sourceSecurityGroupName',
  SourceSecurityGroupOwnerId: 'sourceSecurityGroupOwnerId',
} as const satisfies Partial<Record<keyof RuleRequest, string>>;

/** All traffic that the old form with a group's name stands for. */
const fullAccess = [
  { IpProtocol: 'tcp', FromPort: 0, ToPort: 65_535 },
  { IpProtocol: 'udp', FromPort: 0, ToPort: 65_535 },
  { IpProtocol: 'icmp', FromPort: -1, ToPort: -1 },
] as const;

/**
 * The rules that a call names, either as permissions or, for inbound rules alone, by the old single-rule parameters.
 *
 * Source: API reference, AuthorizeSecurityGroupIngress and AuthorizeSecurityGroupEgress.
 */
export function readRules(
  input: RuleRequest,
  direction: RuleRecord['direction'],
  group: GroupRecord,
  call: CallContext,
): NewRule[] {
  const old = Object.entries(single).find(([name]) => Reflect.get(input, name) !== undefined);
  if (input.IpPermissions?.length) {
    if (old) {
      throw new Refusal(
        'InvalidParameterCombination',
        `The parameter 'ipPermissions' may not be used in combination with '${old[1]}'`,
      );
    }
    return readPermissions(input.IpPermissions, group, call);
  }
  if (direction === 'egress' && old) {
    throw new Refusal('UnsupportedOperation', `Outbound rules are not told by ${old[0]}; use IpPermissions.`);
  }
  if (!old) throw new Refusal('MissingParameter', 'The request must contain the parameter ipPermissions');
  return readPermissions(singleRule(input, group, call), group, call);
}

function singleRule(input: RuleRequest, group: GroupRecord, call: CallContext): IpPermission[] {
  const { SourceSecurityGroupName: name, SourceSecurityGroupOwnerId: UserId, CidrIp } = input;
  if (name !== undefined) {
    const GroupId = peerGroup({ GroupId: groupNamed(call, name).id, UserId }, group, call);
    return fullAccess.map((ports) => ({ ...ports, UserIdGroupPairs: [{ GroupId }] }));
  }
  return [
    {
      IpProtocol: required(input.IpProtocol, 'ipProtocol'),
      FromPort: input.FromPort,
      ToPort: input.ToPort,
      IpRanges: CidrIp === undefined ? [] : [{ CidrIp }],
    },
  ];
}

/** The rules of a group that a call names by their IDs. */
export function findRules(
  ids: readonly string[],
  group: GroupRecord,
  call: CallContext,
  direction?: RuleRecord['direction'],
): RuleRecord[] {
  return ids.map((id) => {
    const rule = findOne(kinds.groupRule, call.place.groupRules, id);
    if (rule.groupId !== group.id || (direction !== undefined && rule.direction !== direction)) {
      throw new Refusal('InvalidSecurityGroupRuleId.NotFound', kinds.groupRule.missing([id]));
    }
    return rule;
  });
}
