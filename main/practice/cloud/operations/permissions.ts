import { isIPv4, isIPv6 } from 'node:net';
import type { IpPermission } from '@aws-sdk/client-ec2';
import { Refusal } from '../refusal.ts';
import type { RuleRecord } from '../world/records/network-records.ts';
import type { Place } from '../world/world.ts';
import { findOne, kinds, required } from './finding.ts';

/** A rule that has no ID and no direction yet. */
export type NewRule = Omit<RuleRecord, 'id' | 'direction' | 'tags'>;

/** Reads EC2's permissions into single rules, one for each peer. */
export function readPermissions(permissions: readonly IpPermission[], place: Place): NewRule[] {
  return permissions.flatMap((permission) => {
    const protocol = readProtocol(required(permission.IpProtocol, 'ipProtocol'));
    const { from, to } = readPorts(protocol, permission);
    const rule = (kind: RuleRecord['peer']['kind'], value: string, description: string | undefined): NewRule => ({
      protocol,
      from,
      to,
      peer: { kind, value },
      description: checkDescription(description),
    });
    return [
      ...(permission.IpRanges ?? []).map(({ CidrIp, Description }) => rule('ipv4', readBlock(CidrIp, 4), Description)),
      ...(permission.Ipv6Ranges ?? []).map(({ CidrIpv6, Description }) =>
        rule('ipv6', readBlock(CidrIpv6, 6), Description),
      ),
      ...(permission.UserIdGroupPairs ?? []).map(({ GroupId, GroupName, Description }) => {
        const byName = GroupName ? place.groups.by('name', GroupName)[0]?.id : undefined;
        return rule('group', findOne(kinds.group, place.groups, GroupId ?? byName).id, Description);
      }),
      ...(permission.PrefixListIds ?? []).map(({ PrefixListId, Description }) =>
        rule('prefix-list', required(PrefixListId, 'prefixListId'), Description),
      ),
    ];
  });
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

/** A rule in the words of EC2's refusals. */
export function peerText({ protocol, from, to, peer }: NewRule): string {
  if (protocol === '-1') return `peer: ${peer.value}, ALL, ALLOW`;
  return `peer: ${peer.value}, ${protocol.toUpperCase()}, from port: ${from ?? -1}, to port: ${to ?? -1}, ALLOW`;
}

/** Single rules as EC2's permissions: those with the same protocol and ports together. */
export function showPermissions(
  rules: readonly RuleRecord[],
  direction: RuleRecord['direction'],
  accountId: string,
): IpPermission[] {
  const permissions = new Map<string, IpPermission>();
  for (const rule of rules) {
    if (rule.direction !== direction) continue;
    const key = `${rule.protocol} ${rule.from} ${rule.to}`;
    const permission = permissions.get(key) ?? {
      IpProtocol: rule.protocol,
      ...(rule.from === null ? {} : { FromPort: rule.from }),
      ...(rule.to === null ? {} : { ToPort: rule.to }),
      IpRanges: [],
      Ipv6Ranges: [],
      PrefixListIds: [],
      UserIdGroupPairs: [],
    };
    permissions.set(key, permission);
    const description = rule.description === null ? {} : { Description: rule.description };
    const { kind, value } = rule.peer;
    if (kind === 'ipv4') permission.IpRanges?.push({ CidrIp: value, ...description });
    if (kind === 'ipv6') permission.Ipv6Ranges?.push({ CidrIpv6: value, ...description });
    if (kind === 'prefix-list') permission.PrefixListIds?.push({ PrefixListId: value, ...description });
    if (kind === 'group') permission.UserIdGroupPairs?.push({ GroupId: value, UserId: accountId, ...description });
  }
  return [...permissions.values()];
}

function readProtocol(text: string): string {
  const names: Readonly<Record<string, string>> = { '6': 'tcp', '17': 'udp', '1': 'icmp', '58': 'icmpv6', all: '-1' };
  const lower = text.toLowerCase();
  const name = Object.hasOwn(names, lower) ? (names[lower] ?? lower) : lower;
  if (/^(tcp|udp|icmp|icmpv6|-1|\d{1,3})$/.test(name)) return name;
  throw new Refusal('InvalidParameterValue', `Invalid value '${text}' for IP protocol. Unknown protocol.`);
}

function readPorts(protocol: string, { FromPort, ToPort }: IpPermission): { from: number | null; to: number | null } {
  if (protocol === '-1') return { from: null, to: null };
  if (protocol !== 'tcp' && protocol !== 'udp') return { from: FromPort ?? -1, to: ToPort ?? -1 };
  if (FromPort === undefined || ToPort === undefined) {
    throw new Refusal(
      'InvalidParameterValue',
      `Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.`,
    );
  }
  for (const port of [FromPort, ToPort]) {
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new Refusal('InvalidParameterValue', `Invalid value '${port}' for portRange. Must be between 0 and 65535.`);
    }
  }
  if (FromPort > ToPort) {
    throw new Refusal('InvalidParameterValue', `Invalid TCP/UDP port range (${FromPort}:${ToPort})`);
  }
  return { from: FromPort, to: ToPort };
}

function readBlock(text: string | undefined, family: 4 | 6): string {
  const block = required(text, family === 4 ? 'cidrIp' : 'cidrIpv6');
  const [address = '', bits = ''] = block.split('/');
  const valid = family === 4 ? isIPv4(address) : isIPv6(address);
  if (!valid || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128)) {
    throw new Refusal('InvalidParameterValue', `CIDR block ${block} is malformed`);
  }
  return block;
}

function checkDescription(text: string | undefined): string | null {
  if (text === undefined || text === '') return null;
  if (text.length > 255 || !/^[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/.test(text)) {
    throw new Refusal(
      'InvalidParameterValue',
      'Invalid rule description. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*',
    );
  }
  return text;
}
