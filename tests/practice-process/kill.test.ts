import { expect, test } from 'vitest';
import { killCloud } from './kill-cloud.ts';

/** A hundred by `npm run bench practice-kill`. */
const KILLS = 20;

test(`a practice cloud that is killed ${KILLS} times in the middle of writes has every write that it answered`, {
  timeout: 300_000,
}, async () => {
  const { answered, lost, complaints } = await killCloud(KILLS);
  expect({ lost, complaints }).toEqual({ lost: [], complaints: [] });
  expect(answered).toBeGreaterThan(KILLS);
});
