import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { instanceTypes } from '../../main/practice/cloud/data/instance-types.ts';
import { volumeType } from '../../src/core/fields.ts';
import { VOLUME_LIMITS } from '../../src/images/volumes.ts';
import { instanceHour, smallestMachine } from '../../src/prices/instance-hours.ts';
import { listedPrices, machinePriceNote, pricedSystemOf } from '../../src/prices/machine-prices.ts';
import { dollars, PRICE_DATE, PRICE_LIST, PRICE_NOTE } from '../../src/prices/price-list.ts';
import { ADDRESS_MONTH, snapshotsMonthly, volumeMonthly } from '../../src/prices/storage.ts';

const price = z.number().positive();
const steps = z.array(z.strictObject({ upTo: z.number().positive().optional(), price: z.number().nonnegative() }));

test('the list has a month, a Region, a source, and nothing but prices', () => {
  const form = z.strictObject({
    asOf: z.string().regex(/^\d{4}-\d\d$/),
    region: z.literal('us-east-1'),
    source: z.string().min(20),
    snapshotGiBMonth: price,
    addressHour: price,
    detailedMonitoringMonth: price,
    creditVcpuHour: price,
    volumes: z.record(
      volumeType,
      z.strictObject({ giBMonth: price, iopsMonth: steps.optional(), throughputMonth: steps.optional() }),
    ),
    machineHours: z.record(z.string(), z.record(z.string(), price)),
  });
  expect(form.parse(PRICE_LIST)).toEqual(PRICE_LIST);
  expect(PRICE_NOTE).toContain(PRICE_DATE);
  expect(machinePriceNote(listedPrices('Linux'))).toContain(PRICE_DATE);
});

test('every type of volume has limits that can be kept', () => {
  const range = z.tuple([z.number(), z.number()]).refine(([least, most]) => least < most);
  for (const type of volumeType.options) {
    const { size, iops, throughput } = VOLUME_LIMITS[type];
    for (const limits of [size, iops, throughput]) if (limits) range.parse(limits);
  }
});

describe('machines', () => {
  test.each([
    ['t3.micro', 0.0104],
    ['t4g.small', 0.0168],
    ['m7i.2xlarge', 0.4032],
    ['c7i-flex.large', 0.08479],
  ])('an hour of %s costs %d', (type, hour) => {
    expect(instanceHour(type)).toBeCloseTo(hour, 5);
    expect(listedPrices('Linux').hours.get(type)).toBe(instanceHour(type));
  });

  test.each(['x9z.large', 't3', '', 'constructor.name', 't3.constructor'])(
    '%j has no price, rather than a wrong one',
    (type) => {
      expect(instanceHour(type)).toBeUndefined();
    },
  );

  test('Windows and paid systems have no price in the list, for it is of Linux', () => {
    expect(listedPrices('Windows').hours.size).toBe(0);
    expect(pricedSystemOf('Red Hat Enterprise Linux')).toBeUndefined();
    expect(pricedSystemOf('Windows')).toBe('Windows');
  });

  test('the list knows every type that the practice cloud offers, at the same price', () => {
    const differing = instanceTypes.filter(({ name, pricePerHour }) => instanceHour(name) !== pricePerHour);
    // Macs are had by the whole host alone.
    expect(differing.map(({ name }) => name)).toEqual(['mac1.metal', 'mac2.metal']);
  });

  test.each([
    ['x86_64', 't3.micro'],
    ['arm64', 't4g.micro'],
    ['i386', 't2.micro'],
  ])('the smallest machine for %s is %s, with its price', (architecture, instanceType) => {
    expect(smallestMachine(architecture)).toEqual({ instanceType, hourly: instanceHour(instanceType) });
  });

  test('there is no smallest machine for processors that are not known', () => {
    expect(smallestMachine('x86_64_mac')).toBeUndefined();
  });
});

describe('storage', () => {
  test.each([
    ['gp3 with what comes with it', { type: 'gp3', sizeGiB: 100, iops: 3_000, throughput: 125 }, 8],
    ['gp3 with more of both', { type: 'gp3', sizeGiB: 100, iops: 4_000, throughput: 225 }, 8 + 5 + 4],
    ['io1', { type: 'io1', sizeGiB: 10, iops: 1_000 }, 1.25 + 65],
    [
      'io2 beyond two steps',
      { type: 'io2', sizeGiB: 100, iops: 74_000 },
      12.5 + 32_000 * 0.065 + 32_000 * 0.0455 + 10_000 * 0.03185,
    ],
    ['a type of later days, as gp3', { type: 'gp9', sizeGiB: 100 }, 8],
  ])('%s', (_what, volume, month) => {
    expect(volumeMonthly(volume)).toBeCloseTo(month, 6);
  });

  test('snapshots and addresses', () => {
    expect(snapshotsMonthly([8, 12])).toBeCloseTo(1, 6);
    expect(ADDRESS_MONTH).toBeCloseTo(3.65, 6);
    expect([dollars(0), dollars(0.004), dollars(3.65)]).toEqual(['$0.00', 'under $0.01', '$3.65']);
  });
});
