import * as sdk from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { expectRefusal, told } from './network-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
let GroupId: string;
beforeEach(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
  const made = await ec2.send(new sdk.CreateSecurityGroupCommand({ GroupName: 'tried', Description: 'x' }));
  GroupId = told(made.GroupId);
});
afterEach(() => it.end());

const ssh = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22 };
const office = [{ CidrIp: '203.0.113.0/24' }];

async function open(IpPermissions: sdk.IpPermission[], id = GroupId): Promise<sdk.SecurityGroupRule[]> {
  const answer = await ec2.send(new sdk.AuthorizeSecurityGroupIngressCommand({ GroupId: id, IpPermissions }));
  return answer.SecurityGroupRules ?? [];
}

async function inbound(id = GroupId): Promise<sdk.IpPermission[]> {
  const { SecurityGroups } = await ec2.send(new sdk.DescribeSecurityGroupsCommand({ GroupIds: [id] }));
  return SecurityGroups?.[0]?.IpPermissions ?? [];
}

describe('rules', () => {
  test('are made one for each peer, with description and tags, and shown together again', async () => {
    const answer = await ec2.send(
      new sdk.AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [
          {
            ...ssh,
            IpRanges: [{ CidrIp: '203.0.113.77/24', Description: 'the office' }, { CidrIp: '10.0.0.0/8' }],
            Ipv6Ranges: [{ CidrIpv6: '2001:DB8:0:0:1::1/64' }],
          },
        ],
        TagSpecifications: [{ ResourceType: 'security-group-rule', Tags: [{ Key: 'Why', Value: 'work' }] }],
      }),
    );
    const rules = answer.SecurityGroupRules ?? [];
    expect(rules).toHaveLength(3);
    expect(rules[0]).toMatchObject({
      GroupId,
      GroupOwnerId: '111122223333',
      IsEgress: false,
      ...ssh,
      CidrIpv4: '203.0.113.0/24',
      Description: 'the office',
      Tags: [{ Key: 'Why', Value: 'work' }],
      SecurityGroupRuleArn: `arn:aws:ec2:eu-central-1:111122223333:security-group-rule/${rules[0]?.SecurityGroupRuleId}`,
    });
    expect(rules[2]?.CidrIpv6).toBe('2001:db8::/64');
    expect(await inbound()).toMatchObject([
      {
        ...ssh,
        IpRanges: [{ CidrIp: '203.0.113.0/24', Description: 'the office' }, { CidrIp: '10.0.0.0/8' }],
        Ipv6Ranges: [{ CidrIpv6: '2001:db8::/64' }],
      },
    ]);
    const byTag = await ec2.send(
      new sdk.DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'tag:Why', Values: ['work'] }] }),
    );
    expect(byTag.SecurityGroupRules).toHaveLength(3);
  });

  test('are told by the old single-rule parameters as well', async () => {
    await ec2.send(
      new sdk.AuthorizeSecurityGroupIngressCommand({ GroupName: 'tried', ...ssh, CidrIp: '192.0.2.1/32' }),
    );
    expect(await inbound()).toMatchObject([{ ...ssh, IpRanges: [{ CidrIp: '192.0.2.1/32' }] }]);
    await ec2.send(new sdk.RevokeSecurityGroupIngressCommand({ GroupName: 'tried', ...ssh, CidrIp: '192.0.2.1/32' }));
    await ec2.send(new sdk.AuthorizeSecurityGroupIngressCommand({ GroupId, SourceSecurityGroupName: 'web-servers' }));
    expect((await inbound()).map(({ IpProtocol, FromPort, ToPort }) => [IpProtocol, FromPort, ToPort])).toEqual([
      ['tcp', 0, 65_535],
      ['udp', 0, 65_535],
      ['icmp', -1, -1],
    ]);
  });

  test.each([
    ['6', 'tcp', 22, 22],
    ['ICMP', 'icmp', 8, 0],
    ['58', 'icmpv6', -1, -1],
    ['all', '-1', undefined, undefined],
    ['50', '50', undefined, undefined],
  ])('of protocol %s are those of %s', async (IpProtocol, shown, FromPort, ToPort) => {
    await open([{ IpProtocol, FromPort, ToPort, IpRanges: office }]);
    const [permission] = await inbound();
    expect([permission?.IpProtocol, permission?.FromPort, permission?.ToPort]).toEqual([shown, FromPort, ToPort]);
  });

  test('come by group and in pages', async () => {
    for (let port = 1; port <= 11; port += 1) {
      await open([{ IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: office }]);
    }
    const Filters = [{ Name: 'group-id', Values: [GroupId] }];
    const seen: string[] = [];
    for await (const page of sdk.paginateDescribeSecurityGroupRules({ client: ec2, pageSize: 5 }, { Filters })) {
      seen.push(...(page.SecurityGroupRules ?? []).map(({ SecurityGroupRuleId }) => told(SecurityGroupRuleId)));
    }
    expect(new Set(seen).size).toBe(12);
    const [first] = seen;
    const one = await ec2.send(new sdk.DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: [told(first)] }));
    expect(one.SecurityGroupRules?.map(({ SecurityGroupRuleId }) => SecurityGroupRuleId)).toEqual([first]);
  });

  test('are closed by ID or by what they let in, and the answer tells which they were', async () => {
    const [byId, byValue] = await open([
      { ...ssh, IpRanges: office },
      { ...ssh, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
    ]);
    const first = await ec2.send(
      new sdk.RevokeSecurityGroupIngressCommand({ GroupId, SecurityGroupRuleIds: [told(byId?.SecurityGroupRuleId)] }),
    );
    expect(first.RevokedSecurityGroupRules).toMatchObject([
      { SecurityGroupRuleId: byId?.SecurityGroupRuleId, CidrIpv4: '203.0.113.0/24', IsEgress: false },
    ]);
    const second = await ec2.send(
      new sdk.RevokeSecurityGroupIngressCommand({
        GroupId,
        // A description need not be told to close a rule.
        IpPermissions: [{ ...ssh, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      }),
    );
    expect(second.RevokedSecurityGroupRules?.[0]?.SecurityGroupRuleId).toBe(byValue?.SecurityGroupRuleId);
    expect(await inbound()).toEqual([]);
  });

  test('that are not there are told for the default network, and refused in any other', async () => {
    const IpPermissions = [{ ...ssh, IpRanges: office }];
    const answer = await ec2.send(new sdk.RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    expect(answer).toMatchObject({ Return: true, UnknownIpPermissions: [{ ...ssh, IpRanges: office }] });
    const { Vpc } = await ec2.send(new sdk.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    const other = await ec2.send(
      new sdk.CreateSecurityGroupCommand({ GroupName: 'x', Description: 'x', VpcId: Vpc?.VpcId }),
    );
    await expectRefusal(
      ec2.send(new sdk.RevokeSecurityGroupIngressCommand({ GroupId: other.GroupId, IpPermissions })),
      'InvalidPermission.NotFound',
      /^The specified rule does not exist in this security group\.$/,
    );
  });

  test('become others and keep their IDs', async () => {
    const [rule] = await open([{ ...ssh, IpRanges: office }]);
    const SecurityGroupRuleId = told(rule?.SecurityGroupRuleId);
    await ec2.send(
      new sdk.ModifySecurityGroupRulesCommand({
        GroupId,
        SecurityGroupRules: [
          {
            SecurityGroupRuleId,
            SecurityGroupRule: {
              IpProtocol: 'tcp',
              FromPort: 443,
              ToPort: 444,
              CidrIpv4: '198.51.100.0/24',
              Description: 'moved',
            },
          },
        ],
      }),
    );
    const shown = await ec2.send(
      new sdk.DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: [SecurityGroupRuleId] }),
    );
    expect(shown.SecurityGroupRules).toMatchObject([
      { SecurityGroupRuleId, FromPort: 443, ToPort: 444, CidrIpv4: '198.51.100.0/24', Description: 'moved' },
    ]);
  });

  test('get other descriptions by what they let in or by ID, inbound and outbound', async () => {
    const [rule] = await open([{ ...ssh, IpRanges: office }]);
    await ec2.send(
      new sdk.UpdateSecurityGroupRuleDescriptionsIngressCommand({
        GroupId,
        IpPermissions: [{ ...ssh, IpRanges: [{ ...office[0], Description: 'by value' }] }],
      }),
    );
    expect((await inbound())[0]?.IpRanges?.[0]?.Description).toBe('by value');
    await ec2.send(
      new sdk.UpdateSecurityGroupRuleDescriptionsIngressCommand({
        GroupId,
        SecurityGroupRuleDescriptions: [{ SecurityGroupRuleId: rule?.SecurityGroupRuleId, Description: 'by ID' }],
      }),
    );
    expect((await inbound())[0]?.IpRanges?.[0]?.Description).toBe('by ID');
    await ec2.send(
      new sdk.UpdateSecurityGroupRuleDescriptionsEgressCommand({
        GroupId,
        IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'all out' }] }],
      }),
    );
    const { SecurityGroups } = await ec2.send(new sdk.DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }));
    expect(SecurityGroups?.[0]?.IpPermissionsEgress?.[0]?.IpRanges?.[0]?.Description).toBe('all out');
  });

  test('are tagged like anything else', async () => {
    const [rule] = await open([{ ...ssh, IpRanges: office }]);
    const id = told(rule?.SecurityGroupRuleId);
    await ec2.send(new sdk.CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'Until', Value: 'Friday' }] }));
    const tags = await ec2.send(
      new sdk.DescribeTagsCommand({ Filters: [{ Name: 'resource-type', Values: ['security-group-rule'] }] }),
    );
    expect(tags.Tags).toEqual([{ ResourceId: id, ResourceType: 'security-group-rule', Key: 'Until', Value: 'Friday' }]);
  });

  test('are sixty in each direction for IPv4 and sixty for IPv6; one for a group counts for both', async () => {
    const ranges = (count: number, from = 0) =>
      Array.from({ length: count }, (_, index) => ({ CidrIp: `10.${from + index}.0.0/16` }));
    await open([{ ...ssh, IpRanges: ranges(60) }]);
    const limit = 'RulesPerSecurityGroupLimitExceeded';
    await expectRefusal(
      open([{ ...ssh, IpRanges: ranges(1, 60) }]),
      limit,
      /maximum number of rules per security group/,
    );
    await expectRefusal(open([{ ...ssh, UserIdGroupPairs: [{ GroupId }] }]), limit);
    const sixes = Array.from({ length: 60 }, (_, index) => ({ CidrIpv6: `2001:db8:${index}::/48` }));
    await open([{ ...ssh, Ipv6Ranges: sixes }]);
    await expectRefusal(open([{ ...ssh, Ipv6Ranges: [{ CidrIpv6: '2001:db8:ff::/48' }] }]), limit);
    // Outbound rules are counted by themselves: there is one already.
    const out = (IpRanges: sdk.IpRange[]) =>
      ec2.send(new sdk.AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions: [{ ...ssh, IpRanges }] }));
    await out(ranges(59));
    await expectRefusal(out(ranges(1, 59)), limit);
  });
});
