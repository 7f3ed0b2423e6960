/** Letters and signs that nobody takes for another when they copy them from a card. */
const KINDS = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789', '!@#%^*_+-='] as const;

/** Long enough for any account’s rules but an unusual length. */
const LENGTH = 20;

/**
 * Makes a first password with letters of every kind, so that it meets any password policy.
 *
 * `randomInt` answers a number from 0 to below its argument, and must be made for secrets. `length` is at most 128,
 * IAM's own limit.
 */
export function firstPassword(randomInt: (below: number) => number, length = LENGTH): string {
  const pick = (letters: string): string => letters.charAt(randomInt(letters.length));
  const all = KINDS.join('');
  const letters = [
    ...KINDS.map(pick),
    ...Array.from({ length: Math.max(length, LENGTH) - KINDS.length }, () => pick(all)),
  ];
  // The first four would tell where each kind stands: each letter changes its place.
  for (let last = letters.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [letters[last], letters[other]] = [letters[other] ?? '', letters[last] ?? ''];
  }
  return letters.join('');
}
