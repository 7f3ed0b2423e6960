import type { InstanceRecord, InstanceState, PlaceRecord } from './records.ts';

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
} as const;

/** Moves what is due in one place: instances, volumes of the terminated, snapshots and images. */
export function settlePlace(place: PlaceRecord, now: number): void {
  for (const instance of place.instances) settleInstance(place, instance, now);
  remove(
    place.instances,
    (instance) => instance.state === 'terminated' && instance.next !== null && instance.next.at <= now,
  );
  for (const snapshot of place.snapshots) {
    if (snapshot.state === 'pending' && snapshot.completesAt <= now) snapshot.state = 'completed';
  }
  for (const image of place.images) {
    if (!image.next || image.next.at > now) continue;
    image.state = image.next.state;
    image.next = null;
  }
}

function settleInstance(place: PlaceRecord, instance: InstanceRecord, now: number): void {
  while (instance.next && instance.next.at <= now && instance.next.state !== instance.state) {
    const { state, at } = instance.next;
    instance.state = state;
    instance.next = null;
    if (state === 'running') instance.checksPassAt = at + durations.checks;
    if (state === 'stopped') instance.publicIp = null;
    if (state === 'terminated') bury(place, instance, at);
  }
}

function bury(place: PlaceRecord, instance: InstanceRecord, at: number): void {
  instance.publicIp = null;
  instance.disk = null;
  // The same state again: the mark for when it leaves the list.
  instance.next = { state: 'terminated', at: at + durations.terminatedStays };
  const mine = place.volumes.filter((volume) => volume.attachment?.instanceId === instance.id);
  remove(place.volumes, (volume) => mine.includes(volume) && volume.attachment?.deleteOnTermination === true);
  for (const volume of mine) volume.attachment = null;
}

/** Takes out of a list, in place, what matches. */
export function remove<T>(list: T[], matches: (item: T) => boolean): void {
  const kept = list.filter((item) => !matches(item));
  list.splice(0, list.length, ...kept);
}

/** Sends an instance from one state into another that it reaches later. */
export function move(instance: InstanceRecord, through: InstanceState, to: InstanceState, at: number): void {
  instance.state = through;
  instance.next = { state: to, at };
}
