import type { z } from 'zod';
import type { SecurityGroup, securityGroupRule } from './contract.ts';

/** Every IPv4 address there is. */
export const ANYWHERE = '0.0.0.0/0';

type Rule = Omit<z.infer<typeof securityGroupRule>, 'description'> & { readonly description?: string };

/** A firewall rule as a sentence. */
export interface RuleWords {
  readonly text: string;
  /** Open to the whole internet at a door that should not be: shown with a warning mark. */
  readonly risky: boolean;
}

/** Doors that are meant for everyone; anything else that stands open to the world is worth a warning. */
const PUBLIC_PORTS = new Set([80, 443]);

const SERVICES: Readonly<Record<number, string>> = {
  22: 'SSH',
  25: 'e-mail (SMTP)',
  53: 'DNS',
  80: 'HTTP',
  443: 'HTTPS',
  3306: 'MySQL',
  3389: 'Remote Desktop',
  5432: 'PostgreSQL',
  6379: 'Redis',
};

/** Says an inbound rule in plain words; `groups` gives the names of groups that a rule may name as its source. */
export function ruleInWords(rule: Rule, groups: readonly Pick<SecurityGroup, 'groupId' | 'name'>[] = []): RuleWords {
  const anyone = isAnyone(rule.source);
  const onlyPublicPort =
    rule.protocol === 'tcp' &&
    rule.fromPort !== undefined &&
    rule.fromPort === rule.toPort &&
    PUBLIC_PORTS.has(rule.fromPort);
  const isPing = rule.protocol === 'icmp' || rule.protocol === 'icmpv6';
  return {
    text: `${whoInWords(rule.source, groups)} may use ${doorInWords(rule)}`,
    risky: anyone && !onlyPublicPort && !isPing,
  };
}

/** True when the rule lets a TCP connection to `port` in, from wherever its source says. */
export function allowsPort(rule: Rule, port: number): boolean {
  if (rule.protocol === '-1') return true;
  if (rule.protocol !== 'tcp' && rule.protocol !== '6') return false;
  return (rule.fromPort ?? 0) <= port && port <= (rule.toPort ?? 65_535);
}

/** True when `address` lies in the IPv4 range `cidr`; false when either is not IPv4. */
export function cidrContains(cidr: string, address: string): boolean {
  const [start = '', bits = ''] = cidr.split('/');
  const from = toNumber(start);
  const at = toNumber(address);
  const length = /^\d{1,2}$/.test(bits) ? Number(bits) : Number.NaN;
  if (from === undefined || at === undefined || !(length <= 32)) return false;
  const size = 2 ** (32 - length);
  return Math.floor(from / size) === Math.floor(at / size);
}

function toNumber(address: string): number | undefined {
  const parts = address.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

function isAnyone(source: string): boolean {
  return source === ANYWHERE || source === '::/0';
}

function whoInWords(source: string, groups: readonly Pick<SecurityGroup, 'groupId' | 'name'>[]): string {
  if (source === ANYWHERE) return 'Anyone on the internet';
  if (source === '::/0') return 'Anyone on the internet (IPv6)';
  if (source.startsWith('sg-')) {
    const name = groups.find((group) => group.groupId === source)?.name;
    return `Machines in the group ${name ?? source}`;
  }
  if (source.startsWith('pl-')) return `Addresses on the prefix list ${source}`;
  if (source.endsWith('/32') || source.endsWith('/128')) return `Only ${source.slice(0, source.lastIndexOf('/'))}`;
  return `Addresses in ${source}`;
}

function doorInWords(rule: Rule): string {
  if (rule.protocol === '-1') return 'everything (all ports and protocols)';
  if (rule.protocol === 'icmp' || rule.protocol === 'icmpv6') return 'ping and other control messages (ICMP)';
  const protocol = rule.protocol === 'tcp' || rule.protocol === 'udp' ? rule.protocol.toUpperCase() : rule.protocol;
  const { fromPort, toPort } = rule;
  if (fromPort === undefined || toPort === undefined || (fromPort === 0 && toPort === 65_535)) {
    return `every ${protocol} port`;
  }
  if (fromPort !== toPort) return `${protocol} ports ${fromPort} to ${toPort}`;
  const service = SERVICES[fromPort];
  return service === undefined ? `${protocol} port ${fromPort}` : `${service} (port ${fromPort})`;
}
