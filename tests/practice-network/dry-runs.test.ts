import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { networkOperations } from '../../main/practice/cloud/operations/network/network.ts';
import { findOperationShape, findService } from '../../main/practice/cloud/wire/services.ts';
import { instanceNamed, startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { makeNetwork, told } from './network-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
beforeAll(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
});
afterAll(() => it.end());

/** The changing operations of networks that know DryRun; two that set attributes do not. */
async function dryOperations(): Promise<string[]> {
  const service = findService('ec2');
  if (!service) throw new Error('There is no EC2.');
  const names: string[] = [];
  for (const { name, changes } of networkOperations) {
    const shape = (await findOperationShape(service, name))?.input;
    if (!changes || shape?.kind !== 'structure') continue;
    if (shape.members.some((member) => member.name === 'DryRun')) names.push(name);
  }
  return names.sort();
}

/** An input for each, with which it would change something. */
async function inputs(): Promise<Record<string, object>> {
  const own = await makeNetwork(ec2);
  const { vpcId, subnetId, groupId, gatewayId, routeTableId, aclId, aclAssociationId } = own;
  const web = await instanceNamed(ec2, 'web-01');
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 9, ToPort: 9, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }];
  const ssh = [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
  const all = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
  const { SecurityGroupRules } = await ec2.send(
    new sdk.DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: [groupId] }] }),
  );
  const SecurityGroupRuleId = told(SecurityGroupRules?.[0]?.SecurityGroupRuleId);
  const SecurityGroupRule = { IpProtocol: 'tcp', FromPort: 1, ToPort: 1, CidrIpv4: '10.0.0.0/8' };
  const spare = await ec2.send(new sdk.CreateVpcCommand({ CidrBlock: '10.90.0.0/16' }));
  const spareGroup = await ec2.send(
    new sdk.CreateSecurityGroupCommand({ GroupName: 'spare', Description: 'x', VpcId: vpcId }),
  );
  const spareTable = await ec2.send(new sdk.CreateRouteTableCommand({ VpcId: vpcId }));
  const spareAcl = await ec2.send(new sdk.CreateNetworkAclCommand({ VpcId: vpcId }));
  const spareGateway = await ec2.send(new sdk.CreateInternetGatewayCommand({}));
  const spareSubnet = await ec2.send(new sdk.CreateSubnetCommand({ VpcId: vpcId, CidrBlock: '10.20.8.0/24' }));
  const association = await ec2.send(
    new sdk.AssociateRouteTableCommand({
      RouteTableId: spareTable.RouteTable?.RouteTableId,
      SubnetId: spareSubnet.Subnet?.SubnetId,
    }),
  );
  const freeTable = await ec2.send(new sdk.CreateRouteTableCommand({ VpcId: vpcId }));
  const address = await ec2.send(new sdk.AllocateAddressCommand({}));
  const used = await ec2.send(new sdk.AllocateAddressCommand({}));
  const held = await ec2.send(
    new sdk.AssociateAddressCommand({ AllocationId: used.AllocationId, InstanceId: web.InstanceId }),
  );
  const DestinationCidrBlock = '0.0.0.0/0';
  const entry = { NetworkAclId: aclId, RuleNumber: 100, Egress: false };
  const rule = { ...entry, Protocol: '-1', RuleAction: 'deny', CidrBlock: '10.0.0.0/8' };
  return {
    CreateVpc: { CidrBlock: '10.91.0.0/16' },
    DeleteVpc: { VpcId: spare.Vpc?.VpcId },
    CreateSubnet: { VpcId: vpcId, CidrBlock: '10.20.9.0/24' },
    DeleteSubnet: { SubnetId: spareSubnet.Subnet?.SubnetId },
    CreateRouteTable: { VpcId: vpcId },
    DeleteRouteTable: { RouteTableId: freeTable.RouteTable?.RouteTableId },
    CreateRoute: { RouteTableId: routeTableId, DestinationCidrBlock: '192.0.2.0/24', GatewayId: gatewayId },
    ReplaceRoute: { RouteTableId: routeTableId, DestinationCidrBlock, GatewayId: gatewayId },
    DeleteRoute: { RouteTableId: routeTableId, DestinationCidrBlock },
    AssociateRouteTable: { RouteTableId: routeTableId, SubnetId: subnetId },
    DisassociateRouteTable: { AssociationId: association.AssociationId },
    ReplaceRouteTableAssociation: { AssociationId: association.AssociationId, RouteTableId: routeTableId },
    CreateInternetGateway: {},
    AttachInternetGateway: {
      InternetGatewayId: spareGateway.InternetGateway?.InternetGatewayId,
      VpcId: spare.Vpc?.VpcId,
    },
    DetachInternetGateway: { InternetGatewayId: gatewayId, VpcId: vpcId },
    DeleteInternetGateway: { InternetGatewayId: spareGateway.InternetGateway?.InternetGatewayId },
    CreateNetworkAcl: { VpcId: vpcId },
    DeleteNetworkAcl: { NetworkAclId: spareAcl.NetworkAcl?.NetworkAclId },
    ReplaceNetworkAclAssociation: {
      AssociationId: aclAssociationId,
      NetworkAclId: spareAcl.NetworkAcl?.NetworkAclId,
    },
    CreateNetworkAclEntry: { ...rule, RuleNumber: 50 },
    ReplaceNetworkAclEntry: rule,
    DeleteNetworkAclEntry: entry,
    CreateSecurityGroup: { GroupName: 'dry', Description: 'x' },
    DeleteSecurityGroup: { GroupId: spareGroup.GroupId },
    AuthorizeSecurityGroupIngress: { GroupId: groupId, IpPermissions },
    AuthorizeSecurityGroupEgress: { GroupId: groupId, IpPermissions },
    RevokeSecurityGroupIngress: { GroupId: groupId, IpPermissions: ssh },
    RevokeSecurityGroupEgress: { GroupId: groupId, IpPermissions: all },
    ModifySecurityGroupRules: { GroupId: groupId, SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule }] },
    UpdateSecurityGroupRuleDescriptionsIngress: {
      GroupId: groupId,
      IpPermissions: [{ ...ssh[0], IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'dry' }] }],
    },
    UpdateSecurityGroupRuleDescriptionsEgress: {
      GroupId: groupId,
      IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'dry' }] }],
    },
    ModifyNetworkInterfaceAttribute: {
      NetworkInterfaceId: web.NetworkInterfaces?.[0]?.NetworkInterfaceId,
      Description: { Value: 'dry' },
    },
    AllocateAddress: {},
    AssociateAddress: { AllocationId: address.AllocationId, InstanceId: web.InstanceId },
    DisassociateAddress: { AssociationId: held.AssociationId },
    ReleaseAddress: { AllocationId: address.AllocationId },
  };
}

test('DryRun answers that it would work, and changes nothing', async () => {
  const known = await inputs();
  // A default network is made where there is none: that has tests of its own.
  const names = (await dryOperations()).filter((name) => !name.startsWith('CreateDefault'));
  expect(Object.keys(known).sort()).toEqual(names);
  const before = await rows();
  for (const name of names) {
    const Command = Reflect.get(sdk, `${name}Command`) as new (input: object) => sdk.DescribeVpcsCommand;
    const sent = ec2.send(new Command({ ...known[name], DryRun: true }));
    await expect(sent, name).rejects.toMatchObject({ name: 'DryRunOperation', $metadata: { httpStatusCode: 412 } });
    expect(await rows(), name).toEqual(before);
  }
  // The control: without DryRun a call does change what is compared.
  await ec2.send(new sdk.CreateInternetGatewayCommand({}));
  expect(await rows()).not.toEqual(before);
});

async function rows(): Promise<string[]> {
  const { world } = await it.cloud.request('exportWorld', {});
  return world.split('\n').filter((row) => row.startsWith('["111122223333/eu-central-1/'));
}
