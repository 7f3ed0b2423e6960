import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writePrivateFile } from '../../main/app/private-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amiable-private-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(process.platform === 'win32')(
  'its owner alone can read it, also where a file for all was there',
  async () => {
    const path = join(folder, 'key.pem');
    writeFileSync(path, 'something longer that was there before', { mode: 0o644 });
    await writePrivateFile(path, 'secret');
    expect(readFileSync(path, 'utf8')).toBe('secret');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  },
);

test('on Windows the access list is cut down to its owner before anything is written', async () => {
  const path = join(folder, 'key.pem');
  const ran: unknown[] = [];
  await writePrivateFile(path, 'secret', {
    platform: 'win32',
    user: () => 'anna',
    run: async (...call) => void ran.push(call, readFileSync(path, 'utf8')),
  });
  expect(ran).toEqual([['icacls.exe', [path, '/inheritance:r', '/grant:r', 'anna:F']], '']);
  expect(readFileSync(path, 'utf8')).toBe('secret');
});

test('where the rights cannot be set, no secret is written', async () => {
  const path = join(folder, 'key.pem');
  const rights = { platform: 'win32', user: () => 'anna', run: () => Promise.reject(new Error('no icacls')) } as const;
  await expect(writePrivateFile(path, 'secret', rights)).rejects.toThrow('no icacls');
  expect(readFileSync(path, 'utf8')).toBe('');
});
