import { Refusal } from '../../refusal.ts';

/** How a list is asked for in pieces. */
export interface PageInput {
  readonly MaxItems?: number | undefined;
  readonly Marker?: string | undefined;
}

/** One piece of a list, and what leads to the next. */
export interface MarkedPage<T> {
  readonly items: T[];
  readonly paging: { readonly IsTruncated: boolean; readonly Marker?: string };
}

const DEFAULT_SIZE = 100;

/**
 * Cuts a list into pages in the order of its keys.
 *
 * A marker names the last item that was shown, so that what is added or removed between two pages makes the list
 * neither repeat nor leave out anything else.
 */
export function markedPage<T>(items: readonly T[], keyOf: (item: T) => string, input: PageInput): MarkedPage<T> {
  const after = input.Marker === undefined ? null : readMarker(input.Marker);
  const sorted = items
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => after === null || key > after)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const shown = sorted.slice(0, input.MaxItems ?? DEFAULT_SIZE);
  const last = shown.at(-1);
  const more = shown.length < sorted.length && last !== undefined;
  return {
    items: shown.map(({ item }) => item),
    paging: more ? { IsTruncated: true, Marker: writeMarker(last.key) } : { IsTruncated: false },
  };
}

function writeMarker(key: string): string {
  return Buffer.from(`practice:${key}`).toString('base64url');
}

function readMarker(marker: string): string {
  const text = Buffer.from(marker, 'base64url').toString('utf8');
  if (!text.startsWith('practice:')) throw new Refusal('ValidationError', `Invalid Marker: ${marker}`);
  return text.slice('practice:'.length);
}
