import type { Image } from '../images/contract.ts';
import type { KeyPair } from '../keys/contract.ts';
import type { SecurityGroup, Subnet, Vpc } from '../network/contract.ts';
import type { MachinePrices } from '../prices/machine-prices.ts';
import type { InstanceType } from './contract.ts';
import { whyNotFitting } from './fitting.ts';

/** What is true in the account and Region at the moment of a launch: what choices are offered, and checked against. */
export interface LaunchFacts {
  readonly image: Image;
  readonly instanceTypes: readonly InstanceType[];
  readonly keyPairs: readonly KeyPair[];
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly groups: readonly SecurityGroup[];
  /** This computer's public IPv4 address; absent when it cannot be found out. */
  readonly myAddress?: string | undefined;
  /** What machines cost with the image's system. */
  readonly prices: MachinePrices;
}

/** The instance types that can run the image, those of the free plan first, then by memory. */
export function typesForImage(facts: Pick<LaunchFacts, 'image' | 'instanceTypes'>): readonly InstanceType[] {
  return facts.instanceTypes
    .filter((type) => whyNotFitting(type, facts.image) === undefined)
    .sort(
      (a, b) =>
        Number(b.freeTierEligible) - Number(a.freeTierEligible) ||
        a.memoryMiB - b.memoryMiB ||
        a.vCpus - b.vCpus ||
        a.name.localeCompare(b.name, 'en'),
    );
}

/** The first launch-wizard-N that no group of the VPC bears. */
export function nextGroupName(groups: readonly Pick<SecurityGroup, 'name' | 'vpcId'>[], vpcId: string): string {
  const taken = new Set(groups.filter((group) => group.vpcId === vpcId).map((group) => group.name));
  let number = 1;
  while (taken.has(`launch-wizard-${number}`)) number += 1;
  return `launch-wizard-${number}`;
}

/** The disk sizes that an image's volumes must at least have, by device name. */
export function smallestSizes(image: Image): ReadonlyMap<string, number> {
  return new Map(image.volumes.map((volume) => [volume.deviceName, volume.sizeGiB]));
}
