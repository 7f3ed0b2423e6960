import type { EbsBlockDevice, RunInstancesRequest } from '@aws-sdk/client-ec2';
import { placeArn, volumeContext } from '../../access/ec2-context.ts';
import { passRoleNeed } from '../../access/iam-needs.ts';
import { arnOf, type Context, contextOf, createTagsNeeds, type Need, newArn, requestTags } from '../../access/needs.ts';
import { findInstanceType, isOffered } from '../../data/instance-types.ts';
import { iamArn } from '../../world/accounts.ts';
import type { ImageMapping } from '../../world/records/image-records.ts';
import { visibleImage } from '../available-images.ts';
import { defaultVpc } from '../network/group-finding.ts';
import type { Access, CallContext } from '../operation.ts';
import { checkMetadata, launchMetadata } from './metadata.ts';
import { profileNamed, roleOf } from './profile.ts';
import { judgedRequest, type LaunchRequest } from './request.ts';

const action = 'ec2:RunInstances';

/**
 * What a launch must be allowed: itself on the image, the new machines, their disks and interfaces, the subnet, each
 * group, and what else it names; the tagging of what it makes; the passing of its role.
 *
 * Judged before anything is checked, so what cannot be found is passed over here. Source: Service Authorization
 * Reference, "Amazon EC2", RunInstances, and EC2 user guide, "Resource-level permissions for RunInstances".
 */
export const launchAccess: Access<RunInstancesRequest> = {
  needs: (given, call) => {
    const request = judgedRequest(given, call);
    const { input, template } = request;
    const common: Context = {
      'ec2:Region': [call.region],
      ...(template ? { 'ec2:LaunchTemplate': [placeArn(call.place, 'launch-template', template.id)] } : {}),
    };
    const fromTemplate = (...names: (keyof RunInstancesRequest)[]): Context => {
      const isItsOwn = names.some((name) => input[name] !== undefined && given[name] === undefined);
      return template ? { 'ec2:IsLaunchTemplateResource': [String(isItsOwn)] } : {};
    };
    const held = (id: string, more: Context = {}): Need => ({
      action,
      resource: arnOf(call, id),
      context: { ...common, ...contextOf(call, id), ...more },
    });
    const made = (type: string, own: Context): Need => ({
      action,
      resource: newArn(call, type),
      context: { ...common, ...own, ...requestTags(tagsOf(input, type)) },
    });
    const { subnetId, zone, groupIds, isPublic, vpcArn } = networkOf(request, call);
    const face: Context = {
      ...(zone ? { 'ec2:AvailabilityZone': [zone] } : {}),
      ...(subnetId ? { 'ec2:Subnet': [placeArn(call.place, 'subnet', subnetId)] } : {}),
      ...(vpcArn ? { 'ec2:Vpc': [vpcArn] } : {}),
      'ec2:AssociatePublicIpAddress': [String(isPublic)],
    };
    return [
      ...(input.ImageId?.startsWith('ami-') ? [held(input.ImageId, fromTemplate('ImageId'))] : []),
      made('instance', instanceContext(request, zone, call)),
      ...(subnetId ? [held(subnetId, fromTemplate('SubnetId', 'NetworkInterfaces'))] : []),
      made('network-interface', face),
      ...groupIds.map((id) => held(id, fromTemplate('SecurityGroupIds', 'SecurityGroups', 'NetworkInterfaces'))),
      ...volumeContexts(request, zone, call).map((own) => made('volume', own)),
      ...snapshotIds(input).map((id) => held(id)),
      ...(input.KeyName ? [keyNeed(input.KeyName, { ...common, ...fromTemplate('KeyName') }, call)] : []),
      ...(template ? [held(template.id)] : []),
      ...createTagsNeeds('RunInstances', input, call),
      ...passRoleNeeds(input, call),
    ];
  },
};

function tagsOf({ TagSpecifications = [] }: RunInstancesRequest, type: string) {
  return TagSpecifications.filter(({ ResourceType }) => ResourceType === type).flatMap(({ Tags }) => Tags ?? []);
}

function networkOf({ input }: LaunchRequest, { place }: CallContext) {
  const [face] = input.NetworkInterfaces ?? [];
  const { AvailabilityZone, AvailabilityZoneId } = input.Placement ?? {};
  const type = findInstanceType(input.InstanceType ?? '');
  const there = place.subnets
    .by('vpc', defaultVpc(place)?.id)
    .filter(
      ({ isDefault, zone, zoneId }) =>
        isDefault && [zone, undefined].includes(AvailabilityZone) && [zoneId, undefined].includes(AvailabilityZoneId),
    );
  const subnetId = face?.SubnetId ?? input.SubnetId;
  const subnet = subnetId
    ? place.subnets.get(subnetId)
    : (there.find(({ zone }) => !type || isOffered(type, zone)) ?? there[0]);
  const called = (name: string) =>
    place.groups.by('name', name).flatMap(({ id, vpcId }) => (vpcId === subnet?.vpcId ? [id] : []));
  const named = [...(face?.Groups ?? input.SecurityGroupIds ?? []), ...(input.SecurityGroups ?? []).flatMap(called)];
  return {
    subnetId: subnetId ?? subnet?.id ?? null,
    zone: subnet?.zone ?? null,
    vpcArn: subnet ? placeArn(place, 'vpc', subnet.vpcId) : null,
    groupIds: [...new Set(named.length > 0 ? named : called('default'))],
    isPublic: face?.AssociatePublicIpAddress ?? subnet?.givesPublicAddress ?? false,
  };
}

function instanceContext({ input }: LaunchRequest, zone: string | null, call: CallContext): Context {
  const image = input.ImageId ? visibleImage(call, input.ImageId) : null;
  const profile = profileNamed(input.IamInstanceProfile, call.account);
  const preferred = call.place.settings.get('region')?.metadataDefaults;
  const metadata = launchMetadata(checkMetadata(input.MetadataOptions ?? {}), preferred, image?.record.imdsV2 ?? false);
  const codes = image?.record.productCodes ?? [];
  return {
    'ec2:InstanceType': [input.InstanceType ?? 'm1.small'],
    ...(zone ? { 'ec2:AvailabilityZone': [zone] } : {}),
    'ec2:RootDeviceType': ['ebs'],
    'ec2:Tenancy': [input.Placement?.Tenancy ?? 'default'],
    'ec2:EbsOptimized': [String(input.EbsOptimized ?? false)],
    'ec2:InstanceMarketType': [input.InstanceMarketOptions?.MarketType ?? 'on-demand'],
    'ec2:MetadataHttpTokens': [metadata.tokens],
    'ec2:MetadataHttpEndpoint': [metadata.endpoint],
    'ec2:MetadataHttpPutResponseHopLimit': [String(metadata.hopLimit)],
    ...(profile ? { 'ec2:InstanceProfile': [iamArn(call.account, 'instance-profile', profile)] } : {}),
    ...(codes.length > 0 ? { 'ec2:ProductCode': codes } : {}),
  };
}

/** What each new disk is like; disks that are alike are judged once. */
function volumeContexts({ input }: LaunchRequest, zone: string | null, call: CallContext): Context[] {
  const image = input.ImageId ? visibleImage(call, input.ImageId) : null;
  const own = new Map((image?.record.mappings ?? []).map((mapping) => [mapping.device, mapping]));
  const given = new Map((input.BlockDeviceMappings ?? []).map((mapping) => [mapping.DeviceName ?? '', mapping]));
  const always = call.place.settings.get('region')?.encryptVolumes ?? false;
  const contexts = [...new Set([...own.keys(), ...given.keys()])].flatMap((device): Context[] => {
    const asked = given.get(device);
    if (asked?.NoDevice !== undefined) return [];
    return [diskContext(own.get(device) ?? null, asked?.Ebs ?? {}, always, zone, call)];
  });
  return [...new Map(contexts.map((context) => [JSON.stringify(context), context])).values()];
}

function diskContext(
  base: ImageMapping | null,
  ebs: EbsBlockDevice,
  always: boolean,
  zone: string | null,
  call: CallContext,
): Context {
  const snapshotId = ebs.SnapshotId ?? base?.snapshotId ?? null;
  const disk = volumeContext({
    size: ebs.VolumeSize ?? base?.size ?? 0,
    type: ebs.VolumeType ?? base?.type ?? 'gp2',
    iops: ebs.Iops ?? base?.iops ?? null,
    throughput: ebs.Throughput ?? base?.throughput ?? null,
    encrypted: ebs.Encrypted || base?.encrypted || always,
    kmsKeyId: ebs.KmsKeyId ?? base?.kmsKeyId ?? null,
    ...(zone ? { zone } : {}),
  });
  return snapshotId ? { ...disk, 'ec2:ParentSnapshot': [arnOf(call, snapshotId)] } : disk;
}

/** The snapshots that a launch names itself; those of its image are a part of that. */
function snapshotIds({ BlockDeviceMappings = [] }: RunInstancesRequest): string[] {
  return [...new Set(BlockDeviceMappings.flatMap(({ Ebs }) => Ebs?.SnapshotId ?? []))];
}

function keyNeed(name: string, context: Context, call: CallContext): Need {
  const [pair] = call.place.keyPairs.by('name', name);
  return {
    action,
    resource: placeArn(call.place, 'key-pair', name),
    context: { ...context, 'ec2:KeyPairName': [name], ...(pair ? contextOf(call, pair.id) : {}) },
  };
}

/** That the role of the profile that a call names may be handed to EC2. */
export function passRoleNeeds(
  { IamInstanceProfile }: Pick<RunInstancesRequest, 'IamInstanceProfile'>,
  call: CallContext,
): Need[] {
  const profile = profileNamed(IamInstanceProfile, call.account);
  const role = profile && roleOf(profile, call.account);
  return role ? [passRoleNeed(call, iamArn(call.account, 'role', role), 'ec2.amazonaws.com')] : [];
}
