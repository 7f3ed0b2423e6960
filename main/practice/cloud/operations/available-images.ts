import { findPublicImage, findPublicSnapshot, type PublicImage, publicImagesOf } from '../data/public-images.ts';
import { Refusal } from '../refusal.ts';
import { type ImageRecord, plainImage } from '../world/records/image-records.ts';
import type { Place } from '../world/world.ts';
import { checkId, kinds } from './finding.ts';
import type { CallContext } from './operation.ts';

/** An image as a caller sees it, whoever owns it. */
export interface VisibleImage {
  readonly record: ImageRecord;
  readonly ownerId: string;
  readonly ownerAlias: string | null;
  readonly isPublic: boolean;
  /** Where it is kept; null for images that the practice cloud brings along. */
  readonly place: Place | null;
}

/** The images that a caller may see in a Region: its own, those shared with it, and the public ones. */
export function visibleImages(call: CallContext): VisibleImage[] {
  const kept = call.world
    .placesIn(call.region)
    .flatMap((place) => place.images.all().flatMap((record) => seenBy(call, place, record) ?? []));
  return [...kept, ...broughtAlong(call.region)];
}

/** One image by its ID, if the caller may see it. */
export function visibleImage(call: CallContext, id: string): VisibleImage | null {
  for (const place of call.world.placesIn(call.region)) {
    const record = place.images.get(id);
    if (record) return seenBy(call, place, record);
  }
  const found = findPublicImage(call.region, id);
  return found ? asVisible(found) : null;
}

function seenBy(call: CallContext, place: Place, record: ImageRecord): VisibleImage | null {
  const { permissions } = record;
  const own = place.account === call.account;
  const usable = record.state === 'available';
  if (!own && !(usable && (permissions.isPublic || permissions.accounts.includes(call.account.id)))) return null;
  return { record, ownerId: place.account.id, ownerAlias: null, isPublic: permissions.isPublic, place };
}

/** An image that can be launched; refuses unknown and unfinished ones as EC2 does. */
export function launchableImage(call: CallContext, id: string): VisibleImage {
  checkId(kinds.image, id);
  const image = visibleImage(call, id);
  if (!image) throw new Refusal('InvalidAMIID.NotFound', kinds.image.missing([id]));
  if (image.record.state !== 'available') {
    throw new Refusal('InvalidAMIID.Unavailable', `The image ID '${id}' is not available`);
  }
  return image;
}

/** The size of a snapshot that a caller's images may use: its own, shared, or of a public image; null for any other. */
export function foreignSnapshotSize(call: CallContext, id: string): number | null {
  for (const place of call.world.placesIn(call.region)) {
    const snapshot = place.snapshots.get(id);
    if (snapshot) return snapshot.size;
  }
  return findPublicSnapshot(call.region, id)?.size ?? null;
}

/** What an image's root volume holds, a row of `disks`; null for a fresh system. */
export function rootDisk({ place, record }: VisibleImage): string | null {
  const root = record.mappings.find(({ device }) => device === record.rootDevice);
  return place?.snapshots.get(root?.snapshotId)?.diskId ?? null;
}

const known = new Map<string, readonly VisibleImage[]>();

function broughtAlong(region: string): readonly VisibleImage[] {
  const held = known.get(region);
  if (held) return held;
  const images = publicImagesOf(region).map(asVisible);
  known.set(region, images);
  return images;
}

function asVisible(image: PublicImage): VisibleImage {
  return {
    ownerId: image.ownerId,
    ownerAlias: image.ownerAlias,
    isPublic: true,
    place: null,
    record: {
      ...plainImage,
      id: image.id,
      name: image.name,
      description: image.description,
      architecture: image.architecture,
      platform: image.platform,
      platformDetails: 'Linux/UNIX',
      rootDevice: image.rootDevice,
      mappings: [
        {
          device: image.rootDevice,
          snapshotId: image.snapshotId,
          size: image.size,
          type: 'gp3',
          iops: 3000,
          throughput: 125,
          encrypted: false,
          kmsKeyId: null,
          deleteOnTermination: true,
        },
      ],
      createdAt: Date.parse(image.createdAt),
      sourceInstanceId: null,
      sourceImageId: null,
      imdsV2: image.imdsV2,
      state: 'available',
      next: null,
      stateReason: null,
      permissions: { ...plainImage.permissions, isPublic: true },
      tags: [],
    },
  };
}
