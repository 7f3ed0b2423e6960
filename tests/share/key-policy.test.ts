import { describe, expect, test } from 'vitest';
import { keyAccess } from '../../src/share/key-access.ts';
import { changedPolicy, keyStatements, receiversIn, type Statement } from '../../src/share/key-policy.ts';
import type { Receiver } from '../../src/share/receivers.ts';
import { everyone, organization, partner, unit } from './share-rig.ts';

const IMAGE = 'ami-0123456789abcdef0';
const own: Statement = {
  Sid: 'Enable IAM User Permissions',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:root' },
  Action: 'kms:*',
  Resource: '*',
};
const policyOf = (...Statement: Statement[]) =>
  JSON.stringify({ Version: '2012-10-17', Id: 'key-default-1', Statement });
const change = (text: string, add: Receiver[], remove: Receiver[] = [], imageId = IMAGE) =>
  changedPolicy(text, { imageId, add, remove, partition: 'aws' });
const other: Receiver = { kind: 'account', id: '777788889999' };

describe('the statements for a receiver', () => {
  test('let an account read the disks, and lend the key to AWS’s services only', () => {
    expect(keyStatements(IMAGE, [partner])).toEqual([
      {
        Sid: 'AmiableShareAmi0123456789abcdef0AccountsUse',
        Effect: 'Allow',
        Principal: { AWS: ['arn:aws:iam::444455556666:root'] },
        Action: ['kms:DescribeKey', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
        Resource: '*',
      },
      {
        Sid: 'AmiableShareAmi0123456789abcdef0AccountsGrant',
        Effect: 'Allow',
        Principal: { AWS: ['arn:aws:iam::444455556666:root'] },
        Action: 'kms:CreateGrant',
        Resource: '*',
        Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    ]);
  });

  test('name an organisation and a unit by conditions, and are in the partition of the key', () => {
    expect(keyStatements(IMAGE, [organization])[0]?.Condition).toEqual({
      StringEquals: { 'aws:PrincipalOrgID': ['o-1234567890'] },
    });
    expect(keyStatements(IMAGE, [unit])[1]?.Condition).toEqual({
      'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-1234567890/r-ab12/*ou-ab12-12345678/*'] },
      Bool: { 'kms:GrantIsForAWSResource': 'true' },
    });
    expect(JSON.stringify(keyStatements(IMAGE, [partner], 'aws-cn'))).toContain('arn:aws-cn:iam::444455556666:root');
    expect(keyStatements(IMAGE, [everyone])).toEqual([]);
  });
});

describe('a key’s policy', () => {
  const all = [partner, organization, unit];

  test('keeps everything else when somebody is added, and is as before when they are taken out', () => {
    const before = policyOf(own, { ...own, Sid: 'Theirs', Condition: { Bool: { 'aws:SecureTransport': 'true' } } });
    const after = change(before, all) ?? '';
    expect(JSON.parse(after).Statement.slice(0, 2)).toEqual(JSON.parse(before).Statement);
    expect(receiversIn(after, IMAGE, [...all, other], 'aws')).toEqual(all);
    expect(change(after, all)).toBeUndefined();
    const less = change(after, [], [organization]) ?? '';
    expect(receiversIn(less, IMAGE, all, 'aws')).toEqual([partner, unit]);
    expect(JSON.parse(change(less, [], all) ?? '')).toEqual(JSON.parse(before));
    expect(change(before, [], all)).toBeUndefined();
  });

  test('holds what two images need apart', () => {
    const first = change(policyOf(own), [partner]) ?? '';
    const both = change(first, [partner, other], [], 'ami-0fedcba9876543210') ?? '';
    expect(receiversIn(change(both, [], [partner]) ?? '', 'ami-0fedcba9876543210', [partner, other], 'aws')).toEqual([
      partner,
      other,
    ]);
  });

  test('with one statement instead of a list, or one name instead of a list, is read too', () => {
    expect(change(JSON.stringify({ Statement: own }), [partner])).toContain('Enable IAM User Permissions');
    const added = JSON.parse(change(policyOf(own), [partner]) ?? '');
    for (const statement of added.Statement.slice(1)) statement.Principal.AWS = statement.Principal.AWS[0];
    expect(receiversIn(JSON.stringify(added), IMAGE, [partner], 'aws')).toEqual([partner]);
    expect(change('no policy', [partner])).toBeUndefined();
  });
});

describe('whether a policy lets somebody use the disks', () => {
  const added = (...who: Receiver[]) => change(policyOf(own), who) ?? '';
  const forPartner = (more: Partial<Statement>): Statement => ({
    Effect: 'Allow',
    Principal: { AWS: '444455556666' },
    Action: 'kms:*',
    Resource: '*',
    ...more,
  });
  test.each<[string, string | undefined, Receiver, 'yes' | 'no' | 'unknown']>([
    ['what Amiable adds', added(partner), partner, 'yes'],
    ['what Amiable adds for another account', added(other), partner, 'no'],
    ['what Amiable adds for an organisation', added(organization), organization, 'yes'],
    ['what Amiable adds for a unit', added(unit), unit, 'yes'],
    ['the default policy', policyOf(own), partner, 'no'],
    ['the default policy, for everyone', policyOf(own), everyone, 'no'],
    ['everything for the account', policyOf(own, forPartner({})), partner, 'yes'],
    ['reading alone', policyOf(own, forPartner({ Action: ['kms:Decrypt', 'kms:DescribeKey'] })), partner, 'no'],
    [
      'one user of the account',
      policyOf(forPartner({ Principal: { AWS: 'arn:aws:iam::444455556666:user/ann' } })),
      partner,
      'unknown',
    ],
    [
      'a condition that may not hold',
      policyOf(forPartner({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })),
      partner,
      'unknown',
    ],
    [
      'use through EC2',
      policyOf(forPartner({ Condition: { StringEquals: { 'kms:ViaService': 'ec2.eu-central-1.amazonaws.com' } } })),
      partner,
      'yes',
    ],
    [
      'use through S3',
      policyOf(forPartner({ Condition: { StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } } })),
      partner,
      'unknown',
    ],
    [
      'all with a condition on another account',
      policyOf(forPartner({ Principal: '*', Condition: { StringEquals: { 'kms:CallerAccount': '111122223333' } } })),
      partner,
      'no',
    ],
    [
      'a denial',
      policyOf(forPartner({}), forPartner({ Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt' })),
      partner,
      'unknown',
    ],
    ['a policy that was not read', undefined, partner, 'unknown'],
    ['a policy that is none', '{', partner, 'unknown'],
  ])('%s', (_what, text, receiver, expected) => {
    expect(keyAccess(text, receiver)).toBe(expected);
  });
});
