import { allow, type DecisionCase, deny } from '../decision-case.ts';

const page = 'reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay';
const reports = [allow(['iam:Get*', 'iam:List*']), deny('iam:*Report')];

export const interplayCases: readonly DecisionCase[] = [
  { rule: 'everything starts denied', source: page, action: 'ec2:StartInstances', ends: 'implicitDeny identity' },
  { rule: 'an Allow lifts that', source: page, action: 'iam:GetUser', identity: reports, ends: 'allowed' },
  {
    rule: 'what no statement names stays denied',
    source: page,
    action: 'iam:CreatePolicy',
    identity: reports,
    ends: 'implicitDeny identity',
  },
  {
    rule: 'a Deny goes before an Allow',
    source: page,
    action: 'iam:GetOrganizationsAccessReport',
    identity: reports,
    ends: 'explicitDeny identity',
  },
  {
    rule: 'a Deny goes before an Allow that comes later',
    source: page,
    action: 'iam:GenerateCredentialReport',
    identity: [...reports, allow('iam:GenerateCredentialReport')],
    ends: 'explicitDeny identity',
  },
  {
    rule: 'a Deny with a condition that is not met does not deny',
    source: page,
    action: 'ec2:StopInstances',
    context: { 'aws:ResourceTag/env': 'dev' },
    identity: [allow('ec2:*'), deny('ec2:*', '*', { StringEquals: { 'aws:ResourceTag/env': 'prod' } })],
    ends: 'allowed',
  },
  {
    rule: 'a Deny with a condition that is met denies',
    source: page,
    action: 'ec2:StopInstances',
    context: { 'aws:ResourceTag/env': 'prod' },
    identity: [allow('ec2:*'), deny('ec2:*', '*', { StringEquals: { 'aws:ResourceTag/env': 'prod' } })],
    ends: 'explicitDeny identity',
  },
  {
    rule: 'one statement with several actions is several statements',
    source: 'reference_policies_elements_statement',
    action: 'ec2:StopInstances',
    identity: [allow(['ec2:StartInstances', 'ec2:StopInstances'])],
    ends: 'allowed',
  },
  {
    rule: 'a statement about other resources says nothing',
    source: page,
    action: 'ec2:StopInstances',
    on: 'arn:aws:ec2:eu-central-1:111122223333:instance/i-1',
    identity: [allow('ec2:*'), deny('ec2:*', 'arn:aws:ec2:eu-central-1:111122223333:instance/i-2')],
    ends: 'allowed',
  },
];
