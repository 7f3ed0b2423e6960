import { type ContextReader, type KeyName, keyName } from './request-context.ts';
import { type PatternPart, splitWildcards } from './wildcard.ts';

/** One piece of a policy's text: a piece of a pattern, a variable, or a `${` that no rule covers. */
export type TextPart =
  | PatternPart
  | { readonly kind: 'variable'; readonly name: KeyName; readonly fallback: string | null }
  | { readonly kind: 'unreadable'; readonly text: string };

/** How a text is read. */
export interface TextRules {
  /** Whether `*` and `?` are wildcards here. */
  readonly wildcards: boolean;
  /** Whether `${…}` is a variable here: in policies of version 2012-10-17 alone. */
  readonly variables: boolean;
}

/**
 * Splits a policy's text into what is compared and what is filled in at the time of a request.
 *
 * `${*}`, `${?}` and `${$}` are these characters themselves, `${key, 'text'}` has a default. In version 2008-10-17 and
 * without a version all of it is plain text.
 * Source: IAM user guide, reference_policies_variables.
 */
export function readText(text: string, { wildcards, variables }: TextRules): readonly TextPart[] {
  const plain = (piece: string): PatternPart[] =>
    piece === '' ? [] : wildcards ? splitWildcards(piece) : [{ kind: 'text', text: piece }];
  if (!variables || !text.includes('${')) return plain(text);
  const parts: TextPart[] = [];
  let from = 0;
  for (;;) {
    const open = text.indexOf('${', from);
    if (open < 0) break;
    parts.push(...plain(text.slice(from, open)));
    const close = text.indexOf('}', open + 2);
    const end = close < 0 ? text.length : close + 1;
    parts.push(readVariable(text.slice(open, end)));
    from = end;
  }
  parts.push(...plain(text.slice(from)));
  return parts;
}

function readVariable(text: string): TextPart {
  const [, character] = /^\$\{([*?$])\}$/.exec(text) ?? [];
  if (character !== undefined) return { kind: 'text', text: character };
  const [, name, fallback] = /^\$\{([^,'{}$]+)(?:,\s*'([^'{}]*)')?\}$/.exec(text) ?? [];
  if (name === undefined) return { kind: 'unreadable', text };
  return { kind: 'variable', name: keyName(name.trim()), fallback: fallback ?? null };
}

/** Whether a text is the same for every request. */
export function isFixed(parts: readonly TextPart[]): parts is readonly PatternPart[] {
  return parts.every(({ kind }) => kind !== 'variable' && kind !== 'unreadable');
}

/** A text with its variables filled in; one variable without a value; or what is not modelled. */
export type FilledText =
  | { readonly parts: readonly PatternPart[] }
  | { readonly missing: string }
  | { readonly doubt: string };

/**
 * Fills in the variables of a text.
 *
 * A key with several values can not be a variable, and whether a `*` that comes from a value is a wildcard is not
 * documented; both are doubts (IAM user guide, reference_policies_condition-single-vs-multi-valued-context-keys).
 */
export function fillText(parts: readonly TextPart[], reader: ContextReader, { wildcards }: TextRules): FilledText {
  const filled: PatternPart[] = [];
  for (const part of parts) {
    if (part.kind === 'unreadable') return { doubt: `the policy variable ${part.text}` };
    if (part.kind !== 'variable') {
      filled.push(part);
      continue;
    }
    const { name, fallback } = part;
    const held = reader.look(name);
    if (held === 'unknown') return { doubt: `the condition key ${name.name}` };
    if (held !== 'absent' && held.length > 1) return { doubt: `the policy variable ${name.name} with several values` };
    const text = held === 'absent' ? fallback : held[0];
    if (text === undefined || text === null) return { missing: name.name };
    if (wildcards && held !== 'absent' && /[*?]/.test(text)) {
      return { doubt: `wildcards in the value of the policy variable ${name.name}` };
    }
    filled.push({ kind: 'text', text });
  }
  return { parts: filled };
}

/** The keys of the variables in a text. */
export function variableNames(parts: readonly TextPart[]): KeyName[] {
  return parts.flatMap((part) => (part.kind === 'variable' ? [part.name] : []));
}
