import { findRegion } from '../data/regions.ts';
import { Refusal } from '../refusal.ts';
import type { CallContext } from './operation.ts';

/** The call as if it had been sent to the Region that something is copied from. */
export function callIn(call: CallContext, region: string): CallContext {
  if (!findRegion(region)) {
    throw new Refusal('InvalidParameterValue', `Value (${region}) for parameter sourceRegion is invalid.`);
  }
  return { ...call, region, place: call.world.place(call.account.id, region) };
}
