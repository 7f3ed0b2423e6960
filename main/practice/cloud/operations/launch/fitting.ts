import { findInstanceType, type InstanceTypeFact, isOffered } from '../../data/instance-types.ts';
import { findRegion } from '../../data/regions.ts';
import { Refusal } from '../../refusal.ts';
import type { ImageRecord } from '../../world/records/image-records.ts';
import type { Account } from '../../world/world.ts';

/** The type that EC2 takes where a launch names none. */
const USUAL_TYPE = 'm1.small';

/** The facts of the type that a call names; refuses one of no kind. */
export function readType(name: string = USUAL_TYPE, code = 'InvalidParameterValue'): InstanceTypeFact {
  const fact = findInstanceType(name);
  if (!fact) throw new Refusal(code, `Invalid value '${name}' for InstanceType.`);
  return fact;
}

/** Refuses a type whose processors, firmware or price do not fit the image, or the account. */
export function checkFit(type: InstanceTypeFact, image: ImageRecord, account: Account): void {
  checkArchitecture(type, image.architecture, 'AMI', "'describe-instance-types' or 'describe-images'");
  checkBootMode(type, image);
  const settings = account.accountSettings.get('account');
  if (settings?.freePlan && !type.freeTier) {
    throw new Refusal(
      'InvalidParameterCombination',
      "The specified instance type is not eligible for Free Tier. For a list of Free Tier instance types, run 'describe-instance-types' with the filter 'free-tier-eligible=true'.",
    );
  }
  const unbought = image.productCodes.find((code) => !settings?.subscriptions.includes(code));
  if (unbought !== undefined) {
    throw new Refusal(
      'OptInRequired',
      `In order to use this AWS Marketplace product you need to accept terms and subscribe. To do so please visit https://aws.amazon.com/marketplace/pp?sku=${unbought}`,
      401,
    );
  }
}

/** Refuses a type with other processors than an image or an instance was made for. */
export function checkArchitecture(
  type: InstanceTypeFact,
  wanted: string,
  what: 'AMI' | 'instance',
  calls: string,
): void {
  if (type.architectures.some((one) => one === wanted)) return;
  const several = what === 'AMI' ? 'an instance type and an AMI' : 'an instance type and an instance';
  throw new Refusal(
    'InvalidParameterValue',
    `The architecture '${type.architectures.join(',')}' of the specified instance type does not match the architecture '${wanted}' of the specified ${what}. Specify ${several} that have matching architectures, and try again. You can use ${calls} to discover the architecture of the instance type or ${what}.`,
  );
}

/** What a machine of a type starts by, of what its image asks for; null where the type cannot do that. */
export function bootModeOf(
  type: Pick<InstanceTypeFact, 'bootModes'>,
  image: Pick<ImageRecord, 'bootMode' | 'architecture'>,
): 'uefi' | 'legacy-bios' | null {
  const wanted = image.bootMode ?? (image.architecture === 'arm64' ? 'uefi' : 'legacy-bios');
  const modes = wanted === 'uefi-preferred' ? (['uefi', 'legacy-bios'] as const) : [wanted];
  return type.bootModes.find((mode) => mode === modes[0]) ?? type.bootModes.find((mode) => mode === modes[1]) ?? null;
}

/** Refuses a type that cannot start in the way that an image, or an instance of it, asks for. */
export function checkBootMode(type: InstanceTypeFact, image: Pick<ImageRecord, 'bootMode' | 'architecture'>): void {
  if (bootModeOf(type, image) !== null) return;
  throw new Refusal(
    'InvalidParameterValue',
    image.bootMode === 'uefi'
      ? `The ${type.name} instance type does not support an AMI with a boot mode of UEFI. Only instance types built on the Nitro System support UEFI. Specify an instance type that supports UEFI, and try again.`
      : `The ${type.name} instance type does not support an AMI with a boot mode of Legacy BIOS. Specify an instance type that supports Legacy BIOS, and try again.`,
  );
}

/** Refuses bandwidth of its own to its disks for a type that has none. */
export function checkEbsOptimized(type: InstanceTypeFact, wanted: boolean | undefined): void {
  if (wanted && type.ebs === null) {
    throw new Refusal(
      'Unsupported',
      'EBS-optimized instances are not supported for your requested configuration. Please check the documentation for supported configurations.',
    );
  }
}

/** Refuses a zone that does not have a type, naming those that do. */
export function checkOffered(type: InstanceTypeFact, zone: string, region: string): void {
  if (isOffered(type, zone)) return;
  const zones = findRegion(region)?.zones ?? [];
  if (!zones.some(({ name }) => isOffered(type, name))) throw notSupported();
  const others = zones.map(({ name }) => name).filter((name) => isOffered(type, name));
  throw new Refusal(
    'Unsupported',
    `Your requested instance type (${type.name}) is not supported in your requested Availability Zone (${zone}). Please retry your request by not specifying an Availability Zone or choosing ${others.join(', ')}.`,
  );
}

function notSupported(): Refusal {
  return new Refusal(
    'Unsupported',
    'The requested configuration is currently not supported. Please check the documentation for supported configurations.',
  );
}
