import { Refusal } from '../refusal.ts';
import type { ImageRecord } from '../world/records/image-records.ts';
import type { SnapshotRecord } from '../world/records/storage-records.ts';
import type { Place } from '../world/world.ts';
import { checkId, kinds } from './finding.ts';
import { isShutOut } from './images/allowed-images.ts';
import { bundledImage, bundledImages } from './images/bundled-images.ts';
import type { CallContext } from './operation.ts';
import { visibleSnapshot } from './storage/visible-snapshots.ts';
import { isVisible } from './visibility.ts';

/** An image as a caller sees it, whoever owns it. */
export interface VisibleImage {
  readonly record: ImageRecord;
  readonly ownerId: string;
  readonly ownerAlias: string | null;
  readonly isPublic: boolean;
  /** Where it is kept; null for images that the practice cloud brings along. */
  readonly place: Place | null;
}

/** The caller's own images in the Region of the call, one by one. */
export function* ownImages(call: CallContext): Generator<VisibleImage> {
  for (const record of call.place.images) {
    const image = seenBy(call, call.place, record);
    if (image) yield image;
  }
}

/** The images of others that a caller may see in the Region: those shared with it, and the public ones. */
export function* othersImages(call: CallContext): Generator<VisibleImage> {
  for (const place of call.world.placesIn(call.region)) {
    if (place.account === call.account) continue;
    const shared = new Set([...place.images.by('viewer', call.account.id), ...place.images.by('viewer', 'all')]);
    for (const record of shared) {
      const image = seenBy(call, place, record);
      if (image) yield image;
    }
  }
  for (const image of bundledImages(call.region)) if (!isShutOut(call, image)) yield image;
}

/** One image by its ID, if the caller may see it: costs the same however many there are. */
export function visibleImage(call: CallContext, id: string): VisibleImage | null {
  for (const place of call.world.placesIn(call.region)) {
    const record = place.images.get(id);
    if (record) return seenBy(call, place, record);
  }
  const found = bundledImage(call.region, id);
  return found && !isShutOut(call, found) ? found : null;
}

/**
 * An image as a caller sees it; null where it may not, or not yet.
 *
 * Permissions for organizations and their units are kept and told, but no practice account is in one.
 */
export function seenBy(call: CallContext, place: Place, record: ImageRecord): VisibleImage | null {
  if (!isVisible(record, call)) return null;
  const { permissions, state } = record;
  const image = { record, ownerId: place.account.id, ownerAlias: null, isPublic: permissions.isPublic, place };
  if (place.account === call.account) return image;
  const shared = permissions.isPublic || permissions.accounts.includes(call.account.id);
  return state === 'available' && shared && !isShutOut(call, image) ? image : null;
}

/** An image that can be launched or copied; refuses unknown, unfinished and disabled ones as EC2 does. */
export function launchableImage(call: CallContext, id: string): VisibleImage {
  checkId(kinds.image, id);
  const image = visibleImage(call, id);
  if (!image) throw new Refusal('InvalidAMIID.NotFound', kinds.image.missing([id]));
  if (image.record.state !== 'available') {
    throw new Refusal('InvalidAMIID.Unavailable', `The image ID '${id}' is not available`);
  }
  return image;
}

/** Keeps that an image was launched; only its owner is told, a day later. */
export function noteLaunch({ place, record }: VisibleImage, call: CallContext): void {
  place?.images.change(record, { lastLaunchedAt: call.now });
}

/** A snapshot that the caller's account may read: its own, one that is shared with it, or a public one; else null. */
export function readableSnapshot(call: CallContext, id: string): SnapshotRecord | null {
  return visibleSnapshot(call, id)?.record ?? null;
}

/**
 * The size of a snapshot that a launch may use: one that the caller may read, or one of an image that it may launch,
 * for which the snapshot itself need not be shared; null for any other.
 */
export function foreignSnapshotSize(call: CallContext, id: string): number | null {
  const readable = readableSnapshot(call, id);
  if (readable) return readable.size;
  for (const place of call.world.placesIn(call.region)) {
    const launchable = place.images.by('snapshot', id).some((record) => seenBy(call, place, record));
    if (launchable) return place.snapshots.get(id)?.size ?? null;
  }
  return null;
}

/** What an image's root volume holds, a row of `disks`; null for a fresh system. */
export function rootDisk({ place, record }: VisibleImage): string | null {
  const root = record.mappings.find(({ device }) => device === record.rootDevice);
  return place?.snapshots.get(root?.snapshotId)?.diskId ?? null;
}
