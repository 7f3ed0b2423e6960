import type { InstanceType } from './contract.ts';

/** How many types the short list has at most. */
const SHORT = 10;

/** For whom nothing in particular is needed: small machines, then some of more memory or more processors. Newest first. */
const USUAL: readonly RegExp[] = [
  /^t4g\.(micro|small|medium|large|xlarge)$/,
  /^t3\.(micro|small|medium|large|xlarge)$/,
  /^m7[gi]\.(large|xlarge|2xlarge)$/,
  /^c7[gi]\.xlarge$/,
  /^r7[gi]\.large$/,
];

/**
 * The few types that most people choose from, smallest first, of those that fit; what is chosen is always among them.
 *
 * Types of the free plan come as AWS tells them, for they change.
 */
export function suggestedTypes(fitting: readonly InstanceType[], chosen: string): readonly InstanceType[] {
  const free = fitting.filter(({ freeTierEligible }) => freeTierEligible);
  const usual = USUAL.flatMap((names) => fitting.filter(({ name }) => names.test(name)));
  // Of old processors none is usual: the smallest have to do.
  const rest = usual.length > 0 ? usual : fitting;
  const few = new Set([...free, ...rest].slice(0, Math.max(SHORT, free.length)));
  return fitting
    .filter((type) => few.has(type) || type.name === chosen)
    .sort((a, b) => a.memoryMiB - b.memoryMiB || a.vCpus - b.vCpus || a.name.localeCompare(b.name, 'en'));
}
