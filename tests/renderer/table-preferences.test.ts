import { expect, test } from 'vitest';
import { readPreferences } from '../../renderer/common/table-preferences-store.ts';

const known = [{ id: 'name' }, { id: 'state' }, { id: 'key', hidden: true }];
const defaults = {
  pageSize: 20,
  wrapLines: false,
  columns: [
    { id: 'name', visible: true },
    { id: 'state', visible: true },
    { id: 'key', visible: false },
  ],
};

test.each([
  ['nothing', null],
  ['no JSON', 'visible'],
  ['half a file', '{"pageSize":20,'],
  ['another shape', '{"columns":"all"}'],
  ['a list', '[]'],
  ['null', 'null'],
])('%s in store gives the defaults', (_what, kept) => {
  expect(readPreferences('instances', known, kept)).toEqual(defaults);
});

test('keeps the chosen order, forgets columns that are gone, and adds new ones at the end', () => {
  const kept = JSON.stringify({
    pageSize: 50,
    wrapLines: true,
    columns: [{ id: 'state', visible: false }, { id: 'gone', visible: true }, { id: 7 }, { id: 'name', visible: true }],
  });
  expect(readPreferences('instances', known, kept)).toEqual({
    pageSize: 50,
    wrapLines: true,
    columns: [
      { id: 'state', visible: false },
      { id: 'name', visible: true },
      { id: 'key', visible: false },
    ],
  });
});
