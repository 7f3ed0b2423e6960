import { Refusal } from '../../refusal.ts';

/** How a list is asked for in pieces. */
interface PageInput {
  readonly Limit?: number | undefined;
  readonly Marker?: string | undefined;
}

/** One piece of a list, and what leads to the next. */
interface MarkedPage<T> {
  readonly items: T[];
  readonly paging: { readonly Truncated: boolean; readonly NextMarker?: string };
}

/**
 * Cuts a list into pages by the keys of its items; a marker names the last one that was shown.
 *
 * @param limits how many there are on a page when nobody says, and at most; each list of KMS has its own
 */
export function markedPage<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  input: PageInput,
  limits: { readonly usual: number; readonly most: number },
): MarkedPage<T> {
  const { Limit: size = limits.usual } = input;
  if (size > limits.most) {
    throw new Refusal(
      'ValidationException',
      `1 validation error detected: Value '${size}' at 'limit' failed to satisfy constraint: Member must have value less than or equal to ${limits.most}`,
    );
  }
  const after = input.Marker === undefined ? '' : readMarker(input.Marker);
  const sorted = items
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => key > after)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const shown = sorted.slice(0, size);
  const last = shown.at(-1);
  const more = shown.length < sorted.length && last !== undefined;
  return {
    items: shown.map(({ item }) => item),
    paging: more ? { Truncated: true, NextMarker: writeMarker(last.key) } : { Truncated: false },
  };
}

function writeMarker(key: string): string {
  return Buffer.from(`practice:${key}`).toString('base64url');
}

function readMarker(marker: string): string {
  const text = Buffer.from(marker, 'base64url').toString('utf8');
  if (!text.startsWith('practice:')) {
    throw new Refusal('InvalidMarkerException', `Could not deserialize marker '${marker}'`);
  }
  return text.slice('practice:'.length);
}
