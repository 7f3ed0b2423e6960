import { Refusal } from '../../refusal.ts';
import type { AddressRecord } from '../../world/records/network-records.ts';
import type { Place } from '../../world/world.ts';
import { findOne, kinds } from '../finding.ts';

/** The elastic address with a number such as `3.120.0.1`. */
export function addressAt(place: Place, publicIp: string): AddressRecord {
  const [found] = place.addresses.by('publicIp', publicIp);
  if (!found) throw new Refusal('InvalidAddress.NotFound', `Address '${publicIp}' not found.`);
  return found;
}

/** The elastic address that a call names by its allocation or by itself. */
export function findAddress(
  place: Place,
  input: { readonly AllocationId?: string | undefined; readonly PublicIp?: string | undefined },
): AddressRecord {
  const { AllocationId, PublicIp } = input;
  if (AllocationId && PublicIp) {
    throw new Refusal(
      'InvalidParameterCombination',
      'You may specify public IP or allocation id, but not both in the same call',
    );
  }
  if (!AllocationId && !PublicIp) {
    throw new Refusal('MissingParameter', 'Either public IP or allocation id must be specified');
  }
  return PublicIp ? addressAt(place, PublicIp) : findOne(kinds.address, place.addresses, AllocationId);
}
