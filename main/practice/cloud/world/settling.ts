import type { ImageRecord } from './records/image-records.ts';
import type { InstanceRecord, InstanceState } from './records/instance-records.ts';
import type { AnyTable, Table } from './table.ts';
import type { Place } from './world.ts';

/** How long things take, in milliseconds of practice time; close to what small machines take in AWS. */
export const durations = {
  pending: 10_000,
  checks: 30_000,
  stopping: 20_000,
  shuttingDown: 20_000,
  /** A terminated instance stays listed for about an hour. */
  terminatedStays: 3_600_000,
  /** Two and a half minutes: long enough at ten times the speed to see it climb. */
  image: 150_000,
  volume: 3_000,
} as const;

/** Moves one row that is due on: to its next state, or out of the world. */
export function settleRow(place: Place | null, table: AnyTable, id: string, now: number): void {
  if (place && table === place.instances) settleInstance(place, id, now);
  else if (place && table === place.snapshots) settleSnapshot(place, id);
  else if (place && table === place.images) settleImage(place, id);
  else expire(table, id);
}

/** Tokens, sessions and images in the Recycle Bin: their time is over. */
function expire(table: AnyTable, id: string): void {
  const record = table.get(id);
  if (record) (table as Table<typeof record>).remove(record);
}

function settleInstance(place: Place, id: string, now: number): void {
  const { instances } = place;
  const instance = instances.get(id);
  const next = instance?.next;
  if (!instance || !next || next.at > now) return;
  const { state, at } = next;
  if (state === instance.state) {
    // A terminated instance leaves the list.
    const console = place.consoles.get(id);
    if (console) place.consoles.remove(console);
    instances.remove(instance);
    return;
  }
  if (state === 'terminated') {
    bury(place, instance, at);
    return;
  }
  instances.change(instance, {
    state,
    next: null,
    ...(state === 'running' ? { checksPassAt: at + durations.checks } : {}),
    ...(state === 'stopped' && !hasElasticAddress(place, instance) ? { publicIp: null } : {}),
  });
}

function hasElasticAddress(place: Place, instance: InstanceRecord): boolean {
  return place.addresses.by('instance', instance.id).length > 0;
}

function bury(place: Place, instance: InstanceRecord, at: number): void {
  const { diskId } = instance;
  place.instances.change(instance, {
    state: 'terminated',
    publicIp: null,
    diskId: null,
    // The same state again: the mark for when it leaves the list.
    next: { state: 'terminated', at: at + durations.terminatedStays },
  });
  for (const address of place.addresses.by('instance', instance.id)) {
    place.addresses.change(address, { association: null });
  }
  for (const volume of place.volumes.by('instance', instance.id)) {
    const { attachment } = volume;
    if (attachment?.deleteOnTermination) place.volumes.remove(volume);
    else {
      const isRoot = attachment?.device === instance.rootDevice;
      place.volumes.change(volume, { attachment: null, ...(isRoot ? { diskId } : {}) });
    }
  }
}

function settleSnapshot(place: Place, id: string): void {
  const snapshot = place.snapshots.get(id);
  if (snapshot) place.snapshots.change(snapshot, { state: snapshot.stateMessage === null ? 'completed' : 'error' });
}

function settleImage(place: Place, id: string): void {
  const image: ImageRecord | undefined = place.images.get(id);
  if (image?.next) place.images.change(image, { state: image.next.state, next: null });
}

/** Sends an instance from one state into another that it reaches later. */
export function move(place: Place, instance: InstanceRecord, through: InstanceState, to: InstanceState, at: number) {
  place.instances.change(instance, { state: through, next: { state: to, at } });
}
