import type { PracticeFault } from '../../../src/practice/port.ts';

/** Faults that were asked for and are not spent yet. */
export class Faults {
  #waiting: { readonly fault: PracticeFault; left: number }[] = [];

  add(fault: PracticeFault): void {
    this.#waiting.push({ fault, left: fault.times });
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The fault that the next call of an operation meets; it is spent by one. */
  take(service: string, operation: string, accountId: string, region: string): PracticeFault | null {
    const found = this.#waiting.find(
      ({ fault, left }) =>
        left > 0 &&
        (fault.operation === operation || fault.operation === '*' || fault.operation === `${service}:*`) &&
        (fault.accountId === undefined || fault.accountId === accountId) &&
        (fault.region === undefined || fault.region === region),
    );
    if (!found) return null;
    found.left -= 1;
    this.#waiting = this.#waiting.filter(({ left }) => left > 0);
    return found.fault;
  }
}
