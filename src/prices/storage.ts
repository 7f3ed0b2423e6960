/**
 * What storage and addresses cost a month, to tell people the order of magnitude before they decide.
 *
 * List prices of us-east-1 in US dollars, read on 2026-11-01; other Regions differ by up to a half.
 * Source: https://aws.amazon.com/ebs/pricing and https://aws.amazon.com/vpc/pricing.
 */
export const STORAGE_PRICES = {
  date: '2026-11-01',
  region: 'us-east-1',
  /** For each GiB that a snapshot really holds; its volume's size is the most that this can be. */
  snapshotGiBMonth: 0.05,
  /** For each GiB of a volume, used or not. */
  volumeGiBMonth: { gp3: 0.08, gp2: 0.1, io2: 0.125, io1: 0.125, st1: 0.045, sc1: 0.015, standard: 0.05 },
  /** For a public IPv4 address, attached or not. */
  addressMonth: 3.65,
} as const;

/** The most that snapshots of these sizes cost a month, in US dollars. */
export function snapshotsMonthly(sizesGiB: readonly number[]): number {
  return sizesGiB.reduce((sum, size) => sum + size, 0) * STORAGE_PRICES.snapshotGiBMonth;
}

/** What a volume costs a month, in US dollars, without IOPS and throughput that are paid for by themselves. */
export function volumeMonthly(type: string, sizeGiB: number): number {
  const prices: Readonly<Record<string, number>> = STORAGE_PRICES.volumeGiBMonth;
  return sizeGiB * (prices[type] ?? STORAGE_PRICES.volumeGiBMonth.gp3);
}

/** Dollars as they are read: `$0.40`, and `under $0.01` for what is less. */
export function dollars(amount: number): string {
  if (amount > 0 && amount < 0.01) return 'under $0.01';
  return `$${amount.toFixed(2)}`;
}

/** Where a figure comes from, to stand beside it. */
export const PRICE_NOTE = `List price of ${STORAGE_PRICES.region}, ${STORAGE_PRICES.date}. Check before you rely on it.`;
