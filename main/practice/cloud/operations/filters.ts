import type { Filter } from '@aws-sdk/client-ec2';
import { compilePattern, type Matcher, type PatternPart } from '../access/wildcard.ts';
import { Refusal } from '../refusal.ts';
import type { TagRecord } from '../world/records/tag-records.ts';

/** What an item shows to each filter: one text, several, or none. */
export type FilterFields<T> = Readonly<Record<string, (item: T) => string | readonly string[] | null | undefined>>;

/**
 * Keeps the items that every filter lets through; a filter's values are alternatives, `*` and `?` are wildcards.
 *
 * `tag:KEY`, `tag-key` and `tag-value` work wherever items have tags. A filter that the operation does not have is
 * refused by name.
 */
export function applyFilters<T>(
  items: readonly T[],
  filters: readonly Filter[] | undefined,
  fields: FilterFields<T>,
  tagsOf?: (item: T) => readonly TagRecord[],
): T[] {
  let kept = [...items];
  for (const filter of filters ?? []) {
    const name = filter.Name ?? '';
    const patterns = (filter.Values ?? []).map(pattern);
    const read = reader(name, fields, tagsOf);
    if (!read) throw new Refusal('InvalidParameterValue', `The filter '${name}' is invalid`);
    if (patterns.length === 0) throw new Refusal('InvalidParameterValue', `The filter '${name}' has no values`);
    kept = kept.filter((item) => {
      const held = read(item);
      const texts = held === null || held === undefined ? [] : typeof held === 'string' ? [held] : held;
      return texts.some((text) => patterns.some((fits) => fits(text)));
    });
  }
  return kept;
}

function reader<T>(name: string, fields: FilterFields<T>, tagsOf: ((item: T) => readonly TagRecord[]) | undefined) {
  if (tagsOf) {
    if (name.startsWith('tag:')) {
      const key = name.slice(4);
      return (item: T) =>
        tagsOf(item)
          .filter((tag) => tag.Key === key)
          .map((tag) => tag.Value);
    }
    if (name === 'tag-key') return (item: T) => tagsOf(item).map((tag) => tag.Key);
    if (name === 'tag-value') return (item: T) => tagsOf(item).map((tag) => tag.Value);
  }
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** A filter's pattern: `*` and `?` are wildcards, and a backslash before one makes it plain. */
function pattern(text: string): Matcher {
  const parts: PatternPart[] = [];
  for (const [, escaped, wildcard, plain] of text.matchAll(/\\(.)|([*?])|([^*?\\]+|\\$)/gs)) {
    if (wildcard) parts.push({ kind: wildcard === '*' ? 'any' : 'one' });
    else parts.push({ kind: 'text', text: escaped ?? plain ?? '' });
  }
  return compilePattern(parts);
}
