import {
  allow,
  type DecisionCase,
  deny,
  forWhom,
  other,
  own,
  rootOfOther,
  stranger,
  trusts,
} from '../decision-case.ts';

const page = 'reference_policies_evaluation-logic-cross-account';
const photo = 'arn:aws:s3:::photos/a.jpg';
const role = `arn:aws:iam::${own}:role/web`;
const onPhoto = { action: 's3:GetObject', on: photo, resourceAccount: own, by: stranger, source: page } as const;
const assume = { action: 'sts:AssumeRole', on: role, by: stranger, source: page } as const;
const read = (principal: unknown) => [forWhom(principal, allow('s3:GetObject', 'arn:aws:s3:::photos/*'))];

export const crossAccountCases: readonly DecisionCase[] = [
  {
    ...onPhoto,
    rule: 'both sides allow',
    identity: [allow('s3:*')],
    resource: read({ AWS: stranger.arn }),
    ends: 'allowed',
  },
  {
    ...onPhoto,
    rule: 'both sides allow: the account is named',
    identity: [allow('s3:*')],
    resource: read({ AWS: other }),
    ends: 'allowed',
  },
  {
    ...onPhoto,
    rule: 'the resource alone is not enough, even where it names the user',
    resource: read({ AWS: stranger.arn }),
    ends: 'implicitDeny identity',
  },
  {
    ...onPhoto,
    rule: 'nor where it names everyone',
    resource: read('*'),
    ends: 'implicitDeny identity',
  },
  {
    ...onPhoto,
    rule: 'the identity policy alone is not enough',
    identity: [allow('*')],
    ends: 'implicitDeny resource',
  },
  {
    ...onPhoto,
    rule: 'the resource names another account',
    identity: [allow('*')],
    resource: read({ AWS: '999999999999' }),
    ends: 'implicitDeny resource',
  },
  {
    ...onPhoto,
    rule: 'the boundary of who asks limits it',
    identity: [allow('s3:*')],
    boundary: [allow('ec2:*')],
    resource: read({ AWS: stranger.arn }),
    ends: 'implicitDeny boundary',
  },
  {
    ...onPhoto,
    rule: 'the service control policies of who asks limit it',
    identity: [allow('s3:*')],
    serviceControl: [[allow('ec2:*')]],
    resource: read({ AWS: stranger.arn }),
    ends: 'implicitDeny service-control',
  },
  {
    ...onPhoto,
    rule: 'the resource control policies of the owner limit it',
    identity: [allow('s3:*')],
    resourceControl: [
      [forWhom('*', allow('*')), forWhom('*', deny('s3:*', '*', { StringNotEquals: { 'aws:PrincipalAccount': own } }))],
    ],
    resource: read({ AWS: stranger.arn }),
    ends: 'explicitDeny resource-control',
  },
  {
    ...onPhoto,
    rule: 'a Deny on the other side',
    identity: [allow('s3:*')],
    resource: [...read({ AWS: other }), forWhom({ AWS: stranger.arn }, deny('s3:*'))],
    ends: 'explicitDeny resource',
  },
  {
    ...onPhoto,
    rule: 'the root user of another account needs to be allowed',
    by: rootOfOther,
    resource: read({ AWS: own }),
    ends: 'implicitDeny resource',
  },
  {
    ...onPhoto,
    rule: 'the root user of another account who is allowed',
    by: rootOfOther,
    resource: read({ AWS: other }),
    ends: 'allowed',
  },
  {
    ...assume,
    rule: 'a role of another account: both sides allow',
    identity: [allow('sts:AssumeRole', role)],
    trust: [trusts({ AWS: other })],
    ends: 'allowed',
  },
  {
    ...assume,
    rule: 'a role of another account: the user is named, and may not by its own policies',
    trust: [trusts({ AWS: stranger.arn })],
    ends: 'implicitDeny identity',
  },
  {
    ...assume,
    rule: 'a role of another account that does not trust it',
    identity: [allow('*')],
    trust: [trusts({ AWS: own })],
    ends: 'implicitDeny trust',
  },
  {
    ...assume,
    rule: 'a role that asks for an external ID, with another one',
    source: 'id_roles_create_for-user_externalid',
    context: { 'sts:ExternalId': '67890' },
    identity: [allow('sts:AssumeRole')],
    trust: [trusts({ AWS: other }, { StringEquals: { 'sts:ExternalId': '12345' } })],
    ends: 'implicitDeny trust',
  },
  {
    ...assume,
    rule: 'a role that asks for an external ID, with it',
    source: 'id_roles_create_for-user_externalid',
    context: { 'sts:ExternalId': '12345' },
    identity: [allow('sts:AssumeRole')],
    trust: [trusts({ AWS: other }, { StringEquals: { 'sts:ExternalId': '12345' } })],
    ends: 'allowed',
  },
  {
    rule: 'an image has no account: launching a shared one is no request to another account',
    source: 'service authorization reference, list_amazonec2',
    by: stranger,
    action: 'ec2:RunInstances',
    on: 'arn:aws:ec2:eu-central-1::image/ami-0123456789abcdef0',
    identity: [allow('ec2:RunInstances')],
    ends: 'allowed',
  },
  {
    rule: 'an instance of another account',
    source: page,
    by: stranger,
    action: 'ec2:StopInstances',
    on: `arn:aws:ec2:eu-central-1:${own}:instance/i-0123456789abcdef0`,
    identity: [allow('*')],
    ends: 'implicitDeny resource',
  },
];
