import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instanceNamed, startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { expectRefusal, makeNetwork, told } from './network-rig.ts';
import type { Things } from './refusal-case.ts';
import { aclCases } from './refused-acls.ts';
import { addressCases } from './refused-addresses.ts';
import { groupCases } from './refused-groups.ts';
import { networkCases } from './refused-networks.ts';
import { routeCases } from './refused-routes.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
let things: Things;
beforeAll(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
  const own = await makeNetwork(ec2);
  const web = await instanceNamed(ec2, 'web-01');
  const Filters = [{ Name: 'vpc-id', Values: [told(web.VpcId)] }];
  const { RouteTables } = await ec2.send(new sdk.DescribeRouteTablesCommand({ Filters }));
  const { NetworkAcls } = await ec2.send(new sdk.DescribeNetworkAclsCommand({ Filters }));
  const { SecurityGroupRules = [] } = await ec2.send(
    new sdk.DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: [own.groupId] }] }),
  );
  const address = await ec2.send(new sdk.AllocateAddressCommand({}));
  const associated = await ec2.send(
    new sdk.AssociateAddressCommand({ AllocationId: address.AllocationId, InstanceId: web.InstanceId }),
  );
  things = {
    ...own,
    defaultVpcId: told(web.VpcId),
    defaultSubnetId: told(web.SubnetId),
    defaultTableId: told(RouteTables?.[0]?.RouteTableId),
    defaultAclId: told(NetworkAcls?.[0]?.NetworkAclId),
    defaultGroupId: told(web.SecurityGroups?.[0]?.GroupId),
    ruleId: told(SecurityGroupRules.find(({ IsEgress }) => !IsEgress)?.SecurityGroupRuleId),
    instanceId: told(web.InstanceId),
    interfaceId: told(web.NetworkInterfaces?.[0]?.NetworkInterfaceId),
    allocationId: told(address.AllocationId),
    publicIp: told(address.PublicIp),
    mainAssociationId: told(RouteTables?.[0]?.Associations?.[0]?.RouteTableAssociationId),
    associationId: told(associated.AssociationId),
  };
});
afterAll(() => it.end());

describe.each([
  ['about groups', groupCases],
  ['about networks', networkCases],
  ['about routes and gateways', routeCases],
  ['about network ACLs', aclCases],
  ['about addresses and interfaces', addressCases],
])('a call %s is refused with the code and words of AWS for', (_subject, cases) => {
  test.each(cases)('%s', async (_what, name, input, code, text) => {
    const before = await everything();
    const Command = Reflect.get(sdk, `${name}Command`) as new (input: object) => sdk.DescribeVpcsCommand;
    await expectRefusal(ec2.send(new Command(input(things))), code, text);
    expect(await everything()).toEqual(before);
  });
});

/** All that a refused call could have changed. */
async function everything(): Promise<unknown> {
  const { world } = await it.cloud.request('exportWorld', {});
  return world
    .split('\n')
    .filter((row) => /^\["\d{12}\/eu-central-1\/(vpcs|subnets|gateways|route-|network-|group|addr|inst)/.test(row));
}
