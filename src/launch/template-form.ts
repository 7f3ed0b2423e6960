import { newVolume } from '../images/volumes.ts';
import { networkDefaults } from './defaults.ts';
import type { LaunchFacts } from './facts.ts';
import { whyNotFitting } from './fitting.ts';
import type { TemplateSettings, TemplateVersion, TemplateVolume } from './template.ts';
import type { LaunchValues, VolumeValues } from './values.ts';

/** Settings as a template holds them: of somebody else's making, so of any form. */
export type ReadSettings = TemplateVersion['settings'];

/** What a template keeps of the form. What it cannot hold is told by {@link notKept}. */
export function toTemplate(values: LaunchValues, imageId: string): TemplateSettings {
  const { key, firewall, name, subnetId, instanceProfile } = values;
  return {
    imageId,
    instanceType: values.instanceType,
    ...(key.mode === 'existing' ? { keyName: key.name } : {}),
    ...(subnetId === '' ? {} : { subnetId }),
    publicIp: values.publicIp,
    ...(firewall.mode === 'existing' ? { groupIds: [...firewall.groupIds] } : {}),
    volumes: [...values.volumes, ...values.newVolumes.map((volume) => ({ ...volume, encrypted: true }))].map(
      withoutOpen,
    ),
    tags: [...(name === '' ? [] : [{ key: 'Name', value: name }]), ...values.tags],
    requireImdsV2: values.requireImdsV2,
    terminationProtection: values.terminationProtection,
    detailedMonitoring: values.detailedMonitoring,
    ...(values.credits === 'default' ? {} : { credits: values.credits }),
    shutdownBehavior: values.shutdownBehavior,
    ...(instanceProfile.trim() === '' ? {} : { instanceProfile: instanceProfile.trim() }),
    ...(values.userData === '' ? {} : { userData: values.userData }),
  };
}

function withoutOpen(volume: VolumeValues | TemplateVolume): TemplateVolume {
  return Object.fromEntries(Object.entries(volume).filter(([, value]) => value !== undefined)) as TemplateVolume;
}

/** What of the form no template can hold, in sentences. */
export function notKept({ key, firewall, count }: LaunchValues): readonly string[] {
  return [
    ...(firewall.mode === 'new'
      ? ['The new security group: a template names groups that exist. Choose existing ones to keep them.']
      : []),
    ...(key.mode === 'none' ? ['That there is no key pair: the form will ask for one again.'] : []),
    ...(count > 1 ? ['The number of instances.'] : []),
  ];
}

/** What is the same in the form and in a template. */
const PLAIN = [
  'publicIp',
  'requireImdsV2',
  'terminationProtection',
  'detailedMonitoring',
  'credits',
  'shutdownBehavior',
  'instanceProfile',
  'userData',
] as const;

/** The form filled from a template. */
export interface Filled {
  readonly values: LaunchValues;
  /** What could not be filled in, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Fills a form from a template; `values` is the form as it is, and stays so wherever the template says nothing.
 *
 * What is not there any more is left as it was and told. The image stays the form's own.
 */
export function fillFromTemplate(values: LaunchValues, settings: ReadSettings, facts: LaunchFacts): Filled {
  const notes: string[] = [];
  const name = settings.tags.find(({ key }) => key === 'Name')?.value ?? values.name;
  const defined = Object.fromEntries(
    PLAIN.map((field) => [field, settings[field]] as const).filter(([, value]) => value !== undefined),
  );
  const filled = {
    ...values,
    ...typeOf(settings, facts, notes),
    ...keyOf(settings, facts, notes),
    ...networkOf(values, settings, facts, notes),
    ...volumesOf(values, settings, notes),
    ...defined,
    name,
    tags: settings.tags.length === 0 ? values.tags : settings.tags.filter(({ key }) => key !== 'Name'),
  };
  return { values: filled, notes };
}

function typeOf({ instanceType }: ReadSettings, facts: LaunchFacts, notes: string[]): Partial<LaunchValues> {
  if (instanceType === undefined) return {};
  const type = facts.instanceTypes.find(({ name }) => name === instanceType);
  const reason = type ? whyNotFitting(type, facts.image) : 'It is not offered in this Region for this image’s chips.';
  if (reason === undefined) return { instanceType };
  notes.push(`Instance type ${instanceType}: ${reason}`);
  return {};
}

function keyOf({ keyName }: ReadSettings, { keyPairs }: LaunchFacts, notes: string[]): Partial<LaunchValues> {
  if (keyName === undefined) return {};
  if (keyPairs.some(({ name }) => name === keyName)) return { key: { mode: 'existing', name: keyName } };
  notes.push(`Key pair “${keyName}”: there is none of this name in this Region.`);
  return {};
}

/** Subnet, groups and the network that they are in: a template names no VPC, its subnet or groups do. */
function networkOf(
  values: LaunchValues,
  { subnetId, groupIds = [] }: ReadSettings,
  facts: LaunchFacts,
  notes: string[],
): Partial<LaunchValues> {
  const subnet = facts.subnets.find((one) => one.subnetId === subnetId);
  if (subnetId !== undefined && !subnet) notes.push(`Subnet ${subnetId}: it is not in this Region any more.`);
  const groups = groupIds.flatMap((id) => facts.groups.find(({ groupId }) => groupId === id) ?? []);
  for (const id of groupIds.filter((one) => !groups.some(({ groupId }) => groupId === one))) {
    notes.push(`Security group ${id}: it is not in this Region any more.`);
  }
  const vpcId = subnet?.vpcId ?? groups[0]?.vpcId ?? values.vpcId;
  const network = subnet ? { subnetId: subnet.subnetId } : networkDefaults(facts, vpcId);
  if (groups.length === 0) return { vpcId, ...network };
  const firewall = { ...values.firewall, mode: 'existing' as const, groupIds: groups.map(({ groupId }) => groupId) };
  return { vpcId, ...network, firewall };
}

function volumesOf(values: LaunchValues, settings: ReadSettings, notes: string[]): Partial<LaunchValues> {
  const said = new Map(settings.volumes.map((volume) => [volume.deviceName, volume]));
  const volumes = values.volumes.map((volume) => {
    const over = said.get(volume.deviceName);
    said.delete(volume.deviceName);
    return over ? overlaid(volume, over) : volume;
  });
  const newVolumes = [...said.values()].flatMap((volume) => {
    const added = withoutOpen(volume);
    const { encrypted, ...fields } = { ...added, deleteOnTermination: volume.deleteOnTermination ?? true };
    const whole = newVolume.safeParse({ ...fields, type: volume.type ?? 'gp3' });
    if (!whole.success) {
      notes.push(`Disk ${volume.deviceName}: ${whole.error.issues[0]?.message ?? 'it does not fit this image.'}`);
      return [];
    }
    if (!encrypted) notes.push(`Disk ${volume.deviceName} not encrypted: disks that are added here are encrypted.`);
    return [whole.data];
  });
  return { volumes, newVolumes };
}

/** IOPS and throughput that a template does not name are AWS's own, not the image's. */
function overlaid(volume: VolumeValues, over: TemplateVolume): VolumeValues {
  return {
    deviceName: volume.deviceName,
    sizeGiB: over.sizeGiB ?? volume.sizeGiB,
    type: over.type ?? volume.type,
    iops: over.iops,
    throughput: over.throughput,
    deleteOnTermination: over.deleteOnTermination ?? volume.deleteOnTermination,
    encrypted: over.encrypted,
  };
}
