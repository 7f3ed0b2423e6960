import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ImageIndex, type IndexedRow } from '../../main/images/image-index.ts';
import { SORT_KEYS } from '../../main/images/row-keys.ts';
import { type ImageRow, imageSortColumn } from '../../src/images/inventory.ts';

const NOW = Date.UTC(2026, 10, 24);
const EVERY = () => true;
const ALL = { name: 'all', holds: EVERY };

function row(change: Partial<ImageRow>): ImageRow {
  return {
    imageId: 'ami-00000000000000000',
    region: 'eu-central-1',
    name: 'web',
    nameTag: '',
    description: '',
    state: 'available',
    createdAt: '2026-11-01T00:00:00.000Z',
    ownerId: '111122223333',
    architecture: 'x86_64',
    platform: 'Linux/UNIX',
    public: false,
    own: true,
    sizeGiB: 8,
    encrypted: 'no',
    ...change,
  };
}

const indexed = (one: ImageRow): IndexedRow => ({
  row: one,
  search: `${one.name}\n${one.imageId}\n${one.state}`.toLowerCase(),
});

// Few different values, so that there are many equal ones, and letters whose order is not the alphabet's.
const rowsArbitrary = fc.record({
  imageId: fc.integer({ min: 0, max: 30 }).map((number) => `ami-${number.toString(16).padStart(17, '0')}`),
  region: fc.constantFrom('eu-central-1', 'us-east-1'),
  name: fc.constantFrom('web', 'Web', 'db 2', 'ä', 'zebra', ''),
  nameTag: fc.constantFrom('', 'a', 'B'),
  state: fc.constantFrom('available' as const, 'pending' as const, 'disabled' as const),
  createdAt: fc.constantFrom('2026-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z'),
  architecture: fc.constantFrom('x86_64', 'arm64'),
  sizeGiB: fc.integer({ min: 1, max: 12 }),
  encrypted: fc.constantFrom('yes' as const, 'no' as const, 'partly' as const),
  deprecatedAt: fc.option(fc.constantFrom('2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'), { nil: undefined }),
});

const stepArbitrary = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('put' as const), rows: fc.array(rowsArbitrary, { maxLength: 8 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('remove' as const), row: rowsArbitrary }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('list' as const),
      region: fc.constantFrom('eu-central-1', 'us-east-1'),
      rows: fc.array(rowsArbitrary, { maxLength: 8 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('ask' as const), letters: fc.integer({ min: 0, max: 7 }) }) },
);

const filterArbitrary = fc.record(
  {
    text: fc.constantFrom('', 'web', 'WEB', 'ami-000', '2 db', 'avail eb', 'nowhere'),
    state: fc.constantFrom('available', 'pending'),
    architecture: fc.constantFrom('arm64', 'x86_64'),
    encrypted: fc.constantFrom('yes' as const, 'no' as const),
    deprecated: fc.boolean(),
  },
  { requiredKeys: ['text'] },
);

test('whatever comes, goes and is asked in between, an answer is what sorting and filtering everything gives', () => {
  fc.assert(
    fc.property(
      fc.array(stepArbitrary, { maxLength: 12 }),
      filterArbitrary,
      fc.constantFrom(...imageSortColumn.options),
      fc.boolean(),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 10 }),
      (steps, filter, column, descending, page, pageSize) => {
        const index = new ImageIndex();
        const kept = new Map<string, ImageRow>();
        // Asked letter by letter, as it is typed.
        const ask = (letters = filter.text.length) =>
          index.page({
            scope: ALL,
            filter: { ...filter, text: filter.text.slice(0, letters) },
            sort: { column, descending },
            page,
            pageSize,
            now: NOW,
            first: undefined,
          });
        let listing = 0;
        for (const step of steps) {
          if (step.kind === 'ask') ask(step.letters);
          if (step.kind === 'remove') {
            const one = row(step.row);
            expect(index.remove(one.region, one.imageId)).toBe(kept.delete(`${one.region}/${one.imageId}`));
          }
          if (step.kind === 'put') {
            for (const each of step.rows) kept.set(`${each.region}/${each.imageId}`, row(each));
            index.put(
              step.rows.map((each) => indexed(row(each))),
              listing,
            );
          }
          if (step.kind === 'list') {
            listing += 1;
            const seen = step.rows.map((each) => row({ ...each, region: step.region }));
            for (const [key, one] of kept) if (one.region === step.region) kept.delete(key);
            for (const each of seen) kept.set(`${each.region}/${each.imageId}`, each);
            index.put(seen.map(indexed), listing);
            index.endListing(step.region, listing);
          }
        }
        expect(ask()).toEqual(naive([...kept.values()], { filter, column, descending, page, pageSize }));
        expect(index.size).toBe(kept.size);
      },
    ),
    { numRuns: 400 },
  );
});

interface Asked {
  readonly filter: { text: string; state?: string; architecture?: string; encrypted?: string; deprecated?: boolean };
  readonly column: keyof typeof SORT_KEYS;
  readonly descending: boolean;
  readonly page: number;
  readonly pageSize: number;
}

function naive(rows: readonly ImageRow[], { filter, column, descending, page, pageSize }: Asked) {
  const words = filter.text.toLowerCase().split(' ');
  const matching = rows.filter((one) => {
    const deprecated = one.deprecatedAt !== undefined && Date.parse(one.deprecatedAt) <= NOW;
    return (
      words.every((word) => indexed(one).search.includes(word)) &&
      (filter.state ?? one.state) === one.state &&
      (filter.architecture ?? one.architecture) === one.architecture &&
      (filter.encrypted ?? one.encrypted) === one.encrypted &&
      (filter.deprecated ?? deprecated) === deprecated
    );
  });
  const key = SORT_KEYS[column];
  const id = (one: ImageRow) => `${one.region}/${one.imageId}`;
  const sorted = matching.sort((a, b) => {
    const [ka, kb] = [key(a), key(b)];
    if (ka !== kb) return ka < kb ? -1 : 1;
    return id(a) < id(b) ? -1 : 1;
  });
  if (descending) sorted.reverse();
  const last = Math.max(1, Math.ceil(sorted.length / pageSize));
  const start = (Math.min(page, last) - 1) * pageSize;
  return { rows: sorted.slice(start, start + pageSize), matched: sorted.length, total: rows.length };
}

test('a column sorted in slices, with rows coming and going in the rests, is sorted as in one go', async () => {
  const index = new ImageIndex();
  const at = (number: number) =>
    row({ imageId: `ami-${number.toString(16).padStart(17, '0')}`, name: `n${(number * 7_919) % 9_000}` });
  index.put(Array.from({ length: 9_000 }, (_, number) => indexed(at(number))));
  let rests = 0;
  await index.prepare('amiName', async () => {
    index.put([indexed(at(9_000 + rests)), indexed({ ...at(rests), name: `again-${rests}` })]);
    index.remove('eu-central-1', at(100 + rests).imageId);
    rests += 1;
  });
  expect(rests).toBe(2);
  const asked = { filter: { text: '' }, column: 'amiName' as const, descending: false, page: 1, pageSize: 10_000 };
  const { column, descending, ...rest } = asked;
  const page = index.page({ scope: ALL, sort: { column, descending }, now: NOW, ...rest });
  expect(page).toEqual(naive(index.where(EVERY), asked));
});

test('rows that come again unchanged change nothing', () => {
  const index = new ImageIndex();
  expect(index.put([indexed(row({}))])).toBe(true);
  expect(index.put([indexed(row({}))])).toBe(false);
  expect(index.put([indexed(row({ state: 'disabled' }))])).toBe(true);
});

test('verified publishers stand before all others, whatever the sort', () => {
  const index = new ImageIndex();
  index.put(
    ['a', 'b', 'c'].map((name, at) =>
      indexed(row({ name, imageId: `ami-${at}`, ...(name === 'c' ? { ownerAlias: 'amazon' } : {}) })),
    ),
  );
  const names = (descending: boolean) =>
    index
      .page({
        scope: ALL,
        filter: { text: '' },
        sort: { column: 'amiName', descending },
        page: 1,
        pageSize: 10,
        now: NOW,
        first: ({ ownerAlias }) => ownerAlias !== undefined,
      })
      .rows.map(({ name }) => name);
  expect(names(false)).toEqual(['c', 'a', 'b']);
  expect(names(true)).toEqual(['c', 'b', 'a']);
});
