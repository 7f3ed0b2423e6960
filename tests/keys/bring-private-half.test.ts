import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { readPrivateKey } from '../../main/keys/read-private-key.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';

const PASSPHRASE = 'correct horse';
const tools = ['ssh-keygen', 'puttygen', 'openssl'].every((tool) => spawnSync('which', [tool]).status === 0);
const folder = mkdtempSync(join(tmpdir(), 'amiable-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { cwd: folder, stdio: 'pipe' });
const keygen = (type: string, name: string, passphrase: string, ...more: string[]) =>
  run('ssh-keygen', '-q', '-t', type, ...more, '-N', passphrase, '-C', 'me', '-f', name);

/** The public half that a tool itself wrote, without its comment. */
const publicOf = (name: string) => read(`${name}.pub`).split(' ').slice(0, 2).join(' ').trim();

describe.skipIf(!tools)('A key file made by the tools that people use', () => {
  beforeAll(() => {
    for (const [type, ...more] of [['rsa', '-b', '2048'], ['ed25519'], ['ecdsa', '-b', '256']] as const) {
      keygen(type, type, '', ...more);
      run('ssh-keygen', '-q', '-t', type, ...more, '-N', PASSPHRASE, '-C', 'me', '-f', `${type}-locked`);
      run('puttygen', type, '-O', 'private', '-o', `${type}.ppk2`, '--ppk-param', 'version=2');
      run('puttygen', type, '-O', 'private', '-o', `${type}.ppk3`, '--ppk-param', 'version=3');
      writeFileSync(join(folder, 'new'), PASSPHRASE);
      const locked = ['-o', `${type}.ppk2-locked`, '--ppk-param', 'version=2', '--new-passphrase', 'new'];
      run('puttygen', type, '-O', 'private', ...locked);
    }
    for (const type of ['rsa', 'ecdsa']) {
      keygen(type, `${type}-pem`, '', '-m', 'PEM');
      keygen(type, `${type}-pem-locked`, PASSPHRASE, '-m', 'PEM');
    }
    run('openssl', 'pkcs8', '-topk8', '-nocrypt', '-in', 'rsa-pem', '-out', 'rsa-pkcs8');
    run('openssl', 'pkcs8', '-topk8', '-passout', `pass:${PASSPHRASE}`, '-in', 'rsa-pem', '-out', 'rsa-pkcs8-locked');
  });

  test.each([
    ['OpenSSH, RSA', 'rsa', 'rsa', 'rsa'],
    ['OpenSSH, ED25519', 'ed25519', 'ed25519', 'ed25519'],
    ['OpenSSH, ECDSA', 'ecdsa', 'ecdsa', 'ecdsa'],
    ['OpenSSH with a passphrase, RSA', 'rsa-locked', 'rsa-locked', 'rsa'],
    ['OpenSSH with a passphrase, ED25519', 'ed25519-locked', 'ed25519-locked', 'ed25519'],
    ['OpenSSH with a passphrase, ECDSA', 'ecdsa-locked', 'ecdsa-locked', 'ecdsa'],
    ['PEM (PKCS#1)', 'rsa-pem', 'rsa-pem', 'rsa'],
    ['PEM with a passphrase', 'rsa-pem-locked', 'rsa-pem-locked', 'rsa'],
    ['PEM (SEC1)', 'ecdsa-pem', 'ecdsa-pem', 'ecdsa'],
    ['PEM (SEC1) with a passphrase', 'ecdsa-pem-locked', 'ecdsa-pem-locked', 'ecdsa'],
    ['PEM (PKCS#8)', 'rsa-pkcs8', 'rsa-pem', 'rsa'],
    ['PEM (PKCS#8) with a passphrase', 'rsa-pkcs8-locked', 'rsa-pem', 'rsa'],
    ...['rsa', 'ed25519', 'ecdsa'].flatMap((type) => [
      [`PuTTY 2, ${type}`, `${type}.ppk2`, type, type],
      [`PuTTY 2 with a passphrase, ${type}`, `${type}.ppk2-locked`, type, type],
      [`PuTTY 3, ${type}`, `${type}.ppk3`, type, type],
    ]),
  ])('is opened, and kept in a form that ssh2 reads: %s', async (_, file, publicHalf, type) => {
    const key = await readPrivateKey(read(file), PASSPHRASE);
    expect(key).toMatchObject({ type, publicLine: publicOf(publicHalf) });
    const kept = ssh2.utils.parseKey(key.secret);
    if (kept instanceof Error) throw kept;
    expect(kept.isPrivateKey()).toBe(true);
    expect(`${kept.type} ${kept.getPublicSSH().toString('base64')}`).toBe(key.publicLine);
    expect(key.secret).not.toMatch(/ENCRYPTED/);
  });

  it.each(['rsa-locked', 'ed25519-locked', 'rsa-pem-locked', 'rsa-pkcs8-locked', 'ed25519.ppk2-locked'])(
    'asks for the passphrase of %s, and refuses a wrong one under its field',
    async (file) => {
      await expect(readPrivateKey(read(file), undefined)).rejects.toMatchObject({ code: 'keys.passphrase-needed' });
      await expect(readPrivateKey(read(file), 'wrong')).rejects.toMatchObject({
        code: 'keys.wrong-passphrase',
        details: { field: 'passphrase' },
      });
    },
  );

  it('is refused in words when it is a public half, cut off, changed, or of a form that cannot be opened', async () => {
    const sentence = (text: string) =>
      readPrivateKey(text, PASSPHRASE).then(
        () => 'opened',
        ({ code }) => code,
      );
    expect(await sentence(read('rsa.pub'))).toBe('keys.public-half');
    expect(await sentence(read('ed25519').slice(0, 200) + '\n-----END OPENSSH PRIVATE KEY-----')).toBe(
      'keys.unreadable',
    );
    expect(await sentence(read('ed25519.ppk3').replace('Comment: me', 'Comment: you'))).toBe('keys.unreadable');
    expect(await sentence('PuTTY-User-Key-File-3: ssh-rsa\r\nEncryption: aes256-cbc\r\n')).toBe('keys.putty-3');
    expect(await sentence('hunter2')).toBe('keys.no-key-file');
  });
});

describe('Bringing a private half', () => {
  let side: MainSide;
  let chosen: { name: string; text: string } | null = null;
  beforeAll(async () => {
    side = await openPaperSide({ keyFile: () => chosen });
  });
  afterAll(() => side.stop());
  const bring = async (text: string, more: { passphrase?: string; name?: string } = {}) => {
    chosen = { name: 'laptop.pem', text };
    const { file } = await side.handlers.keys.chooseKeyFile({});
    return side.handlers.keys.importPrivate({ fileId: file?.fileId ?? '', ...more });
  };
  const made = (type: 'rsa' | 'ed25519') =>
    type === 'rsa' ? ssh2.utils.generateKeyPairSync('rsa', { bits: 2048 }) : ssh2.utils.generateKeyPairSync('ed25519');

  it.each(['rsa', 'ed25519'] as const)('finds the key pair that it belongs to: imported, %s', async (type) => {
    const key = made(type);
    await side.handlers.keys.importPublic({ name: `from-home-${type}`, publicKey: key.public });
    expect(await bring(key.private)).toEqual({ type, keyNames: [`from-home-${type}`] });
    const { keyPairs } = await side.handlers.keys.list({});
    expect(keyPairs.find(({ name }) => name === `from-home-${type}`)?.privateHalfHere).toBe(true);
  });

  it.each(['rsa', 'ed25519'] as const)('finds the key pair that AWS made, %s, also from PuTTY’s form', async (type) => {
    const name = `made-${type}`;
    await side.handlers.keys.create({ name, type });
    for (const form of ['pem', 'ppk'] as const) {
      await side.handlers.keys.exportPrivate({ name, form });
      expect(await bring(side.saved.at(-1)?.text ?? '')).toEqual({ type, keyNames: [name] });
    }
  });

  it('names no pair where none belongs to it, and makes one when it gets a name', async () => {
    const key = made('ed25519');
    expect(await bring(key.private)).toEqual({ type: 'ed25519', keyNames: [] });
    await expect(bring(key.private, { name: 'made-rsa' })).rejects.toMatchObject({ code: 'keys.name-taken' });
    expect(await bring(key.private, { name: 'laptop' })).toEqual({ type: 'ed25519', keyNames: ['laptop'] });
    const { keyPairs } = await side.handlers.keys.list({});
    expect(keyPairs.find(({ name }) => name === 'laptop')).toMatchObject({ privateHalfHere: true, type: 'ed25519' });
  });

  it('keeps nothing of a name when AWS refuses the public half', async () => {
    await side.fault({ operation: 'ImportKeyPair', mode: 'error', code: 'KeyPairLimitExceeded', status: 400 });
    await expect(bring(made('ed25519').private, { name: 'one-too-many' })).rejects.toThrow();
    expect((await side.handlers.keys.list({})).keptHalves).not.toContain('one-too-many');
  });

  it('does nothing when the person thinks better of it, and never tells the key to the window', async () => {
    chosen = null;
    expect(await side.handlers.keys.chooseKeyFile({})).toEqual({});
    await expect(side.handlers.keys.importPrivate({ fileId: 'somebody' })).rejects.toMatchObject({
      code: 'keys.no-file',
    });
    expect(JSON.stringify([side.told, side.logged])).not.toContain('PRIVATE KEY');
  });
});
