import { describe, expect, test } from 'vitest';
import { Refusal } from '../../main/practice/cloud/refusal.ts';
import { addressAndArnCases } from './cases/addresses-and-arns.ts';
import { boundaryCases } from './cases/boundaries.ts';
import { crossAccountCases } from './cases/cross-account.ts';
import { ec2Cases } from './cases/ec2-calls.ts';
import { interplayCases } from './cases/interplay.ts';
import { notElementCases } from './cases/not-elements.ts';
import { notModelledCases } from './cases/not-modelled.ts';
import { numberAndDateCases } from './cases/numbers-and-dates.ts';
import { organizationCases } from './cases/organizations.ts';
import { presenceAndBoolCases } from './cases/presence-and-bool.ts';
import { resourcePolicyCases } from './cases/resource-policies.ts';
import { sessionCases } from './cases/sessions.ts';
import { setOperatorCases } from './cases/set-operators.ts';
import { stringCases } from './cases/strings.ts';
import { variableCases } from './cases/variables.ts';
import { wildcardCases } from './cases/wildcards.ts';
import { type DecisionCase, decideCase, outcomeOf } from './decision-case.ts';

const subjects: Readonly<Record<string, readonly DecisionCase[]>> = {
  'Allow and Deny': interplayCases,
  wildcards: wildcardCases,
  'NotAction and NotResource': notElementCases,
  'String conditions': stringCases,
  'Numeric and Date conditions': numberAndDateCases,
  'IpAddress and Arn conditions': addressAndArnCases,
  'Bool, BinaryEquals and Null': presenceAndBoolCases,
  'ForAllValues and ForAnyValue': setOperatorCases,
  variables: variableCases,
  boundaries: boundaryCases,
  organizations: organizationCases,
  "resources' policies": resourcePolicyCases,
  'other accounts': crossAccountCases,
  sessions: sessionCases,
  'calls of EC2': ec2Cases,
};

describe.each(Object.entries(subjects))('as AWS documents it: %s', (_subject, cases) => {
  test.each(cases.map((one) => [`${one.rule} [${one.source}]`, one] as const))('%s', (_name, one) => {
    expect(outcomeOf(decideCase(one))).toBe(one.ends);
  });
});

describe('what is not modelled is refused where the answer hangs on it, and only there', () => {
  test.each(notModelledCases.map((one) => [one.rule, one] as const))('%s', (_name, one) => {
    if (one.ends !== 'refused') expect(outcomeOf(decideCase(one))).toBe(one.ends);
    else {
      expect(() => decideCase(one)).toThrow(Refusal);
      expect(() => decideCase(one)).toThrow(/^The practice cloud does not model .*\(policy /);
    }
  });
});

test('there are at least two hundred documented cases, each told once and with its source', () => {
  const all = Object.values(subjects).flat();
  expect(all.length).toBeGreaterThanOrEqual(200);
  const told = all.map(({ ends: _then, ...one }) => JSON.stringify(one));
  expect(new Set(told).size).toBe(all.length);
  expect(
    all.filter(({ source }) => !/^([A-Za-z][\w-]+( \(.+\))?|(KMS|EC2|AWS|STS|service).* [\w-]+)$/.test(source)),
  ).toEqual([]);
});
