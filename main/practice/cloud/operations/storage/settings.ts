import type { PlaceSettingsRecord } from '../../world/records/place-records.ts';
import type { CallContext } from '../operation.ts';

/** The settings of the caller's account in the Region. */
export function settingsOf({ place }: CallContext): PlaceSettingsRecord {
  const held = place.settings.get('region');
  if (!held) throw new Error(`${place.account.id} has no settings in ${place.region}.`);
  return held;
}

/** Changes some of them. */
export function changeSettings(call: CallContext, patch: Partial<Omit<PlaceSettingsRecord, 'id'>>): void {
  call.place.settings.change(settingsOf(call), patch);
}
