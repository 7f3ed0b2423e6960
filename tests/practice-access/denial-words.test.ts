import { describe, expect, test } from 'vitest';
import { denialReason, denialRefusal, denialSentence } from '../../main/practice/cloud/access/denial-words.ts';
import type { Verdict } from '../../main/practice/cloud/access/evaluate.ts';
import {
  allow,
  builder,
  type DecisionCase,
  decideCase,
  deny,
  forWhom,
  own,
  stranger,
  trusts,
} from './decision-case.ts';

const run = 'ec2:RunInstances';
const newInstance = `arn:aws:ec2:eu-central-1:${own}:instance/*`;
const role = `arn:aws:iam::${own}:role/web`;
const asked = { rule: '', source: '', ends: '', action: run, on: newInstance } satisfies DecisionCase;
const all = [allow('*')];
const everyone = [forWhom('*', allow('*'))];

describe('why something is denied is told as AWS tells it', () => {
  test.each<[string, Partial<DecisionCase>, string]>([
    ['no identity policy', {}, `because no identity-based policy allows the ${run} action`],
    [
      'no boundary',
      { identity: all, boundary: [allow('s3:*')] },
      `because no permissions boundary allows the ${run} action`,
    ],
    [
      'no session policy',
      { by: builder, identity: all, session: [allow('s3:*')] },
      `because no session policy allows the ${run} action`,
    ],
    [
      'no service control policy',
      { identity: all, serviceControl: [[allow('s3:*')]] },
      `because no service control policy allows the ${run} action`,
    ],
    [
      'no resource control policy',
      { identity: all, resourceControl: [[forWhom('*', allow('s3:*'))]] },
      `because no resource control policy allows the ${run} action`,
    ],
    [
      'no policy of the resource',
      { by: stranger, identity: all },
      `because no resource-based policy allows the ${run} action`,
    ],
    [
      'no trust policy',
      { action: 'sts:AssumeRole', on: role, identity: all, trust: [trusts({ AWS: '999999999999' })] },
      'because no role trust policy allows the sts:AssumeRole action',
    ],
    [
      'an identity policy',
      { identity: [...all, deny(run)] },
      `with an explicit deny in an identity-based policy: arn:aws:iam::${own}:policy/identity`,
    ],
    [
      'a boundary',
      { identity: all, boundary: [...all, deny(run)] },
      `with an explicit deny in a permissions boundary: arn:aws:iam::${own}:policy/boundary`,
    ],
    [
      'a session policy',
      { by: builder, identity: all, session: [...all, deny(run)] },
      `with an explicit deny in a session policy: arn:aws:iam::${own}:policy/session`,
    ],
    [
      'a service control policy',
      { identity: all, serviceControl: [[...all, deny(run)]] },
      `with an explicit deny in a service control policy: arn:aws:iam::${own}:policy/level-0`,
    ],
    [
      'a resource control policy',
      { identity: all, resourceControl: [[...everyone, forWhom('*', deny(run))]] },
      `with an explicit deny in a resource control policy: arn:aws:iam::${own}:policy/level-0`,
    ],
    [
      'a policy of the resource, which has no ARN',
      { identity: all, resource: [forWhom('*', deny(run))] },
      'with an explicit deny in a resource-based policy',
    ],
    [
      'a trust policy',
      {
        action: 'sts:AssumeRole',
        on: role,
        trust: [trusts({ AWS: own }), { ...trusts({ AWS: own }), Effect: 'Deny' }],
      },
      'with an explicit deny in the role trust policy',
    ],
  ])('%s', (_name, more, says) => {
    const one = { ...asked, ...more };
    expect(denialReason(decideCase(one), one.action)).toBe(says);
  });

  test('a policy that is part of what it is attached to is not named', () => {
    const verdict = decideCase({ ...asked, identity: [deny(run)] });
    const inline: Verdict = {
      ...verdict,
      statement: verdict.statement && { ...verdict.statement, policy: { ...verdict.statement.policy, arn: null } },
    };
    expect(denialReason(inline, run)).toBe('with an explicit deny in an identity-based policy');
  });

  test('what is allowed has no such reason', () => {
    expect(() => denialReason(decideCase({ ...asked, identity: all }), run)).toThrow(/no reason/);
  });
});

describe('a service refuses', () => {
  const verdict = decideCase(asked);
  const principalArn = `arn:aws:iam::${own}:user/ana`;
  const denial = { verdict, principalArn, action: run, resource: newInstance };
  const sentence = `User: ${principalArn} is not authorized to perform: ${run} on resource: ${newInstance} because no identity-based policy allows the ${run} action`;

  test('as EC2 with an encoded message', () => {
    expect(denialRefusal(denial, 'ec2Query', 'AbC-_9')).toMatchObject({
      code: 'UnauthorizedOperation',
      status: 403,
      message: `You are not authorized to perform this operation. ${sentence}. Encoded authorization failure message: AbC-_9`,
    });
  });

  test('as EC2 about an action without resource types: no resource, no encoded message', () => {
    const looking = { ...denial, action: 'ec2:DescribeInstances', resource: null };
    expect(denialRefusal(looking, 'ec2Query').message).toBe(
      `You are not authorized to perform this operation. User: ${principalArn} is not authorized to perform: ec2:DescribeInstances because no identity-based policy allows the ec2:DescribeInstances action`,
    );
  });

  test('as IAM and STS', () => {
    expect(denialRefusal(denial, 'awsQuery')).toMatchObject({ code: 'AccessDenied', status: 403, message: sentence });
  });

  test('as services that speak JSON', () => {
    const refusal = denialRefusal(denial, 'awsJson');
    expect(refusal).toMatchObject({ code: 'AccessDeniedException', status: 400, message: sentence });
    expect(denialSentence(denial)).toBe(sentence);
  });
});
