/** A block of IPv4 addresses: its first address as a number, and how many of the first bits are fixed. */
export interface Ipv4Block {
  readonly first: number;
  readonly prefix: number;
}

/** Reads a block such as `10.0.0.0/16`, with the bits after the prefix cut to zero as AWS does; null for anything else. */
export function readBlock(text: string): Ipv4Block | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return null;
  const parts = match.slice(1).map(Number);
  const prefix = parts[4] ?? 33;
  if (prefix > 32 || parts.slice(0, 4).some((part) => part > 255)) return null;
  const address = parts.slice(0, 4).reduce((sum, part) => sum * 256 + part, 0);
  return { first: address - (address % sizeOf({ prefix })), prefix };
}

/** A block as AWS writes it. */
export function blockText({ first, prefix }: Ipv4Block): string {
  return `${addressText(first)}/${prefix}`;
}

/** How many addresses a block has. */
export function sizeOf({ prefix }: Pick<Ipv4Block, 'prefix'>): number {
  return 2 ** (32 - prefix);
}

/** Whether all of one block lies in another. */
export function within(inner: Ipv4Block, outer: Ipv4Block): boolean {
  return inner.prefix >= outer.prefix && overlaps(inner, outer);
}

/** Whether two blocks share an address. */
export function overlaps(a: Ipv4Block, b: Ipv4Block): boolean {
  return a.first < b.first + sizeOf(b) && b.first < a.first + sizeOf(a);
}

/** Whether an IPv4 address lies in a block such as `10.0.0.0/16`; nothing lies in a text that is no such block. */
export function inBlock(address: string, block: string): boolean {
  const found = readBlock(block);
  return found !== null && within({ first: toNumber(address), prefix: 32 }, found);
}

/** An IPv4 address as a number. */
export function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** A number as an IPv4 address. */
export function addressText(address: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join('.');
}
