import { describe, expect, test } from 'vitest';
import { readPolicy } from '../../main/practice/cloud/access/read-policy.ts';
import { serviceNames } from '../../main/practice/cloud/data/service-names.ts';
import { grantedServices, grantsService } from '../../main/practice/cloud/operations/iam/granted-services.ts';
import { servicePrefixes } from '../practice-data/service-prefixes.ts';
import { allow, deny, policy } from './iam-cloud.ts';

const read = (...statements: object[]) => readPolicy(policy(statements), { kind: 'identity' });

describe('a policy gives access to', () => {
  const cases: [string, object, string, boolean][] = [
    ['a service that it names', allow('ec2:RunInstances'), 'ec2', true],
    ['no service whose name only begins alike', allow('ec2:RunInstances'), 'ec2messages', false],
    ['every service with a star', allow('*'), 's3', true],
    ['every service of which it names a part', allow('*:Get*'), 'ssm', true],
    ['what is not left out', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, 's3', true],
    ['nothing of what is left out whole', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, 'iam', false],
    ['the rest of what is left out in part', { Effect: 'Allow', NotAction: 'iam:Create*', Resource: '*' }, 'iam', true],
    ['nothing by a denial', deny('ec2:*'), 'ec2', false],
    ['a service in other letters', allow('EC2:RunInstances'), 'ec2', true],
  ];
  test.each(cases)('%s', (_what, statement, namespace, grants) => {
    expect(grantsService(read(statement), namespace)).toBe(grants);
  });

  test('the services of a star and those that are named', () => {
    const all = grantedServices([read(allow('*')), read(allow('custom:Do'))]);
    expect(all).toEqual([...serviceNames.keys(), 'custom'].sort());
  });
});

test('every service in the table is one of AWS’s, and has a name', () => {
  for (const [namespace, name] of serviceNames) {
    expect(servicePrefixes.has(namespace), namespace).toBe(true);
    expect(name).toMatch(/^(AWS|Amazon|Application|Recycle|Service) /);
  }
});
