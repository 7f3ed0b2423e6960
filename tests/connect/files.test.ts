import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../main/app/clock.ts';
import { createFiles, type Files } from '../../main/connect/files.ts';
import type { Transfer } from '../../src/connect/files-contract.ts';
import { createRig, openShell, type Rig } from './connect-rig.ts';
import { makeKey, type OpenSshServer, openSshAvailable, startOpenSsh } from './open-ssh-server.ts';

const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe.skipIf(!openSshAvailable)('Files of a machine, over a real OpenSSH server', () => {
  const keys = mkdtempSync(join(tmpdir(), 'files-keys-'));
  const { pem, publicKey } = makeKey(keys, 'ed25519', 'team');
  let server: OpenSshServer;
  let rig: Rig;
  let files: Files;
  let sessionId: string;
  let there: string;
  let here: string;
  const told: Transfer[] = [];
  let chosen: string[] = [];
  let count = 0;

  beforeAll(async () => {
    server = await startOpenSsh({ authorized: { root: publicKey, ubuntu: publicKey } });
    await connect();
  });
  afterEach(() => {
    told.length = 0;
    for (const folder of [there, here])
      for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  });
  afterAll(async () => {
    rig.connect.stop();
    await server.stop();
    for (const folder of [keys, there, here]) rmSync(folder, { recursive: true, force: true });
  });

  async function connect() {
    rig = createRig({ pem, port: server.port });
    there ??= mkdtempSync(join(tmpdir(), 'files-there-'));
    here ??= mkdtempSync(join(tmpdir(), 'files-here-'));
    chownSync(there, 54321, 54321);
    files = createFiles({
      openFiles: (id) => rig.connect.openFiles(id),
      chooseFiles: async () => chosen,
      choosePlace: async (name) => join(here, name),
      chooseFolder: async () => here,
      publish: (event, payload) => {
        if (event === 'files.transfer') told.push(payload as Transfer);
      },
      clock: systemClock,
      randomId: () => `t${++count}`,
    });
    sessionId = await openShell(rig, 'ubuntu');
  }

  const until = async (fits: (transfer: Transfer) => boolean): Promise<Transfer> => {
    await expect.poll(() => told.some(fits), { timeout: 20_000, interval: 5 }).toBe(true);
    return told.find(fits) as Transfer;
  };
  const ended = () => until(({ state }) => !['waiting', 'asking', 'running'].includes(state));
  const upload = async (name: string, bytes: Buffer | string) => {
    chosen = [join(here, name)];
    writeFileSync(join(here, name), bytes);
    return files.upload({ sessionId, folder: there });
  };

  it('brings a file up and down as it is, and tells its true progress', async () => {
    const bytes = randomBytes(20_000_001);
    await upload('data.bin', bytes);
    expect(await ended()).toMatchObject({ state: 'finished', done: bytes.length, size: bytes.length });
    expect(sha(readFileSync(join(there, 'data.bin')))).toBe(sha(bytes));
    const ups = told.map(({ done }) => done);
    expect(ups).toEqual([...ups].sort((a, b) => a - b));
    told.length = 0;
    rmSync(join(here, 'data.bin'));
    await files.download({ sessionId, folder: there, names: ['data.bin'] });
    expect(await ended()).toMatchObject({ state: 'finished', done: bytes.length });
    expect(sha(readFileSync(join(here, 'data.bin')))).toBe(sha(bytes));
    expect([...readdirSync(there), ...readdirSync(here)]).toEqual(['data.bin', 'data.bin']);
  });

  it('brings empty files', async () => {
    await upload('empty', '');
    expect(await ended()).toMatchObject({ state: 'finished' });
    expect(readFileSync(join(there, 'empty')).length).toBe(0);
  });

  it.each(['up', 'down'] as const)('leaves nothing when the way %s is cancelled', async (direction) => {
    const bytes = Buffer.alloc(300_000_000);
    if (direction === 'up') await upload('big', bytes);
    else {
      writeFileSync(join(there, 'big'), bytes);
      await files.download({ sessionId, folder: there, names: ['big'] });
    }
    const { transferId } = await until(({ done }) => done > 0);
    await files.cancel({ transferId });
    expect(await ended()).toMatchObject({ state: 'cancelled' });
    expect(readdirSync(direction === 'up' ? there : here)).toEqual([]);
  });

  it.each([
    ['replace', { a: 'new' }],
    ['keep-both', { 'a (2)': 'new', a: 'old' }],
    ['skip', { a: 'old' }],
  ] as const)('asks where the name is taken: %s', async (answer, expected) => {
    writeFileSync(join(there, 'a'), 'old');
    chmodSync(join(there, 'a'), 0o640);
    chownSync(join(there, 'a'), 54321, 54321);
    await upload('a', 'new');
    const { transferId } = await until(({ state }) => state === 'asking');
    expect(readFileSync(join(there, 'a'), 'utf8')).toBe('old');
    await files.answerClash({ transferId, answer });
    await ended();
    const found = readdirSync(there).map((name) => [name, readFileSync(join(there, name), 'utf8')]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it('takes a dropped file piece by piece, and refuses pieces out of order', async () => {
    const { transferId } = await files.take({ sessionId, folder: there, name: 'dropped', size: 6 });
    expect(await files.feed({ transferId, offset: 0, data: Buffer.from('abc') })).toEqual({ goesOn: true });
    await files.feed({ transferId, offset: 3, data: Buffer.from('def') });
    expect(await ended()).toMatchObject({ state: 'finished' });
    expect(readFileSync(join(there, 'dropped'), 'utf8')).toBe('abcdef');
    told.length = 0;
    const second = await files.take({ sessionId, folder: there, name: 'gap', size: 6 });
    expect(await files.feed({ transferId: second.transferId, offset: 3, data: Buffer.from('def') })).toEqual({
      goesOn: false,
    });
    expect(await ended()).toMatchObject({ state: 'failed', error: { code: 'files.changed-meanwhile' } });
    expect(readdirSync(there)).toEqual(['dropped']);
  });

  it('says what is refused, and leaves nothing', async () => {
    chosen = [join(here, 'x')];
    writeFileSync(join(here, 'x'), 'x');
    await files.upload({ sessionId, folder: '/etc' });
    expect(await ended()).toMatchObject({ state: 'failed', error: { code: 'files.permission-denied' } });
    expect(existsSync('/etc/x') || existsSync('/etc/.x.amiable-part')).toBe(false);
    await expect(files.list({ sessionId, path: '/nowhere' })).rejects.toMatchObject({ code: 'files.not-found' });
    mkdirSync(join(there, 'full'));
    writeFileSync(join(there, 'full', '.hidden'), '');
    await expect(files.remove({ sessionId, folder: there, name: 'full' })).rejects.toMatchObject({
      code: 'files.not-empty',
    });
    await expect(files.makeFolder({ sessionId, folder: there, name: 'full' })).rejects.toMatchObject({
      code: 'files.name-taken',
    });
  });

  it('never writes through a link that lies where its temporary file goes', async () => {
    writeFileSync(join(here, 'victim'), 'untouched');
    chmodSync(join(here, 'victim'), 0o666);
    symlinkSync(join(here, 'victim'), join(there, '.a.amiable-part'));
    await upload('a', 'new');
    expect(await ended()).toMatchObject({ state: 'finished' });
    expect(readFileSync(join(here, 'victim'), 'utf8')).toBe('untouched');
    expect(readdirSync(there)).toEqual(['a']);
  });

  it('lists names that mean harm as they are, and brings them under a tame one', async () => {
    const hostile = 'a\u202e\x1b]0;t\x07\\..\\b';
    writeFileSync(join(there, hostile), 'tame');
    symlinkSync('/tmp', join(there, 'link'));
    const { entries } = await files.list({ sessionId, path: there });
    expect(entries.map(({ name, kind, toFolder }) => [name, kind, toFolder]).sort()).toEqual([
      [hostile, 'file', false],
      ['link', 'link', true],
    ]);
    await files.download({ sessionId, folder: there, names: [hostile] });
    await ended();
    expect(readdirSync(here)).toEqual(['a__]0;t__.._b']);
  });

  it('makes, renames and removes', async () => {
    await files.makeFolder({ sessionId, folder: there, name: 'one' });
    await files.rename({ sessionId, folder: there, from: 'one', name: 'two' });
    expect(readdirSync(there)).toEqual(['two']);
    await files.remove({ sessionId, folder: there, name: 'two' });
    expect(readdirSync(there)).toEqual([]);
    expect((await files.list({ sessionId })).path).toBe('/tmp');
  });

  it('says that the connection was lost, leaves nothing that looks whole, and goes on after a new log-in', async () => {
    await upload('lost', Buffer.alloc(300_000_000));
    await until(({ done }) => done > 0);
    server.kill();
    expect(await ended()).toMatchObject({ state: 'failed', error: { code: 'files.connection-lost' } });
    expect(readdirSync(there).filter((name) => !name.endsWith('.amiable-part'))).toEqual([]);
    await expect(files.list({ sessionId })).rejects.toMatchObject({ code: 'files.not-connected' });
    rig.connect.stop();
    await server.stop();
    server = await startOpenSsh({ authorized: { root: publicKey, ubuntu: publicKey } });
    await connect();
    told.length = 0;
    await upload('lost', 'whole');
    expect(await ended()).toMatchObject({ state: 'finished' });
    expect(readdirSync(there)).toEqual(['lost']);
  });
});
