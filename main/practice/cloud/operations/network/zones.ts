import { findRegion, type ZoneFact } from '../../data/regions.ts';
import { Refusal } from '../../refusal.ts';

/** The Availability Zones of a Region. */
export function zonesOf(region: string): readonly ZoneFact[] {
  return findRegion(region)?.zones ?? [];
}

/** The zone that a call asks for by name or by ID; undefined where it asks for none. */
export function findZone(
  region: string,
  input: { readonly AvailabilityZone?: string | undefined; readonly AvailabilityZoneId?: string | undefined },
): ZoneFact | undefined {
  const { AvailabilityZone: name, AvailabilityZoneId: id } = input;
  if (name === undefined && id === undefined) return undefined;
  if (name !== undefined && id !== undefined) {
    throw new Refusal(
      'InvalidParameterCombination',
      "The parameter 'availabilityZone' may not be used in combination with 'availabilityZoneId'",
    );
  }
  const zones = zonesOf(region);
  const found = zones.find((zone) => zone.name === name || zone.id === id);
  if (found) return found;
  const [given, parameter, known] =
    name === undefined
      ? [id, 'availabilityZoneId', zones.map((zone) => zone.id)]
      : [name, 'availabilityZone', zones.map((zone) => zone.name)];
  throw new Refusal(
    'InvalidParameterValue',
    `Value (${given}) for parameter ${parameter} is invalid. Subnets can currently only be created in the following availability zones: ${known.join(', ')}.`,
  );
}
