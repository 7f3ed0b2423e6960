import { findPublicSnapshot, type PublicImage, publicImagesOf } from '../../data/public-images.ts';
import { Refusal } from '../../refusal.ts';
import type { SnapshotRecord } from '../../world/records/storage-records.ts';
import type { Place } from '../../world/world.ts';
import { checkId, kinds, required } from '../finding.ts';
import type { CallContext } from '../operation.ts';
import { isVisible } from '../visibility.ts';

/** A snapshot as a caller sees it, whoever owns it. */
export interface VisibleSnapshot {
  readonly id: string;
  readonly record: SnapshotRecord;
  readonly ownerId: string;
  readonly ownerAlias: string | null;
  /** Where it is kept; null for snapshots that the practice cloud brings along. */
  readonly place: Place | null;
}

/** EC2 writes this volume ID on snapshots that are of no volume any more: copies, and those of public images. */
export const noVolume = 'vol-ffffffff';

/** A snapshot as a caller sees it; null where it may not, or not yet. */
export function seenSnapshot(call: CallContext, place: Place, record: SnapshotRecord): VisibleSnapshot | null {
  const own = place.account === call.account;
  const shared = record.sharedWith.includes(call.account.id) || isPublicIn(place, record);
  if (!(own || shared) || !isVisible(record, call)) return null;
  return { id: record.id, record, ownerId: place.account.id, ownerAlias: null, place };
}

/** Whether everyone sees a snapshot: its owner may have shut all of them up again. */
export function isPublicIn(place: Place, { isPublic }: SnapshotRecord): boolean {
  return isPublic && place.settings.get('region')?.snapshotBlockPublicAccess !== 'block-all-sharing';
}

/** The snapshots of others that a caller may see in the Region: those shared with it, and the public ones. */
export function othersSnapshots(call: CallContext): VisibleSnapshot[] {
  const kept = call.world.placesIn(call.region).flatMap((place) => {
    if (place.account === call.account) return [];
    const shared = new Set([...place.snapshots.by('viewer', call.account.id), ...place.snapshots.by('viewer', 'all')]);
    return [...shared].flatMap((record) => seenSnapshot(call, place, record) ?? []);
  });
  return [...kept, ...publicImagesOf(call.region).map(bundled)];
}

/** One snapshot by its ID, if the caller may see it: costs the same however many there are. */
export function visibleSnapshot(call: CallContext, id: string): VisibleSnapshot | null {
  for (const place of call.world.placesIn(call.region)) {
    const record = place.snapshots.get(id);
    if (record) return seenSnapshot(call, place, record);
  }
  const image = findPublicSnapshot(call.region, id);
  return image && bundled(image);
}

/** A snapshot that the caller's account owns; refuses unknown ones, and others'. */
export function ownSnapshot(call: CallContext, snapshotId: string | undefined): SnapshotRecord {
  const id = required(snapshotId, 'SnapshotId');
  checkId(kinds.snapshot, id);
  const found = visibleSnapshot(call, id);
  if (!found) throw new Refusal('InvalidSnapshot.NotFound', kinds.snapshot.missing([id]));
  if (found.place !== call.place) throw new Refusal('AuthFailure', `Not authorized for snapshot:${id}`, 403);
  return found.record;
}

function bundled(image: PublicImage): VisibleSnapshot {
  const at = Date.parse(image.createdAt);
  const record: SnapshotRecord = {
    id: image.snapshotId,
    volumeId: noVolume,
    size: image.size,
    description: image.description,
    encrypted: false,
    kmsKeyId: null,
    startedAt: at,
    completesAt: at,
    state: 'completed',
    stateMessage: null,
    diskId: null,
    sharedWith: [],
    isPublic: true,
    tags: [],
  };
  return { id: record.id, record, ownerId: image.ownerId, ownerAlias: image.ownerAlias, place: null };
}
