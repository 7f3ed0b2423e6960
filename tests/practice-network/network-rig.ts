import * as sdk from '@aws-sdk/client-ec2';
import { expect } from 'vitest';
import { type Barrier, barrier } from '../../main/practice/cloud/world/admission.ts';
import { PracticeClock } from '../../main/practice/cloud/world/clock.ts';
import { readExported } from '../../main/practice/cloud/world/exported.ts';
import { durations } from '../../main/practice/cloud/world/settling.ts';
import { World } from '../../main/practice/cloud/world/world.ts';
import type { TestCloud } from '../practice/practice-cloud.ts';

/** An address of nobody: from the documentation's own range. */
export const STRANGER = '198.51.100.7';

/** A network of a test's own, with one public subnet. */
export interface OwnNetwork {
  readonly vpcId: string;
  readonly subnetId: string;
  readonly gatewayId: string;
  readonly routeTableId: string;
  readonly aclId: string;
  readonly aclAssociationId: string;
  readonly groupId: string;
}

/** The answer's text, which must be there. */
export function told(value: string | undefined): string {
  if (value === undefined) throw new Error('The answer tells less than it should.');
  return value;
}

/** Makes a network from nothing, as the AWS documentation has it: block, subnet, gateway, route, group. */
export async function makeNetwork(ec2: sdk.EC2Client, CidrBlock = '10.20.0.0/16'): Promise<OwnNetwork> {
  const { Vpc } = await ec2.send(new sdk.CreateVpcCommand({ CidrBlock }));
  const VpcId = told(Vpc?.VpcId);
  const { Subnet } = await ec2.send(new sdk.CreateSubnetCommand({ VpcId, CidrBlock: CidrBlock.replace('/16', '/24') }));
  const SubnetId = told(Subnet?.SubnetId);
  await ec2.send(new sdk.ModifySubnetAttributeCommand({ SubnetId, MapPublicIpOnLaunch: { Value: true } }));
  const { InternetGateway } = await ec2.send(new sdk.CreateInternetGatewayCommand({}));
  const InternetGatewayId = told(InternetGateway?.InternetGatewayId);
  await ec2.send(new sdk.AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
  const Filters = [{ Name: 'vpc-id', Values: [VpcId] }];
  const { RouteTables } = await ec2.send(new sdk.DescribeRouteTablesCommand({ Filters }));
  const RouteTableId = told(RouteTables?.[0]?.RouteTableId);
  await ec2.send(
    new sdk.CreateRouteCommand({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: InternetGatewayId }),
  );
  const { NetworkAcls } = await ec2.send(new sdk.DescribeNetworkAclsCommand({ Filters }));
  const acl = NetworkAcls?.[0];
  const { GroupId } = await ec2.send(
    new sdk.CreateSecurityGroupCommand({ GroupName: 'door', Description: 'SSH for all', VpcId }),
  );
  await openPort(ec2, told(GroupId), 22);
  return {
    vpcId: VpcId,
    subnetId: SubnetId,
    gatewayId: InternetGatewayId,
    routeTableId: RouteTableId,
    aclId: told(acl?.NetworkAclId),
    aclAssociationId: told(acl?.Associations?.[0]?.NetworkAclAssociationId),
    groupId: told(GroupId),
  };
}

/** Lets a block, or everybody, in to a TCP port. */
export async function openPort(ec2: sdk.EC2Client, GroupId: string, port: number, CidrIp = '0.0.0.0/0') {
  const { SecurityGroupRules } = await ec2.send(
    new sdk.AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: [{ CidrIp }] }],
    }),
  );
  return told(SecurityGroupRules?.[0]?.SecurityGroupRuleId);
}

/** Launches a machine into a network and waits until it runs. */
export async function launchInto(
  it: TestCloud,
  ec2: sdk.EC2Client,
  { subnetId, groupId }: Pick<OwnNetwork, 'subnetId' | 'groupId'>,
  more: Partial<sdk.RunInstancesCommandInput> = {},
): Promise<sdk.Instance> {
  const { Images } = await ec2.send(new sdk.DescribeImagesCommand({ Owners: ['self'] }));
  const { Instances } = await ec2.send(
    new sdk.RunInstancesCommand({
      ImageId: Images?.[0]?.ImageId,
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      SubnetId: subnetId,
      SecurityGroupIds: [groupId],
      ...more,
    }),
  );
  await it.step(durations.pending / 1_000);
  return describeInstance(ec2, told(Instances?.[0]?.InstanceId));
}

/** An instance as it is now. */
export async function describeInstance(ec2: sdk.EC2Client, id: string): Promise<sdk.Instance> {
  const { Reservations } = await ec2.send(new sdk.DescribeInstancesCommand({ InstanceIds: [id] }));
  const found = Reservations?.[0]?.Instances?.[0];
  if (!found) throw new Error(`There is no ${id}.`);
  return found;
}

/** Stops a machine and waits until it has stopped. */
export async function stop(it: TestCloud, ec2: sdk.EC2Client, id: string): Promise<void> {
  await ec2.send(new sdk.StopInstancesCommand({ InstanceIds: [id] }));
  await it.step(durations.stopping / 1_000);
}

/** A copy of the practice cloud's world as it is now. */
export async function copyWorld(it: TestCloud): Promise<World> {
  const { world: text } = await it.cloud.request('exportWorld', {});
  const world = new World(new PracticeClock(() => 0, 0, 1), (length) => new Uint8Array(length));
  world.load(readExported(text));
  return world;
}

/** What keeps a stranger from a port of an instance. */
export async function barrierOf(it: TestCloud, id: string, port = 22, address = STRANGER): Promise<Barrier | null> {
  const world = await copyWorld(it);
  const found = world.findInstance(id);
  if (!found) throw new Error(`There is no ${id}.`);
  return barrier(found.place, id, address, port);
}

/** Expects that a call is refused with AWS's code and words. */
export async function expectRefusal(sent: Promise<unknown>, name: string, message: RegExp = /\w/): Promise<void> {
  await expect(sent).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
}
