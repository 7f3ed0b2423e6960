import { GetProductsCommand, type GetProductsCommandInput } from '@aws-sdk/client-pricing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';

let it: TestCloud;
beforeAll(async () => {
  it = await startTestCloud();
});
afterAll(() => it.end());

const match = (fields: Record<string, string>): GetProductsCommandInput => ({
  ServiceCode: 'AmazonEC2',
  Filters: Object.entries(fields).map(([Field, Value]) => ({ Type: 'TERM_MATCH', Field, Value })),
});
const ask = (input: GetProductsCommandInput, who?: string) => it.pricing(who).send(new GetProductsCommand(input));

test('a machine’s price is a product with an on-demand term, by the hour, dearer in some Regions', async () => {
  const priceIn = async (regionCode: string) => {
    const { PriceList = [] } = await ask(match({ instanceType: 't3.micro', regionCode }));
    expect(PriceList).toHaveLength(1);
    const { product, terms } = JSON.parse(String(PriceList[0]));
    expect(product.attributes).toMatchObject({ instanceType: 't3.micro', regionCode, operatingSystem: 'Linux' });
    const [term] = Object.values<{ priceDimensions: object }>(terms.OnDemand);
    const [dimension] = Object.values<{ unit: string; pricePerUnit: { USD: string } }>({ ...term?.priceDimensions });
    expect(dimension?.unit).toBe('Hrs');
    return Number(dimension?.pricePerUnit.USD);
  };
  expect(await priceIn('us-east-1')).toBe(0.0104);
  expect(await priceIn('eu-central-1')).toBeGreaterThan(0.0104);
});

test('pages follow each other, and together are all', async () => {
  const input = match({ regionCode: 'us-east-1', operatingSystem: 'Linux' });
  const first = await ask({ ...input, MaxResults: 100 });
  const second = await ask({ ...input, MaxResults: 100, NextToken: first.NextToken });
  expect(first.PriceList).toHaveLength(100);
  expect(second.PriceList?.[0]).not.toBe(first.PriceList?.[0]);
});

test('a filter that no product fits finds none, as for a system that is not in the list', async () => {
  expect((await ask(match({ operatingSystem: 'Windows' }))).PriceList).toEqual([]);
  expect((await ask(match({ noSuchField: 'x' }))).PriceList).toEqual([]);
});

test('whoever may only read may read prices; other services are refused by name', async () => {
  expect((await ask(match({ instanceType: 't3.nano' }), 'auditor')).PriceList).toHaveLength(1);
  await expect(ask({ ServiceCode: 'AmazonS3' })).rejects.toMatchObject({ name: 'InvalidParameterException' });
});
