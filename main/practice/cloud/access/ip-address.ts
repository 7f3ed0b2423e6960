import { isIPv4, isIPv6 } from 'node:net';

/** An address of the internet as a number. */
export interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** A block of addresses. */
export interface AddressRange extends Address {
  /** How many of the last bits may be anything. */
  readonly free: bigint;
}

/** Reads an IPv4 or IPv6 address, or answers null. */
export function readAddress(text: string): Address | null {
  if (isIPv4(text)) return { bits: 32, value: join(text.split('.').map(Number), 8n) };
  if (!isIPv6(text) || text.includes('%')) return null;
  const [before = '', after] = text.split('::');
  const head = readGroups(before);
  const tail = after === undefined ? [] : readGroups(after);
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => 0);
  return { bits: 128, value: join([...head, ...zeros, ...tail], 16n) };
}

/**
 * Reads a block such as `203.0.113.0/24`, or answers null.
 *
 * An address without a prefix stands for itself alone (IAM user guide, reference_policies_elements_condition_operators).
 */
export function readRange(text: string): AddressRange | null {
  const [start = '', prefix, ...more] = text.split('/');
  const address = readAddress(start);
  if (!address || more.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) return null;
  const length = prefix === undefined ? address.bits : Number(prefix);
  if (length > address.bits) return null;
  const free = BigInt(address.bits - length);
  return { ...address, value: address.value >> free, free };
}

/** Whether a block holds an address; IPv4 and IPv6 never hold each other. */
export function holds({ bits, value, free }: AddressRange, address: Address): boolean {
  return bits === address.bits && address.value >> free === value;
}

function readGroups(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}

function join(groups: readonly number[], width: bigint): bigint {
  return groups.reduce((sum, group) => (sum << width) | BigInt(group), 0n);
}
