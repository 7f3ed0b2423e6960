import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { Table } from '../../main/practice/cloud/world/table.ts';
import { instanceNamed, startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { makeNetwork, type OwnNetwork, told } from './network-rig.ts';

/** Tables that grow with an account; of networks and gateways there are five. */
const large = /\/(subnets|route-tables|network-acls|groups|group-rules|addresses|instances)$/;

let it: TestCloud;
let ec2: sdk.EC2Client;
let own: OwnNetwork;
let web: sdk.Instance;
beforeAll(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
  own = await makeNetwork(ec2);
  web = await instanceNamed(ec2, 'web-01');
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => it.end());

/** The large tables that were gone through from end to end while a call was answered. */
async function walked(send: () => Promise<unknown>): Promise<string[]> {
  const paths = new Set<string>();
  const { all, [Symbol.iterator]: iterate } = Table.prototype;
  vi.spyOn(Table.prototype, 'all').mockImplementation(function (this: Table<{ id: string }>) {
    paths.add(this.path);
    return all.call(this);
  });
  vi.spyOn(Table.prototype, Symbol.iterator).mockImplementation(function (this: Table<{ id: string }>) {
    paths.add(this.path);
    return iterate.call(this);
  });
  await send();
  vi.restoreAllMocks();
  return [...paths].filter((path) => large.test(path));
}

const filter = (Name: string, value: string | undefined) => ({ Filters: [{ Name, Values: [told(value)] }] });

const looks: [what: string, send: () => Promise<unknown>][] = [
  ['groups by ID', () => ec2.send(new sdk.DescribeSecurityGroupsCommand({ GroupIds: [own.groupId] }))],
  ['groups by name', () => ec2.send(new sdk.DescribeSecurityGroupsCommand({ GroupNames: ['web-servers'] }))],
  ['groups of a network', () => ec2.send(new sdk.DescribeSecurityGroupsCommand(filter('vpc-id', own.vpcId)))],
  ['rules of a group', () => ec2.send(new sdk.DescribeSecurityGroupRulesCommand(filter('group-id', own.groupId)))],
  ['subnets by ID', () => ec2.send(new sdk.DescribeSubnetsCommand({ SubnetIds: [own.subnetId] }))],
  ['subnets of a network', () => ec2.send(new sdk.DescribeSubnetsCommand(filter('vpc-id', own.vpcId)))],
  [
    'the route table of a subnet',
    () => ec2.send(new sdk.DescribeRouteTablesCommand(filter('association.subnet-id', own.subnetId))),
  ],
  [
    'the network ACL of a subnet',
    () => ec2.send(new sdk.DescribeNetworkAclsCommand(filter('association.subnet-id', own.subnetId))),
  ],
  [
    'the interface of a machine',
    () => ec2.send(new sdk.DescribeNetworkInterfacesCommand(filter('attachment.instance-id', web.InstanceId))),
  ],
  ['the address of a machine', () => ec2.send(new sdk.DescribeAddressesCommand(filter('instance-id', web.InstanceId)))],
];

test.each(looks)('looking at %s goes through no large table', async (_what, send) => {
  expect(await walked(send)).toEqual([]);
});

test('changing a network goes through no large table', async () => {
  expect(
    await walked(async () => {
      const { GroupId } = await ec2.send(
        new sdk.CreateSecurityGroupCommand({ GroupName: 'quick', Description: 'x', VpcId: own.vpcId }),
      );
      const IpPermissions = [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId }] }];
      await ec2.send(new sdk.AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
      await ec2.send(new sdk.RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
      await ec2.send(new sdk.DeleteSecurityGroupCommand({ GroupId }));
      const { Subnet } = await ec2.send(new sdk.CreateSubnetCommand({ VpcId: own.vpcId, CidrBlock: '10.20.5.0/24' }));
      const { AssociationId } = await ec2.send(
        new sdk.AssociateRouteTableCommand({ RouteTableId: own.routeTableId, SubnetId: Subnet?.SubnetId }),
      );
      await ec2.send(new sdk.DisassociateRouteTableCommand({ AssociationId }));
      await ec2.send(new sdk.DeleteSubnetCommand({ SubnetId: Subnet?.SubnetId }));
      const { AllocationId } = await ec2.send(new sdk.AllocateAddressCommand({}));
      const held = await ec2.send(new sdk.AssociateAddressCommand({ AllocationId, InstanceId: web.InstanceId }));
      await ec2.send(new sdk.DisassociateAddressCommand({ AssociationId: held.AssociationId }));
      await ec2.send(new sdk.ReleaseAddressCommand({ AllocationId }));
    }),
  ).toEqual([]);
});

test('looking at everything does go through it, which is seen here', async () => {
  expect(await walked(() => ec2.send(new sdk.DescribeSecurityGroupsCommand({})))).toEqual([
    '111122223333/eu-central-1/groups',
  ]);
});
