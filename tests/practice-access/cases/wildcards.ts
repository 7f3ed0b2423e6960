import { allow, type DecisionCase } from '../decision-case.ts';

/** What the policy says, what is asked, and whether the one takes in the other. */
type Row = readonly [rule: string, written: string | readonly string[], asked: string, fits: boolean];

const actionRows: readonly Row[] = [
  ['the very action', 'ec2:StartInstances', 'ec2:StartInstances', true],
  ['another action', 'ec2:StartInstances', 'ec2:StopInstances', false],
  ['case does not count in the action', 'EC2:startinstances', 'ec2:StartInstances', true],
  ['case does not count in what is asked', 'ec2:StartInstances', 'EC2:STARTINSTANCES', true],
  ['a star alone is every action', '*', 'iam:CreateUser', true],
  ['every action of every service, in two stars', '*:*', 'iam:CreateUser', true],
  ['every action of a service', 's3:*', 's3:GetObject', true],
  ['no action of another service', 's3:*', 's3express:CreateSession', false],
  ['actions that begin alike', 'ec2:Describe*', 'ec2:DescribeImages', true],
  ['actions that begin otherwise', 'ec2:Describe*', 'ec2:RunInstances', false],
  ['a star in the middle', 'iam:*AccessKey*', 'iam:CreateAccessKey', true],
  ['a star that stands for nothing', 'iam:*AccessKey*', 'iam:ListAccessKeys', true],
  ['a star that finds nothing', 'iam:*AccessKey*', 'iam:ListUsers', false],
  ['a question mark is one character', 'ec2:St?pInstances', 'ec2:StopInstances', true],
  ['a question mark is not none', 'ec2:StopInstances?', 'ec2:StopInstances', false],
  ['one of several actions', ['sqs:SendMessage', 'ec2:StartInstances'], 'ec2:StartInstances', true],
  ['none of several actions', ['sqs:SendMessage', 'iam:ChangePassword'], 'ec2:StartInstances', false],
  ['a part of a name is another name', 'ec2:Start', 'ec2:StartInstances', false],
];

const instance = 'arn:aws:ec2:eu-central-1:111122223333:instance/i-0123456789abcdef0';

const resourceRows: readonly Row[] = [
  ['the very resource', instance, instance, true],
  ['another resource', instance, 'arn:aws:ec2:eu-central-1:111122223333:instance/i-00000000000000000', false],
  ['a star alone is every resource', '*', instance, true],
  ['every instance of the account and Region', 'arn:aws:ec2:eu-central-1:111122223333:instance/*', instance, true],
  ['another Region', 'arn:aws:ec2:us-east-1:111122223333:instance/*', instance, false],
  ['another account', 'arn:aws:ec2:eu-central-1:444455556666:instance/*', instance, false],
  ['another kind', 'arn:aws:ec2:eu-central-1:111122223333:volume/*', instance, false],
  ['stars in Region and account', 'arn:aws:ec2:*:*:instance/*', instance, true],
  ['a part of a Region', 'arn:aws:ec2:eu-*:111122223333:instance/*', instance, true],
  ['question marks', 'arn:aws:ec2:eu-central-?:111122223333:instance/i-????????????????0', instance, true],
  ['a star in the Region does not reach into the account', 'arn:aws:ec2:*:instance/*', instance, false],
  ['segments left out at the end stand for everything', 'arn:aws:ec2:eu-central-1', instance, true],
  ['case counts in resources', 'arn:aws:s3:::Photos/*', 'arn:aws:s3:::photos/a.jpg', false],
  ['a star crosses slashes', 'arn:aws:s3:::photos/*', 'arn:aws:s3:::photos/2026/11/a.jpg', true],
  [
    'a star crosses colons in the last segment',
    'arn:aws:logs:*:*:log-group:*',
    'arn:aws:logs:eu-central-1:111122223333:log-group:app:log-stream:1',
    true,
  ],
  ['a folder is not the bucket', 'arn:aws:s3:::photos/*', 'arn:aws:s3:::photos', false],
  [
    'users of a path',
    'arn:aws:iam::111122223333:user/accounting/*',
    'arn:aws:iam::111122223333:user/accounting/eva',
    true,
  ],
  ['users of another path', 'arn:aws:iam::111122223333:user/accounting/*', 'arn:aws:iam::111122223333:user/eva', false],
  ['a star in the middle of the last segment', 'arn:aws:s3:::*log*', 'arn:aws:s3:::carlossalazar-logs', true],
  [
    'images have no account',
    'arn:aws:ec2:eu-central-1::image/*',
    'arn:aws:ec2:eu-central-1::image/ami-0123456789abcdef0',
    true,
  ],
  [
    'images are in no account',
    'arn:aws:ec2:eu-central-1:111122223333:image/*',
    'arn:aws:ec2:eu-central-1::image/ami-0123456789abcdef0',
    false,
  ],
  ['one of several resources', ['arn:aws:s3:::a', instance], instance, true],
  ['what has no resource types needs a star', 'arn:aws:ec2:*:*:*', '*', false],
  ['what has no resource types is taken in by a star', '*', '*', true],
  [
    'a new instance has a star for its ID',
    'arn:aws:ec2:*:*:instance/*',
    'arn:aws:ec2:eu-central-1:111122223333:instance/*',
    true,
  ],
  ['one ID does not take in a new instance', instance, 'arn:aws:ec2:eu-central-1:111122223333:instance/*', false],
];

export const wildcardCases: readonly DecisionCase[] = [
  ...actionRows.map(
    ([rule, written, asked, fits]): DecisionCase => ({
      rule: `Action ${JSON.stringify(written)}, asked ${asked}: ${rule}`,
      source: 'reference_policies_elements_action',
      action: asked,
      identity: [allow(written)],
      ends: fits ? 'allowed' : 'implicitDeny identity',
    }),
  ),
  ...resourceRows.map(
    ([rule, written, asked, fits]): DecisionCase => ({
      rule: `Resource ${JSON.stringify(written)}, asked ${asked}: ${rule}`,
      source: 'reference_policies_elements_resource',
      action: 'demo:Use',
      on: asked,
      identity: [allow('demo:Use', written)],
      ends: fits ? 'allowed' : 'implicitDeny identity',
    }),
  ),
];
