import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unseal } from '../../main/app/sealed.ts';
import { type FileSpec, openStore } from '../../main/app/store.ts';
import { crashingFiles } from './crashing-files.ts';
import { scratchFolder } from './scratch.ts';
import { first, type State, second, spec } from './state.ts';

describe('a file of another version', () => {
  interface Third {
    readonly count: number;
    readonly names: readonly string[];
    readonly colour: string;
  }
  const third = (steps: FileSpec<Third>['migrate']): FileSpec<Third> => ({
    version: 3,
    decode(value) {
      const state = value as Third;
      if (typeof state.count !== 'number' || state.colour === undefined) throw new Error('Not the third format');
      return state;
    },
    ...(steps ? { migrate: steps } : {}),
  });
  const steps = {
    1: (value: unknown) => {
      const { n, ...rest } = value as State;
      return { ...rest, count: n };
    },
    2: (value: unknown) => ({ ...(value as object), colour: 'blue' }),
  };
  const migrated: Third = { count: 1, names: first.names, colour: 'blue' };

  test('is brought up to date step by step, with a copy of how it was', () => {
    const folder = scratchFolder();
    openStore(folder).file('state', spec).write(first);
    const before = fs.readFileSync(join(folder, 'state'));
    expect(openStore(folder).file('state', third(steps)).read()).toEqual({ value: migrated });
    expect(fs.readFileSync(join(folder, 'state.before-3')).equals(before)).toBe(true);
    expect(unseal(fs.readFileSync(join(folder, 'state')))).toMatchObject({
      version: 3,
      value: migrated,
      damaged: false,
    });
  });

  const fail = (_spoiled?: unknown): never => {
    throw new Error('fault');
  };
  test.each([
    ['the first step fails', { ...steps, 1: fail }],
    ['the second step fails', { ...steps, 2: fail }],
    ['the second step is missing', { 1: steps[1] }],
    [
      'a step spoils its argument and fails',
      { ...steps, 2: (value: unknown) => fail(Object.assign(value as object, { n: 9 })) },
    ],
    ['the result does not fit', { ...steps, 2: (value: unknown) => value }],
  ] as [string, FileSpec<Third>['migrate']][])('stays as it is, byte for byte, when %s', (_what, broken) => {
    const folder = scratchFolder();
    openStore(folder).file('state', spec).write(first);
    const before = fs.readFileSync(join(folder, 'state'));
    const file = openStore(folder).file('state', third(broken));
    expect(() => file.read()).toThrow(expect.objectContaining({ code: 'store.migration-failed' }));
    expect(fs.readFileSync(join(folder, 'state')).equals(before)).toBe(true);
    expect(fs.readdirSync(folder)).toEqual(['state']);
  });

  test('negative control: steps that are each written at once leave a file between two formats', () => {
    const path = join(scratchFolder(), 'state.json');
    fs.writeFileSync(path, JSON.stringify(first));
    const inPlace = (step: (value: unknown) => unknown): void =>
      fs.writeFileSync(path, JSON.stringify(step(JSON.parse(fs.readFileSync(path, 'utf8')))));
    inPlace(steps[1]);
    expect(() => inPlace(fail)).toThrow('fault');
    const left = JSON.parse(fs.readFileSync(path, 'utf8'));
    expect(() => spec.decode(left)).toThrow();
    expect(() => third(steps).decode(left)).toThrow();
  });

  test('is whole in the old or the new format after a power cut before any call of the migration', () => {
    for (let limit = 0, finished = false; !finished; limit++) {
      const folder = scratchFolder();
      openStore(folder).file('state', spec).write(first);
      const { fs: files } = crashingFiles(limit);
      finished = true;
      try {
        openStore(folder, { fs: files }).file('state', third(steps)).read();
      } catch {
        finished = false;
      }
      expect(openStore(folder).file('state', third(steps)).read()).toEqual({ value: migrated });
    }
  });

  test('is refused by name and left alone when it is newer', () => {
    const folder = scratchFolder();
    openStore(folder).file('state', third(steps)).write(migrated);
    const before = fs.readFileSync(join(folder, 'state'));
    const file = openStore(folder).file('state', spec);
    expect(() => file.read()).toThrow(expect.objectContaining({ code: 'store.newer' }));
    expect(() => file.write(second)).toThrow(expect.objectContaining({ code: 'store.newer' }));
    expect(fs.readFileSync(join(folder, 'state')).equals(before)).toBe(true);
    expect(fs.readdirSync(folder)).toEqual(['state']);
  });
});
