import type { IpPermission, UserIdGroupPair } from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { GroupRecord, RuleRecord } from '../../world/records/network-records.ts';
import { findOne, kinds, required } from '../finding.ts';
import { type CallContext, refuseUnmodelled } from '../operation.ts';
import { asSeen } from '../visibility.ts';
import { groupNamed } from './group-finding.ts';
import { readRuleBlock } from './ip-blocks.ts';
import { readPorts, readProtocol } from './ports.ts';
import { findPrefixList } from './prefix-lists.ts';

/** A rule that belongs to no group yet. */
export type NewRule = Omit<RuleRecord, 'id' | 'groupId' | 'direction' | 'tags'>;

/** Reads EC2's permissions into single rules of a group, one for each peer. */
export function readPermissions(
  permissions: readonly IpPermission[],
  group: GroupRecord,
  call: CallContext,
): NewRule[] {
  return permissions.flatMap((permission) => {
    const protocol = readProtocol(required(permission.IpProtocol, 'ipProtocol'));
    const { from, to } = readPorts(protocol, permission);
    const rule = (kind: RuleRecord['peer']['kind'], value: string, description: string | undefined): NewRule => ({
      protocol,
      from,
      to,
      peer: { kind, value },
      description: readDescription(description),
    });
    const rules = [
      ...(permission.IpRanges ?? []).map(({ CidrIp, Description }) =>
        rule('ipv4', readRuleBlock(CidrIp, 4), Description),
      ),
      ...(permission.Ipv6Ranges ?? []).map(({ CidrIpv6, Description }) =>
        rule('ipv6', readRuleBlock(CidrIpv6, 6), Description),
      ),
      ...(permission.UserIdGroupPairs ?? []).map((pair) =>
        rule('group', peerGroup(pair, group, call), pair.Description),
      ),
      ...(permission.PrefixListIds ?? []).map(({ PrefixListId, Description }) =>
        rule('prefix-list', findPrefixList(call.region, PrefixListId).id, Description),
      ),
    ];
    if (rules.length === 0) {
      throw new Refusal(
        'MissingParameter',
        'Missing source specification: include source security group or CIDR information',
      );
    }
    return rules;
  });
}

/** The group that a rule lets in or out to; it must be of the same network, since there is no peering here. */
export function peerGroup(pair: UserIdGroupPair, group: GroupRecord, call: CallContext): string {
  refuseUnmodelled(pair, ['VpcPeeringConnectionId']);
  const { GroupId, GroupName, UserId } = pair;
  if (!GroupId && !GroupName) throw new Refusal('MissingParameter', 'Source group ID missing.');
  if (UserId !== undefined && UserId !== call.account.id) {
    throw new Refusal('InvalidGroup.NotFound', `The security group '${GroupId ?? GroupName}' does not exist`);
  }
  const found = GroupId
    ? findOne(kinds.group, asSeen(call.place.groups, call), GroupId)
    : groupNamed(call, required(GroupName, 'groupName'));
  if (found.vpcId !== group.vpcId) {
    throw new Refusal('InvalidGroup.NotFound', 'You have specified two resources that belong to different networks.');
  }
  return found.id;
}

/** Whether two rules let the same through. */
export function sameRule(a: NewRule, b: NewRule): boolean {
  return (
    a.protocol === b.protocol &&
    a.from === b.from &&
    a.to === b.to &&
    a.peer.kind === b.peer.kind &&
    a.peer.value === b.peer.value
  );
}

/** Single rules as EC2's permissions: those with the same protocol and ports together. */
export function showPermissions(rules: readonly NewRule[], accountId: string): IpPermission[] {
  const permissions = new Map<string, IpPermission>();
  for (const { protocol, from, to, peer, description } of rules) {
    const key = `${protocol} ${from} ${to}`;
    const permission = permissions.get(key) ?? {
      IpProtocol: protocol,
      ...(from === null ? {} : { FromPort: from }),
      ...(to === null ? {} : { ToPort: to }),
      IpRanges: [],
      Ipv6Ranges: [],
      PrefixListIds: [],
      UserIdGroupPairs: [],
    };
    permissions.set(key, permission);
    const words = description === null ? {} : { Description: description };
    const { kind, value } = peer;
    if (kind === 'ipv4') permission.IpRanges?.push({ CidrIp: value, ...words });
    if (kind === 'ipv6') permission.Ipv6Ranges?.push({ CidrIpv6: value, ...words });
    if (kind === 'prefix-list') permission.PrefixListIds?.push({ PrefixListId: value, ...words });
    if (kind === 'group') permission.UserIdGroupPairs?.push({ GroupId: value, UserId: accountId, ...words });
  }
  return [...permissions.values()];
}

/** A rule's description, or null for none. */
export function readDescription(text: string | undefined): string | null {
  if (text === undefined || text === '') return null;
  if (text.length > 255 || !/^[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/.test(text)) {
    throw new Refusal(
      'InvalidParameterValue',
      'Invalid rule description. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*',
    );
  }
  return text;
}
