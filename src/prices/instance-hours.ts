/**
 * What an hour of the common instance types costs, to tell people the order of magnitude before they decide.
 *
 * On-demand list prices of us-east-1 for Linux, in US dollars, as of mid-2025; other Regions, Windows and paid systems
 * cost more, savings plans and Spot less. Within a family the price goes with the size, so the price of `large` is kept.
 * Source: https://aws.amazon.com/ec2/pricing/on-demand.
 */
const LARGE_HOUR: Readonly<Record<string, number>> = {
  t2: 0.0928,
  t3: 0.0832,
  t3a: 0.0752,
  t4g: 0.0672,
  m5: 0.096,
  m5a: 0.086,
  m6a: 0.0864,
  m6g: 0.077,
  m6i: 0.096,
  'm7i-flex': 0.09576,
  m7a: 0.11592,
  m7g: 0.0816,
  m7i: 0.1008,
  m8g: 0.08976,
  c5: 0.085,
  c5a: 0.077,
  c6a: 0.0765,
  c6g: 0.068,
  c6i: 0.085,
  c7g: 0.0725,
  c7i: 0.08925,
  'c7i-flex': 0.08479,
  c8g: 0.07976,
  r5: 0.126,
  r5a: 0.113,
  r6a: 0.1134,
  r6g: 0.1008,
  r6i: 0.126,
  r7g: 0.1071,
  r7i: 0.1323,
  r8g: 0.11782,
};

/** How many times `large` a size is; `2xlarge` and up are counted from their number. */
const SIZES: Readonly<Record<string, number>> = {
  nano: 1 / 16,
  micro: 1 / 8,
  small: 1 / 4,
  medium: 1 / 2,
  large: 1,
  xlarge: 2,
};

/** Hours of a month, as AWS counts them. */
export const MONTH_HOURS = 730;

/** What an hour of this type costs, in US dollars; undefined for types that are not in the list. */
export function instanceHour(instanceType: string): number | undefined {
  const [family = '', size = ''] = instanceType.split('.');
  const large = Object.hasOwn(LARGE_HOUR, family) ? LARGE_HOUR[family] : undefined;
  const many = /^(\d+)xlarge$/.exec(size)?.[1];
  const times = many ? Number(many) * 2 : Object.hasOwn(SIZES, size) ? SIZES[size] : undefined;
  return large === undefined || times === undefined ? undefined : large * times;
}

/** Where the figures come from, to stand beside them. */
export const HOUR_PRICE_NOTE =
  'Machines: on-demand list price of us-east-1 for Linux, mid-2025. Windows and paid systems cost more. Check before you rely on it.';
