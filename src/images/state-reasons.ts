/** What an image's StateReason means, and what to do about it. */
export interface ReasonWords {
  readonly meaning: string;
  readonly fix: string;
}

// AWS documents no list of these texts; the patterns are from its error pages and public issue threads, late 2026.
const REASONS: readonly (readonly [pattern: RegExp, words: ReasonWords])[] = [
  [
    /kms|encryption key|default key/i,
    {
      meaning: 'AWS may not use the key that the disks are encrypted with, or the key is switched off.',
      fix: 'Ask whoever looks after the key to enable it and let you use it, then make the image again.',
    },
  ],
  [
    /snapshot.*(limit|quota)|(limit|quota).*snapshot|ResourceLimitExceeded|LimitExceeded/i,
    {
      meaning: 'The account has reached a limit, most often on the number of snapshots or images.',
      fix: 'Delete snapshots and images that nobody needs, or ask AWS for a higher limit, then try again.',
    },
  ],
  [
    /volume.*(not found|does not exist|deleted|detached)|InvalidVolume/i,
    {
      meaning: 'A disk of the instance was taken away while it was being copied.',
      fix: 'Make the image again, and leave the instance’s disks as they are until it is Available.',
    },
  ],
  [
    /terminated|instance.*(not found|does not exist)/i,
    {
      meaning: 'The instance was terminated before its disks were copied.',
      fix: 'Make the image of another instance, or restore the disks from an older snapshot.',
    },
  ],
  [
    /snapshot/i,
    {
      meaning: 'A snapshot that the image is made of did not come about or is gone.',
      fix: 'Make the image again. Deregister this one: it cannot be used, and what it left behind costs.',
    },
  ],
  [
    /internal/i,
    {
      meaning: 'AWS had a fault of its own while it made the image. It is nothing that you did.',
      fix: 'Make the image again. If it fails twice, look at the AWS Health page of this Region.',
    },
  ],
];

/** Puts AWS's reason in plain words; there is always something to do, also where the text is not known. */
export function reasonWords(stateReason: string): ReasonWords {
  const known = REASONS.find(([pattern]) => pattern.test(stateReason))?.[1];
  return (
    known ?? {
      meaning: 'AWS could not make this image.',
      fix: 'Make the image again, and deregister this one: it cannot be used.',
    }
  );
}
