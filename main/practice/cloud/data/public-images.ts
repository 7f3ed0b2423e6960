import { createHash } from 'node:crypto';
import type { Platform } from '../machines/machine.ts';
import { type ProductCode, type PublicImageLine, type Publisher, publicImageLines } from './public-image-lines.ts';
import { findRegion } from './regions.ts';

/** An image that everyone can launch: AWS's own, a distribution's, a product's or a stranger's. */
export interface PublicImage {
  readonly id: string;
  readonly snapshotId: string;
  readonly region: string;
  readonly name: string;
  readonly description: string;
  /** Who really publishes it, which its name does not prove. */
  readonly publisher: Publisher['name'];
  readonly ownerId: string;
  /** AWS calls an image's provider verified where there is an alias. */
  readonly ownerAlias: 'amazon' | 'aws-marketplace' | null;
  readonly platform: Platform;
  /** The system's own version, such as `24.04` or `2023`. */
  readonly release: string;
  readonly architecture: 'x86_64' | 'arm64';
  readonly rootDevice: string;
  readonly size: number;
  readonly volumeType: 'gp2' | 'gp3';
  /** As EC2 tells it; null where an image says nothing and so starts by legacy BIOS. */
  readonly bootMode: 'uefi' | 'uefi-preferred' | null;
  readonly createdAt: string;
  /** From then on it is hidden from lists, and can still be launched by its ID; null for never. */
  readonly deprecationTime: string | null;
  readonly imdsV2: boolean;
  /** What a caller must be subscribed to before a launch; null for images that are free to use. */
  readonly productCode: ProductCode | null;
}

export type { ProductCode } from './public-image-lines.ts';

interface Shelf {
  readonly images: readonly PublicImage[];
  readonly byId: ReadonlyMap<string, PublicImage>;
  readonly bySnapshot: ReadonlyMap<string, PublicImage>;
}

/** A Region's images are made when it is first looked at: few of the Regions ever are. */
const shelves = new Map<string, Shelf>();

/** The public images of one Region; none where there is no such Region. */
export function publicImagesOf(region: string): readonly PublicImage[] {
  return shelfOf(region).images;
}

/** The public image with this ID in this Region, or null. */
export function findPublicImage(region: string, id: string): PublicImage | null {
  return shelfOf(region).byId.get(id) ?? null;
}

/** The public image whose root snapshot has this ID in this Region, or null. */
export function findPublicSnapshot(region: string, id: string): PublicImage | null {
  return shelfOf(region).bySnapshot.get(id) ?? null;
}

function shelfOf(region: string): Shelf {
  const held = shelves.get(region);
  if (held) return held;
  const images = publicImageLines.flatMap((line) => publish(line, region));
  const shelf: Shelf = {
    images,
    byId: new Map(images.map((image) => [image.id, image])),
    bySnapshot: new Map(images.map((image) => [image.snapshotId, image])),
  };
  // An unknown Region is not remembered: its name is the caller's and may be anything.
  if (images.length > 0) shelves.set(region, shelf);
  return shelf;
}

function publish({ publisher, ...line }: PublicImageLine, region: string): PublicImage[] {
  const fact = findRegion(region);
  const ownerId = fact ? publisher.owners[fact.partition] : undefined;
  if (!ownerId) return [];
  return [
    {
      ...line,
      id: fixedId('ami', `${region}/${line.name}`),
      snapshotId: fixedId('snap', `${region}/${line.name}`),
      region,
      publisher: publisher.name,
      ownerId,
      ownerAlias: publisher.alias,
      platform: publisher.platform,
      rootDevice: publisher.rootDevice,
    },
  ];
}

/** An ID that is the same in every practice cloud, so that notes and lessons can name it. */
function fixedId(prefix: string, text: string): string {
  return `${prefix}-0${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}
