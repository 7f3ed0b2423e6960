import { expect, test } from 'vitest';
import { createTurns } from '../../main/family/turns.ts';

test('work is done at most so many at a time, and a failure hands its turn on', async () => {
  const inTurn = createTurns(2);
  let running = 0;
  let most = 0;
  const work = async (index: number) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 1));
    running -= 1;
    if (index % 3 === 0) throw new Error('failed');
    return index;
  };
  const ends = await Promise.allSettled(Array.from({ length: 9 }, (_, index) => inTurn(() => work(index))));
  expect(most).toBe(2);
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(6);
  expect(await inTurn(async () => 'after')).toBe('after');
});
