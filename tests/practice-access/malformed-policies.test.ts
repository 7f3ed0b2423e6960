import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { policyKeys } from '../../main/practice/cloud/access/policy-document.ts';
import { namedPrincipals } from '../../main/practice/cloud/access/principal-element.ts';
import { keepingReader, readPolicy } from '../../main/practice/cloud/access/read-policy.ts';
import { Refusal } from '../../main/practice/cloud/refusal.ts';
import { malformedPolicies } from './malformed-policies.ts';

describe('a policy is refused in the words of AWS for', () => {
  test.each(malformedPolicies.map((one) => [`${one.what} (${one.kind})`, one] as const))('%s', (_name, one) => {
    const read = (): unknown => readPolicy(one.text, { kind: one.kind });
    expect(read).toThrow(new Refusal('MalformedPolicyDocument', one.says));
    expect(read).toThrow(expect.objectContaining({ code: 'MalformedPolicyDocument', status: 400 }));
  });

  test('at least forty faults', () => {
    expect(malformedPolicies.length).toBeGreaterThanOrEqual(40);
    expect(new Set(malformedPolicies.map(({ kind, text }) => kind + text)).size).toBe(malformedPolicies.length);
  });
});

const statement = { Effect: 'Allow', Action: 'ec2:RunInstances', Resource: '*' };
const document = (...statements: object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements.map((one) => ({ ...statement, ...one })) });

describe('a policy is taken', () => {
  test.each([
    ['with one statement and no list', JSON.stringify({ Version: '2012-10-17', Statement: statement })],
    ['with an Id', JSON.stringify({ Version: '2012-10-17', Id: 'x', Statement: statement })],
    ['with its parts in another order', JSON.stringify({ Statement: [statement], Version: '2012-10-17' })],
    ['with lists everywhere', document({ Action: ['ec2:RunInstances'], Resource: ['*'] })],
    ['with two statements without an ID', document({}, {})],
    ['with two empty IDs', document({ Sid: '' }, { Sid: '' })],
    ['with every action', document({ Action: '*' })],
    ['with an action of every service', document({ Action: '*:Describe' })],
    ['with an action that there is not', document({ Action: 'moon:Land' })],
    ['with an ARN that is too short', document({ Resource: 'arn:aws:ec2' })],
    ['with a partition of AWS’s own policies', document({ Resource: 'arn:*:ssm:*:*:session/*' })],
    ['with every IAM resource', document({ Resource: 'arn:aws:iam::111122223333:*' })],
    ['with an empty Condition', document({ Condition: {} })],
    ['with an operator without keys', document({ Condition: { StringEquals: {} } })],
    ['with a key without values', document({ Condition: { StringEquals: { 'aws:username': [] } } })],
    [
      'with numbers and truth values without quotes',
      document({ Condition: { Bool: { 'aws:SecureTransport': true } } }),
    ],
    [
      'with a date in every form',
      document({ Condition: { DateLessThan: { 'aws:CurrentTime': ['2026-11', '1795435200'] } } }),
    ],
    ['with blanks and line ends', `\n {"Version" :"2012-10-17"\t,\r\n"Statement": [ ${JSON.stringify(statement)} ]}\n`],
  ])('%s', (_name, text) => {
    expect(readPolicy(text, { kind: 'identity' }).statements.length).toBeGreaterThan(0);
  });

  test('without a version where it is a resource’s, as one of 2008-10-17', () => {
    const text = JSON.stringify({ Statement: [{ ...statement, Principal: { AWS: '111122223333' } }] });
    expect(readPolicy(text, { kind: 'resource' }).version).toBe('2008-10-17');
  });
});

describe('a policy that was read', () => {
  test('tells where its statements stand: alone, as the AWS CLI shows', () => {
    const text =
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}';
    const [only] = readPolicy(text, { kind: 'identity' }).statements;
    expect(only).toMatchObject({ start: { line: 1, column: 38 }, end: { line: 1, column: 167 } });
  });

  test('tells where its statements stand: in a list of several lines', () => {
    const text = `{\n  "Version": "2012-10-17",\n  "Statement": [\n    ${JSON.stringify(statement)},\n    {\n      "Sid": "}{][\\"",\n      "Effect": "Deny"\n    }\n  ]\n}`;
    const places = readPolicy(
      text
        .replace('"}{][\\""', '"Two"')
        .replace('"Effect": "Deny"', '"Effect": "Deny", "Action": "*", "Resource": "*"'),
      {
        kind: 'identity',
      },
    ).statements.map(({ start, end }) => [start.line, start.column, end.line, end.column]);
    expect(places).toEqual([
      [4, 5, 4, 5 + JSON.stringify(statement).length],
      [5, 5, 8, 6],
    ]);
  });

  test('tells which keys it asks for, each once', () => {
    const text = document(
      { Resource: 'arn:aws:s3:::$'.concat('{aws:username}/*') },
      {
        Condition: {
          StringEquals: { 'aws:UserName': 'x', 'ec2:Owner': '$'.concat("{aws:PrincipalTag/team, 'none'}") },
          Bool: { 'aws:SecureTransport': 'true' },
        },
      },
    );
    const keys = policyKeys(readPolicy(text, { kind: 'identity' }));
    expect(keys.map((key) => key.toLowerCase()).sort()).toEqual([
      'aws:principaltag/team',
      'aws:securetransport',
      'aws:username',
      'ec2:owner',
    ]);
  });

  test('tells whom it names', () => {
    const user = 'arn:aws:iam::111122223333:user/ana';
    const trust = { Effect: 'Allow', Principal: { AWS: ['444455556666', user, '*'] }, Action: 'sts:AssumeRole' };
    const read = readPolicy(JSON.stringify({ Version: '2012-10-17', Statement: trust }), { kind: 'trust' });
    expect(namedPrincipals(read)).toEqual(['444455556666', user]);
  });

  test('is read once by a reader that keeps it, and again when it was let go', () => {
    const read = keepingReader(2);
    const texts = [document({ Sid: 'A' }), document({ Sid: 'B' }), document({ Sid: 'C' })] as const;
    const first = read(texts[0], 'identity');
    expect(read(texts[0], 'identity')).toBe(first);
    read(texts[1], 'identity');
    read(texts[2], 'identity');
    expect(read(texts[0], 'identity')).not.toBe(first);
    expect(() => read(texts[0], 'resource')).toThrow(Refusal);
  });
});

test('whatever the text, a policy is read or refused, and nothing else happens', async () => {
  const good = document({ Condition: { StringLike: { 'aws:username': ['a*', '$'.concat('{aws:userid}')] } } });
  const damaged = fc
    .tuple(
      fc.nat(good.length),
      fc.nat(12),
      fc.oneof(fc.string(), fc.constantFrom('{', '}', '"', '\\', '[', ']', ',', ':', 'null', '__proto__')),
    )
    .map(([at, length, put]) => good.slice(0, at) + put + good.slice(at + length));
  const kinds = fc.constantFrom('identity' as const, 'resource' as const, 'trust' as const);
  const anything = fc.oneof({ weight: 3, arbitrary: damaged }, { weight: 1, arbitrary: fc.json() });
  await fc.assert(
    fc.asyncProperty(anything, kinds, async (text, kind) => {
      const [result] = await Promise.allSettled([Promise.resolve(text).then((read) => readPolicy(read, { kind }))]);
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'MalformedPolicyDocument' });
      else expect(result.value.statements.length).toBeGreaterThan(0);
    }),
    { numRuns: 2_000 },
  );
});

test('a policy as deep as the wire lets through is refused and does not end the program', () => {
  const deep = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;
  expect(() => readPolicy(`{"Version":"2012-10-17","Statement":${deep}}`, { kind: 'identity' })).toThrow(Refusal);
});
