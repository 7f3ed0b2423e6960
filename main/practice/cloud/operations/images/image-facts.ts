import type { ImageRecord, PastImageRecord } from '../../world/records/image-records.ts';
import type { World } from '../../world/world.ts';
import { bundledImage } from './bundled-images.ts';

/** What is known of an image whoever asks: that it was there is no secret to who launched or copied it. */
export interface ImageFacts {
  readonly ownerId: string;
  readonly ownerAlias: string | null;
  readonly isPublic: boolean;
  /** In the Recycle Bin or gone, its state is `deregistered`. */
  readonly state: ImageRecord['state'] | 'deregistered';
  readonly facts: Omit<PastImageRecord, 'snapshotIds' | 'isPublic'>;
  /** All of it, while it is there or in the Recycle Bin. */
  readonly record: ImageRecord | null;
}

/** The facts of an image in a Region, deregistered ones included; null where there never was one. */
export function findFacts(world: World, region: string, id: string): ImageFacts | null {
  for (const { images, binnedImages, pastImages, account } of world.placesIn(region)) {
    const owner = { ownerId: account.id, ownerAlias: null };
    const record = images.get(id);
    if (record) {
      return { ...owner, isPublic: record.permissions.isPublic, state: record.state, facts: record, record };
    }
    const binned = binnedImages.get(id) ?? null;
    const facts = binned ?? pastImages.get(id);
    if (facts) return { ...owner, isPublic: false, state: 'deregistered', facts, record: binned };
  }
  const found = bundledImage(region, id);
  return found && { ...found, state: found.record.state, facts: found.record };
}
