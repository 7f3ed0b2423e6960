import { conditionCases } from '../condition-rows.ts';
import { allow, type DecisionCase, deny } from '../decision-case.ts';

const page = 'reference_policies_condition-single-vs-multi-valued-context-keys';

const rows = conditionCases(page, 'aws:TagKeys', [
  ['every value is listed', 'ForAllValues:StringEquals', ['team', 'env'], ['team', 'env'], true],
  ['a part of the list is enough', 'ForAllValues:StringEquals', ['team', 'env'], ['team'], true],
  ['one value is not listed', 'ForAllValues:StringEquals', ['team', 'env'], ['team', 'cost'], false],
  ['a missing key passes', 'ForAllValues:StringEquals', ['team'], null, true],
  ['no values pass', 'ForAllValues:StringEquals', ['team'], [], true],
  ['an empty text counts as no values', 'ForAllValues:StringEquals', ['team'], [''], true],
  ['patterns', 'ForAllValues:StringLike', ['cost-*'], ['cost-a', 'cost-b'], true],
  ['a value that fits no pattern', 'ForAllValues:StringLike', ['cost-*'], ['cost-a', 'team'], false],
  ['ignoring case', 'ForAllValues:StringEqualsIgnoreCase', ['TEAM'], ['team', 'Team'], true],
  ['one value is listed', 'ForAnyValue:StringEquals', ['team'], ['cost', 'team'], true],
  ['no value is listed', 'ForAnyValue:StringEquals', ['team'], ['cost', 'env'], false],
  ['a missing key does not pass', 'ForAnyValue:StringEquals', ['team'], null, false],
  ['no values do not pass', 'ForAnyValue:StringEquals', ['team'], [], false],
  ['an empty text counts as no values', 'ForAnyValue:StringEquals', [''], [''], false],
  ['patterns', 'ForAnyValue:StringLike', ['c*'], ['team', 'cost'], true],
  ['every value is another', 'ForAllValues:StringNotEquals', ['team'], ['cost', 'env'], true],
  ['one value is the same', 'ForAllValues:StringNotEquals', ['team'], ['cost', 'team'], false],
  ['a missing key passes', 'ForAllValues:StringNotEquals', ['team'], null, true],
  ['one value is another', 'ForAnyValue:StringNotEquals', ['team'], ['team', 'cost'], true],
  ['no value is another', 'ForAnyValue:StringNotEquals', ['team'], ['team'], false],
  ['a missing key does not pass', 'ForAnyValue:StringNotEquals', ['team'], null, false],
  ['IfExists lets a missing key pass', 'ForAnyValue:StringEqualsIfExists', ['team'], null, true],
  ['IfExists compares a key that is there', 'ForAnyValue:StringEqualsIfExists', ['team'], ['cost'], false],
  ['IfExists changes nothing for all values', 'ForAllValues:StringEqualsIfExists', ['team'], null, true],
  ['addresses in a set', 'ForAnyValue:IpAddress', ['203.0.113.0/24'], ['198.51.100.1', '203.0.113.9'], true],
  ['numbers in a set', 'ForAllValues:NumericLessThan', ['10'], ['1', '9'], true],
  ['one number too many', 'ForAllValues:NumericLessThan', ['10'], ['1', '10'], false],
]);

const examples: readonly DecisionCase[] = [
  {
    rule: 'a Deny on forbidden attributes applies when one of them is asked for',
    source: page,
    action: 'dynamodb:PutItem',
    on: 'arn:aws:dynamodb:eu-central-1:111122223333:table/Thread',
    context: { 'dynamodb:Attributes': ['UserName', 'Message', 'PostDateTime'] },
    identity: [
      allow('dynamodb:*'),
      deny('dynamodb:PutItem', '*', { 'ForAnyValue:StringLike': { 'dynamodb:Attributes': ['ID', 'PostDateTime'] } }),
    ],
    ends: 'explicitDeny identity',
  },
  {
    rule: 'a Deny on forbidden attributes does not apply when none of them is asked for',
    source: page,
    action: 'dynamodb:PutItem',
    on: 'arn:aws:dynamodb:eu-central-1:111122223333:table/Thread',
    context: { 'dynamodb:Attributes': ['UserName'] },
    identity: [
      allow('dynamodb:*'),
      deny('dynamodb:PutItem', '*', { 'ForAnyValue:StringLike': { 'dynamodb:Attributes': ['ID', 'PostDateTime'] } }),
    ],
    ends: 'allowed',
  },
  {
    rule: 'Null false beside ForAllValues keeps a request without the key out',
    source: 'reference_policies_condition_examples-multi-valued-context-keys',
    action: 'ec2:CreateTags',
    identity: [
      allow('ec2:CreateTags', '*', {
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] },
        Null: { 'aws:TagKeys': 'false' },
      }),
    ],
    ends: 'implicitDeny identity',
  },
  {
    rule: 'a Deny with ForAllValues applies to a request without the key',
    source: 'reference_policies_condition_examples-multi-valued-context-keys',
    action: 'ec2:CreateTags',
    identity: [allow('*'), deny('ec2:CreateTags', '*', { 'ForAllValues:StringLike': { 'aws:TagKeys': 'key1*' } })],
    ends: 'explicitDeny identity',
  },
];

export const setOperatorCases = [...rows, ...examples];
