/** What an image's StateReason means, and what to do about it. */
export interface ReasonWords {
  readonly meaning: string;
  readonly fix: string;
}

// AWS documents no list of these texts; the patterns are from its error pages and public issue threads, late 2026.
const REASONS: readonly (readonly [pattern: RegExp, words: ReasonWords])[] = [
  [
    /kms|cmk|key id|encryption key|default key/i,
    {
      meaning: 'AWS may not use the key that the disks are encrypted with, or are to be, or that key is switched off.',
      fix: 'Ask whoever looks after the key to enable it and let you use it (DescribeKey, Decrypt, ReEncrypt, GenerateDataKey, CreateGrant).',
    },
  ],
  [
    /limit|quota/i,
    {
      meaning: 'The account has reached a limit, most often on the number of snapshots or images.',
      fix: 'Delete snapshots and images that nobody needs, or ask AWS for a higher limit.',
    },
  ],
  [
    /permission|not authorized|denied/i,
    { meaning: 'A permission was missing while AWS was copying.', fix: 'Ask an administrator for it.' },
  ],
  [
    /volume.*(not found|does not exist|deleted|detached)|InvalidVolume/i,
    {
      meaning: 'A disk of the instance was taken away while it was being copied.',
      fix: 'Leave the instance’s disks as they are until the image is Available.',
    },
  ],
  [
    /terminated|instance.*(not found|does not exist)/i,
    {
      meaning: 'The instance was terminated before its disks were copied.',
      fix: 'Choose another instance, or restore the disks from an older snapshot.',
    },
  ],
  [
    /snapshot/i,
    {
      meaning: 'A snapshot that the image is made of did not come about, or was deleted meanwhile.',
      fix: 'Leave the snapshots of an image alone while it is Pending.',
    },
  ],
  [
    /internal/i,
    {
      meaning: 'AWS had a fault of its own while it made the image. It is nothing that you did.',
      fix: 'If it fails twice, look at the AWS Health page of this Region.',
    },
  ],
];

const AGAIN =
  'The failed image cannot be used. Deregister it with its snapshots, then begin again, under another name if this one is refused.';

/** Puts AWS's reason in plain words; there is always something to do, also where the text is not known or there is none. */
export function reasonWords(stateReason: string | undefined): ReasonWords {
  if (!stateReason) return { meaning: 'AWS does not say why.', fix: AGAIN };
  const known = REASONS.find(([pattern]) => pattern.test(stateReason))?.[1];
  return known
    ? { meaning: known.meaning, fix: `${known.fix} ${AGAIN}` }
    : { meaning: 'AWS could not make this image.', fix: AGAIN };
}
