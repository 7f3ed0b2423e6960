import type { CreditSpecificationRequest, RunInstancesRequest } from '@aws-sdk/client-ec2';
import type { InstanceTypeFact } from '../../data/instance-types.ts';
import { Refusal } from '../../refusal.ts';
import type { InstanceRecord, KeyPairRecord } from '../../world/records/instance-records.ts';
import type { Place } from '../../world/world.ts';
import { required } from '../finding.ts';
import { refuseUnmodelled } from '../operation.ts';

/** Bytes of user data before they are encoded. */
const MOST_USER_DATA = 16_384;

const unmodelled = [
  'InstanceMarketOptions',
  'Ipv6AddressCount',
  'Ipv6Addresses',
  'EnablePrimaryIpv6',
  'ElasticGpuSpecification',
  'ElasticInferenceAccelerators',
  'LicenseSpecifications',
  'SecondaryInterfaces',
  'InstanceRequirements',
  'NetworkPerformanceOptions',
  'CpuOptions',
  'KernelId',
  'RamdiskId',
  'AdditionalInfo',
  'Operator',
] as const;

/** Parameters of a launch that are taken where they ask for what happens anyway, and refused by name elsewhere. */
const asUsual: readonly (readonly [name: string, usual: (input: RunInstancesRequest) => boolean])[] = [
  ['HibernationOptions', ({ HibernationOptions }) => !HibernationOptions?.Configured],
  ['EnclaveOptions', ({ EnclaveOptions }) => !EnclaveOptions?.Enabled],
  ['MaintenanceOptions', ({ MaintenanceOptions }) => (MaintenanceOptions?.AutoRecovery ?? 'default') === 'default'],
  [
    'CapacityReservationSpecification',
    ({ CapacityReservationSpecification: given }) =>
      !given?.CapacityReservationTarget && (given?.CapacityReservationPreference ?? 'open') === 'open',
  ],
  [
    'PrivateDnsNameOptions',
    ({ PrivateDnsNameOptions: given }) =>
      (given?.HostnameType ?? 'ip-name') === 'ip-name' && !given?.EnableResourceNameDnsAAAARecord,
  ],
];

/** Refuses by name what this version does not model of a launch. */
export function refuseUnmodelledOptions(input: RunInstancesRequest): void {
  refuseUnmodelled(input, unmodelled);
  for (const [name, isUsual] of asUsual) {
    if (!isUsual(input)) throw new Refusal('UnsupportedOperation', `The practice cloud does not do ${name} yet.`);
  }
}

/** How many machines a launch asks for: at least and at most. */
export function readCounts(input: RunInstancesRequest): { readonly least: number; readonly most: number } {
  const least = required(input.MinCount, 'MinCount');
  const most = required(input.MaxCount, 'MaxCount');
  if (!Number.isInteger(least) || least < 1) {
    throw new Refusal(
      'InvalidParameterValue',
      `Value (${least}) for parameter minCount is invalid. minCount must be at least 1.`,
    );
  }
  if (!Number.isInteger(most) || most < least) {
    throw new Refusal(
      'InvalidParameterValue',
      `Value (${most}) for parameter maxCount is invalid. maxCount must not be smaller than minCount.`,
    );
  }
  return { least, most };
}

/** User data as it was given: base64 of 16 KB at most. Source: EC2 user guide, "Run commands when you launch". */
export function readUserData(text: string | undefined, code = 'InvalidParameterValue'): string {
  if (!text) return '';
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text)) throw new Refusal(code, 'Invalid BASE64 encoding of user data.');
  if (Buffer.from(text, 'base64').length > MOST_USER_DATA) {
    throw new Refusal('InvalidParameterValue', 'User data is limited to 16384 bytes');
  }
  return text;
}

/** The key pair with this name; refuses one that is not there as EC2 does. */
export function findKeyPair(place: Place, name: string): KeyPairRecord {
  const [found] = place.keyPairs.by('name', name);
  if (!found) throw new Refusal('InvalidKeyPair.NotFound', `The key pair '${name}' does not exist`);
  return found;
}

/** What a machine does when it is shut down from inside. */
export function readShutdown(text: string | undefined): 'stop' | 'terminate' {
  if (text === undefined || text === 'stop') return 'stop';
  if (text === 'terminate') return 'terminate';
  throw new Refusal(
    'InvalidParameterValue',
    `Value (${text}) for parameter instanceInitiatedShutdownBehavior is invalid.`,
  );
}

/** Whether a machine has its hardware for itself; hosts of one's own are refused by name. */
export function readTenancy(input: RunInstancesRequest): InstanceRecord['tenancy'] {
  const { Tenancy = 'default', GroupName, GroupId, ...others } = input.Placement ?? {};
  const group = GroupName || GroupId;
  if (group) throw new Refusal('InvalidPlacementGroup.Unknown', `The Placement Group '${group}' is unknown.`);
  refuseUnmodelled(others, ['Affinity', 'HostId', 'HostResourceGroupArn', 'PartitionNumber', 'SpreadDomain']);
  if (Tenancy === 'default' || Tenancy === 'dedicated') return Tenancy;
  if (Tenancy === 'host') {
    throw new Refusal('UnsupportedOperation', 'The practice cloud does not do the tenancy host yet.');
  }
  throw new Refusal('InvalidParameterValue', `Value (${Tenancy}) for parameter tenancy is invalid.`);
}

/** The credit option of a burstable machine that a launch asks for; null where it says nothing. */
export function readCredits(
  given: CreditSpecificationRequest | undefined,
  type: InstanceTypeFact,
): InstanceRecord['cpuCredits'] {
  if (given === undefined) return null;
  const credits = required(given.CpuCredits, 'CpuCredits');
  if (credits !== 'standard' && credits !== 'unlimited') {
    throw new Refusal('InvalidParameterValue', `Value (${credits}) for parameter cpuCredits is invalid.`);
  }
  if (!type.burstable) {
    throw new Refusal(
      'InvalidParameterCombination',
      `The parameter CreditSpecification is not supported by the instance type ${type.name}. Only burstable performance instances have CPU credits.`,
    );
  }
  return credits;
}
