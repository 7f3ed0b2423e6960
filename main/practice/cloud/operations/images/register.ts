import type { RegisterImageRequest, RegisterImageResult } from '@aws-sdk/client-ec2';
import type { Platform } from '../../machines/machine.ts';
import { Refusal } from '../../refusal.ts';
import { type ImageMapping, type ImageRecord, plainImage } from '../../world/records/image-records.ts';
import { required } from '../finding.ts';
import { type CallContext, changes, refuseUnmodelled } from '../operation.ts';
import { joinMappings } from '../storage/device-mappings.ts';
import { tagsFor } from '../tags.ts';
import { newMapping } from './created-mappings.ts';
import { checkDescription, checkName, checkQuota } from './image-words.ts';
import { failureOf, pendingUntil, snapshotFault } from './new-snapshots.ts';
import { platformOf } from './snapshot-platform.ts';

/** Nothing is copied: an image of snapshots is ready in a moment. */
const REGISTERING_MS = 5_000;

const taggable = ['image'] as const;
const unmodelled = ['ImageLocation', 'BillingProducts', 'KernelId', 'RamdiskId', 'UefiData'] as const;

/** What a request says of the image's kind, each value checked. */
function readKind(input: RegisterImageRequest) {
  const architecture = oneOf('architecture', input.Architecture ?? 'i386', ['i386', 'x86_64', 'arm64']);
  const virtualization = oneOf('virtualizationType', input.VirtualizationType ?? 'paravirtual', ['hvm', 'paravirtual']);
  if (virtualization === 'paravirtual') {
    throw new Refusal(
      'UnsupportedOperation',
      'The practice cloud has no paravirtual images, which is what EC2 makes unless VirtualizationType is hvm.',
    );
  }
  const bootMode = input.BootMode ? oneOf('bootMode', input.BootMode, ['legacy-bios', 'uefi', 'uefi-preferred']) : null;
  if (architecture === 'arm64' && bootMode !== null && bootMode !== 'uefi') {
    throw new Refusal('InvalidParameterCombination', `The boot mode ${bootMode} is not supported for arm64.`);
  }
  if (input.TpmSupport !== undefined) {
    oneOf('tpmSupport', input.TpmSupport, ['v2.0']);
    if (bootMode !== 'uefi') {
      throw new Refusal('InvalidParameterCombination', 'TpmSupport v2.0 requires the boot mode uefi.');
    }
  }
  if (input.ImdsSupport !== undefined) oneOf('imdsSupport', input.ImdsSupport, ['v2.0']);
  if (input.SriovNetSupport !== undefined) oneOf('sriovNetSupport', input.SriovNetSupport, ['simple']);
  return {
    architecture,
    // An Arm machine has no other way to start.
    bootMode: bootMode ?? (architecture === 'arm64' ? 'uefi' : null),
    tpm: input.TpmSupport !== undefined,
    imdsV2: input.ImdsSupport !== undefined,
    enaSupport: input.EnaSupport ?? false,
    sriovSupport: input.SriovNetSupport !== undefined,
  };
}

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) {
    throw new Refusal('InvalidParameterValue', `Value (${value}) for parameter ${name} is invalid.`);
  }
  return found;
}

function readMappings(input: RegisterImageRequest, rootDevice: string, call: CallContext): ImageMapping[] {
  const mappings = joinMappings([], input.BlockDeviceMappings, rootDevice, (device, ebs) => {
    refuseUnmodelled(ebs, ['OutpostArn', 'VolumeInitializationRate', 'AvailabilityZone', 'AvailabilityZoneId']);
    return newMapping(device, ebs, device === rootDevice, call);
  });
  const root = mappings.find(({ device }) => device === rootDevice);
  if (!root) {
    throw new Refusal(
      'InvalidBlockDeviceMapping',
      `The root device ${rootDevice} is not among the block device mappings.`,
    );
  }
  if (root.snapshotId === null) {
    throw new Refusal('InvalidBlockDeviceMapping', `The root device ${rootDevice} requires a snapshot.`);
  }
  return mappings;
}

interface RegisterPlan extends ReturnType<typeof readKind>, Pick<ImageRecord, 'name' | 'description' | 'tags'> {
  readonly rootDevice: string;
  readonly mappings: readonly ImageMapping[];
  readonly platform: Platform;
}

function planImage(input: RegisterImageRequest, call: CallContext): RegisterPlan {
  refuseUnmodelled(input, unmodelled);
  const name = checkName(input.Name, call.place);
  const description = checkDescription(input.Description ?? '');
  const rootDevice = required(input.RootDeviceName, 'RootDeviceName');
  const kind = readKind(input);
  const mappings = readMappings(input, rootDevice, call);
  checkQuota(call.place);
  const root = mappings.find(({ device }) => device === rootDevice);
  return {
    ...kind,
    name,
    description,
    rootDevice,
    mappings,
    platform: platformOf(call, root?.snapshotId ?? null, rootDevice),
    tags: tagsFor(input.TagSpecifications, 'image', taggable),
  };
}

/** Making an image of snapshots. */
export const registerOperations = [
  changes(
    'RegisterImage',
    (input: RegisterImageRequest, call): RegisterImageResult => {
      const plan = planImage(input, call);
      call.proceed();
      const id = call.world.newId('ami');
      call.place.images.add({
        ...plainImage,
        ...plan,
        id,
        platformDetails: 'Linux/UNIX',
        createdAt: call.now,
        sourceInstanceId: null,
        sourceImageId: null,
        ...pendingUntil(call.now + REGISTERING_MS, failureOf(call, snapshotFault)),
      });
      return { ImageId: id };
    },
    { makes: ['image'] },
  ),
];
