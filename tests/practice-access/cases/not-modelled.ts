import { allow, ana, builder, type DecisionCase, deny, forWhom, variable } from '../decision-case.ts';

/** What hangs on something that AWS does not document or this cloud does not bring is refused, and nothing else is. */
const guide = 'reliability guide 6.2';
const photo = 'arn:aws:s3:::photos/a.jpg';
const knows = (key: string): boolean => key !== 'aws:sourcevpc';

const base: readonly Omit<DecisionCase, 'source'>[] = [
  {
    rule: 'a key that this cloud does not bring',
    action: 'ec2:StartInstances',
    knows,
    identity: [allow('ec2:*', '*', { StringEquals: { 'aws:SourceVpc': 'vpc-1' } })],
    ends: 'refused',
  },
  {
    rule: 'a key that this cloud does not bring, and another statement allows it',
    action: 'ec2:StartInstances',
    knows,
    identity: [allow('ec2:*', '*', { StringEquals: { 'aws:SourceVpc': 'vpc-1' } }), allow('ec2:StartInstances')],
    ends: 'allowed',
  },
  {
    rule: 'a Deny on a key that this cloud does not bring',
    action: 'ec2:StartInstances',
    knows,
    identity: [allow('ec2:*'), deny('ec2:*', '*', { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } })],
    ends: 'refused',
  },
  {
    rule: 'a Deny on a key that this cloud does not bring, and another statement denies it',
    action: 'ec2:StartInstances',
    knows,
    identity: [allow('ec2:*'), deny('ec2:*', '*', { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } }), deny('ec2:*')],
    ends: 'explicitDeny identity',
  },
  {
    rule: 'a Deny on a key that this cloud does not bring, and nothing allows it',
    action: 'ec2:StartInstances',
    knows,
    identity: [deny('ec2:*', '*', { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } })],
    ends: 'implicitDeny identity',
  },
  {
    rule: 'another condition of the statement is not met',
    action: 'ec2:StartInstances',
    knows,
    context: { 'aws:SourceIp': '198.51.100.1' },
    identity: [
      allow('ec2:*', '*', {
        StringEquals: { 'aws:SourceVpc': 'vpc-1' },
        IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
      }),
    ],
    ends: 'implicitDeny identity',
  },
  {
    rule: 'the statement is about another action',
    action: 'ec2:StartInstances',
    knows,
    identity: [allow('ec2:StartInstances'), deny('s3:*', '*', { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } })],
    ends: 'allowed',
  },
  {
    rule: 'the boundary leaves it out whatever the key holds',
    action: 'ec2:StartInstances',
    knows,
    identity: [allow('ec2:*', '*', { StringEquals: { 'aws:SourceVpc': 'vpc-1' } })],
    boundary: [allow('s3:*')],
    ends: 'implicitDeny boundary',
  },
  {
    rule: 'several values and no set operator',
    action: 'ec2:CreateTags',
    context: { 'aws:TagKeys': ['team', 'env'] },
    identity: [allow('ec2:*', '*', { StringEquals: { 'aws:TagKeys': 'team' } })],
    ends: 'refused',
  },
  {
    rule: 'one value and no set operator',
    action: 'ec2:CreateTags',
    context: { 'aws:TagKeys': ['team'] },
    identity: [allow('ec2:*', '*', { StringEquals: { 'aws:TagKeys': 'team' } })],
    ends: 'allowed',
  },
  {
    rule: 'a set operator with Null',
    action: 'ec2:CreateTags',
    identity: [allow('ec2:*', '*', { 'ForAnyValue:Null': { 'aws:TagKeys': 'true' } })],
    ends: 'refused',
  },
  {
    rule: 'a variable without a value beside a value that fits',
    action: 's3:GetObject',
    by: builder,
    on: photo,
    identity: [allow('s3:*', [`arn:aws:s3:::home/${variable('aws:username')}/*`, 'arn:aws:s3:::photos/*'])],
    ends: 'refused',
  },
  {
    rule: 'a variable without a value beside values that do not fit',
    action: 's3:GetObject',
    by: builder,
    on: photo,
    identity: [allow('s3:*', [`arn:aws:s3:::home/${variable('aws:username')}/*`, 'arn:aws:s3:::music/*'])],
    ends: 'implicitDeny identity',
  },
  {
    rule: 'a variable without a value in NotResource',
    action: 's3:GetObject',
    by: builder,
    on: photo,
    identity: [
      allow('s3:*'),
      { Effect: 'Deny', Action: 's3:*', NotResource: `arn:aws:s3:::home/${variable('aws:username')}/*` },
    ],
    ends: 'refused',
  },
  {
    rule: 'a variable without a value in a negated condition',
    action: 'ec2:StopInstances',
    by: builder,
    context: { 'aws:ResourceTag/owner': 'ana' },
    identity: [
      allow('ec2:*'),
      deny('ec2:*', '*', { StringNotEquals: { 'aws:ResourceTag/owner': variable('aws:username') } }),
    ],
    ends: 'refused',
  },
  {
    rule: 'a variable with several values',
    action: 's3:GetObject',
    on: photo,
    context: { 'aws:TagKeys': ['a', 'b'] },
    identity: [allow('s3:*', `arn:aws:s3:::photos/${variable('aws:TagKeys')}`)],
    ends: 'refused',
  },
  {
    rule: 'a star that comes from a value',
    action: 's3:GetObject',
    on: photo,
    context: { 'aws:PrincipalTag/path': '*' },
    identity: [allow('s3:*', `arn:aws:s3:::photos/${variable('aws:PrincipalTag/path')}`)],
    ends: 'refused',
  },
  {
    rule: 'a variable where AWS has no place for one',
    action: 's3:GetObject',
    on: 'arn:aws:ec2:eu-central-1:111122223333:instance/i-1',
    identity: [allow('s3:*', `arn:aws:ec2:*:${variable('aws')}:instance/i-1`)],
    ends: 'refused',
  },
  {
    rule: 'a variable that is not closed',
    action: 's3:GetObject',
    on: photo,
    identity: [allow('s3:*', 'arn:aws:s3:::photos/$'.concat('{aws:username'))],
    ends: 'refused',
  },
  {
    rule: 'a variable in Bool, which is documented both ways',
    action: 's3:GetObject',
    context: { 'aws:SecureTransport': true, 'aws:PrincipalTag/tls': 'true' },
    identity: [allow('s3:*', '*', { Bool: { 'aws:SecureTransport': variable('aws:PrincipalTag/tls') } })],
    ends: 'refused',
  },
  {
    rule: 'a star alone as an ARN',
    action: 's3:GetObject',
    identity: [allow('s3:*', '*', { ArnLike: { 'aws:PrincipalArn': '*' } })],
    ends: 'refused',
  },
  {
    rule: 'a star alone as an ARN after one that fits',
    action: 's3:GetObject',
    identity: [allow('s3:*', '*', { ArnLike: { 'aws:PrincipalArn': [ana.arn, '*'] } })],
    ends: 'allowed',
  },
  {
    rule: 'a star alone as an ARN before one that fits',
    action: 's3:GetObject',
    identity: [allow('s3:*', '*', { ArnLike: { 'aws:PrincipalArn': ['*', ana.arn] } })],
    ends: 'allowed',
  },
  {
    rule: 'a star alone as an ARN, negated, before and after one that fits',
    action: 's3:GetObject',
    identity: [allow('s3:*'), deny('s3:*', '*', { ArnNotLike: { 'aws:PrincipalArn': ['*', ana.arn, '*'] } })],
    ends: 'allowed',
  },
  {
    rule: 'NotPrincipal that lists a user without the account',
    action: 's3:GetObject',
    on: photo,
    identity: [allow('*')],
    resource: [{ Effect: 'Deny', NotPrincipal: { AWS: [ana.arn] }, Action: 's3:*', Resource: '*' }],
    ends: 'refused',
  },
  {
    rule: 'the key is not there, and IfExists lets it pass only where AWS would have none either',
    action: 's3:GetObject',
    on: photo,
    knows,
    resource: [forWhom('*', allow('s3:*', '*', { StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } }))],
    ends: 'refused',
  },
];

export const notModelledCases: readonly DecisionCase[] = base.map((one) => ({ ...one, source: guide }));
