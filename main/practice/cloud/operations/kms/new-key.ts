import type { KmsKeyRecord } from '../../world/records/kms-records.ts';
import type { CallContext } from '../operation.ts';
import { kmsArn } from './key-names.ts';

/** The alias of the key that EBS uses where nobody names one; its key belongs to AWS and is never shared. */
export const EBS_ALIAS = 'alias/aws/ebs';

/** What is told of a new key; the rest is as KMS makes every key. */
type KeyFacts = Pick<KmsKeyRecord, 'id' | 'arn' | 'description' | 'manager' | 'policy'> & Partial<KmsKeyRecord>;

/** A key as it begins. */
export function newKey({ world, now }: CallContext, facts: KeyFacts): KmsKeyRecord {
  return {
    aliases: [],
    createdAt: now,
    enabled: true,
    deletionAt: null,
    grants: [],
    rotationDays: null,
    material: Buffer.from(world.random(32)).toString('base64'),
    tags: [],
    ...facts,
  };
}

/** A random ID of KMS's form. */
export function newKeyId({ world }: CallContext): string {
  return uuid(Buffer.from(world.random(16)).toString('hex'));
}

/** The ARN of AWS's own key for disks in the caller's place, whether it was used yet or not. */
export function ebsKeyArn({ place, world, account, region }: CallContext): string {
  const [held] = place.kmsKeys.by('alias', EBS_ALIAS);
  if (held) return held.arn;
  const parts = ['first', 'second'].map((half) =>
    world.fixedId(half, `${account.id}/${region}/${EBS_ALIAS}`).slice(-16),
  );
  return kmsArn(region, { kind: 'key', accountId: account.id, name: uuid(parts.join('')) });
}

/** AWS's own key for disks, which comes into being when it is first needed. */
export function ebsKey(call: CallContext): KmsKeyRecord {
  const { place, account, region, now } = call;
  const [held] = place.kmsKeys.by('alias', EBS_ALIAS);
  if (held) return held;
  const arn = ebsKeyArn(call);
  return place.kmsKeys.add(
    newKey(call, {
      id: arn.slice(arn.indexOf('/') + 1),
      arn,
      description: 'Default key that protects my EBS volumes when no other key is defined',
      manager: 'AWS',
      policy: ebsKeyPolicy(account.id, region),
      // AWS rotates its own keys every year.
      rotationDays: 365,
      aliases: [{ name: EBS_ALIAS, createdAt: now, updatedAt: now }],
    }),
  );
}

/** The policy of a key that was made without one: the account decides by its own policies. */
export function defaultKeyPolicy(accountId: string): string {
  return write('key-default-1', [
    {
      Sid: 'Enable IAM User Permissions',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  ]);
}

/** The policy of AWS's own key for disks: all of the account use it, and only through EBS. */
export function ebsKeyPolicy(accountId: string, region: string): string {
  return write('auto-ebs-2', [
    {
      Sid: 'Allow access through EBS for all principals in the account that are authorized to use EBS',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: [
        'kms:Encrypt',
        'kms:Decrypt',
        'kms:ReEncrypt*',
        'kms:GenerateDataKey*',
        'kms:CreateGrant',
        'kms:DescribeKey',
      ],
      Resource: '*',
      Condition: {
        StringEquals: { 'kms:CallerAccount': accountId, 'kms:ViaService': `ec2.${region}.amazonaws.com` },
      },
    },
    {
      Sid: 'Allow direct access to key metadata to the account',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      Action: ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'],
      Resource: '*',
    },
  ]);
}

function write(Id: string, Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Id, Statement }, null, 2);
}

/** 32 hexadecimal digits as a version 4 UUID. */
function uuid(digits: string): string {
  const [first, second, third, fourth, fifth] = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `a${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ];
  return [first, second, third, fourth, fifth].join('-');
}
