import type { AnyTable } from './table.ts';

/** Something that happens by itself: a row of a table, and when. */
interface Appointment {
  readonly at: number;
  readonly table: AnyTable;
  readonly id: string;
}

/**
 * Who changes by itself next, so that bringing the world up to date costs what is due and not what there is.
 *
 * A binary heap by time. A record that was moved to another time is entered again; its old appointment is passed over
 * when it comes up.
 */
export class Agenda {
  readonly #heap: Appointment[] = [];

  /** Enters a row at the time it is due; nothing when it stays. */
  enter(table: AnyTable, id: string): void {
    const at = table.due(id);
    if (at === null) return;
    const heap = this.#heap;
    heap.push({ at, table, id });
    let child = heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (this.#at(parent) <= this.#at(child)) break;
      this.#swap(parent, child);
      child = parent;
    }
  }

  /** Takes out the next row that is due by `now`; null when none is. */
  next(now: number): { readonly table: AnyTable; readonly id: string } | null {
    while (this.#heap.length > 0 && this.#at(0) <= now) {
      const { table, id, at } = this.#take();
      if (table.due(id) === at) return { table, id };
    }
    return null;
  }

  clear(): void {
    this.#heap.length = 0;
  }

  #take(): Appointment {
    const heap = this.#heap;
    const first = heap[0] as Appointment;
    const last = heap.pop() as Appointment;
    if (heap.length > 0) {
      heap[0] = last;
      this.#sink();
    }
    return first;
  }

  #sink(): void {
    let parent = 0;
    for (;;) {
      const left = 2 * parent + 1;
      const right = left + 1;
      let least = parent;
      if (this.#at(left) < this.#at(least)) least = left;
      if (this.#at(right) < this.#at(least)) least = right;
      if (least === parent) return;
      this.#swap(parent, least);
      parent = least;
    }
  }

  #at(index: number): number {
    return this.#heap[index]?.at ?? Number.POSITIVE_INFINITY;
  }

  #swap(a: number, b: number): void {
    const heap = this.#heap;
    const held = heap[a] as Appointment;
    heap[a] = heap[b] as Appointment;
    heap[b] = held;
  }
}
