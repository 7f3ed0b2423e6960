import { expect, test } from 'vitest';
import { type Asked, createNewestWins } from '../../renderer/launch/newest-wins.ts';

/** Questions that wait for their answers, and what was told. */
function rig() {
  const flying: { question: string; answer: (value: string) => void; refuse: (why: Error) => void }[] = [];
  const told: Asked<string>[] = [];
  const most = { inFlight: 0 };
  let inFlight = 0;
  const asker = createNewestWins<string, string>(
    (question) => {
      inFlight += 1;
      most.inFlight = Math.max(most.inFlight, inFlight);
      return new Promise<string>((resolve, reject) =>
        flying.push({ question, answer: resolve, refuse: reject }),
      ).finally(() => {
        inFlight -= 1;
      });
    },
    (asked) => told.push(asked),
  );
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  return { asker, flying, told, most, settle };
}

test('one question at a time; of those that wait only the newest is asked, and an old answer is not told', async () => {
  const { asker, flying, told, most, settle } = rig();
  asker.ask('first');
  asker.ask('second');
  asker.ask('third');
  expect(flying.map(({ question }) => question)).toEqual(['first']);
  flying[0]?.answer('one');
  await settle();
  expect(flying.map(({ question }) => question)).toEqual(['first', 'third']);
  flying[1]?.answer('three');
  await settle();
  expect(told.at(-1)).toEqual({ answer: 'three', refused: undefined, asking: false });
  expect(told.map(({ answer }) => answer)).not.toContain('one');
  expect(most.inFlight).toBe(1);
});

test('a refusal is told, and forgotten with the next answer', async () => {
  const { asker, flying, told, settle } = rig();
  asker.ask('first');
  const why = new Error('no');
  flying[0]?.refuse(why);
  await settle();
  expect(told.at(-1)).toEqual({ answer: undefined, refused: why, asking: false });
  asker.ask('second');
  flying[1]?.answer('two');
  await settle();
  expect(told.at(-1)).toEqual({ answer: 'two', refused: undefined, asking: false });
});

test('after the end nothing is told or asked any more', async () => {
  const { asker, flying, told, settle } = rig();
  asker.ask('first');
  asker.ask('second');
  asker.stop();
  const before = told.length;
  flying[0]?.answer('one');
  await settle();
  expect(flying).toHaveLength(1);
  expect(told).toHaveLength(before);
});
