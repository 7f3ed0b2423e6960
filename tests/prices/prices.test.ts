import { afterAll, beforeAll, expect, test } from 'vitest';
import { instanceHour } from '../../src/prices/instance-hours.ts';
import { listedPrices, pricesOf } from '../../src/prices/machine-prices.ts';
import { type MainSide, openMainSide } from '../desktop/main-side.ts';

let side: MainSide;
beforeAll(async () => {
  side = await openMainSide();
});
afterAll(() => side.stop());

const machines = (system: 'Linux' | 'Windows' = 'Linux') => side.handlers.prices.machines({ system }).then(pricesOf);

test('where AWS does not answer, the list is shown instead of an error, and AWS is not asked at every look', async () => {
  await side.fault({ operation: 'GetProducts', mode: 'error', code: 'AccessDeniedException', status: 400 });
  expect(await machines()).toEqual(listedPrices('Linux'));
  expect(await machines()).toEqual(listedPrices('Linux'));
});

test('a Region’s own prices are asked of AWS by its real client, all pages of them', async () => {
  const { account } = { account: await side.handlers.accounts.current({}) };
  await side.handlers.accounts.use({ source: account.source, region: 'eu-west-1' });
  const answer = await machines();
  expect(answer).toMatchObject({ from: 'practice', region: 'eu-west-1', system: 'Linux' });
  expect(answer.hours.size).toBeGreaterThan(200);
  expect(answer.hours.get('t3.micro')).toBeCloseTo((instanceHour('t3.micro') ?? 0) * 1.1, 6);
});

test('what AWS has no price for is left out', async () => {
  expect((await machines('Windows')).hours.size).toBe(0);
});
