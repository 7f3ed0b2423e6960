import { afterEach, beforeEach, expect, test } from 'vitest';
import { launchRequest } from '../desktop/journey-inputs.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';

/** A private half that is kept when its pair is deleted at AWS: listed, exported, and deleted on purpose only. */
let side: MainSide;
beforeEach(async () => {
  side = await openPaperSide();
});
afterEach(() => side.stop());

async function keptHalf(name: string): Promise<void> {
  const { keyPairId } = await side.handlers.keys.create({ name, type: 'ed25519' });
  await side.handlers.keys.delete({ keyPairId, forgetPrivateHalf: false });
}
const kept = async () => (await side.handlers.keys.list({})).keptHalves;

test('it is listed by itself, in its own account and Region only', async () => {
  await side.handlers.keys.create({ name: 'whole', type: 'ed25519' });
  await keptHalf('zebra');
  await keptHalf('alone');
  expect(await kept()).toEqual(['alone', 'zebra']);
  const { source, region } = await side.handlers.accounts.current({});
  await side.handlers.accounts.use({ source, region: 'us-east-1' });
  expect(await kept()).toEqual([]);
  await side.handlers.accounts.use({ source: { kind: 'practice', person: 'partner' }, region });
  expect(await kept()).toEqual([]);
});

test('it is exported, and deleted when that is asked for; asked for again, nothing happens', async () => {
  await keptHalf('alone');
  expect(await side.handlers.keys.exportPrivate({ name: 'alone' })).toEqual({ saved: true });
  expect(side.saved.at(-1)).toMatchObject({ name: 'alone.pem', text: expect.stringContaining('PRIVATE KEY') });
  await side.handlers.keys.forgetPrivate({ name: 'alone' });
  expect(await kept()).toEqual([]);
  await expect(side.handlers.keys.exportPrivate({ name: 'alone' })).rejects.toMatchObject({ code: 'keys.not-here' });
  expect(await side.handlers.keys.forgetPrivate({ name: 'alone' })).toEqual({});
});

test('while its pair is at AWS it is not deleted by itself', async () => {
  await side.handlers.keys.create({ name: 'whole', type: 'ed25519' });
  await expect(side.handlers.keys.forgetPrivate({ name: 'whole' })).rejects.toMatchObject({ code: 'keys.has-pair' });
  expect((await side.handlers.keys.list({})).keyPairs).toContainEqual(
    expect.objectContaining({ name: 'whole', privateHalfHere: true }),
  );
});

test('while it opens a machine it is not deleted, and the machine is named', async () => {
  const { keyPairId } = await side.handlers.keys.create({ name: 'opener', type: 'ed25519' });
  const { images } = await side.handlers.images.list({});
  const request = await launchRequest(side, images[0]?.imageId ?? '', {
    name: 'locked-in',
    key: { kind: 'existing', name: 'opener' },
    firewall: { kind: 'new', name: 'shut', description: 'Nobody in', rules: [] },
  });
  await side.ended((await side.handlers.launch.start(request)).jobId);
  await side.handlers.keys.delete({ keyPairId, forgetPrivateHalf: false });
  await expect(side.handlers.keys.forgetPrivate({ name: 'opener' })).rejects.toMatchObject({
    code: 'keys.still-opens',
    message: 'The private half of “opener” opens locked-in.',
  });
  expect(await kept()).toEqual(['opener']);
});
