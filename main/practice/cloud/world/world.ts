import { createHash } from 'node:crypto';
import { findRegion } from '../data/regions.ts';
import type { Disk } from '../machines/machine.ts';
import { Refusal } from '../refusal.ts';
import { Agenda } from './agenda.ts';
import type { PracticeClock } from './clock.ts';
import { furnishPlace } from './default-place.ts';
import type { InstanceRecord } from './records/instance-records.ts';
import type { DiskRecord, FileSystemRecord } from './records/storage-records.ts';
import { settleRow } from './settling.ts';
import type { AnyTable } from './table.ts';
import { type AccountTables, openAccountTables, openPlaceTables, openWorldTables, type PlaceTables } from './tables.ts';

/** Random bytes; given, so that tests can repeat a world. */
export type Random = (length: number) => Uint8Array;

/** A row as it is saved: the table's path, the record's ID, and the record, or null when it is gone. */
export type Row = readonly [path: string, id: string, record: unknown];

/** One account's things in one Region. */
export interface Place extends PlaceTables {
  readonly account: Account;
  readonly region: string;
}

/** An account with its people and what it has in each Region. */
export interface Account extends AccountTables {
  readonly id: string;
}

/** What a new world begins with. */
export interface WorldOrigin {
  readonly now: number;
  readonly homeAccount: string;
}

/** All that the practice cloud holds: finds and names things, and brings them up to the present. */
export class World {
  readonly clock: PracticeClock;
  readonly #random: Random;
  readonly #accounts = new Map<string, Account>();
  readonly #places = new Map<string, Place>();
  readonly #tables = new Map<string, AnyTable>();
  readonly #placeOf = new Map<AnyTable, Place>();
  readonly #agenda = new Agenda();
  readonly #unsaved = new Map<AnyTable, Set<string>>();
  readonly #own: ReturnType<typeof openWorldTables>;
  readonly #onWrite = (table: AnyTable, id: string): void => {
    const ids = this.#unsaved.get(table);
    if (ids) ids.add(id);
    else this.#unsaved.set(table, new Set([id]));
    this.#agenda.enter(table, id);
  };

  constructor(clock: PracticeClock, random: Random) {
    this.clock = clock;
    this.#random = random;
    this.#own = openWorldTables(this.#onWrite);
    for (const table of this.#own.tables) this.#tables.set(table.path, table);
  }

  /** Empties the world and gives it an origin. */
  begin({ now, homeAccount }: WorldOrigin): void {
    this.clear();
    this.#own.meta.add({
      id: 'world',
      version: 2,
      now,
      salt: Buffer.from(this.#random(12)).toString('base64url'),
      sealKey: Buffer.from(this.#random(32)).toString('base64'),
      homeAccount,
    });
  }

  /** Takes everything out; what is saved next replaces all that was. */
  clear(): void {
    for (const [path, table] of this.#tables) {
      for (const { id } of table) table.restore(id, null);
      if (!this.#own.tables.includes(table)) this.#tables.delete(path);
    }
    this.#accounts.clear();
    this.#places.clear();
    this.#placeOf.clear();
    this.#agenda.clear();
    this.#unsaved.clear();
  }

  get meta() {
    const meta = this.#own.meta.get('world');
    if (!meta) throw new Error('The practice world has no origin.');
    return meta;
  }

  now(): number {
    return this.clock.now();
  }

  /** A new ID of EC2's form, such as `i-0123456789abcdef0`. */
  newId(prefix: string): string {
    return newId(prefix, this.#random);
  }

  /** An ID that this world always has for the same thing. */
  fixedId(prefix: string, thing: string): string {
    const digest = createHash('sha256').update(`${this.meta.salt} ${thing}`).digest('hex');
    return `${prefix}-0${digest.slice(0, 16)}`;
  }

  random(length: number): Uint8Array {
    return this.#random(length);
  }

  get accounts(): Account[] {
    return [...this.#accounts.values()];
  }

  /** An account by its number; undefined where the practice cloud has none of it. */
  findAccount(id: string): Account | undefined {
    return this.#accounts.get(id);
  }

  account(id: string): Account {
    const found = this.#accounts.get(id);
    if (!found) throw new Error(`There is no practice account ${id}.`);
    return found;
  }

  addAccount(id: string): Account {
    const tables = openAccountTables(id, this.#onWrite);
    const account: Account = { ...tables, id };
    this.#accounts.set(id, account);
    for (const table of tables.tables) this.#tables.set(table.path, table);
    return account;
  }

  /** An account's place in a Region, with the default network that AWS has there; refuses a Region that does not exist. */
  place(accountId: string, region: string): Place {
    const place = this.#openPlace(accountId, region);
    if (place.settings.size === 0) furnishPlace(place, this);
    return place;
  }

  #openPlace(accountId: string, region: string): Place {
    const key = `${accountId}/${region}`;
    const known = this.#places.get(key);
    if (known) return known;
    const account = this.account(accountId);
    if (!findRegion(region)) {
      throw new Refusal('AuthFailure', 'AWS was not able to validate the provided access credentials', 401);
    }
    const tables = openPlaceTables(accountId, region, this.#onWrite);
    const place: Place = { ...tables, account, region };
    this.#places.set(key, place);
    for (const table of tables.tables) {
      this.#tables.set(table.path, table);
      this.#placeOf.set(table, place);
    }
    return place;
  }

  /** The places that were ever looked at. */
  get places(): Place[] {
    return [...this.#places.values()];
  }

  /** The opened places of all accounts in one Region. */
  placesIn(region: string): Place[] {
    return this.places.filter((place) => place.region === region);
  }

  *instances(): Generator<InstanceRecord> {
    for (const place of this.#places.values()) yield* place.instances;
  }

  /** An instance of any account with its place. */
  findInstance(id: string): { readonly instance: InstanceRecord; readonly place: Place } | null {
    for (const place of this.#places.values()) {
      const instance = place.instances.get(id);
      if (instance) return { instance, place };
    }
    return null;
  }

  /** What a disk holds; null for a fresh system. */
  disk(id: string | null): Disk | null {
    return this.#own.disks.get(id)?.disk ?? null;
  }

  /** A disk with the file system on it; undefined for a fresh system. */
  diskRecord(id: string | null): DiskRecord | undefined {
    return this.#own.disks.get(id);
  }

  /** Keeps what a disk holds, once, and answers under which ID; a system's disk comes without a file system. */
  keepDisk(disk: Disk | null, fileSystem?: FileSystemRecord): string | null {
    if (disk === null) return null;
    const content = fileSystem ? [disk, fileSystem] : disk;
    const id = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32);
    if (!this.#own.disks.get(id)) this.#own.disks.add({ id, disk, ...(fileSystem ? { fileSystem } : {}) });
    return id;
  }

  /** Moves everything that is due on to where it is by now. */
  settle(): void {
    const now = this.now();
    for (let due = this.#agenda.next(now); due; due = this.#agenda.next(now)) {
      settleRow(this.#placeOf.get(due.table) ?? null, due.table, due.id, now);
    }
  }

  /** Whether anything was written since the rows were last taken. */
  get hasUnsaved(): boolean {
    return this.#unsaved.size > 0;
  }

  /** The rows that were written since they were last taken, with the time in front; empty when there are none. */
  takeUnsaved(): Row[] {
    if (this.#unsaved.size === 0) return [];
    const rows: Row[] = [[this.#own.meta.path, 'world', { ...this.meta, now: this.now() }]];
    for (const [table, ids] of this.#unsaved) {
      for (const id of ids) rows.push([table.path, id, table.get(id) ?? null]);
    }
    this.#unsaved.clear();
    return rows;
  }

  /** Marks rows as unsaved again, since they could not be kept. */
  giveBack(rows: readonly Row[]): void {
    for (const [path, id] of rows) {
      const table = this.#tables.get(path);
      if (table) this.#onWrite(table, id);
    }
  }

  /** Every row that there is; disks that nothing refers to are left out. */
  *rows(): Generator<Row> {
    yield [this.#own.meta.path, 'world', { ...this.meta, now: this.now() }];
    const used = this.#disksInUse();
    for (const table of [...this.#tables.values()]) {
      if (table === this.#own.meta) continue;
      for (const record of table) {
        if (table !== this.#own.disks || used.has(record.id)) yield [table.path, record.id, record];
      }
    }
  }

  /** Puts saved rows in; the last one of an ID counts. Refuses rows that this version does not know, by name. */
  load(rows: Iterable<Row>): void {
    for (const [path, id, record] of rows) this.#tableAt(path).restore(id, record);
    if (this.meta.version !== 2) {
      throw new Error(`The practice world has the unknown form ${String(this.meta.version)}.`);
    }
    for (const table of this.#tables.values()) for (const { id } of table) this.#agenda.enter(table, id);
  }

  #tableAt(path: string): AnyTable {
    const known = this.#tables.get(path);
    if (known) return known;
    const [, accountId, region] = /^(\d{12})\/([a-z0-9-]*)\/[a-z-]+$/.exec(path) ?? [];
    if (accountId !== undefined && region !== undefined) {
      if (!this.#accounts.has(accountId)) this.addAccount(accountId);
      if (region !== '') this.#openPlace(accountId, region);
    }
    const table = this.#tables.get(path);
    if (!table) throw new Error(`The practice world knows no table ${path}.`);
    return table;
  }

  #disksInUse(): Set<string> {
    const used = new Set<string>();
    for (const place of this.#places.values()) {
      for (const table of [place.instances, place.snapshots, place.volumes]) {
        for (const { diskId } of table) if (diskId !== null) used.add(diskId);
      }
    }
    return used;
  }
}

/** A new ID of EC2's form: a prefix and 17 hexadecimal digits that start with 0. */
export function newId(prefix: string, random: Random): string {
  return `${prefix}-0${Buffer.from(random(8)).toString('hex')}`;
}
