import { z } from 'zod';
import { type FieldErrors, type Tag, tagKey, tagValue } from '../core/fields.ts';
import { fitsPattern, patternError } from './naming.ts';

/**
 * What a team agrees on once about names and tags of images.
 *
 * The Create image wizard fills them in. Where they are enforced, the wizard and the main process both refuse what
 * breaks them; otherwise they are advice.
 */

const requiredTag = z.strictObject({
  key: tagKey,
  /** The values to choose from; any value where there are none. */
  values: z.array(tagValue.min(1, 'An allowed value cannot be empty.')).max(50, 'At most 50 values for one tag.'),
});
export type RequiredTag = z.infer<typeof requiredTag>;

/** The rules of a team; the pattern is empty where it has none. */
export const namingRules = z.strictObject({
  pattern: z
    .string()
    .max(200, 'A pattern may have at most 200 characters.')
    .superRefine((pattern, ctx) => {
      const message = pattern === '' ? undefined : patternError(pattern);
      if (message) ctx.addIssue({ code: 'custom', message });
    }),
  requiredTags: z
    .array(requiredTag)
    .max(20, 'At most 20 tags can be asked for.')
    .superRefine((list, ctx) => {
      list.forEach(({ key }, index) => {
        if (list.findIndex((other) => other.key === key) === index) return;
        ctx.addIssue({ code: 'custom', path: [index, 'key'], message: `The key “${key}” is asked for twice.` });
      });
    }),
  /** False: the rules are advice, and what differs is only pointed out. */
  enforced: z.boolean(),
});
export type NamingRules = z.infer<typeof namingRules>;

/** A team that has agreed on nothing. */
export const NO_RULES: NamingRules = { pattern: '', requiredTags: [], enforced: false };

/** The part of a request for an image that the rules are about. */
export interface RuledImage {
  readonly name: string;
  readonly tags: readonly Tag[];
  readonly tagSnapshots: boolean;
  readonly snapshotTags: readonly Tag[];
}

/** Every departure from the rules, a sentence at each field; the same whether they are enforced or not. */
export function departures(image: RuledImage, rules: NamingRules): FieldErrors {
  const name = nameDeparture(image.name, rules);
  return {
    ...(name ? { name } : {}),
    ...tagDepartures('tags', image.tags, rules),
    ...(image.tagSnapshots ? {} : tagDepartures('snapshotTags', image.snapshotTags, rules)),
  };
}

/** What the rules refuse: nothing while they are advice. */
export function ruleErrors(image: RuledImage, rules: NamingRules): FieldErrors {
  return rules.enforced ? departures(image, rules) : {};
}

/** Why a copy may not bear a name; undefined while rules are advice, and for a copy that keeps its source's name. */
export function copyNameError(name: string, sourceName: string, rules: NamingRules): string | undefined {
  return rules.enforced && name !== sourceName ? nameDeparture(name, rules) : undefined;
}

/** How a name departs from the team's pattern; undefined where it fits, or is not there to be judged. */
export function nameDeparture(name: string, { pattern }: NamingRules): string | undefined {
  if (pattern === '' || name === '' || fitsPattern(name, pattern)) return undefined;
  return `Your team names images after the pattern ${pattern}, and this name differs from it.`;
}

function tagDepartures(path: 'tags' | 'snapshotTags', tags: readonly Tag[], rules: NamingRules): FieldErrors {
  const errors: Record<string, string> = {};
  const missing = rules.requiredTags.filter(({ key }) => !tags.some((tag) => tag.key === key));
  if (missing.length > 0) {
    const keys = missing.map(({ key }) => `“${key}”`).join(', ');
    errors[path] =
      `Your team asks for the ${missing.length === 1 ? 'tag' : 'tags'} ${keys}. Add ${missing.length === 1 ? 'it' : 'them'}.`;
  }
  tags.forEach(({ key, value }, index) => {
    const rule = rules.requiredTags.find((one) => one.key === key);
    if (!rule) return;
    if (value.trim() === '') errors[`${path}.${index}.value`] = `Your team asks for a value of “${key}”.`;
    else if (rule.values.length > 0 && !rule.values.includes(value)) {
      errors[`${path}.${index}.value`] = `Your team allows ${rule.values.join(', ')} for “${key}”.`;
    }
  });
  return errors;
}

/** The tags with a row for each that the team asks for, before the others; a value where only one is allowed. */
export function withRequiredTags(tags: readonly Tag[], { requiredTags }: NamingRules): Tag[] {
  const missing = requiredTags.filter(({ key }) => !tags.some((tag) => tag.key === key));
  return [...missing.map(({ key, values }) => ({ key, value: values.length === 1 ? (values[0] ?? '') : '' })), ...tags];
}

const FORMAT = 'amiable-naming-rules';

const rulesFile = z.strictObject({ format: z.literal(FORMAT), version: z.literal(1), rules: namingRules });

/** The rules as a small file that a team can hand around. */
export function writeRules(rules: NamingRules): string {
  return `${JSON.stringify({ format: FORMAT, version: 1, rules }, null, 2)}\n`;
}

/** Reads such a file; a sentence where it is none, or holds what is not allowed. */
export function readRules(text: string): { readonly rules: NamingRules } | { readonly error: string } {
  const value = parsed(text);
  if ((value as { format?: unknown } | undefined)?.format !== FORMAT) {
    return { error: 'This is not a file of naming rules. Choose one that was exported from Amiable’s settings.' };
  }
  const read = rulesFile.safeParse(value);
  if (read.success) return { rules: read.data.rules };
  const { message = '', path = [] } = read.error.issues[0] ?? {};
  if (path[0] === 'version') return { error: 'A newer Amiable wrote this file. Update Amiable, then import it again.' };
  return { error: `This file holds something that is not allowed (${path.join('.')}): ${message}` };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Told as a file of another kind.
    return undefined;
  }
}
