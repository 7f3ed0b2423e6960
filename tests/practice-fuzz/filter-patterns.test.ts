import { expect, test } from 'vitest';
import { applyFilters } from '../../main/practice/cloud/operations/filters.ts';

const names = ['ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20260901', 'a'.repeat(60)];

/** Patterns for which a reader that tries every way would not end before this test does; nor would the practice cloud. */
test.each(['*e', '*-', '*?', '*u*', '*a'])(
  'a filter of 15 times %s and an end that nothing has is answered',
  (unit) => {
    const found = applyFilters(names, [{ Name: 'name', Values: [`${unit.repeat(15)}!`] }], { name: (name) => name });
    expect(found).toEqual([]);
  },
);

test.each([
  ['a\\*c', ['a*c']],
  ['a?c', ['abc', 'a*c']],
  ['*c', ['abc', 'a*c']],
  ['abc\\', ['abc\\']],
  ['ABC', []],
])('the filter %s finds %j', (pattern, expected) => {
  const all = ['abc', 'a*c', 'abc\\'];
  expect(applyFilters(all, [{ Name: 'name', Values: [pattern] }], { name: (name) => name })).toEqual(expected);
});
