import type { NetworkAcl, NetworkAclEntry } from '@aws-sdk/client-ec2';
import type { AclEntryRecord, NetworkAclRecord } from '../../world/records/network-records.ts';
import type { FilterFields } from '../filters.ts';
import type { CallContext } from '../operation.ts';
import { showTags } from '../views.ts';

/** A network ACL as EC2 describes it, its rules in the order in which they count. */
export function showAcl(acl: NetworkAclRecord, call: CallContext): NetworkAcl {
  return {
    NetworkAclId: acl.id,
    VpcId: acl.vpcId,
    IsDefault: acl.isDefault,
    OwnerId: call.account.id,
    Associations: acl.associations.map(({ id, subnetId }) => ({
      NetworkAclAssociationId: id,
      NetworkAclId: acl.id,
      SubnetId: subnetId,
    })),
    Entries: [...acl.entries]
      .sort((a, b) => Number(b.egress) - Number(a.egress) || a.number - b.number)
      .map((entry) => showEntry(entry)),
    Tags: showTags(acl.tags),
  };
}

function showEntry({ number, egress, protocol, allow, cidr, from, to, icmp }: AclEntryRecord): NetworkAclEntry {
  return {
    RuleNumber: number,
    Egress: egress,
    Protocol: protocol,
    RuleAction: allow ? 'allow' : 'deny',
    ...(cidr.includes(':') ? { Ipv6CidrBlock: cidr } : { CidrBlock: cidr }),
    ...(from === null || to === null ? {} : { PortRange: { From: from, To: to } }),
    ...(icmp === null ? {} : { IcmpTypeCode: { Type: icmp.type, Code: icmp.code } }),
  };
}

/** What network ACLs show to filters: themselves, their subnets, and each of their rules. */
export function aclFields(call: CallContext): FilterFields<NetworkAclRecord> {
  const entries =
    (read: (entry: AclEntryRecord) => string | number | null | undefined) =>
    ({ entries: all }: NetworkAclRecord) =>
      all.flatMap((entry) => {
        const value = read(entry);
        return value === null || value === undefined ? [] : [String(value)];
      });
  return {
    'network-acl-id': ({ id }) => id,
    'vpc-id': ({ vpcId }) => vpcId,
    'owner-id': () => call.account.id,
    default: ({ isDefault }) => String(isDefault),
    'association.association-id': ({ associations }) => associations.map(({ id }) => id),
    'association.network-acl-id': ({ id, associations }) => associations.map(() => id),
    'association.subnet-id': ({ associations }) => associations.map(({ subnetId }) => subnetId),
    'entry.cidr': entries(({ cidr }) => (cidr.includes(':') ? null : cidr)),
    'entry.ipv6-cidr': entries(({ cidr }) => (cidr.includes(':') ? cidr : null)),
    'entry.egress': entries(({ egress }) => String(egress)),
    'entry.icmp.code': entries(({ icmp }) => icmp?.code),
    'entry.icmp.type': entries(({ icmp }) => icmp?.type),
    'entry.port-range.from': entries(({ from }) => from),
    'entry.port-range.to': entries(({ to }) => to),
    'entry.protocol': entries(({ protocol }) => protocolWords[protocol] ?? protocol),
    'entry.rule-action': entries(({ allow }) => (allow ? 'allow' : 'deny')),
    'entry.rule-number': entries(({ number }) => number),
  };
}

/** The filter's words for protocols, which are numbers everywhere else. */
const protocolWords: Readonly<Record<string, string>> = { '6': 'tcp', '17': 'udp', '1': 'icmp' };
