import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkGroupCount } from '../../main/practice/cloud/operations/network/group-limits.ts';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { expectRefusal, makeNetwork, type OwnNetwork } from './network-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
let own: OwnNetwork;
beforeAll(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
  own = await makeNetwork(ec2);
});
afterAll(() => it.end());

/** Makes as many as there may be, and one more, which is refused. */
async function fill(count: number, make: (index: number) => Promise<unknown>, code: string): Promise<void> {
  for (let index = 0; index < count; index += 1) await make(index);
  await expectRefusal(make(count), code, /^The maximum number of .* has been reached\.$/);
}

test('a Region has five internet gateways', async () => {
  // The default network and the test's own have one each.
  await fill(3, () => ec2.send(new sdk.CreateInternetGatewayCommand({})), 'InternetGatewayLimitExceeded');
});

test('a network has 200 subnets', async () => {
  const make = (index: number) =>
    ec2.send(new sdk.CreateSubnetCommand({ VpcId: own.vpcId, CidrBlock: `10.20.${index + 1}.0/24` }));
  await fill(199, make, 'SubnetLimitExceeded');
});

test('a network has 200 route tables', async () => {
  await fill(199, () => ec2.send(new sdk.CreateRouteTableCommand({ VpcId: own.vpcId })), 'RouteTableLimitExceeded');
});

test('a network has 200 network ACLs', async () => {
  await fill(199, () => ec2.send(new sdk.CreateNetworkAclCommand({ VpcId: own.vpcId })), 'NetworkAclLimitExceeded');
});

test('a network ACL has twenty rules in each direction', async () => {
  const make = (Egress: boolean) => (index: number) =>
    ec2.send(
      new sdk.CreateNetworkAclEntryCommand({
        NetworkAclId: own.aclId,
        RuleNumber: 1000 + index,
        Egress,
        Protocol: '-1',
        RuleAction: 'deny',
        CidrBlock: '192.0.2.0/24',
      }),
    );
  await fill(19, make(false), 'NetworkAclEntryLimitExceeded');
  await fill(19, make(true), 'NetworkAclEntryLimitExceeded');
});

test('a route table has 500 routes', async () => {
  const make = (index: number) =>
    ec2.send(
      new sdk.CreateRouteCommand({
        RouteTableId: own.routeTableId,
        DestinationCidrBlock: `172.${Math.floor(index / 256)}.${index % 256}.0/24`,
        GatewayId: own.gatewayId,
      }),
    );
  await fill(498, make, 'RouteLimitExceeded');
});

test('a Region has 2,500 security groups', () => {
  checkGroupCount(2_499);
  expect(() => checkGroupCount(2_500)).toThrow(/^The maximum number of security groups has been reached\.$/);
});
