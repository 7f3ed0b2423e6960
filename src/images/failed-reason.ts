/** Why AWS could not finish an image, in words, with what to do. */
export interface FailedReason {
  readonly say: string;
  readonly fix: string;
}

const AGAIN =
  'The failed image cannot be used. Deregister it with its snapshots, then begin again, under another name if this one is refused.';

// The texts are AWS's own, as they were met in the field; what is not here is told in AWS's words.
const REASONS: readonly (readonly [pattern: RegExp, reason: FailedReason])[] = [
  [
    /key ID is not accessible|KMS|CMK/i,
    {
      say: 'AWS could not use the key that the disks are encrypted with, or the one that the copy was to have.',
      fix: `Ask whoever administers the key to let you use it (DescribeKey, Decrypt, ReEncrypt, GenerateDataKey, CreateGrant), and check that it is enabled. ${AGAIN}`,
    },
  ],
  [
    /snapshot.*(deleted|not (found|exist))|InvalidSnapshot/i,
    { say: 'A snapshot was deleted while AWS was still copying it.', fix: AGAIN },
  ],
  [
    /limit|quota/i,
    {
      say: 'A limit of this account was reached.',
      fix: `Remove images or snapshots that nobody needs, or ask AWS for a higher quota. ${AGAIN}`,
    },
  ],
  [
    /permission|not authorized|denied/i,
    { say: 'A permission was missing while AWS was copying.', fix: `Ask an administrator for it. ${AGAIN}` },
  ],
  [/internal (server )?error/i, { say: 'AWS had a fault of its own. That is not your doing.', fix: AGAIN }],
];

/** Puts an image's StateReason into words; AWS's own text goes with them. */
export function failedReason(stateReason: string | undefined): FailedReason {
  if (!stateReason) return { say: 'AWS does not say why.', fix: AGAIN };
  const known = REASONS.find(([pattern]) => pattern.test(stateReason))?.[1];
  return known
    ? { say: `${known.say} AWS says: ${stateReason}`, fix: known.fix }
    : { say: `AWS says: ${stateReason}`, fix: AGAIN };
}
