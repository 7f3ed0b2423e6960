import { isIPv4 } from 'node:net';
import { Refusal } from '../../refusal.ts';
import { addressText, readBlock, sizeOf, toNumber, within } from '../../world/ipv4.ts';
import type { SubnetRecord } from '../../world/records/network-records.ts';
import type { Place } from '../../world/world.ts';
import type { CallContext } from '../operation.ts';

/** The first four addresses of a subnet and the last are AWS's own. */
const RESERVED_FIRST = 4;
const RESERVED = 5;
/** Where the search goes next: a prime, so that every size of subnet is walked over without a repetition. */
const STRIDE = 104_729;

/**
 * Private addresses for new instances in a subnet of any size: `count` free ones, or the one that is `wanted`.
 *
 * Nothing is kept: an address is taken once an instance that has it is in the world, so make the instances before
 * anything is awaited. Refuses an address outside the subnet, one of AWS's own five, one that is taken, and more
 * addresses than are free. Source: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html.
 */
export function choosePrivateAddresses(
  place: Place,
  subnet: SubnetRecord,
  count: number,
  wanted: string | undefined,
): string[] {
  if (wanted !== undefined) {
    if (count > 1) throw new Refusal('InvalidParameterCombination', 'A private IP address goes to one instance only.');
    checkWanted(place, subnet, wanted);
    return [wanted];
  }
  const { first, usable } = rangeOf(subnet);
  const found: string[] = [];
  // Starting behind as many as are taken finds a free one almost at once, however full the subnet is.
  const start = usable - freeAddressCount(place, subnet);
  for (let step = 0; step < usable && found.length < count; step += 1) {
    const address = addressText(first + RESERVED_FIRST + (((start + step) * STRIDE) % usable));
    if (!isTaken(place, subnet, address)) found.push(address);
  }
  if (found.length < count) {
    throw new Refusal(
      'InsufficientFreeAddressesInSubnet',
      `There are not enough free addresses in subnet '${subnet.id}' to satisfy the requested number of instances.`,
    );
  }
  return found;
}

/** How many instances a subnet has room for. */
export function freeAddressCount(place: Place, subnet: SubnetRecord): number {
  return rangeOf(subnet).usable - place.instances.by('subnet', subnet.id).length;
}

/** A public address that nobody has; of ranges that AWS's Frankfurt addresses come from, so that it looks as it will. */
export function freePublicIp(call: CallContext): string {
  const taken = (address: string) =>
    call.world.places.some(
      ({ instances, addresses }) =>
        instances.by('publicIp', address).length > 0 || addresses.by('publicIp', address).length > 0,
    );
  for (;;) {
    const [a = 0, b = 0, c = 0] = call.world.random(3);
    const address = `3.${120 + (a % 8)}.${b}.${1 + (c % 254)}`;
    if (!taken(address)) return address;
  }
}

function rangeOf(subnet: SubnetRecord): { first: number; usable: number } {
  const block = readBlock(subnet.cidr);
  if (!block) throw new Error(`The subnet ${subnet.id} has no block.`);
  return { first: block.first, usable: sizeOf(block) - RESERVED };
}

function checkWanted(place: Place, subnet: SubnetRecord, wanted: string): void {
  if (!isIPv4(wanted)) throw new Refusal('InvalidParameterValue', `invalid value for parameter address: ${wanted}`);
  const address = toNumber(wanted);
  const block = readBlock(subnet.cidr);
  if (!block || !within({ first: address, prefix: 32 }, block)) {
    throw new Refusal('InvalidParameterValue', `Address ${wanted} does not fall within the subnet's address range`);
  }
  const { first, usable } = rangeOf(subnet);
  if (address < first + RESERVED_FIRST || address >= first + RESERVED_FIRST + usable) {
    throw new Refusal('InvalidParameterValue', `Address ${wanted} is in subnet's reserved address range`);
  }
  if (isTaken(place, subnet, wanted)) throw new Refusal('InvalidIPAddress.InUse', `Address ${wanted} is in use.`);
}

function isTaken(place: Place, subnet: SubnetRecord, address: string): boolean {
  // Networks may have the same addresses.
  return place.instances.by('privateIp', address).some(({ vpcId }) => vpcId === subnet.vpcId);
}
