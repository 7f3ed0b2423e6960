import * as sdk from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Barrier } from '../../main/practice/cloud/world/admission.ts';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import {
  barrierOf,
  describeInstance,
  launchInto,
  makeNetwork,
  type OwnNetwork,
  openPort,
  STRANGER,
  stop,
  told,
} from './network-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
let own: OwnNetwork;
let machine: string;
beforeEach(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
  own = await makeNetwork(ec2);
  machine = told((await launchInto(it, ec2, own)).InstanceId);
});
afterEach(() => it.end());

const ssh = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22 };
const everywhere = '0.0.0.0/0';

/** Puts a new list, with a rule for everything in each direction, in the place of the subnet's. */
async function ownAcl(): Promise<string> {
  const { NetworkAcl } = await ec2.send(new sdk.CreateNetworkAclCommand({ VpcId: own.vpcId }));
  const NetworkAclId = told(NetworkAcl?.NetworkAclId);
  await ec2.send(new sdk.ReplaceNetworkAclAssociationCommand({ AssociationId: own.aclAssociationId, NetworkAclId }));
  return NetworkAclId;
}

async function aclRule(NetworkAclId: string, RuleNumber: number, Egress: boolean, more: object): Promise<void> {
  await ec2.send(
    new sdk.CreateNetworkAclEntryCommand({
      NetworkAclId,
      RuleNumber,
      Egress,
      Protocol: '-1',
      RuleAction: 'allow',
      CidrBlock: everywhere,
      ...more,
    }),
  );
}

async function closeDoor(): Promise<void> {
  await ec2.send(
    new sdk.RevokeSecurityGroupIngressCommand({
      GroupId: own.groupId,
      IpPermissions: [{ ...ssh, IpRanges: [{ CidrIp: everywhere }] }],
    }),
  );
}

async function deleteRoute(): Promise<void> {
  await ec2.send(new sdk.DeleteRouteCommand({ RouteTableId: own.routeTableId, DestinationCidrBlock: everywhere }));
}

async function useGroups(...Groups: string[]): Promise<void> {
  const { NetworkInterfaces } = await describeInstance(ec2, machine);
  const NetworkInterfaceId = NetworkInterfaces?.[0]?.NetworkInterfaceId;
  await ec2.send(new sdk.ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId, Groups }));
}

async function newGroup(name: string): Promise<string> {
  const { GroupId } = await ec2.send(
    new sdk.CreateSecurityGroupCommand({ GroupName: name, Description: 'x', VpcId: own.vpcId }),
  );
  return told(GroupId);
}

/** A table that leads nowhere but into its own network. */
async function deadEnd(): Promise<string> {
  const { RouteTable } = await ec2.send(new sdk.CreateRouteTableCommand({ VpcId: own.vpcId }));
  return told(RouteTable?.RouteTableId);
}

/** Detaches the gateway, which no network lets go of while a machine of it has a public address. */
async function detachWhileStopped(): Promise<void> {
  await stop(it, ec2, machine);
  await ec2.send(new sdk.DetachInternetGatewayCommand({ InternetGatewayId: own.gatewayId, VpcId: own.vpcId }));
  await ec2.send(new sdk.StartInstancesCommand({ InstanceIds: [machine] }));
  await it.step(10);
}

/** A world as somebody made it, and the link that is broken in it; null where all is well. */
type World = readonly [what: string, barrier: Barrier | null, make: () => Promise<unknown>];

const worlds: readonly World[] = [
  ['all is as it should be', null, async () => {}],

  ['the machine is stopped', 'instance', () => stop(it, ec2, machine)],
  [
    'the machine is on its way down',
    'instance',
    () => ec2.send(new sdk.StopInstancesCommand({ InstanceIds: [machine] })),
  ],
  [
    'the machine is on its way up',
    'instance',
    async () => {
      await stop(it, ec2, machine);
      await ec2.send(new sdk.StartInstancesCommand({ InstanceIds: [machine] }));
    },
  ],
  [
    'the machine is gone',
    'instance',
    async () => {
      await ec2.send(new sdk.TerminateInstancesCommand({ InstanceIds: [machine] }));
      await it.step(20);
    },
  ],

  [
    'the machine was launched without a public address',
    'address',
    async () => {
      const SubnetId = own.subnetId;
      await ec2.send(new sdk.ModifySubnetAttributeCommand({ SubnetId, MapPublicIpOnLaunch: { Value: false } }));
      machine = told((await launchInto(it, ec2, own)).InstanceId);
    },
  ],
  [
    'the machine got an elastic address later',
    null,
    async () => {
      const SubnetId = own.subnetId;
      await ec2.send(new sdk.ModifySubnetAttributeCommand({ SubnetId, MapPublicIpOnLaunch: { Value: false } }));
      machine = told((await launchInto(it, ec2, own)).InstanceId);
      const { AllocationId } = await ec2.send(new sdk.AllocateAddressCommand({}));
      await ec2.send(new sdk.AssociateAddressCommand({ AllocationId, InstanceId: machine }));
    },
  ],
  [
    'the elastic address was taken from a machine that had no other',
    'address',
    async () => {
      const SubnetId = own.subnetId;
      await ec2.send(new sdk.ModifySubnetAttributeCommand({ SubnetId, MapPublicIpOnLaunch: { Value: false } }));
      machine = told((await launchInto(it, ec2, own)).InstanceId);
      const { AllocationId } = await ec2.send(new sdk.AllocateAddressCommand({}));
      const { AssociationId } = await ec2.send(new sdk.AssociateAddressCommand({ AllocationId, InstanceId: machine }));
      await ec2.send(new sdk.DisassociateAddressCommand({ AssociationId }));
    },
  ],

  ['the route to the internet is gone', 'route', deleteRoute],
  [
    'the subnet follows another table, which leads nowhere',
    'route',
    async () => {
      const RouteTableId = await deadEnd();
      await ec2.send(new sdk.AssociateRouteTableCommand({ RouteTableId, SubnetId: own.subnetId }));
    },
  ],
  [
    'another table, which leads nowhere, became the main one',
    'route',
    async () => {
      const { RouteTables } = await ec2.send(new sdk.DescribeRouteTablesCommand({ RouteTableIds: [own.routeTableId] }));
      const AssociationId = RouteTables?.[0]?.Associations?.[0]?.RouteTableAssociationId;
      await ec2.send(new sdk.ReplaceRouteTableAssociationCommand({ AssociationId, RouteTableId: await deadEnd() }));
    },
  ],
  [
    'the route is for another block',
    'route',
    async () => {
      await deleteRoute();
      const DestinationCidrBlock = '203.0.113.0/24';
      const GatewayId = own.gatewayId;
      await ec2.send(new sdk.CreateRouteCommand({ RouteTableId: own.routeTableId, DestinationCidrBlock, GatewayId }));
    },
  ],
  [
    'the route is for just the block of the one who asks',
    null,
    async () => {
      await deleteRoute();
      const DestinationCidrBlock = `${STRANGER}/24`;
      const GatewayId = own.gatewayId;
      await ec2.send(new sdk.CreateRouteCommand({ RouteTableId: own.routeTableId, DestinationCidrBlock, GatewayId }));
    },
  ],
  [
    'a closer route leads to the machine itself',
    'route',
    () =>
      ec2.send(
        new sdk.CreateRouteCommand({
          RouteTableId: own.routeTableId,
          DestinationCidrBlock: '198.51.100.0/24',
          InstanceId: machine,
        }),
      ),
  ],
  [
    'the route leads to the machine and not to the gateway',
    'route',
    () =>
      ec2.send(
        new sdk.ReplaceRouteCommand({
          RouteTableId: own.routeTableId,
          DestinationCidrBlock: everywhere,
          InstanceId: machine,
        }),
      ),
  ],

  ['the gateway is detached', 'gateway', detachWhileStopped],
  [
    'the gateway is gone and its route leads into a black hole',
    'gateway',
    async () => {
      await detachWhileStopped();
      await ec2.send(new sdk.DeleteInternetGatewayCommand({ InternetGatewayId: own.gatewayId }));
    },
  ],
  [
    'another gateway is attached, and the route leads to the old one',
    'gateway',
    async () => {
      await detachWhileStopped();
      const { InternetGateway } = await ec2.send(new sdk.CreateInternetGatewayCommand({}));
      const InternetGatewayId = InternetGateway?.InternetGatewayId;
      await ec2.send(new sdk.AttachInternetGatewayCommand({ InternetGatewayId, VpcId: own.vpcId }));
    },
  ],

  ['the subnet has a new list with no rules', 'network-acl', ownAcl],
  ['the list lets nothing out', 'network-acl', async () => aclRule(await ownAcl(), 100, false, {})],
  ['the list lets nothing in', 'network-acl', async () => aclRule(await ownAcl(), 100, true, {})],
  [
    'a lower number denies the port',
    'network-acl',
    () => aclRule(own.aclId, 50, false, { Protocol: '6', RuleAction: 'deny', PortRange: { From: 22, To: 22 } }),
  ],
  [
    'a higher number denies the port, and counts for nothing',
    null,
    () => aclRule(own.aclId, 150, false, { Protocol: '6', RuleAction: 'deny', PortRange: { From: 22, To: 22 } }),
  ],
  [
    'a lower number denies the one who asks',
    'network-acl',
    () => aclRule(own.aclId, 99, false, { RuleAction: 'deny', CidrBlock: '198.51.100.0/24' }),
  ],
  [
    'a lower number denies somebody else',
    null,
    () => aclRule(own.aclId, 99, false, { RuleAction: 'deny', CidrBlock: '203.0.113.0/24' }),
  ],
  [
    'the list lets the port in and no answer out but from low ports',
    'network-acl',
    async () => {
      const acl = await ownAcl();
      await aclRule(acl, 100, false, { Protocol: '6', PortRange: { From: 22, To: 22 } });
      // The answers go to the caller's port, which is a high one.
      await aclRule(acl, 100, true, { Protocol: '6', PortRange: { From: 1, To: 1023 } });
    },
  ],
  [
    'the list lets the port in and the answers out',
    null,
    async () => {
      const acl = await ownAcl();
      await aclRule(acl, 100, false, { Protocol: '6', PortRange: { From: 22, To: 22 } });
      await aclRule(acl, 100, true, { Protocol: '6', PortRange: { From: 1024, To: 65_535 } });
    },
  ],
  [
    'the list denies UDP, which is another matter',
    null,
    () => aclRule(own.aclId, 10, false, { Protocol: '17', RuleAction: 'deny', PortRange: { From: 0, To: 65_535 } }),
  ],

  ['the group is closed', 'security-group', closeDoor],
  [
    'the group lets another block in',
    'security-group',
    async () => {
      await closeDoor();
      await openPort(ec2, own.groupId, 22, '203.0.113.0/24');
    },
  ],
  [
    'the group lets the one who asks in',
    null,
    async () => {
      await closeDoor();
      await openPort(ec2, own.groupId, 22, `${STRANGER}/32`);
    },
  ],
  [
    'the group opens another port',
    'security-group',
    async () => {
      await closeDoor();
      await openPort(ec2, own.groupId, 23);
    },
  ],
  [
    'the group opens the port for UDP',
    'security-group',
    async () => {
      await closeDoor();
      const IpPermissions = [{ ...ssh, IpProtocol: 'udp', IpRanges: [{ CidrIp: everywhere }] }];
      await ec2.send(new sdk.AuthorizeSecurityGroupIngressCommand({ GroupId: own.groupId, IpPermissions }));
    },
  ],
  [
    'the group opens the port for IPv6',
    'security-group',
    async () => {
      await closeDoor();
      const IpPermissions = [{ ...ssh, Ipv6Ranges: [{ CidrIpv6: '::/0' }] }];
      await ec2.send(new sdk.AuthorizeSecurityGroupIngressCommand({ GroupId: own.groupId, IpPermissions }));
    },
  ],
  [
    'the group lets its own members in',
    'security-group',
    async () => {
      await closeDoor();
      const IpPermissions = [{ ...ssh, UserIdGroupPairs: [{ GroupId: own.groupId }] }];
      await ec2.send(new sdk.AuthorizeSecurityGroupIngressCommand({ GroupId: own.groupId, IpPermissions }));
    },
  ],
  [
    'the group lets everything in',
    null,
    async () => {
      await closeDoor();
      const IpPermissions = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: everywhere }] }];
      await ec2.send(new sdk.AuthorizeSecurityGroupIngressCommand({ GroupId: own.groupId, IpPermissions }));
    },
  ],
  [
    'the group lets nothing out, which answers do not need',
    null,
    () =>
      ec2.send(
        new sdk.RevokeSecurityGroupEgressCommand({
          GroupId: own.groupId,
          IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: everywhere }] }],
        }),
      ),
  ],
  ['the machine is in another group', 'security-group', async () => useGroups(await newGroup('closed'))],
  ['the machine is in another group as well', null, async () => useGroups(await newGroup('closed'), own.groupId)],
  [
    'the rule became one for another port',
    'security-group',
    async () => {
      await closeDoor();
      const SecurityGroupRuleId = await openPort(ec2, own.groupId, 22);
      const SecurityGroupRule = { IpProtocol: 'tcp', FromPort: 2222, ToPort: 2222, CidrIpv4: everywhere };
      const SecurityGroupRules = [{ SecurityGroupRuleId, SecurityGroupRule }];
      await ec2.send(new sdk.ModifySecurityGroupRulesCommand({ GroupId: own.groupId, SecurityGroupRules }));
    },
  ],
  [
    'several links are broken, and the first of them counts',
    'route',
    async () => {
      await closeDoor();
      await deleteRoute();
      await ownAcl();
    },
  ],
];

describe('between the internet and the SSH port of a machine', () => {
  test.each(worlds)('%s: %s', async (_what, barrier, make) => {
    await make();
    expect(await barrierOf(it, machine)).toBe(barrier);
  });

  test('there are at least twenty ways to be broken', () => {
    expect(worlds.filter(([, barrier]) => barrier !== null).length).toBeGreaterThanOrEqual(20);
  });
});
