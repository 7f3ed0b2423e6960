import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createVault } from '../../main/accounts/vault.ts';
import { createKeyringCipher } from '../../main/app/keyring.ts';
import type { Cipher } from '../../main/app/platform.ts';
import { seal, unseal } from '../../main/app/sealed.ts';
import { openStore } from '../../main/app/store.ts';
import { findSecrets } from './find-secrets.ts';
import { scratchFolder } from './scratch.ts';

/** A keyring as Linux has it: AES-CBC and no proof of being unchanged. */
const keyring = (): Cipher => {
  const key = randomBytes(16);
  return {
    status: () => ({ available: true }),
    encrypt(text) {
      const iv = randomBytes(16);
      const cipher = createCipheriv('aes-128-cbc', key, iv);
      return Buffer.concat([iv, cipher.update(text), cipher.final()]);
    },
    decrypt(bytes) {
      const cipher = createDecipheriv('aes-128-cbc', key, bytes.subarray(0, 16));
      return Buffer.concat([cipher.update(bytes.subarray(16)), cipher.final()]).toString();
    },
  };
};
const name = 'keys/111122223333/eu-central-1/web key';
const secret = '-----BEGIN OPENSSH PRIVATE KEY-----\ncanary-7f3a\n-----END OPENSSH PRIVATE KEY-----\n';
const open = (folder: string, cipher: Cipher) => createVault({ store: openStore(folder), cipher });
const secretFiles = (folder: string): string[] => fs.readdirSync(folder).filter((file) => file.startsWith('secret-'));

describe('the vault', () => {
  test('gives a secret back in the next start, and knows its name without a keyring', () => {
    const [folder, cipher] = [scratchFolder(), keyring()];
    open(folder, cipher).put(name, secret);
    const locked: Cipher = { ...cipher, status: () => ({ available: false, reason: 'locked', fix: 'unlock' }) };
    expect(open(folder, cipher).get(name)).toBe(secret);
    expect(open(folder, cipher).get('keys/other')).toBeUndefined();
    expect(open(folder, locked).names()).toEqual([name]);
    expect(open(folder, locked).has(name)).toBe(true);
    expect(() => open(folder, locked).get(name)).toThrow(expect.objectContaining({ code: 'vault.no-keyring' }));
  });

  test.each(['../../etc/passwd', 'a/b/c', '', '\0', 'con', 'x'.repeat(5_000), 'ключ'])(
    'keeps %j inside its folder',
    (odd) => {
      const [folder, cipher] = [scratchFolder(), keyring()];
      open(join(folder, 'vault'), cipher).put(odd, secret);
      expect(open(join(folder, 'vault'), cipher).get(odd)).toBe(secret);
      expect(fs.readdirSync(folder)).toEqual(['vault']);
    },
  );

  test('writes nothing at all without a keyring', () => {
    const folder = scratchFolder();
    const none = createKeyringCipher(
      { isEncryptionAvailable: () => false, encryptString: () => Buffer.from(secret), decryptString: String },
      'linux',
    );
    expect(() => open(folder, none).put(name, secret)).toThrow(expect.objectContaining({ code: 'vault.no-keyring' }));
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  test('leaves no readable trace on the disk', () => {
    const [folder, cipher] = [scratchFolder(), keyring()];
    open(folder, cipher).put(name, secret);
    expect(findSecrets(folder, [secret, 'canary-7f3a'])).toEqual([]);
    fs.writeFileSync(join(folder, 'leak'), `xx${Buffer.from('y canary-7f3a').toString('base64')}`);
    fs.writeFileSync(join(folder, 'leak16'), Buffer.from('canary-7f3a', 'utf16le'));
    expect(findSecrets(folder, ['canary-7f3a']).map((hit) => hit.file)).toEqual([
      join(folder, 'leak'),
      join(folder, 'leak16'),
    ]);
  });

  test('refuses a secret when any one byte of its files was flipped, and loses nothing when one copy is whole', () => {
    const [folder, cipher] = [scratchFolder(), keyring()];
    open(folder, cipher).put(name, secret);
    const file = join(folder, secretFiles(folder)[0] ?? '');
    const whole = fs.readFileSync(file);
    for (let at = 0; at < whole.length; at++) {
      const bad = Buffer.from(whole);
      bad[at] = (bad[at] ?? 0) ^ 1;
      // One of the file's two texts is whole.
      fs.writeFileSync(file, bad);
      fs.writeFileSync(`${file}.1`, bad);
      expect(open(folder, cipher).get(name)).toBe(secret);
      // Neither is, but the file's last generation is.
      const twin = (at + whole.length / 2) % whole.length;
      bad[twin] = (bad[twin] ?? 0) ^ 1;
      fs.writeFileSync(file, bad);
      fs.writeFileSync(`${file}.1`, whole);
      expect(open(folder, cipher).get(name)).toBe(secret);
      fs.writeFileSync(file, bad);
      fs.writeFileSync(`${file}.1`, bad);
      expect(() => open(folder, cipher).get(name), `byte ${at}`).toThrow(
        expect.objectContaining({ code: 'vault.damaged' }),
      );
      for (const each of fs.readdirSync(folder)) if (each.includes('.damaged-')) fs.rmSync(join(folder, each));
    }
  });

  test('refuses every flipped byte of what is sealed, even when the checksum was made to fit', () => {
    const [folder, cipher] = [scratchFolder(), keyring()];
    open(folder, cipher).put(name, secret);
    const file = join(folder, secretFiles(folder)[0] ?? '');
    const stored = unseal(fs.readFileSync(file)) as { value: Record<string, string> };
    for (const field of ['nonce', 'text', 'tag']) {
      const length = Buffer.from(stored.value[field] ?? '', 'base64').length;
      for (let at = 0; at < length; at++) {
        const bytes = Buffer.from(stored.value[field] ?? '', 'base64');
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        fs.writeFileSync(file, seal(1, { ...stored.value, [field]: bytes.toString('base64') }));
        expect(() => open(folder, cipher).get(name)).toThrow(expect.objectContaining({ code: 'vault.damaged' }));
      }
    }
  });

  test('refuses a secret that was moved under the name of another one', () => {
    const [folder, cipher] = [scratchFolder(), keyring()];
    const vault = open(folder, cipher);
    vault.put('keys/a', 'secret of a');
    const [ofA = ''] = secretFiles(folder).filter((file) => !file.endsWith('.1'));
    vault.put('keys/b', 'secret of b');
    const [ofB = ''] = secretFiles(folder).filter((file) => !file.endsWith('.1') && file !== ofA);
    fs.copyFileSync(join(folder, ofA), join(folder, ofB));
    expect(() => open(folder, cipher).get('keys/b')).toThrow(expect.objectContaining({ code: 'vault.damaged' }));
  });

  test('says so when another keyring is in use, keeps old secrets, and can keep new ones', () => {
    const [folder, old, fresh] = [scratchFolder(), keyring(), keyring()];
    open(folder, old).put('old', 'old secret');
    expect(() => open(folder, fresh).get('old')).toThrow(expect.objectContaining({ code: 'vault.other-keyring' }));
    open(folder, fresh).put('new', 'new secret');
    expect(open(folder, fresh).get('new')).toBe('new secret');
    expect(open(folder, old).get('old')).toBe('old secret');
  });

  test('removes every copy', () => {
    const [folder, cipher] = [scratchFolder(), keyring()];
    const vault = open(folder, cipher);
    vault.put(name, secret);
    vault.remove(name);
    expect(secretFiles(folder)).toEqual([]);
    expect(vault.has(name)).toBe(false);
  });

  test('negative control: the keyring alone does not notice every flipped byte', () => {
    const cipher = keyring();
    const bytes = Buffer.from(cipher.encrypt(secret));
    bytes[3] = (bytes[3] ?? 0) ^ 1;
    expect(cipher.decrypt(bytes)).not.toBe(secret);
  });
});

describe('the keyring', () => {
  const safeStorage = (backend: string, available = true) => ({
    isEncryptionAvailable: () => available,
    getSelectedStorageBackend: () => backend,
    encryptString: (text: string) => Buffer.from(text),
    decryptString: String,
  });

  test.each([
    ['basic_text', true, 'linux', false],
    ['unknown', true, 'linux', false],
    ['gnome_libsecret', false, 'linux', false],
    ['gnome_libsecret', true, 'linux', true],
    ['kwallet6', true, 'linux', true],
    ['basic_text', true, 'darwin', true],
    ['', false, 'win32', false],
  ] as const)(
    'with the backend %j (available: %s) on %s counts as available: %s',
    (backend, available, platform, expected) => {
      const cipher = createKeyringCipher(safeStorage(backend, available), platform);
      const status = cipher.status();
      expect(status.available).toBe(expected);
      if (status.available) expect(cipher.encrypt('x')).toEqual(Buffer.from('x'));
      else
        expect(() => cipher.encrypt('x')).toThrow(
          expect.objectContaining({ code: 'vault.no-keyring', message: status.reason }),
        );
    },
  );
});
