import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { fuzzKey, fuzzSigned } from './signed-fuzz.ts';

let it: TestCloud;
beforeAll(async () => {
  it = await startTestCloud({ firstKey: fuzzKey });
});
afterAll(() => it.end());

test('2,000 malformed requests with good signatures are each answered, and none is a fault', {
  timeout: 120_000,
}, async () => {
  const facts = await fuzzSigned(it, 2_000, 20_261_124);
  expect(facts).toMatchObject({ inputs: 2_000, uncaught: [], reports: [], goodOnes: 2 });
  // Whatever a service refuses, it refuses with a word; what was broken after it was signed is never let in.
  expect(Object.keys(facts.outcomes).filter((outcome) => !/^(200|broken 40[013]|4\d\d)$/.test(outcome))).toEqual([]);
  expect(facts.outcomes['400']).toBeGreaterThan(700);
  expect(facts.slowestMs).toBeLessThan(10_000);
  expect(facts.heapGrowth).toBeLessThan(1.2);
});
