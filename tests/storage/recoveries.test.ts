import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createRecoveries } from '../../main/app/recoveries.ts';
import { openMainSide } from '../desktop/main-side.ts';
import { scratchFolder } from './scratch.ts';

/** Flips one bit of a file. */
function spoil(path: string): void {
  const bytes = fs.readFileSync(path);
  bytes[3] = (bytes[3] ?? 0) ^ 1;
  fs.writeFileSync(path, bytes);
}

describe('damage to what the app keeps', () => {
  test('is told in the next start, with what was restored and where the damaged file is; nothing is lost', async () => {
    const folder = scratchFolder();
    const first = await openMainSide({ folder });
    await first.handlers.accounts.use({ source: { kind: 'practice' }, region: 'us-east-1' });
    await first.stop();
    spoil(join(folder, 'data', 'account'));
    fs.writeFileSync(join(folder, 'data', 'jobs.jsonl'), '["0123456789abcdef",1,{"type":"lost"}]\n\n');

    const second = await openMainSide({ folder });
    expect(await second.handlers.accounts.current({})).toMatchObject({ region: 'us-east-1' });
    const { recoveries } = await second.handlers.settings.recoveries({});
    await second.stop();
    expect(recoveries.map(({ lost }) => lost).sort()).toEqual([false, true]);
    for (const { message, fix, lost } of recoveries) {
      expect(message).toContain(lost ? 'list of jobs' : 'account and Region');
      const [kept = ''] = /\/\S+damaged-\S+(?=\. )/.exec(fix) ?? [];
      expect(fs.existsSync(kept), fix).toBe(true);
    }
  });

  test('is told at once when it is found while the app runs', async () => {
    const side = await openMainSide();
    onTestFinished(() => side.stop());
    await side.handlers.keys.create({ name: 'my-key', type: 'ed25519' });
    const vault = join(side.folder, 'data', 'vault');
    const secret = fs.readdirSync(vault).find((name) => /^secret-[0-9a-f]+$/.test(name)) ?? '';
    spoil(join(vault, secret));
    // Looks through all that is kept for practice.
    await side.handlers.practice.reset({});
    const told = side.told.filter(({ event }) => event === 'settings.recovered').map(({ payload }) => payload);
    expect(told).toEqual([expect.objectContaining({ lost: false, message: expect.stringContaining('a private key') })]);
    expect((await side.handlers.settings.recoveries({})).recoveries).toEqual(told);
  });
});

describe('the recoveries', () => {
  test('say each thing once, and whether something is gone', () => {
    const published: unknown[] = [];
    const recoveries = createRecoveries((_name, payload) => void published.push(payload));
    for (const from of ['copy', 'copy', 'previous', 'nothing'] as const) {
      recoveries.file({ name: 'world', from, setAside: ['/data/world.damaged-1'] });
    }
    recoveries.jobs({ lost: 0, kept: '/data/jobs.damaged-1' });
    expect(published).toEqual(recoveries.list());
    expect(recoveries.list().map(({ id, lost }) => [id, lost])).toEqual([
      [1, false],
      [2, true],
      [3, true],
      [4, false],
    ]);
    expect(recoveries.list().every(({ message }) => /practice cloud|list of jobs/.test(message))).toBe(true);
  });
});
