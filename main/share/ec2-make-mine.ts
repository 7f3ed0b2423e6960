import {
  type _InstanceType,
  CreateImageCommand,
  DeregisterImageCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeSubnetsCommand,
  RunInstancesCommand,
  type RunInstancesCommandInput,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { AppError } from '../../src/core/errors.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsTags, OPERATION_TAG } from '../aws/shapes.ts';
import type { MakeMine } from './make-mine-plan.ts';

/** Where the machine stands. */
export interface MachineStand {
  readonly state: string;
  /** AWS's code for why it ended, or the empty string. */
  readonly reason: string;
}

/** A subnet for the machine: one of the default network if there is one. Throws `share.no-network`. */
export async function anySubnet(cloud: Cloud): Promise<string> {
  const { Subnets = [] } = await cloud.read.send(new DescribeSubnetsCommand({}));
  const subnetId = (Subnets.find(({ DefaultForAz }) => DefaultForAz) ?? Subnets[0])?.SubnetId;
  if (subnetId) return subnetId;
  throw new AppError('share.no-network', `This account has no network in ${cloud.region} to start a machine in.`, {
    fix: 'Make the default network (VPC) first, or ask somebody who looks after the account.',
  });
}

/** Starts the machine; with the same token AWS answers with the same machine. */
export async function startMachine(
  cloud: Cloud,
  request: MakeMine,
  ids: { readonly operationId: string; readonly clientToken: string },
): Promise<string> {
  const input = { ...machineInput(request, ids.operationId), ClientToken: ids.clientToken };
  const { Instances = [] } = await cloud.once.send(new RunInstancesCommand(input));
  return Instances[0]?.InstanceId ?? '';
}

/** Asks whether the machine could be started, without starting it. */
export async function tryMachine(cloud: Cloud, request: MakeMine): Promise<void> {
  await cloud.read.send(new RunInstancesCommand({ ...machineInput(request, 'amiable-dry-run'), DryRun: true }));
}

/** Out of reach: no public address, the network's own default group, no role, no key. */
function machineInput(request: MakeMine, operationId: string): RunInstancesCommandInput {
  const Tags = awsTags([
    { key: 'Name', value: `Amiable makes ${request.name}` },
    { key: OPERATION_TAG, value: operationId },
  ]);
  return {
    ImageId: request.imageId,
    InstanceType: request.instanceType as _InstanceType,
    MinCount: 1,
    MaxCount: 1,
    NetworkInterfaces: [
      { DeviceIndex: 0, AssociatePublicIpAddress: false, DeleteOnTermination: true, SubnetId: request.subnetId },
    ],
    MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: 'required' },
    InstanceInitiatedShutdownBehavior: 'stop',
    TagSpecifications: (['instance', 'volume'] as const).map((ResourceType) => ({ ResourceType, Tags })),
  };
}

/** The machine that was started with a token, if there is one. */
export async function machineOfToken(cloud: Cloud, clientToken: string): Promise<string | undefined> {
  const { Reservations = [] } = await cloud.read.send(
    new DescribeInstancesCommand({ Filters: [{ Name: 'client-token', Values: [clientToken] }] }),
  );
  return Reservations[0]?.Instances?.[0]?.InstanceId;
}

/** Where a machine stands. Throws `instances.not-found`. */
export async function machineStand(cloud: Cloud, instanceId: string): Promise<MachineStand> {
  const { Reservations = [] } = await cloud.read.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
  const machine = Reservations[0]?.Instances?.[0];
  return { state: machine?.State?.Name ?? 'terminated', reason: machine?.StateReason?.Code ?? '' };
}

/** Switches a machine off; one that is off already stays so. */
export async function stopMachine(cloud: Cloud, instanceId: string): Promise<void> {
  await cloud.read.send(new StopInstancesCommand({ InstanceIds: [instanceId] }));
}

/** Ends a machine; one that has ended already stays so. */
export async function endMachine(cloud: Cloud, instanceId: string): Promise<void> {
  await cloud.read.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
}

/** Makes an image of the machine; AWS has no token for that, so it carries the operation's tag. */
export async function sendImage(
  cloud: Cloud,
  { name, description }: MakeMine,
  instanceId: string,
  operationId: string,
): Promise<string> {
  const Tags = awsTags([{ key: OPERATION_TAG, value: operationId }]);
  const { ImageId = '' } = await cloud.once.send(
    new CreateImageCommand({
      InstanceId: instanceId,
      Name: name,
      ...(description ? { Description: description } : {}),
      TagSpecifications: (['image', 'snapshot'] as const).map((ResourceType) => ({ ResourceType, Tags })),
    }),
  );
  return ImageId;
}

/** The image that carries this operation's tag, if there is one. */
export async function imageOf(cloud: Cloud, operationId: string): Promise<string | undefined> {
  const { Images = [] } = await cloud.read.send(
    new DescribeImagesCommand({
      Owners: ['self'],
      Filters: [{ Name: `tag:${OPERATION_TAG}`, Values: [operationId] }],
    }),
  );
  return Images[0]?.ImageId;
}

/** Takes an image away with its snapshots. */
export async function removeImage(cloud: Cloud, imageId: string): Promise<void> {
  await cloud.read.send(new DeregisterImageCommand({ ImageId: imageId, DeleteAssociatedSnapshots: true }));
}
