import type { ContextReader } from './request-context.ts';
import type { Truth } from './truth.ts';
import { fillText, isFixed, readText, type TextPart } from './variables.ts';
import { compilePattern, type Matcher, type PatternPart, splitWildcards } from './wildcard.ts';

/** The six segments of an ARN; the last one may hold colons and slashes. */
export type ArnSegments = readonly [string, string, string, string, string, string];

/** Splits an ARN, or answers null when the text is none. */
export function splitArn(text: string): ArnSegments | null {
  const pieces = text.split(':');
  const [first, partition, service, region, account, ...rest] = pieces;
  if (first !== 'arn' || partition === undefined || service === undefined) return null;
  if (region === undefined || account === undefined || rest.length === 0) return null;
  return [first, partition, service, region, account, rest.join(':')];
}

/** The account in an ARN, or null where it has none: images, buckets, policies of AWS. */
export function accountOf(arn: string): string | null {
  const account = splitArn(arn)?.[4] ?? '';
  return /^\d{12}$/.test(account) ? account : null;
}

/** A resource that is asked for, split once for all patterns. */
export interface AskedResource {
  readonly text: string;
  /** Partition, service, Region and account; null for `*`, which actions without resource types ask for. */
  readonly heads: readonly string[] | null;
  /** The last segment. */
  readonly last: string;
}

/** A resource made ready to be compared. */
export function askedResource(text: string): AskedResource {
  const segments = splitArn(text);
  return { text, heads: segments ? segments.slice(1, 5) : null, last: segments?.[5] ?? '' };
}

/** Whether a pattern fits; a variable without a value is told apart, because AWS may end the statement there. */
export type ResourceFit = Truth | { readonly missing: string };

/** A pattern of a Resource element. */
export interface ResourcePattern {
  readonly text: string;
  readonly parts: readonly TextPart[];
  fits(asked: AskedResource, reader: ContextReader): ResourceFit;
}

/**
 * Compiles a pattern of a Resource element.
 *
 * It is compared segment by segment: a wildcard stays within its segment, and in the last one it crosses `:` and `/`.
 * Segments that are left out at the end stand for `*`. Variables have a place in the last segment alone.
 * Source: IAM user guide, reference_policies_elements_resource and reference_policies_variables.
 */
export function compileResource(text: string, variables: boolean): ResourcePattern {
  const rules = { wildcards: true, variables };
  if (/^\*+$/.test(text)) return { text, parts: [], fits: () => true };
  const [start, partition = '*', service = '*', region = '*', account = '*', ...rest] = text.split(':');
  const heads = [partition, service, region, account];
  const parts = readText(rest.length === 0 ? '*' : rest.join(':'), rules);
  const misplaced = variables && heads.some((head) => head.includes('${'));
  const headsFit = compileSegments(heads.map(splitWildcards));
  const fixed = isFixed(parts) ? compilePattern(parts) : null;
  return {
    text,
    parts,
    fits({ heads: held, last }, reader) {
      if (!held || start !== 'arn') return false;
      if (misplaced) return { doubt: `the policy variable before the last part of ${text}` };
      if (!headsFit(held)) return false;
      if (fixed) return fixed(last);
      const filled = fillText(parts, reader, rules);
      return 'parts' in filled ? compilePattern(filled.parts)(last) : filled;
    },
  };
}

/**
 * Compiles a value of ArnEquals or ArnLike, which are the same: each of the six segments is compared for itself.
 *
 * @returns null when it is not made of six segments
 */
export function compileArn(parts: readonly PatternPart[]): Matcher | null {
  const segments: PatternPart[][] = [[]];
  for (const part of parts) {
    const [first = '', ...more] = part.kind === 'text' ? splitAtMost(part.text, 6 - segments.length) : [];
    if (part.kind !== 'text') segments.at(-1)?.push(part);
    if (first !== '') segments.at(-1)?.push({ kind: 'text', text: first });
    for (const text of more) segments.push(text === '' ? [] : [{ kind: 'text', text }]);
  }
  if (segments.length !== 6) return null;
  const segmentsFit = compileSegments(segments);
  return (value) => {
    const held = splitArn(value);
    return held !== null && segmentsFit(held);
  };
}

function compileSegments(segments: readonly (readonly PatternPart[])[]): (held: readonly string[]) => boolean {
  const matchers = segments.map((parts) =>
    parts.length === 1 && parts[0]?.kind === 'any' ? null : compilePattern(parts),
  );
  return (held) => {
    for (let at = 0; at < matchers.length; at += 1) {
      const matcher = matchers[at];
      if (matcher && !matcher(held[at] ?? '')) return false;
    }
    return true;
  };
}

/** Splits at colons, `most` times at the most. */
function splitAtMost(text: string, most: number): string[] {
  const pieces = text.split(':');
  return [...pieces.slice(0, most), ...(pieces.length > most ? [pieces.slice(most).join(':')] : [])];
}
