import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openRowLog, type RowLogDamage } from '../../main/app/row-log.ts';
import { seeded } from './scratch-random.ts';

type Row = readonly [string, number];

let folder: string;
let path: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'amiable-rows-'));
  path = join(folder, 'world');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const rowsFrom = (from: number, count: number): Row[] =>
  Array.from({ length: count }, (_, n) => [`row ${from + n}`, from + n]);

async function read(damages: RowLogDamage[] = []): Promise<readonly Row[] | null> {
  const log = openRowLog<Row>(path, (damage) => damages.push(damage));
  const rows = await log.load();
  await log.close();
  return rows;
}

/** A file with 250 rows written anew and 20 more appended. */
async function written(): Promise<Buffer> {
  const log = openRowLog<Row>(path);
  await log.replace(rowsFrom(0, 250));
  for (let n = 250; n < 270; n += 1) await log.append(rowsFrom(n, 1));
  await log.close();
  return fs.readFileSync(path);
}

describe('a file of rows', () => {
  test('holds what was written, in order, for this user alone', async () => {
    await written();
    expect(await read()).toEqual(rowsFrom(0, 270));
    expect(fs.statSync(path).mode & 0o777).toBe(0o600);
  });

  test('is nothing before it is written', async () => {
    expect(await read()).toBeNull();
  });

  test('goes on where it ended', async () => {
    await written();
    const log = openRowLog<Row>(path);
    await log.load();
    await log.append(rowsFrom(270, 3));
    await log.close();
    expect(await read()).toEqual(rowsFrom(0, 273));
  });

  test('asks to be written anew once most of it is replaced, and is small again', async () => {
    const log = openRowLog<Row>(path);
    await log.replace(rowsFrom(0, 1));
    const big: Row = ['x'.repeat(400_000), 0];
    expect(log.bloated()).toBe(false);
    for (let n = 0; n < 6; n += 1) await log.append([big]);
    expect(log.bloated()).toBe(true);
    await log.replace(rowsFrom(0, 2));
    expect(log.bloated()).toBe(false);
    await log.append(rowsFrom(2, 1));
    await log.close();
    expect(await read()).toEqual(rowsFrom(0, 3));
  });
});

describe('a file of rows that was', () => {
  test('cut off anywhere in its last entry has the entries before it', async () => {
    const bytes = await written();
    const log = openRowLog<Row>(path);
    await log.load();
    await log.append(rowsFrom(270, 1));
    await log.close();
    const longer = fs.readFileSync(path);
    for (let end = bytes.length; end < longer.length; end += 7) {
      fs.writeFileSync(path, longer.subarray(0, end));
      const damages: RowLogDamage[] = [];
      const rows = await read(damages);
      expect(rows?.slice(0, 270)).toEqual(rowsFrom(0, 270));
      expect(damages).toEqual([]);
    }
  });

  test('changed in one bit loses nothing, and is kept as it was found', async () => {
    const bytes = await written();
    const random = seeded(11);
    for (let round = 0; round < 200; round += 1) {
      const flipped = Buffer.from(bytes);
      const at = random(bytes.length);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << random(8));
      fs.writeFileSync(path, flipped);
      const damages: RowLogDamage[] = [];
      expect(await read(damages)).toEqual(rowsFrom(0, 270));
      for (const { from, setAside } of damages) {
        expect(from).toBe('copy');
        expect(fs.readFileSync(setAside[0] ?? '')).toEqual(flipped);
      }
    }
  });

  test('ruined as a whole gives way to the generation before, and says so', async () => {
    const log = openRowLog<Row>(path);
    await log.replace(rowsFrom(0, 5));
    await log.replace(rowsFrom(0, 9));
    await log.close();
    fs.writeFileSync(path, Buffer.alloc(5_000, 7));
    const damages: RowLogDamage[] = [];
    expect(await read(damages)).toEqual(rowsFrom(0, 5));
    expect(damages).toMatchObject([{ from: 'previous' }]);
    expect(await read()).toEqual(rowsFrom(0, 5));
  });

  test('ruined without a generation before is set aside, never taken for an empty one in silence', async () => {
    fs.writeFileSync(path, 'not rows\n');
    const damages: RowLogDamage[] = [];
    expect(await read(damages)).toBeNull();
    expect(damages).toMatchObject([{ from: 'nothing' }]);
    expect(fs.readFileSync(damages[0]?.setAside[0] ?? '', 'utf8')).toBe('not rows\n');
  });
});

/** A small disk in memory; only root may mount one. */
function mountSmallDisk(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const disk = fs.mkdtempSync(join(tmpdir(), 'amiable-rows-disk-'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]).status === 0) return disk;
  fs.rmdirSync(disk);
  return undefined;
}

const disk = mountSmallDisk();

describe.skipIf(disk === undefined)('a full disk', () => {
  const full = join(disk ?? '', 'world');
  afterEach(() => {
    spawnSync('umount', [disk ?? '']);
    fs.rmdirSync(disk ?? '');
  });

  test('refuses in words what does not fit, and keeps all that did', async () => {
    const log = openRowLog<Row>(full);
    await log.replace(rowsFrom(0, 1));
    let kept = 1;
    let refused = 0;
    for (let n = 0; n < 60; n += 1) {
      const outcome = await log.append([[`${'y'.repeat(3_000)}`, n]]).then(
        () => 'kept',
        (cause: { code: string }) => cause.code,
      );
      if (outcome === 'kept') kept += 1;
      else {
        expect(outcome).toBe('store.disk-full');
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(10);
    await expect(log.replace([['z'.repeat(300_000), 0]])).rejects.toMatchObject({ code: 'store.disk-full' });
    await log.close();
    const again = openRowLog<Row>(full);
    expect(await again.load()).toHaveLength(kept);
    await again.close();
    expect(fs.readdirSync(disk ?? '').filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
