import { describe, expect, test } from 'vitest';
import { compilePattern, splitWildcards } from '../../main/practice/cloud/access/wildcard.ts';
import { allow, decideCase } from './decision-case.ts';

/** The plainest way to compare, by the definition: a table of what fits what. */
function fitsByDefinition(pattern: string, text: string): boolean {
  let row = Array.from({ length: text.length + 1 }, (_, at) => at === 0);
  for (const character of pattern) {
    const next = [character === '*' && row[0] === true];
    for (let at = 1; at <= text.length; at += 1) {
      const same = character === '?' || character === text[at - 1];
      next.push(character === '*' ? row[at] === true || next[at - 1] === true : same && row[at - 1] === true);
    }
    row = next;
  }
  return row[text.length] === true;
}

test('wildcards fit what they fit by definition, for every short pattern and text', () => {
  const words = (letters: string, most: number): string[] =>
    most === 0
      ? ['']
      : words(letters, most - 1).flatMap((word) =>
          word.length < most - 1 ? [word] : [word, ...[...letters].map((letter) => word + letter)],
        );
  let compared = 0;
  for (const pattern of words('ab*?', 5)) {
    const fits = compilePattern(splitWildcards(pattern));
    for (const text of words('ab', 5)) {
      if (fits(text) !== fitsByDefinition(pattern, text)) expect(`${pattern} and ${text}`).toBe('compared rightly');
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(80_000);
});

describe('no pattern takes long', () => {
  const long = 'a'.repeat(20_000);
  test.each([
    ['stars around a letter that is not there', `${'*'.repeat(2_000)}b${'*'.repeat(2_000)}`, long],
    ['a letter between every two stars', '*a'.repeat(3_000), `${long}b`],
    ['a question mark between every two stars', '*?'.repeat(3_000), 'a'.repeat(2_999)],
    ['question marks that end otherwise', `*${'?'.repeat(1_000)}b*`, long],
    ['what nearly fits everywhere', `*${'a'.repeat(1_000)}b*`, long],
    ['many that nearly fit', `${`*${'a'.repeat(50)}`.repeat(60)}b`, long],
  ])('%s', (_name, pattern, text) => {
    const fits = compilePattern(splitWildcards(pattern));
    const start = performance.now();
    expect(fits(text)).toBe(false);
    expect(performance.now() - start).toBeLessThan(500);
  });
});

test('a policy full of hostile patterns is decided in a moment', () => {
  const hostile = `ec2:${'*a'.repeat(50)}*b`;
  const statements = Array.from({ length: 20 }, () =>
    allow(hostile, `arn:aws:ec2:${'*a'.repeat(40)}b:*:${'*a'.repeat(40)}b`, {
      StringLike: { 'aws:UserAgent': `${'*a'.repeat(50)}b` },
    }),
  );
  const start = performance.now();
  const verdict = decideCase({
    rule: '',
    source: '',
    ends: '',
    action: `ec2:${'a'.repeat(2_000)}`,
    on: `arn:aws:ec2:eu-central-1:111122223333:${'a'.repeat(2_000)}`,
    context: { 'aws:UserAgent': 'a'.repeat(4_000) },
    identity: statements,
  });
  expect(verdict.outcome).toBe('implicitDeny');
  expect(performance.now() - start).toBeLessThan(500);
});
