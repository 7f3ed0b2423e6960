import { publicImages } from '../data/public-images.ts';
import type { Disk } from '../machines/machine.ts';
import { Refusal } from '../refusal.ts';
import type { ImageRecord, PlaceRecord, TagRecord } from '../world/records.ts';
import type { CallContext } from './operation.ts';

/** An image as a caller sees it, whoever owns it. */
export interface VisibleImage {
  readonly record: ImageRecord;
  readonly ownerId: string;
  readonly ownerAlias: string | null;
  readonly isPublic: boolean;
}

/** The images that a caller may see in a Region: its own and the public ones. */
export function visibleImages(call: CallContext): VisibleImage[] {
  const own = call.place.images.map((record) => ({
    record,
    ownerId: call.account.id,
    ownerAlias: null,
    isPublic: false,
  }));
  return [...own, ...publicOf(call.region)];
}

/** An image that can be launched; refuses unknown and unfinished ones as EC2 does. */
export function launchableImage(call: CallContext, id: string): VisibleImage {
  if (!/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) {
    throw new Refusal('InvalidAMIID.Malformed', `Invalid id: "${id}" (expecting "ami-...")`);
  }
  const image = visibleImages(call).find(({ record }) => record.id === id);
  if (!image) throw new Refusal('InvalidAMIID.NotFound', `The image id '[${id}]' does not exist`);
  if (image.record.state !== 'available') {
    throw new Refusal('InvalidAMIID.Unavailable', `The image ID '${id}' is not available`);
  }
  return image;
}

/** The size of a snapshot that only a public image uses; null for any other. */
export function publicSnapshotSize(id: string): number | null {
  return publicImages.find(({ snapshotId }) => snapshotId === id)?.size ?? null;
}

/** What an image's root volume holds; null for a fresh system. */
export function rootDisk(place: PlaceRecord, image: ImageRecord): Disk | null {
  const root = image.mappings.find(({ device }) => device === image.rootDevice);
  return place.snapshots.find(({ id }) => id === root?.snapshotId)?.disk ?? null;
}

const known = new Map<string, readonly VisibleImage[]>();

function publicOf(region: string): readonly VisibleImage[] {
  const held = known.get(region);
  if (held) return held;
  const tags: TagRecord[] = [];
  const images = publicImages
    .filter((image) => image.region === region)
    .map(
      (image): VisibleImage => ({
        ownerId: image.ownerId,
        ownerAlias: image.ownerAlias,
        isPublic: true,
        record: {
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
          tags,
        },
      }),
    );
  known.set(region, images);
  return images;
}
