import type { ModifyInstanceAttributeRequest } from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import type { VolumeRecord } from '../../world/records/storage-records.ts';
import type { Place } from '../../world/world.ts';
import { findAll, kinds, required } from '../finding.ts';
import { checkArchitecture, checkBootMode, checkEbsOptimized, readType } from '../launch/fitting.ts';
import { readShutdown, readUserData } from '../launch/options.ts';

/** What a change of an attribute writes: into the instance, and into its disks. */
export interface AttributeChange {
  readonly instance: Partial<Omit<InstanceRecord, 'id'>>;
  readonly volumes: readonly { readonly record: VolumeRecord; readonly deleteOnTermination: boolean }[];
}

type Reader = (input: ModifyInstanceAttributeRequest, instance: InstanceRecord, place: Place) => AttributeChange;

/** Attributes by the field of a request that changes them. */
const readers: Readonly<Record<string, Reader>> = {
  InstanceType: ({ InstanceType }, instance) => {
    needStopped(instance);
    const name = required(InstanceType?.Value, 'InstanceType');
    const type = readType(name, 'InvalidInstanceAttributeValue');
    checkArchitecture(type, instance.architecture, 'instance', "'describe-instance-types' or 'describe-instances'");
    checkBootMode(type, instance);
    // The new type may have no credits, or no bandwidth of its own for its disks.
    return change({
      type: type.name,
      cpuCredits: type.burstable ? instance.cpuCredits : null,
      ebsOptimized: instance.ebsOptimized && type.ebs !== null,
    });
  },
  UserData: ({ UserData }, instance) => {
    needStopped(instance);
    const { Value = new Uint8Array() } = UserData ?? {};
    return change({ userData: readUserData(Buffer.from(Value).toString('base64')) });
  },
  DisableApiTermination: ({ DisableApiTermination }) =>
    change({ terminationProtection: readFlag(DisableApiTermination?.Value, 'DisableApiTermination') }),
  DisableApiStop: ({ DisableApiStop }) => change({ stopProtection: readFlag(DisableApiStop?.Value, 'DisableApiStop') }),
  InstanceInitiatedShutdownBehavior: ({ InstanceInitiatedShutdownBehavior: given }) =>
    change({ shutdownBehaviour: readShutdown(required(given?.Value, 'InstanceInitiatedShutdownBehavior')) }),
  SourceDestCheck: ({ SourceDestCheck }) =>
    change({ sourceDestCheck: readFlag(SourceDestCheck?.Value, 'SourceDestCheck') }),
  EbsOptimized: ({ EbsOptimized }, instance) => {
    needStopped(instance);
    const ebsOptimized = readFlag(EbsOptimized?.Value, 'EbsOptimized');
    checkEbsOptimized(readType(instance.type), ebsOptimized);
    return change({ ebsOptimized });
  },
  Groups: ({ Groups = [] }, instance, place) => change({ groupIds: readGroups(Groups, instance, place) }),
  BlockDeviceMappings: ({ BlockDeviceMappings = [] }, instance, place) => ({
    instance: {},
    volumes: BlockDeviceMappings.map(({ DeviceName = '', Ebs }) => ({
      record: attachedAt(DeviceName, instance, place),
      deleteOnTermination: readFlag(Ebs?.DeleteOnTermination, 'DeleteOnTermination'),
    })),
  }),
};

/** Attributes by the name that the older form of the call has for them, which gives one value as a text. */
const byOlderName: Readonly<Record<string, (value: string) => ModifyInstanceAttributeRequestPart>> = {
  instanceType: (Value) => ({ InstanceType: { Value } }),
  userData: (value) => ({ UserData: { Value: Buffer.from(value, 'base64') } }),
  disableApiTermination: (value) => ({ DisableApiTermination: { Value: value === 'true' } }),
  disableApiStop: (value) => ({ DisableApiStop: { Value: value === 'true' } }),
  instanceInitiatedShutdownBehavior: (Value) => ({ InstanceInitiatedShutdownBehavior: { Value } }),
  sourceDestCheck: (value) => ({ SourceDestCheck: { Value: value === 'true' } }),
  ebsOptimized: (value) => ({ EbsOptimized: { Value: value === 'true' } }),
};

type ModifyInstanceAttributeRequestPart = Omit<ModifyInstanceAttributeRequest, 'InstanceId'>;

/** Reads the one attribute that a call changes, by EC2's rules; refuses none, several and those that are not modelled. */
export function readAttributeChange(
  given: ModifyInstanceAttributeRequest,
  instance: InstanceRecord,
  place: Place,
): AttributeChange {
  const input = { ...given, ...olderForm(given) };
  const notModelled = ['Kernel', 'Ramdisk', 'SriovNetSupport', 'EnaSupport'].find((name) => has(input, name));
  if (notModelled) {
    throw new Refusal('UnsupportedOperation', `The practice cloud does not change ${notModelled} yet.`);
  }
  const [name, ...others] = Object.keys(readers).filter((field) => has(input, field));
  const reader = name === undefined ? undefined : readers[name];
  if (!reader) throw new Refusal('InvalidParameterCombination', 'No attributes specified.');
  if (others.length > 0) {
    throw new Refusal(
      'InvalidParameterCombination',
      `Fields for multiple attribute types specified: ${[name, ...others].join(', ')}`,
    );
  }
  return reader(input, instance, place);
}

function olderForm({ Attribute, Value }: ModifyInstanceAttributeRequest): ModifyInstanceAttributeRequestPart {
  if (Attribute === undefined || Value === undefined) return {};
  const read = Object.hasOwn(byOlderName, Attribute) ? byOlderName[Attribute] : undefined;
  if (!read) throw new Refusal('InvalidParameterValue', `Value (${Attribute}) for parameter attribute is invalid.`);
  return read(Value);
}

function has(input: object, name: string): boolean {
  return Reflect.get(input, name) !== undefined;
}

function change(instance: AttributeChange['instance']): AttributeChange {
  return { instance, volumes: [] };
}

function readFlag(value: boolean | undefined, name: string): boolean {
  if (value === undefined) throw new Refusal('MissingParameter', `The request must contain the parameter ${name}`);
  return value;
}

function needStopped({ id, state }: InstanceRecord): void {
  if (state !== 'stopped') {
    throw new Refusal('IncorrectInstanceState', `The instance '${id}' is not in the 'stopped' state.`);
  }
}

function readGroups(ids: readonly string[], instance: InstanceRecord, place: Place): string[] {
  if (ids.length === 0)
    throw new Refusal('InvalidParameterValue', 'An instance must have at least one security group.');
  const groups = findAll(kinds.group, place.groups, ids);
  const foreign = groups.find(({ vpcId }) => vpcId !== instance.vpcId);
  if (foreign) {
    throw new Refusal(
      'InvalidParameter',
      `Security group ${foreign.id} and interface ${instance.networkInterfaceId} belong to different networks.`,
    );
  }
  if (groups.length > 5) {
    throw new Refusal(
      'SecurityGroupsPerInterfaceLimitExceeded',
      'The maximum number of security groups per interface has been reached.',
    );
  }
  return groups.map(({ id }) => id);
}

function attachedAt(device: string, instance: InstanceRecord, place: Place): VolumeRecord {
  const found = place.volumes.by('instance', instance.id).find(({ attachment }) => attachment?.device === device);
  if (!found) {
    throw new Refusal('InvalidInstanceAttributeValue', `No device is currently mapped at ${device}`);
  }
  return found;
}
