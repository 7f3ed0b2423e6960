import { describe, expect, test } from 'vitest';
import { isModelledKey, spelledKey } from '../../main/practice/cloud/access/condition-keys.ts';
import { evaluate, type PolicyType, settlingStatements } from '../../main/practice/cloud/access/evaluate.ts';
import { requestContext } from '../../main/practice/cloud/access/request-context.ts';
import {
  allow,
  ana,
  builder,
  type DecisionCase,
  decideCase,
  deny,
  forWhom,
  policyOf,
  root,
  variable,
} from './decision-case.ts';

const base = { rule: '', source: '', ends: '', action: 'ec2:RunInstances' } satisfies DecisionCase;
const all = [allow('*')];

describe('a verdict', () => {
  test('names the policy and the statement that decided', () => {
    const verdict = evaluate(
      { asker: ana, action: 'ec2:RunInstances', resource: '*', context: requestContext([]) },
      {
        identity: [
          policyOf('first', [allow('s3:*')]),
          policyOf('second', [allow('s3:*'), { ...allow('ec2:*'), Sid: 'Machines' }]),
        ],
      },
    );
    expect(verdict).toMatchObject({ outcome: 'allowed', decidedBy: 'identity' });
    expect(verdict.statement).toMatchObject({
      type: 'identity',
      policy: { name: 'second' },
      statement: { sid: 'Machines' },
    });
  });

  test('names no statement where none allows it', () => {
    expect(decideCase(base)).toMatchObject({ outcome: 'implicitDeny', statement: null, matched: [] });
  });

  test('names no policy where a root user needs none', () => {
    expect(decideCase({ ...base, by: root })).toMatchObject({ outcome: 'allowed', decidedBy: null, statement: null });
  });

  test('names the policy that names the root user’s account, by its number as by its ARN', () => {
    for (const account of [root.account, root.arn]) {
      const key = [forWhom({ AWS: account }, allow('kms:*'))];
      expect(decideCase({ ...base, by: root, action: 'kms:Decrypt', resource: key })).toMatchObject({
        outcome: 'allowed',
        decidedBy: 'resource',
      });
    }
  });

  test('has nothing of policies that do not hold for a root user', () => {
    const verdict = decideCase({
      ...base,
      by: root,
      identity: [deny('*')],
      boundary: [deny('*')],
      session: [deny('*')],
    });
    expect(verdict.matched).toEqual([]);
    expect([...verdict.gates]).toEqual([]);
  });

  test('of a resource that names both the account and the user names what counts', () => {
    const resource = [
      { ...forWhom({ AWS: ana.account }, allow('s3:*')), Sid: 'Account' },
      { ...forWhom({ AWS: ana.arn }, allow('s3:*')), Sid: 'User' },
    ];
    const verdict = decideCase({ ...base, action: 's3:GetObject', on: 'arn:aws:s3:::photos/a.jpg', resource });
    expect(verdict).toMatchObject({ outcome: 'allowed', statement: { statement: { sid: 'User' } } });
  });

  test('has all statements that apply, and those that settled it', () => {
    const verdict = decideCase({
      ...base,
      identity: [allow('ec2:*'), allow('s3:*'), deny('ec2:Run*'), allow('*')],
      boundary: all,
    });
    expect(verdict.matched.map(({ type, statement }) => `${type} ${statement.effect}`)).toEqual([
      'identity Allow',
      'identity Deny',
      'identity Allow',
      'boundary Allow',
    ]);
    expect(settlingStatements(verdict).map(({ statement }) => statement.action.texts)).toEqual([['ec2:Run*']]);
    expect(settlingStatements(decideCase({ ...base, identity: all }))).toHaveLength(1);
  });

  test('tells what each kind of policy says by itself', () => {
    const gates = (one: Partial<DecisionCase>): Partial<Record<PolicyType, string>> =>
      Object.fromEntries(decideCase({ ...base, ...one }).gates);
    expect(gates({})).toEqual({ identity: 'implicitDeny' });
    expect(
      gates({
        by: builder,
        identity: all,
        boundary: [allow('s3:*')],
        session: [deny('ec2:*')],
        serviceControl: [all, [allow('s3:*')]],
        resourceControl: [[forWhom('*', allow('*'))]],
        resource: [forWhom('*', allow('*'))],
      }),
    ).toEqual({
      'resource-control': 'allowed',
      'service-control': 'implicitDeny',
      resource: 'allowed',
      identity: 'allowed',
      boundary: 'implicitDeny',
      session: 'explicitDeny',
    });
  });

  test('tells which keys were asked for and missing, as the policy spells them, each once', () => {
    const verdict = decideCase({
      ...base,
      on: 'arn:aws:ec2:eu-central-1:111122223333:instance/*',
      context: { 'ec2:InstanceType': 't3.micro' },
      identity: [
        allow('ec2:RunInstances', '*', {
          StringEquals: { 'aws:RequestTag/Team': 'blue', 'ec2:InstanceType': 'm5.large' },
          Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        }),
        allow('ec2:*', `arn:aws:ec2:*:*:instance/${variable('aws:PrincipalTag/id')}`),
        deny('ec2:*', '*', { StringNotEquals: { 'AWS:requesttag/TEAM': 'x' } }),
        allow('s3:*', '*', { StringEquals: { 's3:prefix': 'x' } }),
        allow('ec2:*', 'arn:aws:ec2:*:*:volume/*', { StringEquals: { 'ec2:VolumeType': 'gp3' } }),
      ],
    });
    expect(verdict.missing).toEqual(['aws:RequestTag/Team', 'aws:MultiFactorAuthPresent', 'aws:PrincipalTag/id']);
  });

  test('of a refusal names the policy, the statement and what is not modelled', () => {
    const one = {
      ...base,
      knows: () => false,
      identity: [allow('s3:*'), allow('ec2:*', '*', { StringEquals: { 'aws:SourceVpc': 'vpc-1' } })],
    };
    expect(() => decideCase(one)).toThrow(
      expect.objectContaining({
        code: 'UnsupportedOperation',
        message:
          'The practice cloud does not model the condition key aws:SourceVpc (policy identity, statement 2), and whether this is allowed depends on it.',
      }),
    );
  });

  test('rests on nothing doubtful: what is doubtful is not among its statements', () => {
    const verdict = decideCase({
      ...base,
      knows: () => false,
      identity: [allow('ec2:*', '*', { StringEquals: { 'aws:SourceVpc': 'vpc-1' } })],
      boundary: [allow('s3:*')],
    });
    expect(verdict).toMatchObject({ outcome: 'implicitDeny', decidedBy: 'boundary', matched: [] });
    expect(verdict.gates.get('identity')).toBe('implicitDeny');
  });
});

describe('condition keys', () => {
  test('are known whatever their case, with the keys of tags', () => {
    expect(['aws:sourceip', 'aws:requesttag/anything', 'ec2:resourcetag/a/b'].map(isModelledKey)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['aws:principalorgid', 'aws:requesttag', 's3:prefix', ''].map(isModelledKey)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  test('are spelled as AWS spells them', () => {
    expect(['aws:multifactorauthpresent', 'aws:resourcetag/Team', 'demo:Key', 'demo:key/Part'].map(spelledKey)).toEqual(
      ['aws:MultiFactorAuthPresent', 'aws:ResourceTag/Team', 'demo:Key', 'demo:key/Part'],
    );
  });

  test('that differ by case alone are one key with both values', () => {
    const context = requestContext([
      ['aws:ResourceTag/foo', 'bar1'],
      ['aws:ResourceTag/Foo', 'bar2'],
      ['aws:username', null],
    ]);
    expect([...context]).toEqual([['aws:resourcetag/foo', { name: 'aws:ResourceTag/foo', values: ['bar1', 'bar2'] }]]);
  });
});
