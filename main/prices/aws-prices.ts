import { type Filter, GetProductsCommand } from '@aws-sdk/client-pricing';
import { z } from 'zod';
import type { PricedSystem, ToldPrices } from '../../src/prices/contract.ts';
import type { Cloud } from '../aws/cloud.ts';
import { allPages } from '../aws/shapes.ts';

/** One product of AWS's price list, as far as an hour's price goes. Source: AWS Price List Query API, GetProducts. */
const product = z.object({
  product: z.object({ attributes: z.object({ instanceType: z.string() }) }),
  terms: z.object({
    OnDemand: z.record(
      z.string(),
      z.object({
        priceDimensions: z.record(
          z.string(),
          z.object({ unit: z.string(), pricePerUnit: z.object({ USD: z.string() }) }),
        ),
      }),
    ),
  }),
});

/** What an hour of every type costs in the cloud's Region, on demand and on shared hardware: about ten pages. */
export async function askMachineHours(cloud: Cloud, system: PricedSystem): Promise<ToldPrices['hours']> {
  const pricing = await cloud.pricing();
  const found = await allPages(async (NextToken) => {
    const page = await pricing.send(
      new GetProductsCommand({
        ServiceCode: 'AmazonEC2',
        FormatVersion: 'aws_v1',
        Filters: filtersFor(cloud.region, system),
        MaxResults: 100,
        ...(NextToken ? { NextToken } : {}),
      }),
    );
    return { items: page.PriceList ?? [], next: page.NextToken };
  });
  return found.flatMap((text) => hourOf(String(text)));
}

function filtersFor(region: string, system: PricedSystem): Filter[] {
  const fields = {
    regionCode: region,
    operatingSystem: system,
    tenancy: 'Shared',
    capacitystatus: 'Used',
    preInstalledSw: 'NA',
    licenseModel: 'No License required',
  };
  return Object.entries(fields).map(([Field, Value]) => ({ Type: 'TERM_MATCH' as const, Field, Value }));
}

/** What is not in the expected form, or costs nothing (a reservation's shadow), tells no price. */
function hourOf(text: string): ToldPrices['hours'] {
  const read = product.safeParse(JSON.parse(text));
  if (!read.success) return [];
  const prices = Object.values(read.data.terms.OnDemand)
    .flatMap(({ priceDimensions }) => Object.values(priceDimensions))
    .filter(({ unit }) => unit === 'Hrs')
    .map(({ pricePerUnit }) => Number(pricePerUnit.USD))
    .filter((price) => price > 0);
  const [price] = prices;
  const { instanceType } = read.data.product.attributes;
  return price === undefined ? [] : [{ instanceType, dollars: price }];
}
