import type { Reservation, RunInstancesRequest, TagSpecification } from '@aws-sdk/client-ec2';
import { findInstanceType } from '../data/instance-types.ts';
import { Refusal } from '../refusal.ts';
import { instanceDefaults } from '../world/instance-making.ts';
import type { ImageMapping } from '../world/records/image-records.ts';
import type { InstanceRecord, MetadataRecord } from '../world/records/instance-records.ts';
import type { SubnetRecord } from '../world/records/network-records.ts';
import type { VolumeRecord } from '../world/records/storage-records.ts';
import { durations } from '../world/settling.ts';
import type { Place } from '../world/world.ts';
import { foreignSnapshotSize, launchableImage, rootDisk, type VisibleImage } from './available-images.ts';
import { findAll, findOne, kinds, required } from './finding.ts';
import { choosePrivateAddresses, freePublicIp } from './network/addresses.ts';
import { type CallContext, changes, refuseUnmodelled } from './operation.ts';
import { joinMappings, readDevice } from './storage.ts';
import { tagsFor } from './tags.ts';
import { keepToken, replayOf } from './tokens.ts';
import { showInstance } from './views.ts';

const MOST_USER_DATA = 16_384;

const unmodelled = [
  'LaunchTemplate',
  'InstanceMarketOptions',
  'Ipv6AddressCount',
  'Ipv6Addresses',
  'ElasticGpuSpecification',
  'ElasticInferenceAccelerators',
  'LicenseSpecifications',
  'SecondaryInterfaces',
] as const;

const taggable = ['instance', 'volume', 'network-interface', 'spot-instances-request'] as const;

/** Everything about a launch, checked and decided before anything is made. */
interface LaunchPlan {
  readonly image: VisibleImage;
  readonly type: string;
  readonly count: number;
  readonly publicKey: string | null;
  readonly subnet: SubnetRecord;
  readonly groupIds: readonly string[];
  readonly givesPublicIp: boolean;
  readonly mappings: readonly ImageMapping[];
  readonly metadata: MetadataRecord;
  readonly userData: string;
  readonly privateIps: readonly string[];
}

function planLaunch(input: RunInstancesRequest, call: CallContext): LaunchPlan {
  refuseUnmodelled(input, unmodelled);
  const image = launchableImage(call, required(input.ImageId, 'ImageId'));
  const { record } = image;
  const type = input.InstanceType ?? 'm1.small';
  const fact = findInstanceType(type);
  if (!fact) throw new Refusal('InvalidParameterValue', `Invalid value '${type}' for InstanceType.`);
  if (!fact.architectures.some((one) => one === record.architecture)) {
    throw new Refusal(
      'InvalidParameterValue',
      `The architecture '${fact.architectures.join(',')}' of the specified instance type does not match the architecture '${record.architecture}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again. You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the instance type or AMI.`,
    );
  }
  const count = readCount(input);
  const { place } = call;
  const pair = input.KeyName ? place.keyPairs.by('name', input.KeyName)[0] : undefined;
  if (input.KeyName && !pair) {
    throw new Refusal('InvalidKeyPair.NotFound', `The key pair '${input.KeyName}' does not exist`);
  }
  const network = readNetwork(input, place);
  const { subnet } = network;
  if (fact.missingInZones.some((letter) => subnet.zone.endsWith(letter))) {
    throw new Refusal(
      'Unsupported',
      `Your requested instance type (${type}) is not supported in your requested Availability Zone (${subnet.zone}). Please retry your request by not specifying an Availability Zone or choosing another one.`,
    );
  }
  checkQuota(place, fact.vcpus * count);
  const mappings = joinMappings(record.mappings, input.BlockDeviceMappings, record.rootDevice, (device, ebs, base) =>
    readDevice(device, ebs, base, device === record.rootDevice, (id) => foreignSnapshotSize(call, id)),
  );
  for (const kind of taggable) tagsFor(input.TagSpecifications, kind, taggable);
  return {
    image,
    type,
    count,
    publicKey: pair?.publicKey ?? null,
    subnet,
    groupIds: network.groupIds,
    givesPublicIp: network.givesPublicIp,
    mappings,
    metadata: readMetadata(input, record.imdsV2),
    userData: readUserData(input.UserData),
    privateIps: choosePrivateAddresses(place, subnet, count, input.PrivateIpAddress),
  };
}

function readCount(input: RunInstancesRequest): number {
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
  return most;
}

function checkQuota(place: Place, asked: number): void {
  const quota = place.settings.get('region')?.vcpuQuota ?? 0;
  const used = place.instances
    .by('live', 'yes')
    .reduce((sum, { type }) => sum + (findInstanceType(type)?.vcpus ?? 0), 0);
  if (used + asked > quota) {
    throw new Refusal(
      'VcpuLimitExceeded',
      `You have requested more vCPU capacity than your current vCPU limit of ${quota} allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.`,
    );
  }
}

function readNetwork(input: RunInstancesRequest, place: Place) {
  const [first, ...others] = input.NetworkInterfaces ?? [];
  if (others.length > 0 || first?.NetworkInterfaceId !== undefined) {
    throw new Refusal('UnsupportedOperation', 'The practice cloud gives each instance one new network interface.');
  }
  const instanceLevel = input.SubnetId ?? input.SecurityGroupIds?.[0] ?? input.SecurityGroups?.[0];
  if (first && instanceLevel !== undefined) {
    throw new Refusal(
      'InvalidParameterCombination',
      'Network interfaces and an instance-level subnet ID or security groups may not be specified on the same request',
    );
  }
  const zone = input.Placement?.AvailabilityZone;
  const subnetId = first?.SubnetId ?? input.SubnetId;
  const subnet = subnetId
    ? findOne(kinds.subnet, place.subnets, subnetId)
    : place.subnets.find((one) => one.isDefault && (zone === undefined || one.zone === zone));
  if (!subnet) {
    throw zone === undefined
      ? new Refusal('MissingInput', 'No subnets found for the default VPC. Please specify a subnet.')
      : new Refusal('InvalidParameterValue', `Invalid availability zone: [${zone}]`);
  }
  const byName = (input.SecurityGroups ?? []).map((name) => {
    const group = place.groups.by('name', name).find(({ vpcId }) => vpcId === subnet.vpcId);
    if (!group)
      throw new Refusal(
        'InvalidGroup.NotFound',
        `The security group '${name}' does not exist in VPC '${subnet.vpcId}'`,
      );
    return group.id;
  });
  const ids = [...new Set([...(first?.Groups ?? input.SecurityGroupIds ?? []), ...byName])];
  const groups = findAll(kinds.group, place.groups, ids);
  if (groups.some(({ vpcId }) => vpcId !== subnet.vpcId)) {
    throw new Refusal(
      'InvalidParameter',
      `Security group ${ids[0]} and subnet ${subnet.id} belong to different networks.`,
    );
  }
  if (groups.length > 5) {
    throw new Refusal(
      'SecurityGroupsPerInterfaceLimitExceeded',
      'The maximum number of security groups per interface has been reached.',
    );
  }
  const fallback = place.groups.filter(({ name, vpcId }) => name === 'default' && vpcId === subnet.vpcId);
  return {
    subnet,
    groupIds: (groups.length > 0 ? groups : fallback).map(({ id }) => id),
    givesPublicIp: first?.AssociatePublicIpAddress ?? subnet.givesPublicAddress,
  };
}

function readMetadata(input: RunInstancesRequest, imdsV2: boolean): MetadataRecord {
  const given = input.MetadataOptions ?? {};
  const hopLimit = given.HttpPutResponseHopLimit ?? (imdsV2 ? 2 : 1);
  if (!Number.isInteger(hopLimit) || hopLimit < 1 || hopLimit > 64) {
    throw new Refusal(
      'InvalidParameterValue',
      `Value (${hopLimit}) for parameter httpPutResponseHopLimit is invalid. Expecting 1 to 64.`,
    );
  }
  return {
    tokens: oneOf('httpTokens', given.HttpTokens ?? (imdsV2 ? 'required' : 'optional'), ['required', 'optional']),
    hopLimit,
    endpoint: oneOf('httpEndpoint', given.HttpEndpoint ?? 'enabled', ['enabled', 'disabled']),
    tagsInMetadata: oneOf('instanceMetadataTags', given.InstanceMetadataTags ?? 'disabled', ['enabled', 'disabled']),
  };
}

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (!found)
    throw new Refusal(
      'InvalidParameterValue',
      `Value (${value}) for parameter ${name} is invalid. Expecting ${allowed.join(' or ')}.`,
    );
  return found;
}

function readUserData(text: string | undefined): string {
  if (!text) return '';
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text)) {
    throw new Refusal('InvalidParameterValue', 'Invalid BASE64 encoding of user data.');
  }
  if (Buffer.from(text, 'base64').length > MOST_USER_DATA) {
    throw new Refusal('InvalidParameterValue', 'User data is limited to 16384 bytes');
  }
  return text;
}

function makeInstance(
  input: RunInstancesRequest,
  plan: LaunchPlan,
  index: number,
  reservationId: string,
  call: CallContext,
): InstanceRecord {
  const { record } = plan.image;
  const specifications: TagSpecification[] | undefined = input.TagSpecifications;
  const instance = call.place.instances.add({
    ...instanceDefaults((length) => call.world.random(length)),
    reservationId,
    launchIndex: index,
    clientToken: input.ClientToken ?? '',
    imageId: record.id,
    platform: record.platform,
    platformDetails: record.platformDetails,
    architecture: record.architecture,
    type: plan.type,
    keyName: input.KeyName ?? null,
    publicKey: plan.publicKey,
    groupIds: [...plan.groupIds],
    subnetId: plan.subnet.id,
    vpcId: plan.subnet.vpcId,
    zone: plan.subnet.zone,
    privateIp: plan.privateIps[index] ?? '',
    publicIp: plan.givesPublicIp ? freePublicIp(call) : null,
    wantsPublicIp: plan.givesPublicIp,
    rootDevice: record.rootDevice,
    metadata: plan.metadata,
    userData: plan.userData,
    shutdownBehaviour: input.InstanceInitiatedShutdownBehavior === 'terminate' ? 'terminate' : 'stop',
    terminationProtection: input.DisableApiTermination ?? false,
    monitoring: input.Monitoring?.Enabled ?? false,
    ebsOptimized: input.EbsOptimized ?? false,
    profileArn: input.IamInstanceProfile
      ? (input.IamInstanceProfile.Arn ??
        `arn:aws:iam::${call.account.id}:instance-profile/${input.IamInstanceProfile.Name}`)
      : null,
    state: 'pending',
    next: { state: call.failLater ? 'terminated' : 'running', at: call.now + durations.pending },
    stateReason: call.failLater
      ? { code: 'Client.InternalError', message: 'Client.InternalError: Client error on launch' }
      : null,
    transitionReason: call.failLater ? 'Client.InternalError' : '',
    launchedAt: call.now,
    checksPassAt: call.now + durations.pending + durations.checks,
    hostKeys: call.fleet.createHostKeys(),
    diskId: rootDisk(plan.image),
    tags: tagsFor(specifications, 'instance', taggable),
  });
  for (const mapping of plan.mappings) call.place.volumes.add(makeVolume(mapping, instance, call, specifications));
  return instance;
}

function makeVolume(
  mapping: ImageMapping,
  instance: InstanceRecord,
  call: CallContext,
  specifications: TagSpecification[] | undefined,
): VolumeRecord {
  const { device, deleteOnTermination, snapshotId, size, type, iops, throughput, encrypted, kmsKeyId } = mapping;
  return {
    id: call.world.newId('vol'),
    zone: instance.zone,
    size,
    type,
    iops,
    throughput,
    encrypted,
    kmsKeyId,
    snapshotId: snapshotId ?? '',
    diskId: null,
    createdAt: call.now,
    availableAt: call.now,
    attachment: { instanceId: instance.id, device, attachedAt: call.now, deleteOnTermination },
    modification: null,
    tags: tagsFor(specifications, 'volume', taggable),
  };
}

/** Launching. */
export const launchOperations = [
  changes('RunInstances', (input: RunInstancesRequest, call): Reservation => {
    const replay = replayOf(call, 'RunInstances', input.ClientToken, input);
    const show = (instances: readonly InstanceRecord[]): Reservation => ({
      ReservationId: instances[0]?.reservationId,
      OwnerId: call.account.id,
      Groups: [],
      Instances: instances.map((instance) => showInstance(instance, call)),
    });
    if (replay) {
      call.proceed();
      return show(replay.flatMap((id) => call.place.instances.get(id) ?? []));
    }
    const plan = planLaunch(input, call);
    call.proceed();
    const reservationId = call.world.newId('r');
    const instances = Array.from({ length: plan.count }, (_, index) =>
      makeInstance(input, plan, index, reservationId, call),
    );
    keepToken(
      call,
      'RunInstances',
      input.ClientToken,
      input,
      instances.map(({ id }) => id),
    );
    for (const instance of instances) if (!call.failLater) call.fleet.boot(instance);
    return show(instances);
  }),
];
