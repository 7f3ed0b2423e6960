import fc from 'fast-check';
import { type Asker, askerContext } from '../../main/practice/cloud/access/askers.ts';
import { evaluate, type NamedPolicy, type Verdict } from '../../main/practice/cloud/access/evaluate.ts';
import type { PolicyKind } from '../../main/practice/cloud/access/policy-document.ts';
import { type ContextValue, requestContext } from '../../main/practice/cloud/access/request-context.ts';
import { ana, builder, federated, own, policyOf, root, variable, type Words } from './decision-case.ts';

/** One request with all policies that have a say, as they are written. */
export interface Setting {
  readonly asker: Asker;
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount: string;
  readonly context: readonly (readonly [string, ContextValue])[];
  readonly identity: readonly (readonly Words[])[];
  readonly boundary: readonly Words[] | null;
  readonly session: readonly (readonly Words[])[];
  readonly attached: { readonly kind: 'resource' | 'key'; readonly statements: readonly Words[] } | null;
  readonly serviceControl: readonly (readonly Words[])[];
  readonly resourceControl: readonly (readonly Words[])[];
}

const actions = ['ec2:RunInstances', 'ec2:StopInstances', 'ec2:DescribeImages', 's3:GetObject', 'iam:PassRole'];
const actionTexts = [
  '*',
  'ec2:*',
  'ec2:Run*',
  'ec2:*Instances',
  'ec2:StopInstance?',
  's3:Get*',
  'iam:PassRole',
  'EC2:runinstances',
];
const resources = [
  '*',
  `arn:aws:ec2:eu-central-1:${own}:instance/i-1`,
  `arn:aws:ec2:us-east-1:${own}:instance/*`,
  'arn:aws:s3:::photos/ana/a.jpg',
  `arn:aws:iam::${own}:role/web`,
];
const resourceTexts = [
  '*',
  'arn:aws:ec2:*:*:instance/*',
  `arn:aws:ec2:eu-central-1:${own}:*`,
  'arn:aws:s3:::photos/*',
  `arn:aws:s3:::photos/${variable("aws:username, 'nobody'")}/*`,
  `arn:aws:iam::${own}:role/?eb`,
];

/** Keys by the kind of what they hold, with values that often meet each other. */
const texts = ['blue', 'Blue', 'green', 'b*', ''];
const keysOfKinds = [
  { name: 'aws:PrincipalTag/team', operators: ['StringEquals', 'StringEqualsIgnoreCase', 'StringLike'], values: texts },
  {
    name: 'ec2:Count',
    operators: ['NumericEquals', 'NumericLessThan', 'NumericGreaterThanEquals'],
    values: ['1', '2.5', '10', 'x'],
  },
  {
    name: 'aws:CurrentTime',
    operators: ['DateEquals', 'DateLessThan', 'DateGreaterThanEquals'],
    values: ['2026-01-01', '1795435200', '2027-01-01T00:00:00Z'],
  },
  { name: 'aws:SecureTransport', operators: ['Bool'], values: ['true', 'false'] },
  {
    name: 'aws:SourceIp',
    operators: ['IpAddress'],
    values: ['203.0.113.0/24', '203.0.113.7', '2001:db8::/32', '10.0.0.1'],
  },
  {
    name: 'aws:SourceArn',
    operators: ['ArnEquals', 'ArnLike'],
    values: ['arn:aws:sns:*:*:news', 'arn:aws:sns:eu-central-1:111122223333:news'],
  },
  { name: 'demo:Blob', operators: ['BinaryEquals'], values: ['QmluYXJ5', 'QmluYXJ6'] },
] as const;
const heldValues: Readonly<Record<string, readonly string[]>> = {
  'aws:PrincipalTag/team': texts,
  'ec2:Count': ['1', '2.5', '9', 'x'],
  'aws:CurrentTime': ['2026-01-01T00:00:00Z', '2026-11-23T12:00:00Z', '2028-01-01T00:00:00Z'],
  'aws:SecureTransport': ['true', 'false'],
  'aws:SourceIp': ['203.0.113.7', '203.0.114.1', '2001:db8::1'],
  'aws:SourceArn': ['arn:aws:sns:eu-central-1:111122223333:news', 'arn:aws:sns:eu-central-1:111122223333:mail', 'news'],
  'demo:Blob': ['QmluYXJ5', 'AAAA'],
};

/** The operator that is the opposite of a positive one; those without one have none. */
export const opposites: Readonly<Record<string, string>> = {
  StringEquals: 'StringNotEquals',
  StringEqualsIgnoreCase: 'StringNotEqualsIgnoreCase',
  StringLike: 'StringNotLike',
  NumericEquals: 'NumericNotEquals',
  DateEquals: 'DateNotEquals',
  IpAddress: 'NotIpAddress',
  ArnEquals: 'ArnNotEquals',
  ArnLike: 'ArnNotLike',
};

/** One operator with one key and the policy's values. */
export interface Line {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** The values of a list whose bit is set; the first one where none is. */
function chosen<T>(list: readonly T[], bits: number): T[] {
  const some = list.filter((_, at) => (bits >> at) & 1);
  return some.length > 0 ? some : list.slice(0, 1);
}

const byte = fc.integer({ min: 0, max: 255 });
const nth = <T>(list: readonly T[], number: number): T => list[number % list.length] as T;

function lineOf(kind: number, operator: number, values: number): Line {
  const { name, operators, values: all } = nth(keysOfKinds, kind);
  return { operator: nth<string>(operators, operator), key: name, values: chosen<string>(all, values) };
}

/** A line with a positive operator. */
export const plainLine: fc.Arbitrary<Line> = fc.tuple(byte, byte, byte).map((bytes) => lineOf(...bytes));

const setOperators = [
  'ForAllValues:StringEquals',
  'ForAnyValue:StringLike',
  'ForAnyValue:StringNotEquals',
  'ForAllValues:StringNotLike',
];

/** A line of any kind: as it is, with IfExists, the opposite, about several values, or about presence. */
const anyLine: fc.Arbitrary<Line> = fc.tuple(fc.nat(8), byte, byte, byte).map(([way, kind, operator, values]) => {
  const line = lineOf(kind, operator, values);
  if (way < 3) return line;
  if (way < 5) return { ...line, operator: `${line.operator}IfExists` };
  if (way < 7) return { ...line, operator: opposites[line.operator] ?? line.operator };
  if (way < 8)
    return { operator: nth(setOperators, operator), key: 'aws:TagKeys', values: chosen(['team', 'env', 'c*'], values) };
  return { operator: 'Null', key: line.key, values: [nth(['true', 'false'], values)] };
});

/** Lines as a Condition element. */
export function conditionOf(lines: readonly Line[]): Words {
  const block = new Map<string, Map<string, readonly string[]>>();
  for (const { operator, key, values } of lines) {
    const keys = block.get(operator) ?? new Map<string, readonly string[]>();
    block.set(operator, keys.set(key, values));
  }
  return Object.fromEntries([...block].map(([operator, keys]) => [operator, Object.fromEntries(keys)]));
}

/** A statement without a Principal. */
export const statement: fc.Arbitrary<Words> = fc
  .tuple(fc.nat(5), fc.nat(9), byte, byte, fc.oneof(fc.constant([]), fc.array(anyLine, { maxLength: 2 })))
  .map(([effect, opposite, onActions, onResources, lines]) => ({
    Effect: effect === 5 ? 'Deny' : 'Allow',
    [opposite === 8 ? 'NotAction' : 'Action']: chosen(actionTexts, onActions & (onActions >> 3)),
    [opposite === 9 ? 'NotResource' : 'Resource']: chosen(resourceTexts, onResources & (onResources >> 2)),
    ...(lines.length > 0 ? { Condition: conditionOf(lines) } : {}),
  }));

const principals = [
  '*',
  { AWS: own },
  { AWS: ana.arn },
  { AWS: [`arn:aws:iam::${own}:role/builder`] },
  { AWS: builder.arn },
  { AWS: '444455556666' },
];

/** A statement of a resource's policy. */
export const sharedStatement: fc.Arbitrary<Words> = fc
  .tuple(statement, fc.constantFrom<unknown>(...principals))
  .map(([words, principal]) => ({ ...words, Principal: principal }));

/** A policy of an identity. */
export const identityPolicy = fc.array(statement, { minLength: 1, maxLength: 3 });
const everything: Words[] = [{ Effect: 'Allow', Action: ['*'], Resource: ['*'] }];
const limiting = fc.oneof({ weight: 2, arbitrary: fc.constant(everything) }, { weight: 1, arbitrary: identityPolicy });
const forEveryone = fc
  .array(statement, { minLength: 1, maxLength: 2 })
  .map((list) => [...everything, ...list].map((words) => ({ ...words, Principal: '*' })));

const context: fc.Arbitrary<Setting['context']> = fc
  .array(byte, { minLength: 8, maxLength: 8 })
  .map(([tags = 0, ...held]) => [
    ...Object.entries(heldValues).map(([key, values], at): [string, ContextValue] => [
      key,
      nth([...values, null], held[at] ?? 0),
    ]),
    ['aws:TagKeys', nth([null, [], ['team'], ['team', 'env'], ['cost'], ['']], tags)],
  ]);

/** A request in a world of few words, so that much of it meets. */
export const setting: fc.Arbitrary<Setting> = fc.record({
  asker: fc.oneof(
    { weight: 3, arbitrary: fc.constant(ana) },
    { weight: 2, arbitrary: fc.constant(builder) },
    { weight: 1, arbitrary: fc.constantFrom(federated, root) },
  ),
  action: fc.constantFrom(...actions),
  resource: fc.constantFrom(...resources),
  resourceAccount: fc.oneof(
    { weight: 6, arbitrary: fc.constant(own) },
    { weight: 1, arbitrary: fc.constant('444455556666') },
  ),
  context,
  identity: fc.array(identityPolicy, { maxLength: 3 }),
  boundary: fc.option(limiting, { freq: 2, nil: null }),
  session: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(limiting, { minLength: 1, maxLength: 2 }) },
  ),
  attached: fc.option(
    fc.record({
      kind: fc.constantFrom('resource' as const, 'key' as const),
      statements: fc.array(sharedStatement, { minLength: 1, maxLength: 3 }),
    }),
    { freq: 2, nil: null },
  ),
  serviceControl: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(limiting, { minLength: 1, maxLength: 2 }) },
  ),
  resourceControl: fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(forEveryone, { minLength: 1, maxLength: 2 }) },
  ),
});

/** Decides a setting. */
export function decideSetting(one: Setting, knows?: (key: string) => boolean): Verdict {
  const named = (name: string, statements: readonly Words[], kind: PolicyKind = 'identity'): NamedPolicy =>
    policyOf(name, statements, kind);
  return evaluate(
    {
      asker: one.asker,
      action: one.action,
      resource: one.resource,
      resourceAccount: one.resourceAccount,
      context: requestContext([...askerContext(one.asker), ...one.context]),
      ...(knows ? { knows } : {}),
    },
    {
      identity: one.identity.map((statements, at) => named(`identity-${at}`, statements)),
      boundary: one.boundary ? named('boundary', one.boundary) : null,
      session: one.session.map((statements, at) => named(`session-${at}`, statements)),
      resource: one.attached
        ? { ...named('attached', one.attached.statements, 'resource'), kind: one.attached.kind }
        : null,
      serviceControl: one.serviceControl.map((statements, at) => [named(`service-control-${at}`, statements)]),
      resourceControl: one.resourceControl.map((statements, at) => [
        named(`resource-control-${at}`, statements, 'resource'),
      ]),
    },
  );
}
