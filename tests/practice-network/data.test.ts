import { expect, test } from 'vitest';
import { localZones, localZonesDate } from '../../main/practice/cloud/data/local-zones.ts';
import { prefixListsDate, prefixListsOf } from '../../main/practice/cloud/data/prefix-lists.ts';
import { findRegion, regions } from '../../main/practice/cloud/data/regions.ts';
import { blockText, readBlock } from '../../main/practice/cloud/world/ipv4.ts';

const dateForm = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

test('the zones that are off have names of their Regions, each name and ID once, and a date', () => {
  expect(localZonesDate).toMatch(dateForm);
  const seen = new Set<string>();
  for (const [region, zones] of Object.entries(localZones)) {
    const stem = findRegion(region)?.zones[0]?.id.split('-')[0];
    expect(stem, region).toBeDefined();
    for (const { name, id, group, longName } of zones) {
      expect(name.startsWith(`${region}-`), name).toBe(true);
      expect(id.startsWith(`${stem}-`), id).toBe(true);
      expect(group.startsWith(`${region}-`), group).toBe(true);
      expect(longName).toMatch(/\w/);
      for (const text of [name, id]) expect(seen).not.toContain(text);
      seen.add(name).add(id);
    }
  }
});

test('AWS’s lists of blocks have IDs of its form, one of each in every Region, and whole blocks', () => {
  expect(prefixListsDate).toMatch(dateForm);
  const seen = new Set<string>();
  for (const { name: region } of regions) {
    for (const { id, name, blocks } of prefixListsOf(region)) {
      expect(id).toMatch(/^pl-[0-9a-f]{8}$/);
      expect(name).toMatch(new RegExp(`^com\\.amazonaws\\.${region}\\.(s3|dynamodb)$`));
      expect(seen).not.toContain(id);
      seen.add(id);
      for (const text of blocks) {
        const block = readBlock(text);
        expect(block && blockText(block), text).toBe(text);
      }
    }
  }
});
