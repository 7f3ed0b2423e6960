import { Refusal } from '../refusal.ts';
import type { PracticeClock } from './clock.ts';
import type { AccountRecord, InstanceRecord, PlaceRecord, WorldRecord } from './records.ts';
import { settlePlace } from './settling.ts';

/** Random bytes; given, so that tests can repeat a world. */
export type Random = (length: number) => Uint8Array;

/** Finds and names things in the practice world, and brings it up to the present. */
export class World {
  readonly clock: PracticeClock;
  readonly #random: Random;
  #record: WorldRecord;

  constructor(record: WorldRecord, clock: PracticeClock, random: Random) {
    this.#record = record;
    this.clock = clock;
    this.#random = random;
  }

  get record(): WorldRecord {
    return this.#record;
  }

  /** Puts another world in this one's place. */
  replace(record: WorldRecord): void {
    this.#record = record;
  }

  now(): number {
    return this.clock.now();
  }

  /** A new ID of EC2's form, such as `i-0123456789abcdef0`. */
  newId(prefix: string): string {
    return newId(prefix, this.#random);
  }

  random(length: number): Uint8Array {
    return this.#random(length);
  }

  account(id: string): AccountRecord {
    const found = this.#record.accounts.find((account) => account.id === id);
    if (!found) throw new Error(`There is no practice account ${id}.`);
    return found;
  }

  place(accountId: string, region: string): PlaceRecord {
    const place = this.account(accountId).places[region];
    if (!place) {
      throw new Refusal(
        'AuthFailure',
        `The practice cloud has no Region ${region}. Choose one that DescribeRegions lists.`,
        401,
      );
    }
    return place;
  }

  *places(): Generator<PlaceRecord> {
    for (const account of this.#record.accounts) yield* Object.values(account.places);
  }

  *instances(): Generator<InstanceRecord> {
    for (const place of this.places()) yield* place.instances;
  }

  /** Moves everything on to where it is by now. */
  settle(): void {
    const now = this.now();
    for (const place of this.places()) settlePlace(place, now);
  }
}

/** A new ID of EC2's form: a prefix and 17 hexadecimal digits that start with 0. */
export function newId(prefix: string, random: Random): string {
  return `${prefix}-0${Buffer.from(random(8)).toString('hex')}`;
}
