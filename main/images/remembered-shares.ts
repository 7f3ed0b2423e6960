import { z } from 'zod';
import { type Receiver, receiverKey, receiverOfKey } from '../../src/share/receivers.ts';

/** One image in all of AWS. */
export interface ImagePlace {
  readonly accountId: string;
  readonly region: string;
  readonly imageId: string;
}

/** Who an image was shared with when it was disabled here: AWS forgets it, and enabling does not give it back. */
export interface RememberedShares {
  of(place: ImagePlace): readonly Receiver[];
  /** On the disk before it returns; nobody forgets the image. Throws when the disk refuses. */
  keep(place: ImagePlace, shares: readonly Receiver[]): void;
}

const lists = z.record(z.string(), z.array(z.string()));
/** Receivers as words, by account, Region and image. */
export type SharesFile = z.infer<typeof lists>;

/** Reads what is on the disk; throws when it is not of this form. */
export function decodeShares(value: unknown): SharesFile {
  return lists.parse(value);
}

/** Where they are kept: what was written is on the disk. */
interface SharesOnDisk {
  read(): { readonly value: SharesFile | undefined };
  write(value: SharesFile): void;
}

/** Keeps them in a file. */
export function rememberShares(file: SharesOnDisk): RememberedShares {
  const keyOf = ({ accountId, region, imageId }: ImagePlace): string => `${accountId}/${region}/${imageId}`;
  return {
    of: (place) => (file.read().value?.[keyOf(place)] ?? []).map(receiverOfKey),
    keep(place, shares) {
      const { [keyOf(place)]: before = [], ...others } = file.read().value ?? {};
      if (shares.length === 0 && before.length === 0) return;
      file.write(shares.length === 0 ? others : { ...others, [keyOf(place)]: shares.map(receiverKey) });
    },
  };
}
