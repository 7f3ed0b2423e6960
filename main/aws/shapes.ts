/** Small readings of AWS's answers that several features share. */

interface AwsTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** The tag that carries a job's own name: by it the app finds again what it made. */
export const OPERATION_TAG = 'amiable:operation';

/** Tags as the app shows them. */
export function shownTags(tags: readonly AwsTag[] | undefined): { key: string; value: string }[] {
  return (tags ?? []).map(({ Key = '', Value = '' }) => ({ key: Key, value: Value }));
}

/** One tag's value, or the empty string. */
export function tagValue(tags: readonly AwsTag[] | undefined, key: string): string {
  return tags?.find((tag) => tag.Key === key)?.Value ?? '';
}

/** Tags as AWS takes them; entries with an empty key are left out. */
export function awsTags(tags: readonly { key: string; value: string }[]): { Key: string; Value: string }[] {
  return tags.filter(({ key }) => key !== '').map(({ key, value }) => ({ Key: key, Value: value }));
}

/** A point in time as ISO 8601; the empty string when AWS gave none. */
export function isoTime(time: Date | string | undefined): string {
  if (time === undefined) return '';
  return typeof time === 'string' ? time : time.toISOString();
}

/** Splits a list, for calls that take a limited number of ids. */
export function chunks<T>(list: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < list.length; start += size) parts.push(list.slice(start, start + size));
  return parts;
}

/** Reads every page; a page may be empty and still not be the last. */
export async function allPages<T>(
  page: (token: string | undefined) => Promise<{ items: readonly T[]; next: string | undefined }>,
): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const { items, next } = await page(token);
    all.push(...items);
    token = next || undefined;
  } while (token);
  return all;
}
