import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { fuzzHttp } from './http-fuzz.ts';

let it: TestCloud;
beforeAll(async () => {
  it = await startTestCloud();
});
afterAll(() => it.end());

test('3,000 fuzzed streams are refused, and nothing in the practice cloud breaks', { timeout: 60_000 }, async () => {
  const facts = await fuzzHttp(it, 3_000, 20_261_124);
  expect(facts).toMatchObject({ inputs: 3_000, uncaught: [], reports: [], goodOnes: 3 });
  // What is refused, what is valid all the same, and what was never finished; never a fault, never a wait.
  const wrong = Object.keys(facts.outcomes).filter((outcome) => !/^(closed|((100|200|4\d\d) ?)+)$/.test(outcome));
  expect(wrong).toEqual([]);
  // All guards were reached: not HTTP, not signed rightly, not signed at all, another host, too long.
  expect(Object.keys(facts.outcomes)).toEqual(expect.arrayContaining(['400', '401', '403', '421', '431', 'closed']));
  expect(facts.outcomes['200']).toBeLessThan(300);
  expect(facts.slowestMs).toBeLessThan(11_000);
  expect(facts.heapGrowth).toBeLessThan(1.2);
});
