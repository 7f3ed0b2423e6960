import type { Client, ClientChannel, SFTPWrapper } from 'ssh2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, createRig, type Rig } from './rig.ts';

let rig: Rig;
let port: number;
let client: Client;
let sftp: SFTPWrapper;
beforeAll(async () => {
  rig = createRig();
  port = (await rig.boot()).port;
  client = await connect({ port, username: 'ubuntu', privateKey: rig.keys.privateKey });
  sftp = await new Promise<SFTPWrapper>((resolve, reject) =>
    client.sftp((error, made) => (error ? reject(error) : resolve(made))),
  );
});
afterAll(async () => {
  client.end();
  await rig.close();
});

/** Calls a method of ssh2's SFTP client; answers its result, or the status of its refusal. */
function ask<T>(call: (done: (error?: Error | null, result?: T) => void) => unknown): Promise<T | number> {
  return new Promise((resolve) => {
    call((error, result) => resolve(error ? ((error as { code?: number }).code ?? -1) : (result as T)));
  });
}

const NO_SUCH_FILE = 2;
const DENIED = 3;
const FAILURE = 4;

describe('what files there are, and who may what', () => {
  test('a file is written, appended to, cut and read in places', async () => {
    const handle = (await ask<Buffer>((done) => sftp.open('a.txt', 'w', done))) as Buffer;
    await ask((done) => sftp.write(handle, Buffer.from('hello'), 0, 5, 3, done));
    await ask((done) => sftp.close(handle, done));
    const whole = await ask<Buffer>((done) => sftp.readFile('a.txt', done));
    expect(whole).toEqual(Buffer.from('\0\0\0hello'));
    await ask((done) => sftp.appendFile('a.txt', '!', done));
    await ask((done) => sftp.setstat('a.txt', { size: 5 } as never, done));
    expect(String(await ask<Buffer>((done) => sftp.readFile('a.txt', done)))).toBe('\0\0\0he');
  });

  test('flags are held to', async () => {
    expect(await ask((done) => sftp.open('new.txt', 'r', done))).toBe(NO_SUCH_FILE);
    expect(await ask((done) => sftp.writeFile('new.txt', 'x', { flag: 'wx' } as never, done as never))).toBe(undefined);
    expect(await ask((done) => sftp.open('new.txt', 'wx', done))).toBe(FAILURE);
    const read = (await ask<Buffer>((done) => sftp.open('new.txt', 'r', done))) as Buffer;
    expect(await ask((done) => sftp.write(read, Buffer.from('x'), 0, 1, 0, done))).toBe(FAILURE);
    await ask((done) => sftp.close(read, done));
    expect(await ask((done) => sftp.close(read, done))).toBe(FAILURE);
    expect(await ask((done) => sftp.open('.ssh', 'w', done))).toBe(FAILURE);
  });

  test.each<[string, (done: (error?: Error | null, result?: unknown) => void) => unknown, number]>([
    ['stat of nothing', (done) => sftp.stat('nothing', done), NO_SUCH_FILE],
    ['stat through a file', (done) => sftp.stat('.bashrc/x', done), NO_SUCH_FILE],
    ['a closed folder', (done) => sftp.readdir('/root', done), DENIED],
    ['a closed file', (done) => sftp.open('/etc/shadow', 'r', done), DENIED],
    ['a file in another’s folder', (done) => sftp.open('/etc/x', 'w', done), DENIED],
    ['another’s mode', (done) => sftp.chmod('/etc/hosts', 0o666, done), DENIED],
    ['another’s owner', (done) => sftp.chown('.bashrc', 0, 0, done), DENIED],
    ['another’s times', (done) => sftp.utimes('/etc/hosts', 1, 1, done), DENIED],
    ['a folder that is there', (done) => sftp.mkdir('.ssh', done), FAILURE],
    ['a folder that is not empty', (done) => sftp.rmdir('.ssh', done), FAILURE],
    ['a folder taken for a file', (done) => sftp.unlink('.ssh', done), FAILURE],
    ['a file taken for a folder', (done) => sftp.rmdir('.bashrc', done), NO_SUCH_FILE],
    ['readlink of a file', (done) => sftp.readlink('.bashrc', done), 5],
    ['a name that is too long', (done) => sftp.mkdir('n'.repeat(300), done), 5],
    ['the top', (done) => sftp.rmdir('/', done), DENIED],
    ['rename onto something', (done) => sftp.rename('.profile', '.bashrc', done), FAILURE],
    ['realpath through nothing', (done) => sftp.realpath('nothing/more', done), NO_SUCH_FILE],
  ])('%s is refused', async (_name, call, status) => {
    expect(await ask(call)).toBe(status);
  });

  test('paths are made plain, and the last part need not be there', async () => {
    expect(await ask((done) => sftp.realpath('.', done))).toBe('/home/ubuntu');
    expect(await ask((done) => sftp.realpath('./a/../x', done))).toBe(NO_SUCH_FILE);
    expect(await ask((done) => sftp.realpath('/bin/ls', done))).toBe('/usr/bin/ls');
    expect(await ask((done) => sftp.realpath('not-yet', done))).toBe('/home/ubuntu/not-yet');
    expect(await ask((done) => sftp.realpath('../../..', done))).toBe('/');
  });

  test('a large folder comes whole', async () => {
    await rig.ssh(port, 'ubuntu', ['mkdir many; cd many; for i in $(seq 1 350); do echo > f$i; done']);
    const list = (await ask<{ filename: string }[]>((done) => sftp.readdir('many', done))) as { filename: string }[];
    expect(list.filter(({ filename }) => filename.startsWith('f'))).toHaveLength(350);
  });

  test('a file that was removed while it is open is not written to any more', async () => {
    const handle = (await ask<Buffer>((done) => sftp.open('gone', 'w', done))) as Buffer;
    await ask((done) => sftp.unlink('gone', done));
    expect(await ask((done) => sftp.write(handle, Buffer.from('x'), 0, 1, 0, done))).toBe(NO_SUCH_FILE);
    await ask((done) => sftp.close(handle, done));
  });

  test('only so many files are open at a time', async () => {
    const opened = await Promise.all(
      Array.from({ length: 70 }, () => ask<Buffer>((done) => sftp.open('.bashrc', 'r', done))),
    );
    const handles = opened.filter((each): each is Buffer => Buffer.isBuffer(each));
    expect(handles).toHaveLength(64);
    expect(opened.filter((each) => each === FAILURE)).toHaveLength(6);
    await Promise.all(handles.map((handle) => ask((done) => sftp.close(handle, done))));
  });

  test('a place beyond every disk is no place to write', async () => {
    const handle = (await ask<Buffer>((done) => sftp.open('far', 'w', done))) as Buffer;
    for (const at of [17 * 1024 * 1024, 2 ** 40, 2 ** 53]) {
      expect(await ask((done) => sftp.write(handle, Buffer.from('x'), 0, 1, at, done))).toBe(FAILURE);
    }
    await ask((done) => sftp.close(handle, done));
  });
});

describe('what a hostile client gets', () => {
  const subsystem = (): Promise<ClientChannel> =>
    new Promise((resolve, reject) => client.subsys('sftp', (error, made) => (error ? reject(error) : resolve(made))));
  const ended = (channel: ClientChannel) => new Promise<void>((resolve) => channel.once('close', () => resolve()));
  const packet = (...parts: (number | Buffer)[]) => {
    const body = Buffer.concat(parts.map((part) => (typeof part === 'number' ? uint32(part) : part)));
    return Buffer.concat([uint32(body.length), body]);
  };
  const uint32 = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  const text = (value: string) => Buffer.concat([uint32(value.length), Buffer.from(value)]);
  const init = packet(Buffer.from([1]), 3);

  test.each<[string, Buffer]>([
    ['a packet of 4 GB', Buffer.from([0xff, 0xff, 0xff, 0xff])],
    ['a packet of nothing', Buffer.from([0, 0, 0, 0])],
    ['a request before the beginning', packet(Buffer.from([17]), 1, text('.'))],
    ['two beginnings', Buffer.concat([init, init])],
    ['a request that ends in its fields', Buffer.concat([init, packet(Buffer.from([17]), 1, 500)])],
    ['a request without a number', Buffer.concat([init, packet(Buffer.from([17]))])],
  ])('%s ends the session', async (_name, bytes) => {
    const channel = await subsystem();
    const over = ended(channel);
    channel.resume();
    channel.write(bytes);
    await over;
    expect((await rig.ssh(port, 'ubuntu', ['echo fine'])).stdout).toBe('fine\n');
  });

  test('an unknown request is answered, and a name with a zero in it is not there', async () => {
    const channel = await subsystem();
    const answers: Buffer[] = [];
    channel.on('data', (data: Buffer) => answers.push(data));
    channel.write(Buffer.concat([init, packet(Buffer.from([99]), 7), packet(Buffer.from([17]), 8, text('a\0b'))]));
    await expect.poll(() => Buffer.concat(answers).toString('latin1')).toContain('No such file');
    const all = Buffer.concat(answers).toString('latin1');
    expect(all).toContain('Operation unsupported');
    expect(all).toContain('posix-rename@openssh.com');
    channel.close();
  });

  test('answers that nobody reads do not pile up', async () => {
    await ask((done) => sftp.writeFile('heavy', Buffer.alloc(4 * 1024 * 1024), done));
    const channel = await subsystem();
    channel.pause();
    channel.write(init);
    const open = packet(Buffer.from([3]), 1, text('heavy'), 1, 0);
    channel.write(open);
    let answer = Buffer.alloc(0);
    while (!/[0-9a-f]{16}/.test(answer.toString('latin1'))) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      answer = Buffer.concat([answer, (channel.read() as Buffer | null) ?? Buffer.alloc(0)]);
    }
    const handle = /[0-9a-f]{16}/.exec(answer.toString('latin1'))?.[0] ?? '';
    const before = process.memoryUsage().rss;
    const read = Buffer.concat([Buffer.from([5]), uint32(2), text(handle), Buffer.alloc(8), uint32(200_000)]);
    const many = Buffer.concat(Array.from({ length: 3_000 }, () => packet(read)));
    channel.write(many);
    await new Promise((resolve) => setTimeout(resolve, 700));
    // All answers together would be 600 MB.
    expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(150);
    channel.destroy();
    expect((await rig.ssh(port, 'ubuntu', ['echo fine'])).stdout).toBe('fine\n');
  });

  test('2,000 mutated requests leave nothing uncaught', async () => {
    const uncaught: unknown[] = [];
    const note = (error: unknown) => uncaught.push(error);
    process.on('uncaughtException', note);
    process.on('unhandledRejection', note);
    let state = 20_261_124;
    const next = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    for (let round = 0; round < 20; round += 1) {
      const channel = await subsystem();
      const over = ended(channel);
      channel.resume();
      channel.write(init);
      for (let each = 0; each < 100 && channel.writable; each += 1) {
        const type = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 200][next(19)] ?? 3;
        const body = Buffer.from(Array.from({ length: next(60) }, () => next(256)));
        const name = text(
          ['/tmp/x', '.', '..', '/etc', 'posix-rename@openssh.com', 'statvfs@openssh.com'][next(6)] ?? '.',
        );
        channel.write(packet(Buffer.from([type]), next(100), name, next(64), body));
      }
      channel.end();
      await over;
    }
    process.off('uncaughtException', note);
    process.off('unhandledRejection', note);
    expect(uncaught).toEqual([]);
    expect((await rig.ssh(port, 'ubuntu', ['echo fine'])).stdout).toBe('fine\n');
  }, 30_000);
});
