import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reaches } from '../../main/practice/cloud/world/admission.ts';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { copyWorld, launchInto, makeNetwork, type OwnNetwork, openPort, stop, told } from './network-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
let own: OwnNetwork;
let asker: sdk.Instance;
let other: sdk.Instance;
beforeAll(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
  own = await makeNetwork(ec2);
  asker = await launchInto(it, ec2, own);
  const { Subnet } = await ec2.send(new sdk.CreateSubnetCommand({ VpcId: own.vpcId, CidrBlock: '10.20.7.0/24' }));
  other = await launchInto(it, ec2, { ...own, subnetId: told(Subnet?.SubnetId) });
}, 30_000);
afterAll(() => it.end());

/** Which machine answers the first one at the second one's private address. */
async function answering(port: number): Promise<string | null> {
  return reaches(await copyWorld(it), told(asker.InstanceId), told(other.PrivateIpAddress), port);
}

test('a machine reaches another of its network where the groups let it, and nothing else', async () => {
  expect(await answering(80)).toBeNull();
  expect(await answering(22)).toBe(other.InstanceId);
  await openPort(ec2, own.groupId, 80, '10.20.7.0/24');
  expect(await answering(80)).toBeNull();
  await ec2.send(
    new sdk.AuthorizeSecurityGroupIngressCommand({
      GroupId: own.groupId,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: own.groupId }] }],
    }),
  );
  expect(await answering(80)).toBe(other.InstanceId);
  expect(reaches(await copyWorld(it), told(asker.InstanceId), '10.20.7.250', 80)).toBeNull();
});

test('a network ACL between two subnets is met, and a stopped machine answers nobody', async () => {
  const denial = { NetworkAclId: own.aclId, RuleNumber: 1, Egress: true };
  await ec2.send(
    new sdk.CreateNetworkAclEntryCommand({ ...denial, Protocol: '-1', RuleAction: 'deny', CidrBlock: '10.20.7.0/24' }),
  );
  expect(await answering(22)).toBeNull();
  await ec2.send(new sdk.DeleteNetworkAclEntryCommand(denial));
  expect(await answering(22)).toBe(other.InstanceId);
  await stop(it, ec2, told(other.InstanceId));
  expect(await answering(22)).toBeNull();
});
