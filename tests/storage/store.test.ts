import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type FileCalls, realFiles } from '../../main/app/durable.ts';
import { seal, unseal } from '../../main/app/sealed.ts';
import { openStore, type Recovery } from '../../main/app/store.ts';
import { crashingFiles } from './crashing-files.ts';
import { scratchFolder } from './scratch.ts';
import { seeded } from './scratch-random.ts';
import { first, second, spec } from './state.ts';

describe('a stored file', () => {
  test('gives back what was written, in this and the next start', () => {
    const folder = scratchFolder();
    const file = openStore(folder).file('state', spec);
    expect(file.read()).toEqual({ value: undefined });
    file.write(first);
    file.write(second);
    expect(file.read()).toEqual({ value: second });
    expect(openStore(folder).file('state', spec).read()).toEqual({ value: second });
    file.remove();
    expect(fs.readdirSync(folder)).toEqual([]);
    expect(file.read()).toEqual({ value: undefined });
  });

  test('is 0600 in a folder that is 0700, whatever the umask and whatever was there before', () => {
    const umask = process.umask(0);
    onTestFinished(() => void process.umask(umask));
    const folder = join(scratchFolder(), 'data');
    fs.mkdirSync(folder, { mode: 0o777 });
    // Negative control: a file that is written without a mode stands open.
    fs.writeFileSync(join(folder, 'naive'), '');
    expect(fs.statSync(join(folder, 'naive')).mode & 0o777).toBe(0o666);
    const store = openStore(folder).inner('inside');
    const file = store.file('state', spec);
    file.write(first);
    file.write(second);
    const modes = [folder, store.folder, join(store.folder, 'state'), join(store.folder, 'state.1')].map((path) =>
      (fs.statSync(path).mode & 0o777).toString(8),
    );
    expect(modes).toEqual(['700', '700', '600', '600']);
  });

  test.each([
    '',
    '.',
    '..',
    '../up',
    'a/b',
    'a\\b',
    'A',
    'a\0',
    'state.tmp',
    'state.1',
    'x.damaged-1',
    'con.',
    `a${'b'.repeat(200)}`,
  ])('refuses the name %j', (name) => {
    const store = openStore(scratchFolder());
    expect(() => store.file(name, spec)).toThrow('Not a name');
  });

  test('lists the files that were written, without copies', () => {
    const store = openStore(scratchFolder());
    for (const name of ['b', 'a.json', 'c-d']) for (const value of [first, second]) store.file(name, spec).write(value);
    expect(store.names().sort()).toEqual(['a.json', 'b', 'c-d']);
  });

  test('writes every byte when the system takes a few at a time', () => {
    const folder = scratchFolder();
    const slow: FileCalls = {
      ...realFiles,
      writeSync: ((fd: number, bytes: Uint8Array, offset: number, length: number) =>
        fs.writeSync(fd, bytes, offset, Math.min(7, length))) as typeof fs.writeSync,
    };
    openStore(folder, { fs: slow }).file('state', spec).write(first);
    expect(openStore(folder).file('state', spec).read()).toEqual({ value: first });
  });

  test.each(['EACCES', 'EIO', 'EROFS'])(
    'says in words that it could not save (%s) and keeps what was there',
    (code) => {
      const folder = scratchFolder();
      openStore(folder).file('state', spec).write(first);
      const broken: FileCalls = {
        ...realFiles,
        fsyncSync: () => {
          throw Object.assign(new Error(code), { code });
        },
      };
      const file = openStore(folder, { fs: broken }).file('state', spec);
      expect(() => file.write(second)).toThrow(expect.objectContaining({ code: 'store.write-failed' }));
      expect(openStore(folder).file('state', spec).read()).toEqual({ value: first });
      expect(fs.readdirSync(folder)).toEqual(['state']);
    },
  );

  test('holds the old value or the new one after a power cut before any of its calls', () => {
    let cuts = 0;
    for (let limit = 0; ; limit++) {
      const folder = scratchFolder();
      const before = openStore(folder).file('state', spec);
      before.write({ n: 0, names: [] });
      before.write(first);
      const { fs: files, count } = crashingFiles(limit);
      let finished = true;
      try {
        openStore(folder, { fs: files }).file('state', spec).write(second);
      } catch {
        finished = false;
      }
      const { value, recovered } = openStore(folder).file('state', spec).read();
      expect(recovered).toBeUndefined();
      expect([first, second]).toContainEqual(value);
      if (finished) {
        expect(value).toEqual(second);
        expect(count()).toBe(limit);
        break;
      }
      cuts += 1;
    }
    expect(cuts).toBeGreaterThan(8);
  });
});

describe('a damaged file', () => {
  test('loses nothing by any one flipped byte: the newest value is read, the damaged file is kept, and it is told', () => {
    const folder = scratchFolder();
    openStore(folder).file('state', spec).write(first);
    openStore(folder).file('state', spec).write(second);
    const path = join(folder, 'state');
    const whole = fs.readFileSync(path);
    let slowest = 0;
    for (let at = 0; at < whole.length; at++) {
      for (const bit of [1, 2, 128]) {
        const bad = Buffer.from(whole);
        bad[at] = (bad[at] ?? 0) ^ bit;
        fs.writeFileSync(path, bad);
        const told: Recovery[] = [];
        const began = performance.now();
        const read = openStore(folder, { onRecovery: (each) => told.push(each) })
          .file('state', spec)
          .read();
        slowest = Math.max(slowest, performance.now() - began);
        expect(read.value, `byte ${at}, bit ${bit}`).toEqual(second);
        expect(read.recovered).toMatchObject({ name: 'state', from: 'copy' });
        expect(told).toEqual([read.recovered]);
        const [aside = ''] = read.recovered?.setAside ?? [];
        expect(fs.readFileSync(aside).equals(bad)).toBe(true);
        expect(fs.readFileSync(path).equals(whole)).toBe(true);
        fs.rmSync(aside);
      }
    }
    expect(slowest).toBeLessThan(2_000);
    expect(fs.readdirSync(folder).sort()).toEqual(['state', 'state.1']);
  });

  test('negative control: with one text instead of two, any flipped byte loses what was written last', () => {
    const folder = scratchFolder();
    openStore(folder).file('state', spec).write(first);
    openStore(folder).file('state', spec).write(second);
    const path = join(folder, 'state');
    const both = fs.readFileSync(path);
    const one = Buffer.from(both.subarray(0, both.length / 2));
    one[one.length - 3] = (one[one.length - 3] ?? 0) ^ 1;
    fs.writeFileSync(path, one);
    expect(openStore(folder).file('state', spec).read()).toMatchObject({
      value: first,
      recovered: { from: 'previous' },
    });
  });

  test('is read, and stays where it is, when a full disk has no room to put it right', () => {
    const folder = scratchFolder();
    openStore(folder).file('state', spec).write(first);
    const path = join(folder, 'state');
    const bad = fs.readFileSync(path);
    bad[5] = (bad[5] ?? 0) ^ 1;
    fs.writeFileSync(path, bad);
    const full: FileCalls = {
      ...realFiles,
      writeSync: () => {
        throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
      },
    };
    const read = openStore(folder, { fs: full }).file('state', spec).read();
    expect(read).toEqual({ value: first, recovered: { name: 'state', from: 'copy', setAside: [] } });
    expect(fs.readFileSync(path).equals(bad)).toBe(true);
    expect(fs.readdirSync(folder)).toEqual(['state']);
  });

  test('gives its newest value after a power cut before any call of its repair', () => {
    for (let limit = 0, finished = false; !finished; limit++) {
      const folder = scratchFolder();
      openStore(folder).file('state', spec).write(first);
      openStore(folder).file('state', spec).write(second);
      const bad = fs.readFileSync(join(folder, 'state'));
      bad[5] = (bad[5] ?? 0) ^ 1;
      fs.writeFileSync(join(folder, 'state'), bad);
      const { fs: files, count } = crashingFiles(limit);
      finished = true;
      try {
        openStore(folder, { fs: files }).file('state', spec).read();
        finished = count() <= limit;
      } catch {
        finished = false;
      }
      expect(openStore(folder).file('state', spec).read().value).toEqual(second);
      const kept = fs.readdirSync(folder).filter((name) => name.includes('.damaged-'));
      expect(kept.length).toBeGreaterThan(0);
      for (const name of kept) expect(fs.readFileSync(join(folder, name)).equals(bad)).toBe(true);
    }
  });

  test('whose bytes the disk cannot read any more gives way to the generation before it', () => {
    const folder = scratchFolder();
    openStore(folder).file('state', spec).write(first);
    openStore(folder).file('state', spec).write(second);
    const failing = {
      ...realFiles,
      readFileSync: ((path: string) => {
        if (path.endsWith('state')) throw Object.assign(new Error('EIO'), { code: 'EIO' });
        return fs.readFileSync(path);
      }) as typeof fs.readFileSync,
    };
    expect(openStore(folder, { fs: failing }).file('state', spec).read()).toMatchObject({
      value: first,
      recovered: { from: 'previous' },
    });
  });

  const damage = (bytes: Buffer, random: (below: number) => number): Buffer => {
    const at = random(bytes.length);
    const copy = Buffer.from(bytes);
    switch (random(5)) {
      case 0:
        copy[at] = (copy[at] ?? 0) ^ (1 << random(8));
        return copy;
      case 1:
        return copy.subarray(0, at);
      case 2:
        return Buffer.concat([copy.subarray(0, at), Buffer.from([random(256)]), copy.subarray(at)]);
      case 3:
        return Buffer.concat([copy.subarray(0, at), copy.subarray(Math.min(bytes.length, at + 1 + random(20)))]);
      default:
        return Buffer.alloc(random(400), random(256));
    }
  };

  test('is set aside, and the last good generation takes its place: 1,000 mutations, at most 2 s each', () => {
    const folder = scratchFolder();
    const random = seeded(11);
    const path = join(folder, 'state');
    const from = { copy: 0, previous: 0, nothing: 0 };
    let slowest = 0;
    for (let n = 0; n < 1_000; n++) {
      const inner = join(folder, String(n));
      const file = openStore(inner).file('state', spec);
      file.write(first);
      file.write(second);
      const good = fs.readFileSync(join(inner, 'state'));
      // Every other time in two places, so that both of the file's texts may be hit.
      const bad = n % 2 === 0 ? damage(good, random) : damage(damage(good, random), random);
      expect(bad.equals(good)).toBe(false);
      fs.writeFileSync(join(inner, 'state'), bad);
      const began = performance.now();
      const { value, recovered } = openStore(inner).file('state', spec).read();
      slowest = Math.max(slowest, performance.now() - began);
      expect(value, `mutation ${n}`).toEqual(recovered?.from === 'copy' ? second : first);
      expect(fs.readFileSync(recovered?.setAside[0] ?? '').equals(bad)).toBe(true);
      expect(openStore(inner).file('state', spec).read()).toEqual({ value });
      if (recovered) from[recovered.from] += 1;
    }
    expect(slowest).toBeLessThan(2_000);
    expect(from.copy + from.previous).toBe(1_000);
    expect(Math.min(from.copy, from.previous)).toBeGreaterThan(100);
    expect(fs.existsSync(path)).toBe(false);
  }, 120_000);

  test('with a damaged generation before it: both are kept aside, and the person is told', () => {
    const folder = scratchFolder();
    const file = openStore(folder).file('state', spec);
    file.write(first);
    file.write(second);
    for (const name of ['state', 'state.1']) fs.writeFileSync(join(folder, name), `broken ${name}`);
    const { value, recovered } = openStore(folder).file('state', spec).read();
    expect(value).toBeUndefined();
    expect(recovered?.from).toBe('nothing');
    expect(recovered?.setAside.map((path) => fs.readFileSync(path, 'utf8'))).toEqual([
      'broken state',
      'broken state.1',
    ]);
  });

  test('that is whole but of another shape is not taken', () => {
    const folder = scratchFolder();
    const file = openStore(folder).file('state', spec);
    file.write(first);
    file.write(second);
    fs.writeFileSync(join(folder, 'state'), seal(1, ['not a state']));
    expect(openStore(folder).file('state', spec).read().value).toEqual(first);
  });

  test('never becomes the last good generation when it is written over unread', () => {
    const folder = scratchFolder();
    openStore(folder).file('state', spec).write(first);
    fs.writeFileSync(join(folder, 'state'), 'broken');
    openStore(folder).file('state', spec).write(second);
    expect(fs.existsSync(join(folder, 'state.1'))).toBe(false);
    expect(fs.readdirSync(folder).filter((name) => name.includes('damaged'))).toHaveLength(1);
  });

  test('negative control: without the checksum a flipped bit inside a text would be believed', () => {
    const both = seal(1, first);
    const bytes = Buffer.from(both.subarray(0, both.length / 2));
    const at = bytes.indexOf('web');
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    expect(JSON.parse(bytes.toString('utf8').split('\n')[1] ?? '').names[0]).toBe('veb');
    expect(unseal(bytes)).toEqual({ kind: 'damaged' });
  });
});
