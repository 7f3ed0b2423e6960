import { execFile, execFileSync } from 'node:child_process';
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { expectRefusal, told } from '../practice-launch/launch-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
let folder: string;
beforeAll(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
  folder = await mkdtemp(join(tmpdir(), 'practice-keys-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await it.end();
});

const run = async (command: string, ...given: string[]) => (await promisify(execFile)(command, given)).stdout.trim();

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text, { mode: 0o600 });
  return path;
}

const make = (KeyName: string, more: Partial<sdk.CreateKeyPairCommandInput> = {}) =>
  ec2.send(new sdk.CreateKeyPairCommand({ KeyName, ...more }));
const bring = (KeyName: string, text: string) =>
  ec2.send(new sdk.ImportKeyPairCommand({ KeyName, PublicKeyMaterial: Buffer.from(text) }));
const shown = async (input: sdk.DescribeKeyPairsCommandInput) =>
  (await ec2.send(new sdk.DescribeKeyPairsCommand({ IncludePublicKey: true, ...input }))).KeyPairs ?? [];
const publicHalf = async (KeyName: string) => told((await shown({ KeyNames: [KeyName] }))[0]?.PublicKey);
const blobOf = (line: string) => line.split(' ')[1];

describe.each(['rsa', 'ed25519'] as const)('a new %s key', (KeyType) => {
  test('is read by OpenSSH, which sees the same public half and fingerprint', async () => {
    const made = await make(`open-${KeyType}`, { KeyType, KeyFormat: 'pem' });
    const path = await file(`open-${KeyType}`, `${told(made.KeyMaterial).trimEnd()}\n`);
    const line = await run('ssh-keygen', '-y', '-f', path);
    expect(blobOf(line)).toBe(blobOf(await publicHalf(`open-${KeyType}`)));
    expect(await run('ssh-keygen', '-l', '-f', path)).toMatch(KeyType === 'rsa' ? /^2048 .*\(RSA\)$/ : /\(ED25519\)$/);
    if (KeyType === 'ed25519') {
      expect(await run('ssh-keygen', '-l', '-f', path)).toContain(`SHA256:${made.KeyFingerprint?.replace(/=$/, '')}`);
    } else expect(made.KeyFingerprint).toMatch(/^([0-9a-f]{2}:){19}[0-9a-f]{2}$/);
  });
});

/** The key as OpenSSH sees it, once PuTTY has read its own form of it, private half and all. */
async function throughPutty(material: string): Promise<string | undefined> {
  const [own, converted] = [await file('key.ppk', material), join(folder, 'converted')];
  await rm(converted, { force: true });
  await run('puttygen', own, '-O', 'private-openssh-new', '-o', converted);
  return blobOf(await run('ssh-keygen', '-y', '-f', converted));
}

describe.skipIf(!hasPutty())("PuTTY's own form", () => {
  test.each(['rsa', 'ed25519'] as const)(
    'of a new %s key is read by PuTTY, and means the same key',
    async (KeyType) => {
      const material = told((await make(`putty-${KeyType}`, { KeyType, KeyFormat: 'ppk' })).KeyMaterial);
      expect(material).toMatch(/^PuTTY-User-Key-File-2: ssh-(rsa|ed25519)\nEncryption: none\nComment: putty-/);
      expect(await throughPutty(material)).toBe(blobOf(await publicHalf(`putty-${KeyType}`)));
    },
  );

  test('is no key for PuTTY once a letter of it was changed', async () => {
    const { KeyMaterial } = await make('broken', { KeyType: 'ed25519', KeyFormat: 'ppk' });
    const changed = told(KeyMaterial).replace('Comment: broken', 'Comment: spoken');
    await expect(throughPutty(changed)).rejects.toThrow(/MAC failed/);
  });

  test('is one for every ED25519 key, whatever its bytes begin and end with', async () => {
    for (let count = 0; count < 10; count += 1) {
      const { KeyMaterial } = await make(`many-${count}`, { KeyType: 'ed25519', KeyFormat: 'ppk' });
      expect(await throughPutty(told(KeyMaterial))).toBe(blobOf(await publicHalf(`many-${count}`)));
    }
  });
});

function hasPutty(): boolean {
  try {
    execFileSync('puttygen', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test("a made RSA key's fingerprint is that of its private half", async () => {
  const made = await make('print', { KeyType: 'rsa' });
  const der = createPrivateKey(told(made.KeyMaterial)).export({ type: 'pkcs8', format: 'der' });
  const hex = createHash('sha1').update(der).digest('hex');
  expect(made.KeyFingerprint).toBe(told(hex.match(/../g)?.join(':') ?? undefined));
});

describe('a public key is taken', () => {
  async function generate(type: string, bits: string): Promise<string> {
    const path = join(folder, `own-${type}-${bits}`);
    await run('ssh-keygen', '-q', '-t', type, '-b', bits, '-N', '', '-C', 'me@home', '-f', path);
    return path;
  }

  test.each([
    ['rsa', '2048'],
    ['rsa', '4096'],
    ['ed25519', '256'],
  ])('from %s of %s bits, in each of its forms', async (type, bits) => {
    const path = await generate(type, bits);
    const line = await readFile(`${path}.pub`, 'utf8');
    const rfc4716 = await run('ssh-keygen', '-e', '-m', 'RFC4716', '-f', `${path}.pub`);
    const pem = await pemOf(path, type);
    const forms = {
      line,
      bare: line.split(' ').slice(0, 2).join(' '),
      rfc4716,
      pem,
      der: pem.replace(/-----.*-----/g, ''),
    };
    const prints = new Set<string | undefined>();
    for (const [form, text] of Object.entries(forms)) {
      const name = `${type}-${bits}-${form}`;
      const { KeyFingerprint, KeyPairId } = await bring(name, text);
      prints.add(KeyFingerprint);
      const [pair] = await shown({ KeyPairIds: [told(KeyPairId)] });
      expect(pair, form).toMatchObject({ KeyName: name, KeyType: type });
      expect(blobOf(told(pair?.PublicKey)), form).toBe(blobOf(line));
    }
    expect(prints.size).toBe(1);
    const [print = ''] = prints;
    if (type === 'rsa') expect(print).toMatch(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
    else expect(await run('ssh-keygen', '-l', '-f', path)).toContain(`SHA256:${print.replace(/=$/, '')}`);
  });

  async function pemOf(path: string, type: string): Promise<string> {
    if (type === 'rsa') return run('ssh-keygen', '-e', '-m', 'PKCS8', '-f', `${path}.pub`);
    const raw = Buffer.from(blobOf(await readFile(`${path}.pub`, 'utf8')) ?? '', 'base64').subarray(-32);
    const key = createPublicKey({
      format: 'jwk',
      key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
    });
    return String(key.export({ type: 'spki', format: 'pem' }));
  }

  const ecdsa = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
  const short = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 512 }).publicKey;
  const wrong: readonly [what: string, text: () => string][] = [
    ['text', () => 'hello'],
    ['nothing', () => ' '],
    ['a key that breaks off', () => 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA'],
    ['a name and another key', () => 'ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAINus9V6ezv8jxOWX4zJPHlJ1+4ZkwzBnYIpAfMLtUoWZ'],
    ['an ECDSA key', () => String(ecdsa().export({ type: 'spki', format: 'pem' }))],
    ['a key of 512 bits', () => String(short().export({ type: 'spki', format: 'pem' }))],
    ['a private key', () => String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }))],
    ['base64 of anything', () => Buffer.alloc(300, 7).toString('base64')],
  ];
  test.each(wrong)('never from %s', async (_what, text) => {
    await expectRefusal(bring('never', text()), 'InvalidKey.Format', /^Key is not in valid OpenSSH public key format$/);
    expect((await shown({})).map(({ KeyName }) => KeyName)).not.toContain('never');
  });
});

describe('key pairs', () => {
  test('are found by name, ID, fingerprint and tag, and deleted by either', async () => {
    const TagSpecifications = [{ ResourceType: 'key-pair' as const, Tags: [{ Key: 'Team', Value: 'web' }] }];
    const made = await make('tagged', { KeyType: 'ed25519', TagSpecifications });
    const by = async (Name: string, value: string | undefined) =>
      (await shown({ Filters: [{ Name, Values: [told(value)] }] })).map(({ KeyName }) => KeyName);
    expect(await by('key-name', 'tagge?')).toEqual(['tagged']);
    expect(await by('key-pair-id', made.KeyPairId)).toEqual(['tagged']);
    expect(await by('fingerprint', made.KeyFingerprint)).toEqual(['tagged']);
    expect(await by('tag:Team', 'web')).toEqual(['tagged']);
    const plain = await ec2.send(new sdk.DescribeKeyPairsCommand({ KeyNames: ['tagged'] }));
    expect(plain.KeyPairs?.[0]).not.toHaveProperty('PublicKey');
    expect(plain.KeyPairs?.[0]).not.toHaveProperty('KeyMaterial');
    const { KeyPairId } = made;
    expect(await ec2.send(new sdk.DeleteKeyPairCommand({ KeyPairId }))).toMatchObject({ Return: true, KeyPairId });
    expect(await ec2.send(new sdk.DeleteKeyPairCommand({ KeyName: 'tagged' }))).toMatchObject({ Return: true });
    await expectRefusal(
      shown({ KeyNames: ['tagged'] }),
      'InvalidKeyPair.NotFound',
      /^The key pair 'tagged' does not exist$/,
    );
  });

  test('belong to one Region', async () => {
    await make('here', { KeyType: 'ed25519' });
    const { KeyPairs } = await it.ec2('trainee', 'us-east-1').send(new sdk.DescribeKeyPairsCommand({}));
    expect(KeyPairs).toEqual([]);
  });

  test.each([
    [
      'a name that is taken',
      () => make('team-key'),
      'InvalidKeyPair.Duplicate',
      /^The keypair 'team-key' already exists\.$/,
    ],
    ['a name of 256 letters', () => make('x'.repeat(256)), 'InvalidParameterValue', /255/],
    ['a name with an umlaut', () => make('schlüssel'), 'InvalidParameterValue', /ASCII/],
    ['a type of no kind', () => make('a', { KeyType: 'dsa' as never }), 'InvalidParameterValue', /dsa/],
    ['a form of no kind', () => make('a', { KeyFormat: 'jks' as never }), 'InvalidParameterValue', /jks/],
    ['nothing to delete', () => ec2.send(new sdk.DeleteKeyPairCommand({})), 'MissingParameter', /KeyName/],
    ['IDs that are none', () => shown({ KeyPairIds: ['key-1'] }), 'InvalidKeyPair.Malformed', /key-1/],
    [
      'a filter of no kind',
      () => shown({ Filters: [{ Name: 'colour', Values: ['x'] }] }),
      'InvalidParameterValue',
      /colour/,
    ],
  ] as const)('are refused for %s', async (_what, send, code, words) => {
    await expectRefusal(send(), code, words);
  });
});
