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
  take(operation: string): PracticeFault | null {
    const found = this.#waiting.find(({ fault, left }) => fault.operation === operation && left > 0);
    if (!found) return null;
    found.left -= 1;
    this.#waiting = this.#waiting.filter(({ left }) => left > 0);
    return found.fault;
  }
}
