import type { PracticeFault } from '../../../src/practice/port.ts';

/** Faults that were asked for and are not spent yet. */
export class Faults {
  #waiting: { readonly fault: PracticeFault; skip: number; left: number }[] = [];

  add(fault: PracticeFault): void {
    this.#waiting.push({ fault, skip: fault.skip ?? 0, left: fault.times });
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The fault that the next call of an operation meets; it is spent by one. */
  take(service: string, operation: string, accountId: string, region: string): PracticeFault | null {
    const meant = this.#waiting.filter(
      ({ fault }) =>
        (fault.operation === operation || fault.operation === '*' || fault.operation === `${service}:*`) &&
        (fault.accountId === undefined || fault.accountId === accountId) &&
        (fault.region === undefined || fault.region === region),
    );
    // Each that would meet this call counts it, so that two of them can be meant for the second and the third.
    const found = meant.find(({ skip }) => skip === 0);
    for (const waiting of meant) if (waiting.skip > 0) waiting.skip -= 1;
    if (!found) return null;
    found.left -= 1;
    this.#waiting = this.#waiting.filter(({ left }) => left > 0);
    return found.fault;
  }
}
