import { findPublicImage, type PublicImage, publicImagesOf } from '../../data/public-images.ts';
import { type ImageRecord, plainImage } from '../../world/records/image-records.ts';
import type { VisibleImage } from '../available-images.ts';

const shelves = new Map<string, ReadonlyMap<string, VisibleImage>>();

/** The images that the practice cloud brings along in a Region. */
export function bundledImages(region: string): readonly VisibleImage[] {
  return [...shelfOf(region).values()];
}

/** One of them, by its ID. */
export function bundledImage(region: string, id: string): VisibleImage | null {
  return findPublicImage(region, id) ? (shelfOf(region).get(id) ?? null) : null;
}

function shelfOf(region: string): ReadonlyMap<string, VisibleImage> {
  const held = shelves.get(region);
  if (held) return held;
  const shelf = new Map(publicImagesOf(region).map((image) => [image.id, asVisible(image)]));
  // An unknown Region is not remembered: its name is the caller's and may be anything.
  if (shelf.size > 0) shelves.set(region, shelf);
  return shelf;
}

function asVisible(image: PublicImage): VisibleImage {
  return { record: recordOf(image), ownerId: image.ownerId, ownerAlias: image.ownerAlias, isPublic: true, place: null };
}

function recordOf(image: PublicImage): ImageRecord {
  const fast = image.volumeType === 'gp3';
  return {
    ...plainImage,
    id: image.id,
    name: image.name,
    description: image.description,
    architecture: image.architecture,
    platform: image.platform,
    platformDetails: 'Linux/UNIX',
    rootDevice: image.rootDevice,
    bootMode: image.bootMode,
    mappings: [
      {
        device: image.rootDevice,
        snapshotId: image.snapshotId,
        size: image.size,
        type: image.volumeType,
        iops: fast ? 3000 : null,
        throughput: fast ? 125 : null,
        encrypted: false,
        kmsKeyId: null,
        deleteOnTermination: true,
      },
    ],
    createdAt: Date.parse(image.createdAt),
    sourceInstanceId: null,
    sourceImageId: null,
    productCodes: image.productCode ? [image.productCode.id] : [],
    imdsV2: image.imdsV2,
    state: 'available',
    next: null,
    stateReason: null,
    permissions: { ...plainImage.permissions, isPublic: true },
    deprecatedAt: image.deprecationTime === null ? null : Date.parse(image.deprecationTime),
    tags: [],
  };
}
