import type { Tag, VolumeType } from '../core/fields.ts';
import type { NewVolume } from '../images/volumes.ts';
import { ANYWHERE } from '../network/words.ts';
import type { LaunchRequest } from './contract.ts';

/** A number field: NaN while it is empty or not a number, so that the rules can say so. */
export type NumberField = number;

/** A volume of the image as the form holds it. */
export interface VolumeValues {
  deviceName: string;
  sizeGiB: NumberField;
  type: VolumeType;
  /** Undefined: AWS's own default for the type. */
  iops: NumberField | undefined;
  throughput: NumberField | undefined;
  deleteOnTermination: boolean;
  encrypted: boolean;
}

/**
 * What the launch form holds.
 *
 * It keeps both sides of every choice (a new group and chosen groups), so that looking at the other side loses
 * nothing; {@link toLaunchRequest} takes the side that was chosen.
 */
export interface LaunchValues {
  name: string;
  tags: readonly Tag[];
  instanceType: string;
  /** `unset` until the person decides: a key pair is the one thing that has no default. */
  key: { mode: 'unset' | 'existing' | 'none'; name: string };
  vpcId: string;
  /** Empty: no preference. */
  subnetId: string;
  publicIp: boolean;
  firewall: {
    mode: 'new' | 'existing';
    groupIds: readonly string[];
    name: string;
    description: string;
    ssh: boolean;
    sshFrom: 'my-ip' | 'anywhere' | 'custom';
    sshRange: string;
    https: boolean;
    http: boolean;
  };
  volumes: readonly VolumeValues[];
  newVolumes: readonly NewVolume[];
  requireImdsV2: boolean;
  terminationProtection: boolean;
  detailedMonitoring: boolean;
  credits: 'default' | 'standard' | 'unlimited';
  shutdownBehavior: 'stop' | 'terminate';
  /** Empty: none. */
  instanceProfile: string;
  userData: string;
  count: NumberField;
}

/**
 * The request that these values stand for. It may still break rules: check it before it is sent.
 *
 * When SSH is allowed, its rule comes first: an error at `firewall.rules.0.source` belongs to the SSH source.
 */
export function toLaunchRequest(values: LaunchValues, imageId: string, myAddress: string | undefined): LaunchRequest {
  const { firewall } = values;
  return {
    imageId,
    name: values.name,
    tags: values.tags.map(({ key, value }) => ({ key, value })),
    instanceType: values.instanceType,
    key:
      values.key.mode === 'none'
        ? { kind: 'none' }
        : { kind: 'existing', name: values.key.mode === 'existing' ? values.key.name : '' },
    vpcId: values.vpcId,
    ...(values.subnetId === '' ? {} : { subnetId: values.subnetId }),
    publicIp: values.publicIp,
    firewall:
      firewall.mode === 'existing'
        ? { kind: 'existing', groupIds: [...firewall.groupIds] }
        : {
            kind: 'new',
            name: firewall.name,
            description: firewall.description,
            rules: [
              ...(firewall.ssh ? [{ service: 'ssh' as const, source: sshSource(firewall, myAddress) }] : []),
              ...(firewall.https ? [{ service: 'https' as const, source: ANYWHERE }] : []),
              ...(firewall.http ? [{ service: 'http' as const, source: ANYWHERE }] : []),
            ],
          },
    volumes: values.volumes.map(withoutEmpty),
    newVolumes: values.newVolumes.map(withoutEmpty),
    requireImdsV2: values.requireImdsV2,
    terminationProtection: values.terminationProtection,
    ...(values.detailedMonitoring ? { detailedMonitoring: true } : {}),
    ...(values.credits === 'default' ? {} : { credits: values.credits }),
    shutdownBehavior: values.shutdownBehavior,
    ...(values.instanceProfile.trim() === '' ? {} : { instanceProfile: values.instanceProfile.trim() }),
    userData: values.userData,
    count: values.count,
  };
}

function sshSource(firewall: LaunchValues['firewall'], myAddress: string | undefined): string {
  if (firewall.sshFrom === 'anywhere') return ANYWHERE;
  if (firewall.sshFrom === 'my-ip') return myAddress === undefined ? '' : `${myAddress}/32`;
  // A single address is what people have at hand; as a range it ends in /32.
  const range = firewall.sshRange.trim();
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(range) ? `${range}/32` : range;
}

/** Optional fields are left out of the request, not sent as undefined. */
function withoutEmpty<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
