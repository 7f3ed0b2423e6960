import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LeftoverKind } from '../../src/leftovers/contract.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';
import { oneOfEach } from './left-over-things.ts';

let side: MainSide;
let left: Record<LeftoverKind, string>;
beforeEach(async () => {
  side = await openPaperSide();
  left = await oneOfEach(side);
});
afterEach(() => side.stop());

test.each([2, 3, 4, 7, 11])('killed before line %i, it is taken up and everything goes', async (line) => {
  const dying = await openPaperSide({ cloud: side.cloud, killBefore: line });
  const { leftovers } = await dying.handlers.leftovers.find({ everywhere: false });
  const items = leftovers
    .filter(({ id }) => Object.values(left).includes(id))
    .map(({ kind, id, region }) => ({ kind, id, region }));
  await dying.handlers.leftovers.clean({ items }).catch(() => null);
  await dying.killed;
  const again = await dying.killAndRestart();
  const [job] = (await again.handlers.jobs.list({})).jobs;
  expect(await again.ended(job?.jobId ?? '')).toMatchObject({ state: 'done', report: Array(5).fill({ done: true }) });
  await again.stop();
  const after = await side.handlers.leftovers.find({ everywhere: false });
  expect(after.leftovers.filter(({ id }) => Object.values(left).includes(id))).toEqual([]);
});
