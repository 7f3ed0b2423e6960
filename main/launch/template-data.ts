import type {
  _InstanceType,
  LaunchTemplateTagSpecificationRequest,
  RequestLaunchTemplateData,
  ResponseLaunchTemplateData,
} from '@aws-sdk/client-ec2';
import { volumeType } from '../../src/core/fields.ts';
import type { TemplateSettings, TemplateVersion, TemplateVolume } from '../../src/launch/template.ts';
import { awsTags, shownTags } from '../aws/shapes.ts';
import { beyondSettings } from './template-beyond.ts';

/** What is tagged with the instances' tags. */
const TAGGED = ['instance', 'volume', 'network-interface'] as const;

/** Settings as AWS keeps them. User data is base64 there. */
export function toTemplateData(settings: TemplateSettings): RequestLaunchTemplateData {
  const { imageId, instanceType, keyName, subnetId, publicIp, groupIds, requireImdsV2, instanceProfile } = settings;
  const { terminationProtection, detailedMonitoring, credits, shutdownBehavior, userData } = settings;
  const tagged: LaunchTemplateTagSpecificationRequest[] = TAGGED.map((ResourceType) => ({
    ResourceType,
    Tags: awsTags(settings.tags),
  }));
  return {
    ...(imageId ? { ImageId: imageId } : {}),
    ...(instanceType ? { InstanceType: instanceType as _InstanceType } : {}),
    ...(keyName ? { KeyName: keyName } : {}),
    NetworkInterfaces: [
      {
        DeviceIndex: 0,
        DeleteOnTermination: true,
        ...(publicIp === undefined ? {} : { AssociatePublicIpAddress: publicIp }),
        ...(subnetId ? { SubnetId: subnetId } : {}),
        ...(groupIds ? { Groups: [...groupIds] } : {}),
      },
    ],
    ...(settings.volumes.length > 0 ? { BlockDeviceMappings: settings.volumes.map(toMapping) } : {}),
    ...(settings.tags.length > 0 ? { TagSpecifications: tagged } : {}),
    ...(requireImdsV2 === undefined
      ? {}
      : { MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: requireImdsV2 ? 'required' : 'optional' } }),
    ...(terminationProtection === undefined ? {} : { DisableApiTermination: terminationProtection }),
    ...(detailedMonitoring === undefined ? {} : { Monitoring: { Enabled: detailedMonitoring } }),
    ...(credits ? { CreditSpecification: { CpuCredits: credits } } : {}),
    ...(shutdownBehavior ? { InstanceInitiatedShutdownBehavior: shutdownBehavior } : {}),
    ...(instanceProfile ? { IamInstanceProfile: { Name: instanceProfile } } : {}),
    ...(userData ? { UserData: Buffer.from(userData, 'utf8').toString('base64') } : {}),
  };
}

function toMapping(volume: TemplateVolume) {
  return {
    DeviceName: volume.deviceName,
    Ebs: {
      ...(volume.snapshotId ? { SnapshotId: volume.snapshotId } : {}),
      ...(volume.sizeGiB === undefined ? {} : { VolumeSize: volume.sizeGiB }),
      ...(volume.type ? { VolumeType: volume.type } : {}),
      ...(volume.iops === undefined ? {} : { Iops: volume.iops }),
      ...(volume.throughput === undefined ? {} : { Throughput: volume.throughput }),
      ...(volume.deleteOnTermination === undefined ? {} : { DeleteOnTermination: volume.deleteOnTermination }),
      // As for a launch: only ever asked for. An encrypted snapshot cannot become a plain disk.
      ...(volume.encrypted ? { Encrypted: true } : {}),
    },
  };
}

/** What a template says, as far as the Launch wizard knows it, and in words what it says beyond. */
export function fromTemplateData(data: ResponseLaunchTemplateData): Pick<TemplateVersion, 'settings' | 'beyond'> {
  const [face] = data.NetworkInterfaces ?? [];
  const groupIds = [...(data.SecurityGroupIds ?? []), ...(face?.Groups ?? [])];
  const { HttpTokens } = data.MetadataOptions ?? {};
  const credits = data.CreditSpecification?.CpuCredits;
  const text = textOf(data.UserData);
  const profile = data.IamInstanceProfile?.Name ?? data.IamInstanceProfile?.Arn?.split('/').at(-1);
  const settings: TemplateVersion['settings'] = {
    ...given('imageId', data.ImageId),
    ...given('instanceType', data.InstanceType),
    ...given('keyName', data.KeyName),
    ...given('subnetId', face?.SubnetId),
    ...given('publicIp', face?.AssociatePublicIpAddress),
    ...(groupIds.length > 0 ? { groupIds } : {}),
    volumes: (data.BlockDeviceMappings ?? []).flatMap((mapping) => fromMapping(mapping) ?? []),
    tags: shownTags(data.TagSpecifications?.find(({ ResourceType }) => ResourceType === 'instance')?.Tags),
    ...(HttpTokens ? { requireImdsV2: HttpTokens === 'required' } : {}),
    ...given('terminationProtection', data.DisableApiTermination),
    ...given('detailedMonitoring', data.Monitoring?.Enabled),
    ...(credits === 'standard' || credits === 'unlimited' ? { credits } : {}),
    ...given('shutdownBehavior', data.InstanceInitiatedShutdownBehavior),
    ...given('instanceProfile', profile),
    ...given('userData', text),
  };
  return { settings, beyond: beyondSettings(data, text === undefined) };
}

type Mapping = NonNullable<ResponseLaunchTemplateData['BlockDeviceMappings']>[number];

function fromMapping({ DeviceName, Ebs }: Mapping): TemplateVolume | undefined {
  if (!DeviceName || !Ebs) return undefined;
  const type = volumeType.safeParse(Ebs.VolumeType);
  return {
    deviceName: DeviceName,
    ...given('snapshotId', Ebs.SnapshotId),
    ...given('sizeGiB', Ebs.VolumeSize),
    ...(type.success ? { type: type.data } : {}),
    ...given('iops', Ebs.Iops),
    ...given('throughput', Ebs.Throughput),
    ...given('deleteOnTermination', Ebs.DeleteOnTermination),
    encrypted: Ebs.Encrypted ?? false,
  };
}

function given<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined || value === '' ? {} : { [key]: value }) as { [P in K]?: V };
}

/** Undefined where it is no text: a compressed script, for example, is not for a form. */
function textOf(base64: string | undefined): string | undefined {
  if (!base64) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(base64, 'base64'));
  } catch {
    return undefined;
  }
}
