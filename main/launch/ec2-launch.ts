import {
  type _InstanceType,
  AuthorizeSecurityGroupIngressCommand,
  type BlockDeviceMapping,
  CreateSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  type IpPermission,
  RunInstancesCommand,
  type RunInstancesCommandInput,
  type TagSpecification,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { TAG_LIMITS } from '../../src/core/fields.ts';
import type { LaunchVolume } from '../../src/images/volumes.ts';
import type { FirewallChoice, LaunchRequest } from '../../src/launch/contract.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsTags, OPERATION_TAG } from '../aws/shapes.ts';

type NewGroup = Extract<FirewallChoice, { kind: 'new' }>;

/** Sends CreateSecurityGroup once; answers the group's id. */
export async function sendCreateGroup(
  cloud: Cloud,
  group: NewGroup,
  vpcId: string,
  operationId: string,
): Promise<string> {
  const { GroupId = '' } = await cloud.once.send(new CreateSecurityGroupCommand(groupInput(group, vpcId, operationId)));
  return GroupId;
}

/** Asks whether the group could be made, without making it. */
export async function tryCreateGroup(cloud: Cloud, group: NewGroup, vpcId: string): Promise<void> {
  await cloud.read.send(
    new CreateSecurityGroupCommand({ ...groupInput(group, vpcId, 'amiable-dry-run'), DryRun: true }),
  );
}

function groupInput(group: NewGroup, vpcId: string, operationId: string) {
  return {
    GroupName: group.name,
    Description: group.description,
    VpcId: vpcId,
    TagSpecifications: [
      { ResourceType: 'security-group' as const, Tags: awsTags([{ key: OPERATION_TAG, value: operationId }]) },
    ],
  };
}

/** The group that carries this operation's tag. */
export async function findGroupOf(cloud: Cloud, operationId: string): Promise<string | undefined> {
  const { SecurityGroups = [] } = await cloud.read.send(
    new DescribeSecurityGroupsCommand({ Filters: [{ Name: `tag:${OPERATION_TAG}`, Values: [operationId] }] }),
  );
  return SecurityGroups[0]?.GroupId;
}

const PORTS = { ssh: 22, https: 443, http: 80 } as const;

/** Opens the ports of a new group. AWS refuses a rule that is there already: see `InvalidPermission.Duplicate`. */
export async function openPorts(cloud: Cloud, groupId: string, rules: NewGroup['rules']): Promise<void> {
  const permissions: IpPermission[] = rules.map(({ service, source }) => ({
    IpProtocol: 'tcp',
    FromPort: PORTS[service],
    ToPort: PORTS[service],
    IpRanges: [{ CidrIp: source }],
  }));
  await cloud.once.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions: permissions }));
}

/** Sends RunInstances once; with the same token AWS answers with the same instances instead of more. */
export async function sendRunInstances(
  cloud: Cloud,
  request: LaunchRequest,
  groupIds: readonly string[],
  ids: { readonly operationId: string; readonly clientToken: string },
): Promise<string[]> {
  const { Instances = [] } = await cloud.once.send(
    new RunInstancesCommand({ ...runInput(request, groupIds, ids.operationId), ClientToken: ids.clientToken }),
  );
  return Instances.flatMap(({ InstanceId }) => InstanceId ?? []);
}

/** Asks whether the instances could be started, without starting them. */
export async function tryRunInstances(cloud: Cloud, request: LaunchRequest): Promise<void> {
  const groups = request.firewall.kind === 'existing' ? request.firewall.groupIds : [];
  await cloud.read.send(new RunInstancesCommand({ ...runInput(request, groups, 'amiable-dry-run'), DryRun: true }));
}

/** Ends instances; ending ended ones is no fault. */
export async function terminate(cloud: Cloud, instanceIds: readonly string[]): Promise<void> {
  await cloud.read.send(new TerminateInstancesCommand({ InstanceIds: [...instanceIds] }));
}

function runInput(request: LaunchRequest, groupIds: readonly string[], operationId: string): RunInstancesCommandInput {
  const { key, subnetId, userData } = request;
  const mappings = blockDevices(request);
  return {
    ImageId: request.imageId,
    InstanceType: request.instanceType as _InstanceType,
    MinCount: request.count,
    MaxCount: request.count,
    ...(key.kind === 'existing' ? { KeyName: key.name } : {}),
    NetworkInterfaces: [
      {
        DeviceIndex: 0,
        AssociatePublicIpAddress: request.publicIp,
        DeleteOnTermination: true,
        ...(subnetId ? { SubnetId: subnetId } : {}),
        ...(groupIds.length > 0 ? { Groups: [...groupIds] } : {}),
      },
    ],
    ...(mappings.length > 0 ? { BlockDeviceMappings: mappings } : {}),
    MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: request.requireImdsV2 ? 'required' : 'optional' },
    DisableApiTermination: request.terminationProtection,
    ...(request.detailedMonitoring ? { Monitoring: { Enabled: true } } : {}),
    ...(request.credits ? { CreditSpecification: { CpuCredits: request.credits } } : {}),
    InstanceInitiatedShutdownBehavior: request.shutdownBehavior,
    ...(request.instanceProfile ? { IamInstanceProfile: { Name: request.instanceProfile } } : {}),
    ...(userData ? { UserData: Buffer.from(userData, 'utf8').toString('base64') } : {}),
    TagSpecifications: tagSpecifications(request, operationId),
  };
}

function blockDevices({ volumes, newVolumes }: LaunchRequest): BlockDeviceMapping[] {
  const all: readonly (LaunchVolume & { snapshotId?: string | undefined })[] = [
    ...volumes,
    ...newVolumes.map((volume) => ({ ...volume, encrypted: true })),
  ];
  return all.map((volume) => ({
    DeviceName: volume.deviceName,
    Ebs: {
      VolumeSize: volume.sizeGiB,
      VolumeType: volume.type,
      DeleteOnTermination: volume.deleteOnTermination,
      // Only ever asked for, never refused: an encrypted snapshot cannot become a plain disk.
      ...(volume.encrypted ? { Encrypted: true } : {}),
      ...(volume.iops === undefined ? {} : { Iops: volume.iops }),
      ...(volume.throughput === undefined ? {} : { Throughput: volume.throughput }),
      ...(volume.snapshotId ? { SnapshotId: volume.snapshotId } : {}),
    },
  }));
}

/** The person's tags and the Name on all three; ours too, where fifty leave room for it. */
function tagSpecifications({ name, tags }: LaunchRequest, operationId: string): TagSpecification[] {
  const theirs = name ? [{ key: 'Name', value: name }, ...tags.filter(({ key }) => key !== 'Name')] : tags;
  const own = theirs.length < TAG_LIMITS.keys ? [{ key: OPERATION_TAG, value: operationId }] : [];
  const Tags = awsTags([...theirs, ...own]);
  return (['instance', 'volume', 'network-interface'] as const).map((ResourceType) => ({ ResourceType, Tags }));
}
