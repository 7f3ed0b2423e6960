import { describe, expect, test } from 'vitest';
import { findRegion, homeRegions, regions } from '../../main/practice/cloud/data/regions.ts';

describe('the Regions', () => {
  test('are all of AWS, each once, the home Regions first', () => {
    expect(regions.length).toBeGreaterThanOrEqual(40);
    expect(new Set(regions.map(({ name }) => name)).size).toBe(regions.length);
    expect(regions.slice(0, 3)).toEqual(homeRegions);
    expect(homeRegions.map(({ name }) => name)).toEqual(['eu-central-1', 'eu-west-1', 'us-east-1']);
  });

  test('have two zones or more, each with an ID of its own and of the Region', () => {
    const ids = regions.flatMap(({ zones }) => zones.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    for (const { name, zones } of regions) {
      expect(zones.length).toBeGreaterThanOrEqual(2);
      expect(new Set(zones.map((zone) => zone.name)).size).toBe(zones.length);
      expect(new Set(zones.map(({ id }) => id.split('-')[0])).size).toBe(1);
      for (const zone of zones) {
        expect(zone.name).toMatch(new RegExp(`^${name}[a-f]$`));
        expect(zone.id).toMatch(/^[a-z]+\d-az[1-6]$/);
      }
    }
  });

  test('of one partition share its DNS suffix', () => {
    const suffixes = new Map(regions.map(({ partition, dnsSuffix }) => [partition, dnsSuffix]));
    expect(suffixes.size).toBe(8);
    for (const { partition, dnsSuffix } of regions) expect(dnsSuffix).toBe(suffixes.get(partition));
    expect(suffixes.get('aws-cn')).toBe('amazonaws.com.cn');
  });

  test('are there from the start, chosen, or switched off; outside the commercial ones there is no choice', () => {
    expect(new Set(regions.map(({ optIn }) => optIn)).size).toBe(3);
    for (const { optIn } of homeRegions) expect(optIn).toBe('opt-in-not-required');
    const elsewhere = regions.filter(({ partition }) => partition !== 'aws');
    expect(elsewhere.every(({ optIn }) => optIn === 'opt-in-not-required')).toBe(true);
  });

  test('are found by name', () => {
    expect(findRegion('us-gov-west-1')?.partition).toBe('aws-us-gov');
    expect(findRegion('eu-central-9')).toBeNull();
    expect(findRegion('constructor')).toBeNull();
  });
});
