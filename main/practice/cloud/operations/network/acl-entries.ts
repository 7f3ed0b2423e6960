import type {
  CreateNetworkAclEntryRequest,
  DeleteNetworkAclEntryRequest,
  ReplaceNetworkAclEntryRequest,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { AclEntryRecord, NetworkAclRecord } from '../../world/records/network-records.ts';
import { findOne, kinds, required } from '../finding.ts';
import { type CallContext, changes } from '../operation.ts';
import { canonicalBlock } from './ip-blocks.ts';
import { readPorts, readProtocol } from './ports.ts';

/** Numbers that a rule may have; the one above them is AWS's own last rule. */
const LAST_NUMBER = 32_766;
/** AWS's quota: rules of one list in one direction, the last one aside. */
const MOST_ENTRIES = 20;

const numbers: Readonly<Record<string, string>> = { tcp: '6', udp: '17', icmp: '1', icmpv6: '58' };

/** A new rule as it was asked for: numbered, stateless, for one block. */
function readEntry(input: CreateNetworkAclEntryRequest): AclEntryRecord {
  const action = required(input.RuleAction, 'ruleAction');
  if (action !== 'allow' && action !== 'deny') {
    throw new Refusal(
      'InvalidParameterValue',
      `Value (${String(action)}) for parameter ruleAction is invalid. Use 'allow' or 'deny'.`,
    );
  }
  const protocol = readProtocol(required(input.Protocol, 'protocol'));
  const { PortRange, IcmpTypeCode } = input;
  const hasPorts = protocol === 'tcp' || protocol === 'udp';
  const ports = hasPorts
    ? readPorts(protocol, { FromPort: PortRange?.From, ToPort: PortRange?.To })
    : { from: null, to: null };
  const isIcmp = protocol === 'icmp' || protocol === 'icmpv6';
  if (isIcmp && !IcmpTypeCode) {
    throw new Refusal('MissingParameter', 'The request must contain the parameter icmpTypeCode');
  }
  const icmp = isIcmp ? readPorts(protocol, { FromPort: IcmpTypeCode?.Type, ToPort: IcmpTypeCode?.Code }) : null;
  return {
    number: readNumber(input.RuleNumber),
    egress: required(input.Egress, 'egress'),
    protocol: numbers[protocol] ?? protocol,
    allow: action === 'allow',
    cidr: readCidr(input),
    ...ports,
    icmp: icmp && { type: icmp.from ?? -1, code: icmp.to ?? -1 },
  };
}

function readNumber(number: number | undefined): number {
  const given = required(number, 'ruleNumber');
  if (!Number.isInteger(given) || given < 1 || given > LAST_NUMBER) {
    throw new Refusal(
      'InvalidParameterValue',
      `Value (${given}) for parameter ruleNumber is invalid. Valid rule numbers are between 1 and ${LAST_NUMBER}.`,
    );
  }
  return given;
}

function readCidr({ CidrBlock, Ipv6CidrBlock }: CreateNetworkAclEntryRequest): string {
  if (CidrBlock !== undefined && Ipv6CidrBlock !== undefined) {
    throw new Refusal(
      'InvalidParameterCombination',
      "The parameter 'cidrBlock' may not be used in combination with 'ipv6CidrBlock'",
    );
  }
  const text = required(CidrBlock ?? Ipv6CidrBlock, 'cidrBlock');
  const block = canonicalBlock(text, CidrBlock === undefined ? 6 : 4);
  if (block === null) {
    throw new Refusal(
      'InvalidParameterValue',
      `Value (${text}) for parameter ${CidrBlock === undefined ? 'ipv6CidrBlock' : 'cidrBlock'} is invalid. This is not a valid CIDR block.`,
    );
  }
  return block;
}

function findAcl(id: string | undefined, call: CallContext): NetworkAclRecord {
  return findOne(kinds.networkAcl, call.place.networkAcls, id);
}

function findEntry(acl: NetworkAclRecord, egress: boolean, number: number): AclEntryRecord {
  const found = acl.entries.find((entry) => entry.egress === egress && entry.number === number);
  if (found) return found;
  const side = egress ? 'egress' : 'ingress';
  throw new Refusal('InvalidNetworkAclEntry.NotFound', `no ${side} entry with number ${number}`);
}

/** The rules of network ACLs. */
export const aclEntryOperations = [
  changes('CreateNetworkAclEntry', (input: CreateNetworkAclEntryRequest, call): object => {
    const acl = findAcl(input.NetworkAclId, call);
    const entry = readEntry(input);
    const alike = acl.entries.filter(({ egress, number }) => egress === entry.egress && number <= LAST_NUMBER);
    if (alike.some(({ number }) => number === entry.number)) {
      throw new Refusal(
        'NetworkAclEntryAlreadyExists',
        `The network acl entry identified by ${entry.number} already exists.`,
      );
    }
    if (alike.length >= MOST_ENTRIES) {
      throw new Refusal('NetworkAclEntryLimitExceeded', 'The maximum number of network ACL entries has been reached.');
    }
    call.proceed();
    call.place.networkAcls.change(acl, { entries: [...acl.entries, entry] });
    return {};
  }),

  changes('ReplaceNetworkAclEntry', (input: ReplaceNetworkAclEntryRequest, call): object => {
    const acl = findAcl(input.NetworkAclId, call);
    const entry = readEntry(input);
    const held = findEntry(acl, entry.egress, entry.number);
    call.proceed();
    call.place.networkAcls.change(acl, { entries: acl.entries.map((one) => (one === held ? entry : one)) });
    return {};
  }),

  changes('DeleteNetworkAclEntry', (input: DeleteNetworkAclEntryRequest, call): object => {
    const acl = findAcl(input.NetworkAclId, call);
    const held = findEntry(acl, required(input.Egress, 'egress'), readNumber(input.RuleNumber));
    call.proceed();
    call.place.networkAcls.change(acl, { entries: acl.entries.filter((one) => one !== held) });
    return {};
  }),
];
