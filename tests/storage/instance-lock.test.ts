import { type ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identifyProcess, lockFolder } from '../../main/app/instance-lock.ts';
import { openStore } from '../../main/app/store.ts';
import { bundleForNode } from './bundle.ts';
import { scratchFolder } from './scratch.ts';

describe('the lock of the data folder', () => {
  let base: string;
  let script: string;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    base = fs.mkdtempSync(join(tmpdir(), 'amiable-lock-'));
    script = await bundleForNode(join(import.meta.dirname, 'child.ts'), base);
  });
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    fs.rmSync(base, { recursive: true, force: true });
  });

  /** Starts a process that tries to take the lock, and answers how that went. */
  const start = (folder: string): Promise<{ child: ChildProcess; told: string }> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [script, 'lock', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
      children.push(child);
      child.stdout.once('data', (chunk) => resolve({ child, told: String(chunk).trim() }));
    });
  const end = (child: ChildProcess): Promise<void> =>
    new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    });

  test('keeps a second process out, and lets the next one in after kill -9', async () => {
    const folder = scratchFolder();
    const first = await start(folder);
    expect(first.told).toBe('locked');
    expect((await start(folder)).told).toBe('app.already-running');
    expect(() => lockFolder(folder)).toThrow(expect.objectContaining({ code: 'app.already-running' }));
    await end(first.child);
    expect((await start(folder)).told).toBe('locked');
    expect(fs.readdirSync(folder)).toEqual(['lock']);
  });

  test('lets exactly one of eight in that start at once over the lock of a dead process', async () => {
    const folder = scratchFolder();
    const dead = await start(folder);
    await end(dead.child);
    const told = (await Promise.all(Array.from({ length: 8 }, () => start(folder)))).map((each) => each.told);
    expect(told.filter((each) => each === 'locked')).toHaveLength(1);
    expect(told.filter((each) => each === 'app.already-running')).toHaveLength(7);
  });

  /** Two processes at once that add keys of their own to one file: what each was told, and what is in the file after. */
  const writeTogether = async (mode: 'keys' | 'keys-without-lock') => {
    const folder = scratchFolder();
    const writers = ['a', 'b'].map((own) => {
      const child = spawn(process.execPath, [script, mode, folder, own], { stdio: ['pipe', 'pipe', 'inherit'] });
      children.push(child);
      let told = '';
      const ready = new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
      child.stdout.on('data', (chunk) => {
        told += chunk;
      });
      const ended = new Promise<string[]>((resolve) =>
        child.on('close', () => resolve(told.trim().split('\n').slice(1))),
      );
      return { child, ready, ended };
    });
    await Promise.all(writers.map(({ ready }) => ready));
    for (const { child } of writers) child.stdin.end('go\n');
    const told = await Promise.all(writers.map(({ ended }) => ended));
    const file = openStore(folder).file('keys', { version: 1, decode: (value) => value as Record<string, true> });
    const kept = new Set(Object.keys(file.read().value ?? {}));
    const saved = told.flat().filter((each) => /^[ab]-\d+$/.test(each));
    return { told, saved, lost: saved.filter((key) => !kept.has(key)) };
  };

  test('lets two processes that want to write at once lose nothing: one writes, the other is told', async () => {
    const { told, saved, lost } = await writeTogether('keys');
    // A slow start may find that the other has ended already, and then both may write.
    const refused = told.filter((each) => each.join() === 'app.already-running').length;
    expect(saved).toHaveLength(200 * (2 - refused));
    expect(lost).toEqual([]);
  });

  test('negative control: without the lock, two processes that write at once lose what they had saved', async () => {
    const { saved, lost } = await writeTogether('keys-without-lock');
    expect(saved.length).toBeGreaterThan(0);
    expect(lost.length).toBeGreaterThan(0);
  });

  test('is let go at the end, and only by its owner', () => {
    const folder = scratchFolder();
    const lock = lockFolder(folder);
    lock.release();
    expect(fs.readdirSync(folder)).toEqual([]);
    fs.writeFileSync(join(folder, 'lock'), 'of another');
    lock.release();
    expect(fs.readdirSync(folder)).toEqual(['lock']);
  });

  test.each(['', 'garbage', '{}', '{"pid":-1}', '{"pid":"1; rm"}', '{"pid":1e99}', 'null'])(
    'takes over the unreadable lock %j',
    (text) => {
      const folder = scratchFolder();
      fs.writeFileSync(join(folder, 'lock'), text);
      expect(() => lockFolder(folder)).not.toThrow();
    },
  );

  test('takes over the lock of a process whose id another program has now', () => {
    const folder = scratchFolder();
    const lives = new Map([[77, 'started earlier']]);
    lockFolder(folder, 77, (pid) => lives.get(pid));
    expect(() => lockFolder(folder, 78, (pid) => lives.get(pid))).toThrow(
      expect.objectContaining({ code: 'app.already-running' }),
    );
    lives.set(77, 'another program');
    expect(() => lockFolder(folder, 78, (pid) => lives.get(pid))).not.toThrow();
  });

  test('tells a running process from one that is gone', () => {
    expect(identifyProcess(process.pid)).toBeTypeOf('string');
    expect(identifyProcess(2 ** 30)).toBeUndefined();
    expect(identifyProcess(Number.NaN)).toBeUndefined();
  });
});
