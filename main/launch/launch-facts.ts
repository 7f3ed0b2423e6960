import { AppError } from '../../src/core/errors.ts';
import { TAG_LIMITS } from '../../src/core/fields.ts';
import type { Image } from '../../src/images/contract.ts';
import type { InstanceType, PreflightRequest } from '../../src/launch/contract.ts';
import { whyNotFitting } from '../../src/launch/fitting.ts';
import type { PreflightId } from '../../src/launch/preflight.ts';
import type { SecurityGroup, Subnet, Vpc } from '../../src/network/contract.ts';
import { groupFindings, placeFindings } from './place-checks.ts';

/** What is true in the cloud when a launch is asked for. */
export interface LaunchFacts {
  readonly region: string;
  readonly image: Image;
  /** Those with the image’s processors, the free ones first. */
  readonly types: readonly InstanceType[];
  readonly keyNames: readonly string[];
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly groups: readonly SecurityGroup[];
  /** vCPUs of the family asked for; undefined where they could not be read. */
  readonly vCpus: VCpuRoom | undefined;
}

/** How many vCPUs of a family may run at a time, and how many do. */
export interface VCpuRoom {
  readonly quota: number;
  readonly used: number;
}

/** One thing that the cloud would refuse. */
export interface Finding {
  /** The line of the pre-flight list that it belongs to. */
  readonly line: PreflightId;
  readonly code: string;
  readonly field: string;
  readonly message: string;
  readonly fix: string;
  readonly retryable?: boolean;
}

/** Everything that the cloud would refuse, in the order of the form. Pure, so that a table can test it. */
export function findingsOf(request: PreflightRequest, facts: LaunchFacts): readonly Finding[] {
  return [
    ...imageFindings(facts.image),
    ...typeFindings(request, facts),
    ...keyFindings(request, facts),
    ...placeFindings(request, facts),
    ...groupFindings(request, facts),
    ...quotaFindings(request, facts),
    ...volumeFindings(request, facts.image),
    ...tagFindings(request),
  ];
}

/** Throws the first thing that the cloud would refuse, with the field it belongs to. */
export function checkLaunch(request: PreflightRequest, facts: LaunchFacts): void {
  const [first] = findingsOf(request, facts);
  if (!first) return;
  const { code, message, field, fix, retryable = false } = first;
  throw new AppError(code, message, { field, fix, retryable });
}

/** The type that is asked for, where it has the image’s processors. */
export function typeOf({ instanceType }: PreflightRequest, { types }: LaunchFacts): InstanceType | undefined {
  return types.find(({ name }) => name === instanceType);
}

/** The types that start the image. */
export function fittingTypes({ types, image }: LaunchFacts): readonly InstanceType[] {
  return types.filter((type) => whyNotFitting(type, image) === undefined);
}

function imageFindings({ state, stateReason }: Image): Finding[] {
  if (state === 'available') return [];
  const why: Record<Exclude<Image['state'], 'available'>, [string, string, boolean]> = {
    pending: [
      'This image is still being made: its disks are being copied.',
      'Launch it when it is available; Amiable tells you.',
      true,
    ],
    transient: ['This image is changing its state.', 'Wait a moment, then try again.', true],
    disabled: ['This image is switched off by its owner.', 'Switch it on first.', false],
    deregistered: ['This image is gone: it was deregistered.', 'Choose another image.', false],
    failed: ['This image failed and cannot be used.', 'Create it again.', false],
    error: ['This image failed and cannot be used.', 'Create it again.', false],
    invalid: ['This image is not valid and cannot be used.', 'Create it again.', false],
  };
  const [words, fix, retryable] = why[state];
  const message = stateReason ? `${words} AWS says: ${stateReason}` : words;
  return [{ line: 'image', code: 'launch.image-not-available', field: 'imageId', message, fix, retryable }];
}

function typeFindings(request: PreflightRequest, facts: LaunchFacts): Finding[] {
  const { image } = facts;
  const type = typeOf(request, facts);
  const why = type
    ? whyNotFitting(type, image)
    : `${request.instanceType} is not offered in this Region for ${image.architecture} images.`;
  if (why === undefined) return [];
  return [
    {
      line: 'architecture',
      code: 'launch.type-does-not-fit',
      field: 'instanceType',
      message: why,
      fix: `Choose one of the types in the list, such as ${fittingTypes(facts)[0]?.name ?? 't3.micro'}.`,
    },
  ];
}

function keyFindings({ key }: PreflightRequest, { keyNames }: LaunchFacts): Finding[] {
  if (key.kind !== 'existing' || keyNames.includes(key.name)) return [];
  return [
    {
      line: 'key',
      code: 'launch.key-not-found',
      field: 'key.name',
      message: `There is no key pair “${key.name}” in this Region. Key pairs belong to one Region.`,
      fix: 'Choose a key pair of this Region, or create one.',
    },
  ];
}

function quotaFindings(request: PreflightRequest, facts: LaunchFacts): Finding[] {
  const type = typeOf(request, facts);
  const { vCpus } = facts;
  if (!type || !vCpus) return [];
  const asked = type.vCpus * request.count;
  if (vCpus.used + asked <= vCpus.quota) return [];
  return [
    {
      line: 'quota',
      code: 'launch.quota',
      field: 'instanceType',
      message: `This account may run ${vCpus.quota} virtual CPUs of this family at a time. ${vCpus.used} are in use, and this launch needs ${asked}.`,
      fix: 'Choose a smaller type or fewer instances, end some that run, or ask AWS for a higher quota (Service Quotas, EC2).',
    },
  ];
}

function volumeFindings({ volumes }: PreflightRequest, image: Image): Finding[] {
  return volumes.flatMap(({ deviceName, sizeGiB, encrypted }, index): Finding[] => {
    const source = image.volumes.find((volume) => volume.deviceName === deviceName);
    const finding = (code: string, field: string, message: string, fix: string): Finding[] => [
      { line: 'settings', code, field: `volumes.${index}.${field}`, message, fix },
    ];
    if (!source) {
      const fix = 'Remove the row; add disks as new volumes.';
      return finding('launch.volume-unknown', 'deviceName', `The image has no volume ${deviceName}.`, fix);
    }
    if (sizeGiB < source.sizeGiB) {
      return finding(
        'launch.volume-too-small',
        'sizeGiB',
        `${deviceName} needs at least ${source.sizeGiB} GiB: that is the size of its snapshot.`,
        'A volume can be made larger than its snapshot, never smaller.',
      );
    }
    if (source.encrypted && !encrypted) {
      const message = `${deviceName} is encrypted in the image and stays so.`;
      return finding('launch.volume-encrypted', 'encrypted', message, 'Leave encryption on.');
    }
    return [];
  });
}

function tagFindings({ name, tags }: PreflightRequest): Finding[] {
  const names = name && !tags.some(({ key }) => key === 'Name') ? 1 : 0;
  if (tags.length + names <= TAG_LIMITS.keys) return [];
  return [
    {
      line: 'settings',
      code: 'launch.too-many-tags',
      field: 'tags',
      message: 'A machine may have at most 50 tags, and its name is one of them.',
      fix: 'Remove a tag.',
    },
  ];
}
