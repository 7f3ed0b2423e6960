import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import ssh2 from 'ssh2';
import { afterEach, describe, expect, test } from 'vitest';
import { puttyPrivateKey } from '../../main/practice/cloud/operations/keys/putty-keys.ts';
import { fieldErrors } from '../../src/core/fields.ts';
import { importKeyPairRequest } from '../../src/keys/contract.ts';
import { inventory } from '../desktop/cloud-eyes.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';

const field = (bytes: Uint8Array) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};
const line = (type: string, ...fields: readonly Uint8Array[]) =>
  `${type} ${Buffer.concat([Buffer.from(type), ...fields].map(field)).toString('base64')} me@laptop`;

/** Node reads PEM alone; what OpenSSH writes is opened by ssh2. */
function privateKeyOf(text: string): KeyObject {
  const parsed = ssh2.utils.parseKey(text);
  if (parsed instanceof Error) throw parsed;
  return createPrivateKey(parsed.getPrivatePEM());
}

const ed = generateKeyPairSync('ed25519');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ED_LINE = line('ssh-ed25519', Buffer.from(String(ed.publicKey.export({ format: 'jwk' }).x), 'base64url'));
const ED_PEM = String(ed.publicKey.export({ type: 'spki', format: 'pem' }));
const RSA_PEM = String(rsa.publicKey.export({ type: 'spki', format: 'pem' }));
const weak = (bytes: number) => line('ssh-rsa', Buffer.from([1, 0, 1]), Buffer.alloc(bytes, 0x55));

describe('a public key that is pasted', () => {
  const sentence = (publicKey: string) => fieldErrors(importKeyPairRequest, { name: 'mine', publicKey }).publicKey;

  test.each([
    ['a line of OpenSSH', `${ED_LINE}\n`],
    ['PEM, ED25519', ED_PEM],
    ['PEM, RSA', RSA_PEM],
    ['a line of RSA', weak(256)],
  ])('is taken: %s', (_, text) => {
    expect(sentence(text)).toBeUndefined();
  });

  test.each([
    ['nothing', '', /^Paste the public half/],
    ['a password', 'hunter2', /^Paste the public half/],
    ['the private half', String(ed.privateKey.export({ type: 'pkcs8', format: 'pem' })), /^This is the private half/],
    ['the private half of PuTTY', 'PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none', /^This is the private half/],
    ['a half line', ED_LINE.slice(0, 50), /not whole/],
    ['half a PEM', RSA_PEM.slice(0, 200), /not whole/],
    ['another type inside', ED_LINE.replace('ssh-ed25519 ', 'ssh-rsa '), /not whole/],
    ['a broken line', `${ED_LINE.slice(0, 40)}\n${ED_LINE.slice(40)}`, /one line/],
    ['two keys', `${ED_LINE}\n${ED_LINE}`, /several keys/],
    ['DSA', 'ssh-dss AAAAB3NzaC1kc3MAAACB', /ED25519 and RSA only, and this one is ssh-dss/],
    ['a key of a stick', 'sk-ssh-ed25519@openssh.com AAAAGnNr', /ED25519 and RSA only/],
    ['a weak key', weak(64), /512 bits, which is too weak/],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----', /certificate/],
    ['PKCS #1', '-----BEGIN RSA PUBLIC KEY-----\nMIIB\n-----END RSA PUBLIC KEY-----', /does not take this form/],
  ])('is refused with a sentence of its own: %s', (_, text, words) => {
    expect(sentence(text)).toMatch(words);
  });
});

let side: MainSide | undefined;
afterEach(async () => {
  await side?.stop();
  side = undefined;
});
const open = async () => {
  side = await openPaperSide();
  return { side, keys: side.handlers.keys };
};
const importing = { name: 'from-home', publicKey: ED_LINE };
const pairsOf = async ({ cloud }: MainSide) => (await inventory(cloud)).keyPairs.filter((name) => name === 'from-home');

describe('importing', () => {
  test.each([
    ['ed25519', ED_LINE],
    ['ed25519', ED_PEM],
    ['rsa', RSA_PEM],
  ] as const)('the pair is at AWS (%s), and its private half is not here', async (type, publicKey) => {
    const { keys } = await open();
    const made = await keys.importPublic({ ...importing, publicKey });
    expect(made).toMatchObject({ name: 'from-home', type, privateHalfHere: false });
    const { keyPairs } = await keys.list({});
    expect(keyPairs.find(({ keyPairId }) => keyPairId === made.keyPairId)).toMatchObject({
      type,
      fingerprint: made.fingerprint,
    });
  });

  test('a name is used once', async () => {
    const { keys } = await open();
    await keys.importPublic(importing);
    await expect(keys.importPublic(importing)).rejects.toMatchObject({
      code: 'keys.name-taken',
      details: { field: 'name' },
    });
  });

  test('what AWS cannot read is told under the key', async () => {
    const { side, keys } = await open();
    await side.fault({ operation: 'ImportKeyPair', mode: 'error', code: 'InvalidKey.Format', status: 400 });
    await expect(keys.importPublic(importing)).rejects.toMatchObject({
      code: 'keys.format',
      details: { field: 'publicKey' },
    });
  });

  test.each(['drop', 'drop-reply'] as const)('after a lost answer there is one, and it is ours (%s)', async (mode) => {
    const { side, keys } = await open();
    await side.fault({ operation: 'ImportKeyPair', mode: 'error', code: 'DryRunOperation', status: 412 });
    await side.fault({ operation: 'ImportKeyPair', mode });
    expect(await keys.importPublic(importing)).toMatchObject({ name: 'from-home', type: 'ed25519' });
    expect(await pairsOf(side)).toEqual(['from-home']);
  });
});

describe('exporting', () => {
  test('the private half goes into the file that the person names, and into no answer', async () => {
    const { side, keys } = await open();
    await keys.create({ name: 'my key/1', type: 'ed25519' });
    expect(await keys.exportPrivate({ name: 'my key/1' })).toEqual({ saved: true });
    expect(side.saved).toMatchObject([{ name: 'my-key-1.pem' }]);
    expect(side.saved[0]?.text).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----/);
    expect(side.logged.join('\n')).not.toContain('PRIVATE KEY');
  });

  test.each(['ed25519', 'rsa'] as const)('PuTTY’s form of an %s key is the one that AWS would give', async (type) => {
    const { side, keys } = await open();
    await keys.create({ name: 'for putty', type });
    expect(await keys.exportPrivate({ name: 'for putty' })).toEqual({ saved: true });
    expect(await keys.exportPrivate({ name: 'for putty', form: 'ppk' })).toEqual({ saved: true });
    const [pem, ppk] = side.saved;
    expect(ppk?.name).toBe('for-putty.ppk');
    const secret = privateKeyOf(pem?.text ?? '');
    const given = puttyPrivateKey(secret, createPublicKey(secret), 'for putty');
    expect(ppk?.text.replaceAll('\r\n', '\n')).toBe(given);
  });

  test('a private half that is not here is said to be elsewhere', async () => {
    const { keys } = await open();
    await keys.importPublic(importing);
    await expect(keys.exportPrivate({ name: 'from-home' })).rejects.toMatchObject({ code: 'keys.not-here' });
  });
});

describe('deleting', () => {
  test('the pair is gone from AWS, and its private half goes too if that is asked for', async () => {
    const { keys } = await open();
    for (const forgetPrivateHalf of [false, true]) {
      const name = `mine-${forgetPrivateHalf}`;
      const { keyPairId } = await keys.create({ name, type: 'ed25519' });
      await keys.delete({ keyPairId, forgetPrivateHalf });
      expect((await keys.list({})).keyPairs.map((pair) => pair.name)).not.toContain(name);
      if (forgetPrivateHalf)
        await expect(keys.exportPrivate({ name })).rejects.toMatchObject({ code: 'keys.not-here' });
      else expect(await keys.exportPrivate({ name })).toEqual({ saved: true });
      // Gone already is what was asked for.
      expect(await keys.delete({ keyPairId, forgetPrivateHalf })).toEqual({});
    }
  });

  test('which machines a pair opens is told, and a private half that opens one is not thrown away', async () => {
    const { keys } = await open();
    const { uses } = await keys.uses({});
    const used = uses.find(({ instances }) => instances.length > 0);
    const pair = (await keys.list({})).keyPairs.find(({ name }) => name === used?.keyName);
    const keyPairId = pair?.keyPairId ?? '';
    expect(used?.instances[0]?.instanceId).toMatch(/^i-/);
    await expect(keys.delete({ keyPairId, forgetPrivateHalf: true })).rejects.toMatchObject({
      code: 'keys.still-opens',
    });
    await keys.delete({ keyPairId, forgetPrivateHalf: false });
    expect((await keys.uses({})).uses.map(({ keyName }) => keyName)).toContain(used?.keyName);
  });

  test('a lost answer is asked again', async () => {
    const { side, keys } = await open();
    const { keyPairId } = await keys.importPublic(importing);
    await side.fault({ operation: 'DeleteKeyPair', mode: 'error', code: 'DryRunOperation', status: 412 });
    await side.fault({ operation: 'DeleteKeyPair', mode: 'drop-reply' });
    await keys.delete({ keyPairId, forgetPrivateHalf: false });
    expect(await pairsOf(side)).toEqual([]);
  });

  test('who may only look changes nothing', async () => {
    const { side, keys } = await open();
    const { keyPairId } = await keys.importPublic(importing);
    const region = side.cloud.ready.defaultRegion;
    await side.handlers.accounts.use({ source: { kind: 'practice', person: 'auditor' }, region });
    await expect(keys.importPublic({ ...importing, name: 'audit' })).rejects.toMatchObject({ code: 'aws.denied' });
    await expect(keys.delete({ keyPairId, forgetPrivateHalf: false })).rejects.toMatchObject({ code: 'aws.denied' });
    expect(await pairsOf(side)).toEqual(['from-home']);
  });
});
