import { describe, expect, test } from 'vitest';
import { readActions } from '../../main/practice/cloud/data/managed-policies/statements.ts';
import { findManagedPolicy, managedPolicies } from '../../main/practice/cloud/data/managed-policies.ts';
import { flawsOf, sizeOf } from './policy-flaws.ts';

/** AWS holds its own policies to no limit; these are larger than a customer's may be. */
const larger = [
  'AWSBackupFullAccess',
  'AWSBackupOperatorAccess',
  'AWSBackupServiceRolePolicyForBackup',
  'AWSServiceRoleForImageBuilder',
  'NetworkAdministrator',
  'ReadOnlyAccess',
  'SecurityAudit',
  'ViewOnlyAccess',
];

function actionsOf(name: string): readonly string[] {
  const policy = managedPolicies.find((one) => one.name === name);
  return policy?.document.Statement.flatMap(({ Action = [] }) => Action) ?? [];
}

describe('the managed policies', () => {
  test('are many, each name, ARN and ID once', () => {
    expect(managedPolicies.length).toBeGreaterThanOrEqual(60);
    for (const key of ['name', 'arn', 'id'] as const) {
      expect(new Set(managedPolicies.map((policy) => policy[key])).size).toBe(managedPolicies.length);
    }
  });

  test('have ARNs, IDs, versions and dates of the right form', () => {
    for (const policy of managedPolicies) {
      expect(policy.arn).toMatch(
        /^arn:aws:iam::aws:policy\/((job-function|service-role|aws-service-role)\/)?[\w+=,.@-]{1,128}$/,
      );
      expect(policy.arn).toBe(`arn:aws:iam::aws:policy${policy.path}${policy.name}`);
      expect(policy.id).toMatch(/^ANPA[A-Z2-7]{17}$/);
      expect(policy.defaultVersionId).toMatch(/^v[1-9]\d*$/);
      expect(policy.description).toMatch(/^\S.{1,998}\.$/);
      expect(Date.parse(policy.createdAt)).toBeLessThanOrEqual(Date.parse(policy.updatedAt));
    }
  });

  test.each(managedPolicies.map((policy) => [policy.name, policy] as const))('%s is a policy', (_, policy) => {
    expect(flawsOf(JSON.stringify(policy.document))).toEqual([]);
  });

  test('are no larger than IAM allows, but for those that AWS itself lets be', () => {
    const found = managedPolicies.filter(({ document }) => sizeOf(JSON.stringify(document)) > 6144);
    expect(found.map(({ name }) => name)).toEqual(larger);
  });

  test('are found by their ARN, and nothing else is', () => {
    expect(findManagedPolicy('arn:aws:iam::aws:policy/job-function/ViewOnlyAccess')?.name).toBe('ViewOnlyAccess');
    expect(findManagedPolicy('arn:aws:iam::aws:policy/ViewOnlyAccess')).toBeNull();
    expect(findManagedPolicy('__proto__')).toBeNull();
  });

  test('tell which are for AWS alone to attach', () => {
    const reserved = managedPolicies.filter(({ attachable }) => !attachable).map(({ name }) => name);
    expect(reserved).toContain('AutoScalingServiceRolePolicy');
    expect(reserved).not.toContain('AmazonEC2FullAccess');
  });
});

describe('well-known policies say what they are known for', () => {
  test('an administrator may do everything, and nobody may under the denial', () => {
    const statement = (name: string) => managedPolicies.find((one) => one.name === name)?.document.Statement[0];
    expect(statement('AdministratorAccess')).toEqual({ Effect: 'Allow', Action: '*', Resource: '*' });
    expect(statement('AWSDenyAll')).toMatchObject({ Effect: 'Deny', Resource: '*' });
    expect(statement('PowerUserAccess')).toMatchObject({ NotAction: ['iam:*', 'organizations:*', 'account:*'] });
  });

  test('a reader sees at least forty services and changes none', () => {
    const actions = actionsOf('ReadOnlyAccess');
    expect(new Set(actions.map((action) => action.split(':')[0])).size).toBeGreaterThanOrEqual(40);
    expect(actions).toEqual(expect.arrayContaining(['ec2:Describe*', 'iam:Get*', 'iam:List*', 's3:Get*']));
    expect(actions.filter((action) => /:(Create(?!Session$)|Delete|Put|Run|Terminate|Modify|\*)/.test(action))).toEqual(
      [],
    );
  });

  test('an auditor sees no content of buckets, a reader does', () => {
    expect(actionsOf('SecurityAudit')).not.toContain('s3:GetObject');
    expect(actionsOf('ViewOnlyAccess')).not.toContain('s3:Get*');
    expect(actionsOf('ReadOnlyAccess')).toContain('s3:Get*');
  });

  test('people change their own password and no other', () => {
    const policy = findManagedPolicy('arn:aws:iam::aws:policy/IAMUserChangePassword');
    expect(policy?.document.Statement[0]?.Resource).toContain(`arn:aws:iam::*:user/${'$'}{aws:username}`);
  });
});

describe('the notation of actions', () => {
  test.each([
    ['ec2:*', 'ec2:*'],
    ['ec2: Describe* Get*', ['ec2:Describe*', 'ec2:Get*']],
    ['\n  ec2: Describe*\n    Get*\n  iam:PassRole\n', ['ec2:Describe*', 'ec2:Get*', 'iam:PassRole']],
    ['*', '*'],
  ])('%j is read as %j', (text, actions) => {
    expect(readActions(text)).toEqual(actions);
  });
});

describe('what a policy is held against', () => {
  const good = { Effect: 'Allow', Action: 'ec2:RunInstances', Resource: '*' };
  test.each([
    ['an unknown service', { ...good, Action: 'ec3:RunInstances' }, 'action ec3:RunInstances'],
    ['an action without a service', { ...good, Action: 'RunInstances' }, 'action RunInstances'],
    ['no effect', { ...good, Effect: 'allow' }, 'effect'],
    ['both kinds of actions', { ...good, NotAction: 'iam:*' }, 'actions'],
    ['no resource', { Effect: 'Allow', Action: '*' }, 'resources'],
    ['a resource of no form', { ...good, Resource: 'my-bucket' }, 'resource my-bucket'],
    ['a condition of no kind', { ...good, Condition: { Like: { 'aws:username': 'x' } } }, 'condition'],
    ['an element of no kind', { ...good, Principal: '*' }, 'element Principal'],
  ])('%s is found', (_, statement, flaw) => {
    expect(flawsOf(JSON.stringify({ Version: '2012-10-17', Statement: [statement] }))).toEqual([flaw]);
  });

  test('a good statement has no flaw, another language version has', () => {
    expect(flawsOf(JSON.stringify({ Version: '2012-10-17', Statement: [good] }))).toEqual([]);
    expect(flawsOf(JSON.stringify({ Version: '2008-10-17', Statement: [good] }))).toEqual(['form']);
  });
});
