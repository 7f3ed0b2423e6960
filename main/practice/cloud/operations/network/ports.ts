import { Refusal } from '../../refusal.ts';

/** The first and the last port of a rule, or ICMP's type and code; null for all. */
export interface Ports {
  readonly from: number | null;
  readonly to: number | null;
}

const protocolNames: Readonly<Record<string, string>> = {
  '6': 'tcp',
  '17': 'udp',
  '1': 'icmp',
  '58': 'icmpv6',
  all: '-1',
};

/** A protocol as security groups write it: `tcp`, `udp`, `icmp`, `icmpv6`, `-1` for all, else its number. */
export function readProtocol(text: string): string {
  const lower = text.toLowerCase();
  const name = Object.hasOwn(protocolNames, lower) ? (protocolNames[lower] ?? lower) : lower;
  if (/^(tcp|udp|icmp|icmpv6|-1)$/.test(name) || (/^\d{1,3}$/.test(name) && Number(name) <= 255)) return name;
  throw new Refusal('InvalidParameterValue', `Invalid value '${text}' for IP protocol. Unknown protocol.`);
}

/** The ports of a security group's rule; protocols without ports have none, whatever is given. */
export function readPorts(
  protocol: string,
  { FromPort, ToPort }: { readonly FromPort?: number | undefined; readonly ToPort?: number | undefined },
): Ports {
  if (protocol === 'icmp' || protocol === 'icmpv6') return readIcmp(FromPort ?? -1, ToPort ?? -1);
  if (protocol !== 'tcp' && protocol !== 'udp') return { from: null, to: null };
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

/** ICMP has a type and a code where others have ports; `-1` is any. */
function readIcmp(type: number, code: number): Ports {
  for (const value of [type, code]) {
    if (!Number.isInteger(value) || value < -1 || value > 255) {
      throw new Refusal('InvalidPermission.Malformed', `ICMP type (${type}) and code (${code}) must be -1 to 255.`);
    }
  }
  if (type === -1 && code !== -1) {
    throw new Refusal('InvalidPermission.Malformed', `ICMP code (${code}) needs an ICMP type other than -1.`);
  }
  return { from: type, to: code };
}
