import { PRICE_DATE, PRICE_LIST } from './price-list.ts';

/** What an hour of this type costs with Linux, on demand, in US dollars; undefined for types that are not in the list. */
export function instanceHour(instanceType: string): number | undefined {
  const [family = '', size = ''] = instanceType.split('.');
  const sizes = Object.hasOwn(PRICE_LIST.machineHours, family) ? PRICE_LIST.machineHours[family] : undefined;
  return sizes && Object.hasOwn(sizes, size) ? sizes[size] : undefined;
}

/** The smallest current machine for each architecture: what is started where any machine will do. */
const SMALLEST: Readonly<Record<string, string>> = { x86_64: 't3.micro', arm64: 't4g.micro', i386: 't2.micro' };

/** The smallest machine that an image of this architecture runs on, with its price; undefined where none is known. */
export function smallestMachine(architecture: string): { instanceType: string; hourly: number } | undefined {
  const instanceType = Object.hasOwn(SMALLEST, architecture) ? SMALLEST[architecture] : undefined;
  const hourly = instanceType && instanceHour(instanceType);
  return instanceType && hourly ? { instanceType, hourly } : undefined;
}

/** Where machines' figures come from, to stand beside them. */
export const HOUR_PRICE_NOTE = `Machines: on-demand list price of ${PRICE_LIST.region} for Linux, ${PRICE_DATE}. Windows and paid systems cost more, other Regions differ. Check before you rely on it.`;
