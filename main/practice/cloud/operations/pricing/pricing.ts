import type { GetProductsRequest, GetProductsResponse } from '@aws-sdk/client-pricing';
import { type InstanceTypeFact, instancePricesDate, instanceTypes } from '../../data/instance-types.ts';
import { Refusal } from '../../refusal.ts';
import { reads } from '../operation.ts';
import { pageOf } from '../pages.ts';

/** How much dearer a Region is than us-east-1, about; those that are left out cost the same here. */
const dearer: Readonly<Record<string, number>> = {
  'eu-central-1': 1.15,
  'eu-west-1': 1.1,
  'ap-southeast-1': 1.25,
  'sa-east-1': 1.6,
};

/** The price lists: of EC2's machines with Linux, on demand. */
export const pricingOperations = [
  reads('GetProducts', (input: GetProductsRequest): GetProductsResponse => {
    if (input.ServiceCode !== 'AmazonEC2') {
      throw new Refusal('InvalidParameterException', `Invalid ServiceCode ${input.ServiceCode}`);
    }
    const region = filterValue(input, 'regionCode') ?? 'us-east-1';
    const found = instanceTypes
      .map((type) => ({ type, attributes: attributesOf(type, region) }))
      .filter(({ attributes }) => (input.Filters ?? []).every((filter) => fits(attributes, filter)));
    const { items, nextToken } = pageOf(
      found,
      { ...input, MaxResults: input.MaxResults ?? 100 },
      { least: 1, most: 100 },
    );
    return {
      FormatVersion: 'aws_v1',
      PriceList: items.map(({ type, attributes }) => JSON.stringify(productOf(type, attributes, region))),
      ...(nextToken ? { NextToken: nextToken } : {}),
    };
  }),
];

function filterValue({ Filters = [] }: GetProductsRequest, field: string): string | undefined {
  return Filters.find(({ Field }) => Field === field)?.Value;
}

function fits(
  attributes: Readonly<Record<string, string>>,
  filter: { Type?: string | undefined; Field?: string | undefined; Value?: string | undefined },
): boolean {
  if (filter.Type !== 'TERM_MATCH') {
    throw new Refusal(
      'InvalidParameterException',
      `The practice cloud does not do filters of type ${filter.Type} yet.`,
    );
  }
  // A field that the products do not have fits none, as at AWS.
  return Object.hasOwn(attributes, filter.Field ?? '') && attributes[filter.Field ?? ''] === filter.Value;
}

function attributesOf(type: InstanceTypeFact, region: string): Record<string, string> {
  return {
    servicecode: 'AmazonEC2',
    instanceType: type.name,
    regionCode: region,
    operatingSystem: 'Linux',
    // Macs are had by the whole host alone.
    tenancy: type.name.startsWith('mac') ? 'Host' : 'Shared',
    capacitystatus: 'Used',
    preInstalledSw: 'NA',
    licenseModel: 'No License required',
    vcpu: String(type.vcpus),
    memory: `${type.memoryMib / 1024} GiB`,
  };
}

function productOf(type: InstanceTypeFact, attributes: Readonly<Record<string, string>>, region: string) {
  const price = (type.pricePerHour * (dearer[region] ?? 1)).toFixed(10);
  const sku = Buffer.from(`${type.name} ${region}`).toString('hex').slice(0, 16).toUpperCase();
  return {
    product: { productFamily: 'Compute Instance', attributes, sku },
    serviceCode: 'AmazonEC2',
    terms: {
      OnDemand: {
        [`${sku}.JRTCKXETXF`]: {
          priceDimensions: {
            [`${sku}.JRTCKXETXF.6YS6EN2CT7`]: {
              unit: 'Hrs',
              description: `$${price} per On Demand Linux ${type.name} Instance Hour`,
              pricePerUnit: { USD: price },
            },
          },
          sku,
          effectiveDate: `${instancePricesDate}T00:00:00Z`,
          offerTermCode: 'JRTCKXETXF',
        },
      },
    },
    version: instancePricesDate,
    publicationDate: `${instancePricesDate}T00:00:00Z`,
  };
}
