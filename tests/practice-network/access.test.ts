import * as sdk from '@aws-sdk/client-ec2';
import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instanceNamed, startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { makeNetwork, type OwnNetwork, told } from './network-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
let own: OwnNetwork;
let other: string;
let ruleId: string;
let instanceId: string;
let allocationId: string;
let associationId: string;
beforeAll(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
  own = await makeNetwork(ec2);
  const made = await ec2.send(
    new sdk.CreateSecurityGroupCommand({ GroupName: 'other', Description: 'x', VpcId: own.vpcId }),
  );
  other = told(made.GroupId);
  const opened = await ec2.send(
    new sdk.AuthorizeSecurityGroupIngressCommand({
      GroupId: own.groupId,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      TagSpecifications: [{ ResourceType: 'security-group-rule', Tags: [{ Key: 'Team', Value: 'web' }] }],
    }),
  );
  ruleId = told(opened.SecurityGroupRules?.[0]?.SecurityGroupRuleId);
  instanceId = told((await instanceNamed(ec2, 'web-01')).InstanceId);
  const address = await ec2.send(new sdk.AllocateAddressCommand({}));
  allocationId = told(address.AllocationId);
  const held = await ec2.send(new sdk.AssociateAddressCommand({ AllocationId: allocationId, InstanceId: instanceId }));
  associationId = told(held.AssociationId);
});
afterAll(() => it.end());

const arn = (rest: string) => `arn:aws:ec2:eu-central-1:111122223333:${rest}`;
const any = (type: string) => arn(`${type}/*`);

interface Statement {
  readonly Action: string;
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

let count = 0;

/** Somebody new who may do what the statements say, and nothing else. */
async function somebody(statements: readonly Statement[]): Promise<sdk.EC2Client> {
  count += 1;
  const UserName = `net-${count}`;
  const iam = it.iam();
  await iam.send(new CreateUserCommand({ UserName }));
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((one) => ({ Effect: 'Allow', ...one })),
  });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return new sdk.EC2Client({
    endpoint: it.cloud.ready.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: told(AccessKey?.AccessKeyId), secretAccessKey: told(AccessKey?.SecretAccessKey) },
    maxAttempts: 1,
  });
}

/** What a call says is missing: nothing where it would work. All calls are dry runs. */
async function lacking(name: string, input: object, statements: readonly Statement[]): Promise<string | null> {
  const client = await somebody(statements);
  const Command = Reflect.get(sdk, `${name}Command`) as new (input: object) => sdk.DescribeVpcsCommand;
  const answer: unknown = await client.send(new Command({ ...input, DryRun: true })).then(
    () => null,
    (cause: unknown) => cause,
  );
  if (!(answer instanceof Error)) throw new Error('A dry run never succeeds.');
  if (answer.name === 'DryRunOperation') return null;
  expect(answer.name).toBe('UnauthorizedOperation');
  return /perform: (\S+ on resource: \S+)/.exec(answer.message)?.[1] ?? answer.message;
}

const rule = (more: object) => [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 1, ...more }];
const tagged = [{ ResourceType: 'security-group-rule', Tags: [{ Key: 'Why', Value: 'test' }] }];

type Case = readonly [
  what: string,
  name: string,
  input: () => object,
  allowed: () => readonly Statement[],
  lacks: (() => string) | null,
];

const cases: readonly Case[] = [
  [
    'a rule that names another group is a matter of the opened group alone',
    'AuthorizeSecurityGroupIngress',
    () => ({ GroupId: own.groupId, IpPermissions: rule({ UserIdGroupPairs: [{ GroupId: other }] }) }),
    () => [{ Action: 'ec2:AuthorizeSecurityGroupIngress', Resource: arn(`security-group/${own.groupId}`) }],
    null,
  ],
  [
    'another group than the allowed one stays shut',
    'AuthorizeSecurityGroupIngress',
    () => ({ GroupId: other, IpPermissions: rule({ IpRanges: [{ CidrIp: '10.0.0.0/8' }] }) }),
    () => [{ Action: 'ec2:AuthorizeSecurityGroupIngress', Resource: arn(`security-group/${own.groupId}`) }],
    () => `ec2:AuthorizeSecurityGroupIngress on resource: ${arn(`security-group/${other}`)}`,
  ],
  [
    'a rule that is tagged as it is made is asked about as well',
    'AuthorizeSecurityGroupIngress',
    () => ({
      GroupId: own.groupId,
      IpPermissions: rule({ IpRanges: [{ CidrIp: '10.0.0.0/8' }] }),
      TagSpecifications: tagged,
    }),
    () => [
      { Action: 'ec2:AuthorizeSecurityGroupIngress', Resource: [any('security-group'), any('security-group-rule')] },
    ],
    () => `ec2:CreateTags on resource: ${any('security-group-rule')}`,
  ],
  [
    'a group told by its name is the group',
    'DeleteSecurityGroup',
    () => ({ GroupName: 'databases' }),
    () => [{ Action: 'ec2:DeleteSecurityGroup', Resource: arn(`security-group/${own.groupId}`) }],
    () => 'ec2:DeleteSecurityGroup on resource: ',
  ],
  [
    'a rule that is closed by its ID must be allowed',
    'RevokeSecurityGroupIngress',
    () => ({ GroupId: own.groupId, SecurityGroupRuleIds: [ruleId] }),
    () => [{ Action: 'ec2:RevokeSecurityGroupIngress', Resource: any('security-group') }],
    () => `ec2:RevokeSecurityGroupIngress on resource: ${arn(`security-group-rule/${ruleId}`)}`,
  ],
  [
    'rules are allowed by their tags',
    'RevokeSecurityGroupIngress',
    () => ({ GroupId: own.groupId, SecurityGroupRuleIds: [ruleId] }),
    () => [
      { Action: 'ec2:RevokeSecurityGroupIngress', Resource: any('security-group') },
      {
        Action: 'ec2:RevokeSecurityGroupIngress',
        Resource: any('security-group-rule'),
        Condition: { StringEquals: { 'aws:ResourceTag/Team': 'web' } },
      },
    ],
    null,
  ],
  [
    'a group is made in a network',
    'CreateSecurityGroup',
    () => ({ GroupName: 'new', Description: 'x', VpcId: own.vpcId }),
    () => [{ Action: 'ec2:CreateSecurityGroup', Resource: any('security-group') }],
    () => `ec2:CreateSecurityGroup on resource: ${arn(`vpc/${own.vpcId}`)}`,
  ],
  [
    'a subnet is made in a network',
    'CreateSubnet',
    () => ({ VpcId: own.vpcId, CidrBlock: '10.20.9.0/24' }),
    () => [{ Action: 'ec2:CreateSubnet', Resource: [any('subnet'), arn(`vpc/${own.vpcId}`)] }],
    null,
  ],
  [
    'a network is made',
    'CreateVpc',
    () => ({ CidrBlock: '10.9.0.0/16' }),
    () => [{ Action: 'ec2:CreateVpc', Resource: any('subnet') }],
    () => `ec2:CreateVpc on resource: ${any('vpc')}`,
  ],
  [
    'a route is a matter of its table alone',
    'CreateRoute',
    () => ({ RouteTableId: own.routeTableId, DestinationCidrBlock: '192.0.2.0/24', GatewayId: own.gatewayId }),
    () => [{ Action: 'ec2:CreateRoute', Resource: arn(`route-table/${own.routeTableId}`) }],
    null,
  ],
  [
    'a gateway is attached to a network',
    'DetachInternetGateway',
    () => ({ InternetGatewayId: own.gatewayId, VpcId: own.vpcId }),
    () => [{ Action: 'ec2:DetachInternetGateway', Resource: any('internet-gateway') }],
    () => `ec2:DetachInternetGateway on resource: ${arn(`vpc/${own.vpcId}`)}`,
  ],
  [
    'an association is a matter of its list and its subnet',
    'ReplaceNetworkAclAssociation',
    () => ({ AssociationId: own.aclAssociationId, NetworkAclId: own.aclId }),
    () => [{ Action: 'ec2:ReplaceNetworkAclAssociation', Resource: any('network-acl') }],
    () => `ec2:ReplaceNetworkAclAssociation on resource: ${arn(`subnet/${own.subnetId}`)}`,
  ],
  [
    'an address is given to a machine',
    'AssociateAddress',
    () => ({ AllocationId: allocationId, InstanceId: instanceId }),
    () => [{ Action: 'ec2:AssociateAddress', Resource: any('elastic-ip') }],
    () => `ec2:AssociateAddress on resource: ${arn(`instance/${instanceId}`)}`,
  ],
  [
    'an address is taken from a machine',
    'DisassociateAddress',
    () => ({ AssociationId: associationId }),
    () => [{ Action: 'ec2:DisassociateAddress', Resource: any('instance') }],
    () => `ec2:DisassociateAddress on resource: ${arn(`elastic-ip/${allocationId}`)}`,
  ],
  [
    'looking is allowed or forbidden as a whole',
    'DescribeSecurityGroupRules',
    () => ({}),
    () => [{ Action: 'ec2:DescribeSecurityGroupRules', Resource: '*' }],
    null,
  ],
];

describe('who may change networks', () => {
  test.each(cases)('%s', async (_what, name, input, allowed, lacks) => {
    const found = await lacking(name, input(), allowed());
    if (lacks === null) expect(found).toBeNull();
    else expect(found).toContain(lacks());
  });
});
