import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { inventory } from '../desktop/cloud-eyes.ts';
import { createMemoryCipher, type MainSide, noCipher } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';

let side: MainSide;
afterEach(() => side.stop());

const request = { name: 'my-key', type: 'ed25519' } as const;
const names = async () => (await inventory(side.cloud)).keyPairs.filter((name) => name === request.name);
const dryRunPasses = { operation: 'CreateKeyPair', mode: 'error', code: 'DryRunOperation', status: 412 } as const;

test('a pair is made and listed, and its private half is kept here', async () => {
  side = await openPaperSide();
  const made = await side.handlers.keys.create(request);
  expect(made).toMatchObject({ name: 'my-key', type: 'ed25519', privateHalfHere: true });
  const { keyPairs } = await side.handlers.keys.list({});
  expect(keyPairs.find(({ name }) => name === 'my-key')?.privateHalfHere).toBe(true);
  expect(keyPairs.find(({ name }) => name !== 'my-key')?.privateHalfHere).toBe(false);
});

test('without a keyring nothing is made', async () => {
  side = await openPaperSide({ cipher: noCipher });
  expect(await side.handlers.keys.storage({})).toMatchObject({ available: false, fix: 'Install one.' });
  await expect(side.handlers.keys.create(request)).rejects.toMatchObject({ code: 'vault.no-keyring' });
  expect(await names()).toEqual([]);
});

test('a name that is taken is told under its field', async () => {
  side = await openPaperSide();
  await side.handlers.keys.create(request);
  await expect(side.handlers.keys.create(request)).rejects.toMatchObject({
    code: 'keys.name-taken',
    details: { field: 'name', fix: expect.stringContaining('private half is on this computer') },
  });
});

describe('a pair whose private half cannot be kept is taken back', () => {
  /** A keyring that is lost at the very moment of keeping. */
  const fallingCipher = () => ({
    ...createMemoryCipher(),
    encrypt: (): Uint8Array => {
      throw new Error('The keyring is gone.');
    },
  });

  test('the vault refuses: the pair is gone again', async () => {
    side = await openPaperSide({ cipher: fallingCipher() });
    await expect(side.handlers.keys.create(request)).rejects.toThrow('The keyring is gone.');
    expect(await names()).toEqual([]);
  });

  test('and when it cannot be taken back, it is said', async () => {
    side = await openPaperSide({ cipher: fallingCipher() });
    await side.fault({ operation: 'DeleteKeyPair', mode: 'error', code: 'UnauthorizedOperation', status: 403 });
    await expect(side.handlers.keys.create(request)).rejects.toMatchObject({ code: 'keys.left-behind' });
    expect(await names()).toEqual(['my-key']);
  });

  test('the answer with the private half is lost: the useless pair is removed', async () => {
    side = await openPaperSide();
    await side.fault(dryRunPasses);
    await side.fault({ operation: 'CreateKeyPair', mode: 'drop-reply' });
    await expect(side.handlers.keys.create(request)).rejects.toMatchObject({ code: 'aws.no-answer' });
    expect(await names()).toEqual([]);
    expect(await side.handlers.keys.create(request)).toMatchObject({ privateHalfHere: true });
  });
});

test('after a reset of the practice cloud the same name can be used again', async () => {
  side = await openPaperSide();
  await side.handlers.keys.create(request);
  await side.handlers.practice.reset({});
  expect(await side.handlers.keys.create(request)).toMatchObject({ privateHalfHere: true });
});

test('no private half and no secret key is in any answer, event, log line or file', async () => {
  side = await openPaperSide();
  const answers: unknown[] = [];
  answers.push(await side.handlers.keys.create({ name: 'rsa-key', type: 'rsa' }));
  answers.push(await side.handlers.keys.create(request));
  for (const feature of ['keys', 'instances', 'images', 'network', 'jobs'] as const) {
    answers.push(await side.handlers[feature].list({}));
  }
  answers.push(await side.handlers.accounts.current({}), await side.handlers.practice.status({}));
  const files = await everyFile(side.folder);
  const all = [JSON.stringify(answers), JSON.stringify(side.told), side.logged.join('\n'), ...files].join('\n');
  for (const { secretAccessKey } of side.cloud.ready.people) expect(all).not.toContain(secretAccessKey);
  expect(all).not.toMatch(/PRIVATE KEY/);
  // The search works: what is no secret is found.
  expect(all).toContain('rsa-key');
  expect(files.length).toBeGreaterThan(2);
});

async function everyFile(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')),
  );
}
