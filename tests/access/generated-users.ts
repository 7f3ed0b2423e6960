import fc from 'fast-check';
import { SENTENCES } from '../../src/access/sentences.ts';

const actions = [...new Set(SENTENCES.flatMap(({ probes }) => probes.map(({ action }) => action)))];

/** A user's statements, and those of its boundary where it has one. */
export interface GeneratedUser {
  readonly statements: readonly object[];
  readonly boundary?: readonly object[];
}

/** The things that policies may name and that are really there. */
export interface RealThings {
  readonly instance: string;
  readonly image: string;
  readonly group: string;
}

const patterns = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...actions) },
  { weight: 2, arbitrary: fc.constantFrom('*', 'ec2:*', 'iam:*') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'ec2:*Image*',
      'ec2:Describe*',
      'EC2:st?rtInstances',
      'ec2:Create*',
      'iam:*User',
      'ec2:*Ingress',
    ),
  },
);

function resources({ instance, image, group }: RealThings) {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant('*') },
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        'arn:aws:ec2:eu-central-1:111122223333:*',
        'arn:aws:ec2:*:*:instance/*',
        'arn:aws:ec2:eu-west-1:*:*',
        `arn:aws:ec2:eu-central-1:111122223333:instance/${instance}`,
        `arn:aws:ec2:eu-central-1::image/${image}`,
        `arn:aws:ec2:*:*:security-group/${group}`,
        'arn:aws:iam::111122223333:user/*',
        'arn:aws:ec2:*::snapshot/*',
      ),
    },
  );
}

const conditions = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      { Condition: { StringEquals: { 'ec2:Region': 'eu-central-1' } } },
      { Condition: { StringNotEquals: { 'ec2:Region': 'eu-central-1' } } },
      { Condition: { StringLike: { 'aws:RequestedRegion': 'eu-*' } } },
      { Condition: { StringEqualsIfExists: { 'ec2:Region': ['eu-west-1', 'us-east-1'] } } },
    ),
  },
);

/** Conditions that only the launch of a machine meets. */
const types = fc.constantFrom(
  { StringEquals: { 'ec2:InstanceType': 't3.micro' } },
  { StringLike: { 'ec2:InstanceType': ['t3.*'] } },
  { StringNotLike: { 'ec2:InstanceType': 'm5.*' } },
);

/** Users whose policies allow and deny in every way that the app's calls can meet. */
export function generatedUsers(things: RealThings): fc.Arbitrary<GeneratedUser> {
  const statement = fc
    .tuple(
      fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
      fc.boolean(),
      fc.array(patterns, { minLength: 1, maxLength: 5 }),
      resources(things),
      conditions,
    )
    .map(([Effect, whole, Action, Resource, condition]) => ({
      Effect,
      // Whoever is allowed but little teaches little: half of the allowing is wide.
      Action: Effect === 'Allow' && whole ? ['ec2:*', 'iam:*'] : Action,
      Resource: Effect === 'Allow' && whole ? '*' : Resource,
      ...condition,
    }));
  const launching = types.map((Condition) => ({
    Effect: 'Allow',
    Action: 'ec2:RunInstances',
    Resource: 'arn:aws:ec2:*:*:instance/*',
    Condition,
  }));
  const denying = types.map((Condition) => ({
    Effect: 'Deny',
    Action: 'ec2:RunInstances',
    Resource: 'arn:aws:ec2:*:*:instance/*',
    Condition,
  }));
  const rest = {
    Effect: 'Allow',
    Action: ['ec2:RunInstances', 'ec2:CreateTags'],
    NotResource: 'arn:aws:ec2:*:*:instance/*',
  };
  const tagging = { Effect: 'Allow', Action: 'ec2:CreateTags', Resource: '*' };
  const launches = fc.option(
    fc.oneof(
      launching.map((one) => [one, rest, tagging]),
      denying.map((one) => [one]),
    ),
    { nil: [] as object[] },
  );
  const statements = fc.array(statement, { minLength: 0, maxLength: 4 });
  return fc
    .tuple(
      statements,
      launches,
      fc.option(fc.array(statement, { minLength: 1, maxLength: 3 }), { nil: undefined, freq: 2 }),
    )
    .map(([own, launch, boundary]) => ({
      statements: [...own, ...launch],
      ...(boundary ? { boundary } : {}),
    }));
}
