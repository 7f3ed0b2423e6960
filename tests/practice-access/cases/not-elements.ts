import { allow, type DecisionCase, type Words } from '../decision-case.ts';

const notAction = 'reference_policies_elements_notaction';
const notResource = 'reference_policies_elements_notresource';
const instance = 'arn:aws:ec2:eu-central-1:111122223333:instance/i-0123456789abcdef0';
const but = (effect: 'Allow' | 'Deny', actions: unknown, condition?: Words): Words => ({
  Effect: effect,
  NotAction: actions,
  Resource: '*',
  ...(condition ? { Condition: condition } : {}),
});
const except = (effect: 'Allow' | 'Deny', action: unknown, resources: unknown): Words => ({
  Effect: effect,
  Action: action,
  NotResource: resources,
});

export const notElementCases: readonly DecisionCase[] = [
  {
    rule: 'all but the listed: another',
    source: notAction,
    action: 'ec2:RunInstances',
    identity: [but('Allow', 'iam:*')],
    ends: 'allowed',
  },
  {
    rule: 'all but the listed: listed',
    source: notAction,
    action: 'iam:CreateUser',
    identity: [but('Allow', 'iam:*')],
    ends: 'implicitDeny identity',
  },
  {
    rule: 'all but several: one of them',
    source: notAction,
    action: 's3:GetObject',
    identity: [but('Allow', ['iam:*', 's3:Get*'])],
    ends: 'implicitDeny identity',
  },
  {
    rule: 'all but several: none of them',
    source: notAction,
    action: 's3:PutObject',
    identity: [but('Allow', ['iam:*', 's3:Get*'])],
    ends: 'allowed',
  },
  {
    rule: 'names ignore case here as well',
    source: notAction,
    action: 'IAM:createuser',
    identity: [but('Allow', 'iam:CreateUser')],
    ends: 'implicitDeny identity',
  },
  {
    rule: 'not allowing the listed is not denying it',
    source: notAction,
    action: 'iam:CreateUser',
    identity: [but('Allow', 'iam:*'), allow('iam:CreateUser')],
    ends: 'allowed',
  },
  {
    rule: 'deny all but the listed: another',
    source: notAction,
    action: 'ec2:RunInstances',
    identity: [allow('*'), but('Deny', ['iam:*', 'sts:*'])],
    ends: 'explicitDeny identity',
  },
  {
    rule: 'deny all but the listed: listed',
    source: notAction,
    action: 'iam:ListUsers',
    identity: [allow('*'), but('Deny', ['iam:*', 'sts:*'])],
    ends: 'allowed',
  },
  {
    rule: 'denying all but the listed does not allow it',
    source: notAction,
    action: 'iam:ListUsers',
    identity: [but('Deny', 'iam:*')],
    ends: 'implicitDeny identity',
  },
  {
    rule: 'without MFA all but setting it up is denied',
    source: 'reference_policies_examples_aws_my-sec-creds-self-manage',
    action: 'ec2:RunInstances',
    identity: [
      allow('*'),
      but('Deny', ['iam:EnableMFADevice', 'sts:GetSessionToken'], {
        BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' },
      }),
    ],
    ends: 'explicitDeny identity',
  },
  {
    rule: 'without MFA setting it up is not denied',
    source: 'reference_policies_examples_aws_my-sec-creds-self-manage',
    action: 'iam:EnableMFADevice',
    identity: [
      allow('*'),
      but('Deny', ['iam:EnableMFADevice', 'sts:GetSessionToken'], {
        BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' },
      }),
    ],
    ends: 'allowed',
  },
  {
    rule: 'all resources but one: another',
    source: notResource,
    action: 'ec2:StopInstances',
    on: instance,
    identity: [except('Allow', 'ec2:*', 'arn:aws:ec2:*:*:instance/i-00000000000000000')],
    ends: 'allowed',
  },
  {
    rule: 'all resources but one: that one',
    source: notResource,
    action: 'ec2:StopInstances',
    on: instance,
    identity: [except('Allow', 'ec2:*', instance)],
    ends: 'implicitDeny identity',
  },
  {
    rule: 'all resources but a pattern',
    source: notResource,
    action: 'ec2:StopInstances',
    on: instance,
    identity: [except('Allow', 'ec2:*', 'arn:aws:ec2:*:*:instance/*')],
    ends: 'implicitDeny identity',
  },
  {
    rule: 'all resources but several: none of them',
    source: notResource,
    action: 's3:GetObject',
    on: 'arn:aws:s3:::c/x',
    identity: [except('Allow', 's3:*', ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'])],
    ends: 'allowed',
  },
  {
    rule: 'deny what is outside a bucket: outside',
    source: notResource,
    action: 's3:GetObject',
    on: 'arn:aws:s3:::payroll/x',
    identity: [allow('s3:*'), except('Deny', 's3:*', ['arn:aws:s3:::hr', 'arn:aws:s3:::hr/*'])],
    ends: 'explicitDeny identity',
  },
  {
    rule: 'deny what is outside a bucket: inside',
    source: notResource,
    action: 's3:GetObject',
    on: 'arn:aws:s3:::hr/x',
    identity: [allow('s3:*'), except('Deny', 's3:*', ['arn:aws:s3:::hr', 'arn:aws:s3:::hr/*'])],
    ends: 'allowed',
  },
  {
    rule: 'what has no resource types is outside of every ARN',
    source: notResource,
    action: 'ec2:DescribeInstances',
    identity: [allow('*'), except('Deny', 'ec2:*', 'arn:aws:ec2:*:*:instance/*')],
    ends: 'explicitDeny identity',
  },
  {
    rule: 'all resources but all of them',
    source: notResource,
    action: 'ec2:StopInstances',
    on: instance,
    identity: [except('Allow', 'ec2:*', '*')],
    ends: 'implicitDeny identity',
  },
];
