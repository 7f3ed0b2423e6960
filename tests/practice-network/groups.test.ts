import * as sdk from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { expectRefusal, told } from './network-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
beforeEach(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
});
afterEach(() => it.end());

async function namesOf(Filters: sdk.Filter[]): Promise<string[]> {
  const { SecurityGroups = [] } = await ec2.send(new sdk.DescribeSecurityGroupsCommand({ Filters }));
  return SecurityGroups.map(({ GroupName }) => told(GroupName));
}

async function groupNamed(name: string): Promise<sdk.SecurityGroup> {
  const { SecurityGroups } = await ec2.send(new sdk.DescribeSecurityGroupsCommand({ GroupNames: [name] }));
  const found = SecurityGroups?.[0];
  if (!found) throw new Error(`There is no group ${name}.`);
  return found;
}

describe('security groups', () => {
  test('are made with all traffic out, tags and an ARN, and found by each of their filters', async () => {
    const made = await ec2.send(
      new sdk.CreateSecurityGroupCommand({
        GroupName: 'mail',
        Description: 'Mail servers',
        TagSpecifications: [{ ResourceType: 'security-group', Tags: [{ Key: 'Team', Value: 'mail' }] }],
      }),
    );
    const GroupId = told(made.GroupId);
    expect(made.SecurityGroupArn).toBe(`arn:aws:ec2:eu-central-1:111122223333:security-group/${GroupId}`);
    const web = await groupNamed('web-servers');
    await ec2.send(
      new sdk.AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [
          { IpProtocol: 'tcp', FromPort: 25, ToPort: 26, IpRanges: [{ CidrIp: '10.1.0.0/16' }] },
          { IpProtocol: 'udp', FromPort: 53, ToPort: 53, Ipv6Ranges: [{ CidrIpv6: '2001:db8::/32' }] },
          { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: web.GroupId }] },
        ],
      }),
    );
    await ec2.send(
      new sdk.AuthorizeSecurityGroupEgressCommand({
        GroupId,
        IpPermissions: [
          { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, PrefixListIds: [{ PrefixListId: 'pl-6ea54007' }] },
        ],
      }),
    );
    const filters: [string, string][] = [
      ['description', 'Mail*'],
      ['group-id', GroupId],
      ['group-name', 'mail'],
      ['tag:Team', 'mail'],
      ['ip-permission.cidr', '10.1.0.0/16'],
      ['ip-permission.from-port', '25'],
      ['ip-permission.to-port', '26'],
      ['ip-permission.protocol', 'udp'],
      ['ip-permission.ipv6-cidr', '2001:db8::/32'],
      ['egress.ip-permission.prefix-list-id', 'pl-6ea54007'],
      ['egress.ip-permission.from-port', '443'],
    ];
    for (const [Name, value] of filters) expect(await namesOf([{ Name, Values: [value] }]), Name).toEqual(['mail']);
    // Both the databases and the mail servers let the web servers in.
    expect(await namesOf([{ Name: 'ip-permission.group-name', Values: ['web-servers'] }])).toEqual([
      'databases',
      'mail',
    ]);
    expect(await namesOf([{ Name: 'ip-permission.group-id', Values: [told(web.GroupId)] }])).toHaveLength(2);
    expect(await namesOf([{ Name: 'ip-permission.user-id', Values: ['111122223333'] }])).toHaveLength(3);
    expect(await namesOf([{ Name: 'egress.ip-permission.cidr', Values: ['0.0.0.0/0'] }])).toHaveLength(4);
    expect(await namesOf([{ Name: 'owner-id', Values: ['444455556666'] }])).toEqual([]);
    expect(await namesOf([{ Name: 'vpc-id', Values: [told(web.VpcId)] }])).toHaveLength(4);
    await expectRefusal(namesOf([{ Name: 'ip-permission.colour', Values: ['red'] }]), 'InvalidParameterValue');
  });

  test('come in pages, each once', async () => {
    for (let number = 1; number <= 9; number += 1) {
      await ec2.send(new sdk.CreateSecurityGroupCommand({ GroupName: `paged-${number}`, Description: 'x' }));
    }
    const seen: string[] = [];
    for await (const page of sdk.paginateDescribeSecurityGroups({ client: ec2, pageSize: 5 }, {})) {
      seen.push(...(page.SecurityGroups ?? []).map(({ GroupId }) => told(GroupId)));
    }
    expect(seen).toHaveLength(12);
    expect(new Set(seen).size).toBe(12);
  });

  test('of one network are told with that network, and none refers to peers or has stale rules', async () => {
    const web = await groupNamed('web-servers');
    const answer = await ec2.send(
      new sdk.GetSecurityGroupsForVpcCommand({
        VpcId: told(web.VpcId),
        Filters: [{ Name: 'group-name', Values: ['web*'] }],
      }),
    );
    expect(answer.SecurityGroupForVpcs).toEqual([
      {
        GroupId: web.GroupId,
        GroupName: 'web-servers',
        Description: web.Description,
        OwnerId: '111122223333',
        PrimaryVpcId: web.VpcId,
        Tags: [{ Key: 'Team', Value: 'web' }],
      },
    ]);
    const references = await ec2.send(new sdk.DescribeSecurityGroupReferencesCommand({ GroupId: [told(web.GroupId)] }));
    expect(references.SecurityGroupReferenceSet ?? []).toEqual([]);
    const stale = await ec2.send(new sdk.DescribeStaleSecurityGroupsCommand({ VpcId: told(web.VpcId) }));
    expect(stale.StaleSecurityGroupSet ?? []).toEqual([]);
  });

  test('go with their rules, once nothing needs them', async () => {
    const { GroupId } = await ec2.send(new sdk.CreateSecurityGroupCommand({ GroupName: 'inner', Description: 'x' }));
    const IpPermissions = [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId }] }];
    // A group that lets itself in is in nobody's way.
    await ec2.send(new sdk.AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    const outer = await ec2.send(new sdk.CreateSecurityGroupCommand({ GroupName: 'outer', Description: 'x' }));
    await ec2.send(new sdk.AuthorizeSecurityGroupEgressCommand({ GroupId: outer.GroupId, IpPermissions }));
    const remove = () => ec2.send(new sdk.DeleteSecurityGroupCommand({ GroupName: 'inner' }));
    await expectRefusal(remove(), 'DependencyViolation', new RegExp(`^resource ${GroupId} has a dependent object$`));
    await ec2.send(new sdk.RevokeSecurityGroupEgressCommand({ GroupId: outer.GroupId, IpPermissions }));
    expect(await remove()).toMatchObject({ Return: true, GroupId });
    const rules = await ec2.send(
      new sdk.DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: [told(GroupId)] }] }),
    );
    expect(rules.SecurityGroupRules).toEqual([]);
    await expectRefusal(
      ec2.send(new sdk.DescribeSecurityGroupsCommand({ GroupIds: [told(GroupId)] })),
      'InvalidGroup.NotFound',
    );
  });

  test('can have the same name in two networks, and are found by name in the default one alone', async () => {
    const { Vpc } = await ec2.send(new sdk.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    const there = await ec2.send(
      new sdk.CreateSecurityGroupCommand({ GroupName: 'web-servers', Description: 'x', VpcId: Vpc?.VpcId }),
    );
    const web = await groupNamed('web-servers');
    expect(web.GroupId).not.toBe(there.GroupId);
    await ec2.send(
      new sdk.CreateSecurityGroupCommand({ GroupName: 'only-there', Description: 'x', VpcId: Vpc?.VpcId }),
    );
    await expectRefusal(
      groupNamed('only-there'),
      'InvalidGroup.NotFound',
      new RegExp(`^The security group 'only-there' does not exist in default VPC '${web.VpcId}'$`),
    );
  });
});

test('a new group is not seen at once where new things stay unseen, and is later', async () => {
  await it.cloud.request('configure', { accountId: '111122223333', region: 'eu-central-1', visibilityDelay: 30 });
  const { GroupId } = await ec2.send(new sdk.CreateSecurityGroupCommand({ GroupName: 'slow', Description: 'x' }));
  const open = () =>
    ec2.send(
      new sdk.AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      }),
    );
  await expectRefusal(open(), 'InvalidGroup.NotFound', new RegExp(`'${GroupId}' does not exist`));
  await expectRefusal(groupNamed('slow'), 'InvalidGroup.NotFound');
  expect(await namesOf([{ Name: 'group-name', Values: ['slow'] }])).toEqual([]);
  expect(await namesOf([{ Name: 'group-name', Values: ['web-servers'] }])).toHaveLength(1);
  await it.step(30);
  await open();
  expect((await groupNamed('slow')).GroupId).toBe(GroupId);
});
