import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMemoryCipher, type MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';

/** The app is ended, as by kill -9, instead of each line of its journal while a rule is moved; then it is started again. */
const OLD = '198.51.100.99/32';
const NEW = '203.0.113.7/32';
const rule = { protocol: 'tcp', fromPort: 22, toPort: 22, source: OLD } as const;

let folder: string;
let calm: MainSide;
let groupId: string;
const cipher = createMemoryCipher();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amiable-move-'));
  calm = await openPaperSide({ folder, cipher });
  const { vpcs } = await calm.handlers.network.list({});
  const vpcId = vpcs[0]?.vpcId ?? '';
  groupId = (await calm.handlers.network.createGroup({ name: 'home', description: 'SSH', vpcId })).groupId;
  await calm.handlers.network.addRule({ groupId, rule: { ...rule, description: '' } });
});
afterEach(async () => {
  await calm.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
});

const sources = async (side: MainSide) => {
  const { groups } = await side.handlers.network.list({});
  return groups.find((group) => group.groupId === groupId)?.inbound.map(({ source }) => source);
};

// started, intent and result of two steps, ended
test.each([1, 2, 3, 4, 5, 6])('killed before line %i: the rule is moved whole, or not at all', async (line) => {
  const dying = await openPaperSide({ folder, cipher, cloud: calm.cloud, killBefore: line });
  const asked = dying.handlers.network.moveRule({ groupId, rule, to: NEW }).catch(() => undefined);
  await dying.killed;
  await asked;
  const side = await dying.killAndRestart();
  const { jobs } = await side.handlers.jobs.list({});
  const ended = await Promise.all(jobs.map(({ jobId }) => side.ended(jobId)));
  // Before the first line nothing was promised, so nothing happens.
  expect(ended.map(({ state }) => state)).toEqual(line === 1 ? [] : ['done']);
  expect(await sources(side)).toEqual(line === 1 ? [OLD] : [NEW]);
  await side.stop();
});
