import { conditionCases } from '../condition-rows.ts';
import { allow, type DecisionCase, deny } from '../decision-case.ts';

const page = 'reference_policies_elements_condition_operators';

const bool = conditionCases(page, 'aws:MultiFactorAuthPresent', [
  ['true', 'Bool', 'true', 'true', true],
  ['quotes may be left out', 'Bool', true, true, true],
  ['false', 'Bool', 'false', 'false', true],
  ['the other one', 'Bool', 'true', 'false', false],
  ['a missing key is not true', 'Bool', 'true', null, false],
  ['a missing key is not false either', 'Bool', 'false', null, false],
  ['a missing key passes', 'BoolIfExists', 'false', null, true],
  ['a missing key passes', 'BoolIfExists', 'true', null, true],
  ['a key that is there is compared', 'BoolIfExists', 'true', 'false', false],
  ['text is neither', 'Bool', 'yes', 'yes', false],
]);

const binary = conditionCases(page, 'demo:Blob', [
  ['the same bytes', 'BinaryEquals', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', true],
  ['other bytes', 'BinaryEquals', 'QmluYXJ5', 'QmluYXJ6', false],
  ['what is not base64 equals nothing', 'BinaryEquals', 'not base64', 'not base64', false],
  ['a missing key', 'BinaryEquals', 'QmluYXJ5', null, false],
  ['a missing key passes', 'BinaryEqualsIfExists', 'QmluYXJ5', null, true],
]);

const presence = conditionCases(page, 'aws:TokenIssueTime', [
  ['the key must not be there, and is not', 'Null', 'true', null, true],
  ['the key must not be there, and is', 'Null', 'true', '2026-11-23T12:00:00Z', false],
  ['the key must be there, and is', 'Null', 'false', '2026-11-23T12:00:00Z', true],
  ['the key must be there, and is not', 'Null', 'false', null, false],
  ['quotes may be left out', 'Null', true, null, true],
  ['a list of nothing is not there', 'Null', 'true', [], true],
]);

const together: readonly DecisionCase[] = [
  {
    rule: 'every operator must be met',
    source: 'reference_policies_condition-logic-multiple-context-keys-or-values',
    action: 'ec2:StartInstances',
    context: { 'aws:SourceIp': '203.0.113.1', 'aws:MultiFactorAuthPresent': false },
    identity: [
      allow('ec2:*', '*', {
        IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
      }),
    ],
    ends: 'implicitDeny identity',
  },
  {
    rule: 'every key under an operator must be met',
    source: 'reference_policies_condition-logic-multiple-context-keys-or-values',
    action: 'ec2:StartInstances',
    context: { 'aws:PrincipalTag/team': 'blue', 'aws:PrincipalTag/level': '1' },
    identity: [
      allow('ec2:*', '*', { StringEquals: { 'aws:PrincipalTag/team': 'blue', 'aws:PrincipalTag/level': '2' } }),
    ],
    ends: 'implicitDeny identity',
  },
  {
    rule: 'all operators and keys that are met make the statement apply',
    source: 'reference_policies_condition-logic-multiple-context-keys-or-values',
    action: 'ec2:StartInstances',
    context: { 'aws:PrincipalTag/team': 'blue', 'aws:SourceIp': '203.0.113.1' },
    identity: [
      allow('ec2:*', '*', {
        StringEquals: { 'aws:PrincipalTag/team': ['green', 'blue'] },
        IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
      }),
    ],
    ends: 'allowed',
  },
  {
    rule: 'key names ignore case',
    source: 'reference_policies_elements_condition',
    action: 'ec2:StartInstances',
    context: { 'aws:SourceIp': '203.0.113.1' },
    identity: [allow('ec2:*', '*', { IpAddress: { 'AWS:sourceIP': '203.0.113.0/24' } })],
    ends: 'allowed',
  },
  {
    rule: 'tag keys in key names ignore case as well',
    source: 'reference_policies_elements_condition',
    action: 'ec2:StartInstances',
    context: { 'aws:ResourceTag/Team': 'blue' },
    identity: [allow('ec2:*', '*', { StringEquals: { 'aws:ResourceTag/TEAM': 'blue' } })],
    ends: 'allowed',
  },
  {
    rule: 'an empty Condition element asks for nothing',
    source: 'reference_policies_grammar',
    action: 'ec2:StartInstances',
    identity: [{ ...allow('ec2:*'), Condition: {} }],
    ends: 'allowed',
  },
  {
    rule: 'long-term keys bring no MFA key, so Bool false does not deny them',
    source: 'reference_policies_condition-keys (aws:MultiFactorAuthPresent)',
    action: 'ec2:StopInstances',
    identity: [allow('*'), deny('*', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } })],
    ends: 'allowed',
  },
  {
    rule: 'BoolIfExists false denies long-term keys as well',
    source: 'reference_policies_condition-keys (aws:MultiFactorAuthPresent)',
    action: 'ec2:StopInstances',
    identity: [allow('*'), deny('*', '*', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } })],
    ends: 'explicitDeny identity',
  },
  {
    rule: 'a Deny with a negated IfExists operator denies where the tag is missing',
    source: page,
    action: 'ec2:StopInstances',
    identity: [allow('*'), deny('*', '*', { StringNotEqualsIfExists: { 'aws:ResourceTag/env': 'dev' } })],
    ends: 'explicitDeny identity',
  },
];

export const presenceAndBoolCases = [...bool, ...binary, ...presence, ...together];
