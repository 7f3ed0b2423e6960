import { allow, type DecisionCase, deny } from '../decision-case.ts';

const guide = 'EC2 user guide, ExamplePolicies_EC2';
const tagging = 'EC2 user guide, supported-iam-actions-tagging';
const operators = 'reference_policies_elements_condition_operators';
const account = '111122223333';
const region = 'eu-central-1';
const arn = (rest: string): string => `arn:aws:ec2:${region}:${account}:${rest}`;
const newInstance = arn('instance/*');
const image = `arn:aws:ec2:${region}::image/ami-0123456789abcdef0`;
const run = { action: 'ec2:RunInstances', source: guide } as const;

/** Small machines, written as the user guide warns of, and as it advises. */
const smallOnly = [allow('ec2:RunInstances', '*', { StringLike: { 'ec2:InstanceType': ['t2.*', 't3.*'] } })];
const smallIfAny = [allow('ec2:RunInstances', '*', { StringLikeIfExists: { 'ec2:InstanceType': ['t2.*', 't3.*'] } })];

/** A launch in one subnet, from images with a tag. */
const launch = [
  allow('ec2:RunInstances', `arn:aws:ec2:${region}::image/ami-*`, {
    StringEquals: { 'ec2:ResourceTag/department': 'dev' },
  }),
  allow('ec2:RunInstances', [
    arn('instance/*'),
    arn('subnet/subnet-11112222'),
    arn('network-interface/*'),
    arn('volume/*'),
    arn('key-pair/*'),
    arn('security-group/*'),
  ]),
];

/** Tags at the time of launch alone. */
const tagOnLaunch = [
  allow('ec2:RunInstances'),
  allow('ec2:CreateTags', 'arn:aws:ec2:*:*:*/*', { StringEquals: { 'ec2:CreateAction': 'RunInstances' } }),
];

const passWeb = [
  allow('iam:PassRole', `arn:aws:iam::${account}:role/web-*`, {
    StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' },
  }),
];
const webRole = `arn:aws:iam::${account}:role/web-1`;

export const ec2Cases: readonly DecisionCase[] = [
  {
    ...run,
    rule: 'small machines: the instance is small',
    source: operators,
    on: newInstance,
    context: { 'ec2:InstanceType': 't3.micro' },
    identity: smallOnly,
    ends: 'allowed',
  },
  {
    ...run,
    rule: 'small machines: the image has no such key, so the launch fails on it',
    source: operators,
    on: image,
    identity: smallOnly,
    ends: 'implicitDeny identity',
  },
  {
    ...run,
    rule: 'small machines if there is a type: the image passes',
    source: operators,
    on: image,
    identity: smallIfAny,
    ends: 'allowed',
  },
  {
    ...run,
    rule: 'small machines if there is a type: a big one does not',
    source: operators,
    on: newInstance,
    context: { 'ec2:InstanceType': 'm5.24xlarge' },
    identity: smallIfAny,
    ends: 'implicitDeny identity',
  },
  { ...run, rule: 'a launch: the instance', on: newInstance, identity: launch, ends: 'allowed' },
  {
    ...run,
    rule: 'a launch: an image with the tag',
    on: image,
    context: { 'ec2:ResourceTag/department': 'dev' },
    identity: launch,
    ends: 'allowed',
  },
  { ...run, rule: 'a launch: an image without the tag', on: image, identity: launch, ends: 'implicitDeny identity' },
  { ...run, rule: 'a launch: the subnet', on: arn('subnet/subnet-11112222'), identity: launch, ends: 'allowed' },
  {
    ...run,
    rule: 'a launch: another subnet',
    on: arn('subnet/subnet-99999999'),
    identity: launch,
    ends: 'implicitDeny identity',
  },
  { ...run, rule: 'a launch: the key pair', on: arn('key-pair/work'), identity: launch, ends: 'allowed' },
  { ...run, rule: 'a launch: the group', on: arn('security-group/sg-1'), identity: launch, ends: 'allowed' },
  { ...run, rule: 'a launch: the volume', on: arn('volume/*'), identity: launch, ends: 'allowed' },
  { ...run, rule: 'a launch: the interface', on: arn('network-interface/*'), identity: launch, ends: 'allowed' },
  {
    ...run,
    rule: 'a launch: a template is not on the list',
    on: arn('launch-template/lt-1'),
    identity: launch,
    ends: 'implicitDeny identity',
  },
  {
    ...run,
    rule: 'images of Amazon alone: one of Amazon',
    on: image,
    context: { 'ec2:Owner': 'amazon' },
    identity: [allow('ec2:RunInstances', '*', { StringEqualsIfExists: { 'ec2:Owner': 'amazon' } })],
    ends: 'allowed',
  },
  {
    ...run,
    rule: 'images of Amazon alone: one of somebody else',
    on: image,
    context: { 'ec2:Owner': '999999999999' },
    identity: [allow('ec2:RunInstances', '*', { StringEqualsIfExists: { 'ec2:Owner': 'amazon' } })],
    ends: 'implicitDeny identity',
  },
  {
    ...run,
    rule: 'IMDSv2 is required, and asked for',
    on: newInstance,
    context: { 'ec2:MetadataHttpTokens': 'required' },
    identity: [
      allow('ec2:*'),
      deny('ec2:RunInstances', 'arn:aws:ec2:*:*:instance/*', {
        StringNotEquals: { 'ec2:MetadataHttpTokens': 'required' },
      }),
    ],
    ends: 'allowed',
  },
  {
    ...run,
    rule: 'IMDSv2 is required, and not asked for',
    on: newInstance,
    identity: [
      allow('ec2:*'),
      deny('ec2:RunInstances', 'arn:aws:ec2:*:*:instance/*', {
        StringNotEquals: { 'ec2:MetadataHttpTokens': 'required' },
      }),
    ],
    ends: 'explicitDeny identity',
  },
  {
    ...run,
    rule: 'templates alone: the resource comes from one',
    on: newInstance,
    context: { 'ec2:IsLaunchTemplateResource': true },
    identity: [allow('ec2:RunInstances', '*', { Bool: { 'ec2:IsLaunchTemplateResource': 'true' } })],
    ends: 'allowed',
  },
  {
    ...run,
    rule: 'templates alone: the resource comes from the request',
    on: newInstance,
    context: { 'ec2:IsLaunchTemplateResource': false },
    identity: [allow('ec2:RunInstances', '*', { Bool: { 'ec2:IsLaunchTemplateResource': 'true' } })],
    ends: 'implicitDeny identity',
  },
  {
    rule: 'tags of a launch are allowed with the launch',
    source: tagging,
    action: 'ec2:CreateTags',
    on: newInstance,
    context: { 'ec2:CreateAction': 'RunInstances', 'aws:RequestTag/team': 'blue', 'aws:TagKeys': ['team'] },
    identity: tagOnLaunch,
    ends: 'allowed',
  },
  {
    rule: 'tags of an image are not',
    source: tagging,
    action: 'ec2:CreateTags',
    on: `arn:aws:ec2:${region}::image/*`,
    context: { 'ec2:CreateAction': 'CreateImage' },
    identity: tagOnLaunch,
    ends: 'implicitDeny identity',
  },
  {
    rule: 'tags of an instance that is there are not: a call of CreateTags has no such key',
    source: tagging,
    action: 'ec2:CreateTags',
    on: arn('instance/i-0123456789abcdef0'),
    identity: tagOnLaunch,
    ends: 'implicitDeny identity',
  },
  {
    rule: 'a tag is required, and given',
    source: tagging,
    action: 'ec2:CreateVolume',
    on: arn('volume/*'),
    context: { 'aws:RequestTag/costcenter': '115', 'aws:TagKeys': ['costcenter'] },
    identity: [
      allow('ec2:CreateVolume', '*', {
        StringEquals: { 'aws:RequestTag/costcenter': '115' },
        'ForAllValues:StringEquals': { 'aws:TagKeys': 'costcenter' },
      }),
    ],
    ends: 'allowed',
  },
  {
    rule: 'a tag is required, and another one is given too',
    source: tagging,
    action: 'ec2:CreateVolume',
    on: arn('volume/*'),
    context: { 'aws:RequestTag/costcenter': '115', 'aws:TagKeys': ['costcenter', 'team'] },
    identity: [
      allow('ec2:CreateVolume', '*', {
        StringEquals: { 'aws:RequestTag/costcenter': '115' },
        'ForAllValues:StringEquals': { 'aws:TagKeys': 'costcenter' },
      }),
    ],
    ends: 'implicitDeny identity',
  },
  {
    rule: 'a tag is required, and missing',
    source: tagging,
    action: 'ec2:CreateVolume',
    on: arn('volume/*'),
    identity: [allow('ec2:CreateVolume', '*', { StringEquals: { 'aws:RequestTag/costcenter': '115' } })],
    ends: 'implicitDeny identity',
  },
  {
    rule: 'stop by tag: the tag fits',
    source: guide,
    action: 'ec2:StopInstances',
    on: arn('instance/i-0123456789abcdef0'),
    context: { 'aws:ResourceTag/env': 'dev' },
    identity: [
      allow('ec2:StopInstances', 'arn:aws:ec2:*:*:instance/*', { StringEquals: { 'aws:ResourceTag/env': 'dev' } }),
    ],
    ends: 'allowed',
  },
  {
    rule: 'stop by tag: the tag differs',
    source: guide,
    action: 'ec2:StopInstances',
    on: arn('instance/i-0123456789abcdef0'),
    context: { 'aws:ResourceTag/env': 'prod' },
    identity: [
      allow('ec2:StopInstances', 'arn:aws:ec2:*:*:instance/*', { StringEquals: { 'aws:ResourceTag/env': 'dev' } }),
    ],
    ends: 'implicitDeny identity',
  },
  {
    rule: 'looking has no resource types: a statement about instances does not allow it',
    source: 'service authorization reference, list_amazonec2',
    action: 'ec2:DescribeInstances',
    identity: [allow('ec2:*', 'arn:aws:ec2:*:*:instance/*')],
    ends: 'implicitDeny identity',
  },
  {
    rule: 'looking has no resource types: a statement about everything does',
    source: 'service authorization reference, list_amazonec2',
    action: 'ec2:DescribeInstances',
    identity: [allow('ec2:Describe*')],
    ends: 'allowed',
  },
  {
    rule: 'a role is passed to the service that it is for',
    source: 'id_roles_use_passrole',
    action: 'iam:PassRole',
    on: webRole,
    context: { 'iam:PassedToService': 'ec2.amazonaws.com' },
    identity: passWeb,
    ends: 'allowed',
  },
  {
    rule: 'and to no other service',
    source: 'id_roles_use_passrole',
    action: 'iam:PassRole',
    on: webRole,
    context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
    identity: passWeb,
    ends: 'implicitDeny identity',
  },
  {
    rule: 'another role is not passed',
    source: 'id_roles_use_passrole',
    action: 'iam:PassRole',
    on: `arn:aws:iam::${account}:role/admin`,
    context: { 'iam:PassedToService': 'ec2.amazonaws.com' },
    identity: passWeb,
    ends: 'implicitDeny identity',
  },
  {
    ...run,
    rule: 'with a role to pass, the launch itself is allowed and the role is asked about for itself',
    source: 'id_roles_use_passrole',
    on: newInstance,
    identity: [allow('ec2:RunInstances')],
    ends: 'allowed',
  },
  {
    rule: 'PassRole without permission',
    source: 'id_roles_use_passrole',
    action: 'iam:PassRole',
    on: webRole,
    context: { 'iam:PassedToService': 'ec2.amazonaws.com' },
    identity: [allow('ec2:*')],
    ends: 'implicitDeny identity',
  },
  {
    rule: 'one Region alone: the other one is denied',
    source: 'reference_policies_examples_aws_deny-requested-region',
    action: 'ec2:RunInstances',
    on: 'arn:aws:ec2:us-east-1:111122223333:instance/*',
    context: { 'aws:RequestedRegion': 'us-east-1' },
    identity: [allow('*'), deny('ec2:*', '*', { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1'] } })],
    ends: 'explicitDeny identity',
  },
  {
    rule: 'from the office alone: from elsewhere it is denied',
    source: 'reference_policies_examples_aws_deny-ip',
    action: 'ec2:StartInstances',
    context: { 'aws:SourceIp': '198.51.100.1' },
    identity: [allow('*'), deny('*', '*', { NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '203.0.113.0/24'] } })],
    ends: 'explicitDeny identity',
  },
  {
    rule: 'between two dates: within',
    source: 'reference_policies_examples_aws-dates',
    action: 'ec2:StartInstances',
    context: { 'aws:CurrentTime': '2026-11-23T12:00:00Z' },
    identity: [
      allow('ec2:*', '*', {
        DateGreaterThan: { 'aws:CurrentTime': '2026-11-01T00:00:00Z' },
        DateLessThan: { 'aws:CurrentTime': '2026-11-30T23:59:59Z' },
      }),
    ],
    ends: 'allowed',
  },
  {
    rule: 'between two dates: after',
    source: 'reference_policies_examples_aws-dates',
    action: 'ec2:StartInstances',
    context: { 'aws:CurrentTime': '2026-12-01T00:00:00Z' },
    identity: [
      allow('ec2:*', '*', {
        DateGreaterThan: { 'aws:CurrentTime': '2026-11-01T00:00:00Z' },
        DateLessThan: { 'aws:CurrentTime': '2026-11-30T23:59:59Z' },
      }),
    ],
    ends: 'implicitDeny identity',
  },
];
