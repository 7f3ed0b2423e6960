import { type AddressRange, readRange } from '../../access/ip-address.ts';
import { Refusal } from '../../refusal.ts';
import { blockText, readBlock } from '../../world/ipv4.ts';
import { required } from '../finding.ts';

/**
 * Reads an IPv4 or IPv6 block of a security group's rule; the bits after the prefix are cut.
 *
 * AWS canonicalizes blocks: 100.68.0.18/18 becomes 100.68.0.0/18. Source: API reference, IpRange and Ipv6Range.
 */
export function readRuleBlock(text: string | undefined, family: 4 | 6): string {
  const given = required(text, family === 4 ? 'cidrIp' : 'cidrIpv6');
  const block = canonicalBlock(given, family);
  if (block === null) throw new Refusal('InvalidParameterValue', `CIDR block ${given} is malformed`);
  return block;
}

/** A block as AWS writes it, or null for a text that is none of the family. */
export function canonicalBlock(text: string, family: 4 | 6): string | null {
  if (family === 4) {
    const block = readBlock(text);
    return block && blockText(block);
  }
  const range = text.includes('/') ? readRange(text) : null;
  return range?.bits === 128 ? ipv6Text(range) : null;
}

/** An IPv6 block in its shortest form, as RFC 5952 has it and a URL writes it. */
function ipv6Text({ value, free }: AddressRange): string {
  const address = value << free;
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((address >> BigInt(112 - index * 16)) & 0xffffn).toString(16),
  );
  return `${new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1)}/${128n - free}`;
}
