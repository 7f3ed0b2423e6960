import * as sdk from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accounts, type KmsCloud, nobody, startKmsCloud } from './kms-cloud.ts';

let it: KmsCloud;
beforeAll(async () => {
  it = await startKmsCloud();
});
afterAll(() => it.end());

const DAY = 86_400;
const foreignArn = `arn:aws:kms:eu-central-1:${accounts.other}:key/${nobody}`;

describe('a key', () => {
  test('is made for its account, and found by ID, ARN, alias and alias ARN', async () => {
    const { KeyMetadata } = await it.own.send(
      new sdk.CreateKeyCommand({ Description: 'Disks', Tags: [{ TagKey: 'Team', TagValue: 'web' }] }),
    );
    const { KeyId = '', Arn = '' } = KeyMetadata ?? {};
    expect(KeyMetadata).toMatchObject({
      AWSAccountId: accounts.own,
      Arn: `arn:aws:kms:eu-central-1:${accounts.own}:key/${KeyId}`,
      Enabled: true,
      KeyState: 'Enabled',
      KeyManager: 'CUSTOMER',
      KeySpec: 'SYMMETRIC_DEFAULT',
      KeyUsage: 'ENCRYPT_DECRYPT',
      Origin: 'AWS_KMS',
      Description: 'Disks',
    });
    await it.own.send(new sdk.CreateAliasCommand({ AliasName: 'alias/disks', TargetKeyId: KeyId }));
    const names = [KeyId, Arn, 'alias/disks', `arn:aws:kms:eu-central-1:${accounts.own}:alias/disks`];
    for (const name of names) expect((await it.describe(name))?.Arn).toBe(Arn);
    const { Policy = '' } = await it.own.send(new sdk.GetKeyPolicyCommand({ KeyId }));
    expect(JSON.parse(Policy).Statement).toEqual([
      expect.objectContaining({
        Sid: 'Enable IAM User Permissions',
        Principal: { AWS: `arn:aws:iam::${accounts.own}:root` },
        Action: 'kms:*',
      }),
    ]);
    const { Tags } = await it.own.send(new sdk.ListResourceTagsCommand({ KeyId }));
    expect(Tags).toEqual([{ TagKey: 'Team', TagValue: 'web' }]);
  });

  test('is listed with the others in pages, each once', async () => {
    const made = await Promise.all([it.key(), it.key(), it.key()]);
    const seen: string[] = [];
    for await (const page of sdk.paginateListKeys({ client: it.own, pageSize: 2 }, {})) {
      expect(page.Keys?.length).toBeLessThanOrEqual(2);
      seen.push(...(page.Keys ?? []).map(({ KeyId = '' }) => KeyId));
    }
    expect(seen).toEqual(expect.arrayContaining(made.map(({ id }) => id)));
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('can be described anew, and be tagged and untagged', async () => {
    const { id } = await it.key();
    await it.own.send(new sdk.UpdateKeyDescriptionCommand({ KeyId: id, Description: 'New words' }));
    expect((await it.describe(id))?.Description).toBe('New words');
    const tags = async () => (await it.own.send(new sdk.ListResourceTagsCommand({ KeyId: id }))).Tags;
    const tag = (TagKey: string, TagValue: string) =>
      it.own.send(new sdk.TagResourceCommand({ KeyId: id, Tags: [{ TagKey, TagValue }] }));
    await tag('a', '1');
    await tag('b', '2');
    await tag('a', '3');
    expect(await tags()).toEqual([
      { TagKey: 'a', TagValue: '3' },
      { TagKey: 'b', TagValue: '2' },
    ]);
    await it.own.send(new sdk.UntagResourceCommand({ KeyId: id, TagKeys: ['a'] }));
    expect(await tags()).toEqual([{ TagKey: 'b', TagValue: '2' }]);
  });

  test('that is switched off encrypts nothing until it is switched on', async () => {
    const { id, arn } = await it.key();
    const encrypt = () => it.own.send(new sdk.EncryptCommand({ KeyId: id, Plaintext: Buffer.from('x') }));
    await it.own.send(new sdk.DisableKeyCommand({ KeyId: id }));
    expect(await it.describe(id)).toMatchObject({ Enabled: false, KeyState: 'Disabled' });
    await expect(encrypt()).rejects.toMatchObject({ name: 'DisabledException', message: `${arn} is disabled.` });
    await it.own.send(new sdk.EnableKeyCommand({ KeyId: id }));
    await expect(encrypt()).resolves.toMatchObject({ KeyId: arn });
  });

  test('that is to be deleted waits, can be brought back switched off, and is gone in the end', async () => {
    const { id, arn } = await it.key();
    const schedule = () => it.own.send(new sdk.ScheduleKeyDeletionCommand({ KeyId: id, PendingWindowInDays: 7 }));
    const scheduled = await schedule();
    expect(scheduled).toMatchObject({ KeyId: arn, KeyState: 'PendingDeletion', PendingWindowInDays: 7 });
    expect(await it.describe(id)).toMatchObject({
      KeyState: 'PendingDeletion',
      Enabled: false,
      DeletionDate: scheduled.DeletionDate,
    });
    const going = { name: 'KMSInvalidStateException', message: `${arn} is pending deletion.` };
    await expect(it.own.send(new sdk.EnableKeyCommand({ KeyId: id }))).rejects.toMatchObject(going);
    await expect(schedule()).rejects.toMatchObject(going);
    const encrypt = new sdk.EncryptCommand({ KeyId: id, Plaintext: Buffer.from('x') });
    await expect(it.own.send(encrypt)).rejects.toMatchObject(going);
    await it.own.send(new sdk.CancelKeyDeletionCommand({ KeyId: id }));
    expect((await it.describe(id))?.KeyState).toBe('Disabled');
    await expect(it.own.send(new sdk.CancelKeyDeletionCommand({ KeyId: id }))).rejects.toMatchObject({
      name: 'KMSInvalidStateException',
    });
    await schedule();
    await it.step(7 * DAY - 10);
    expect((await it.describe(id))?.KeyState).toBe('PendingDeletion');
    await it.step(20);
    await expect(it.describe(id)).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  test('is rotated when that is switched on', async () => {
    const { id } = await it.key();
    const status = () => it.own.send(new sdk.GetKeyRotationStatusCommand({ KeyId: id }));
    expect(await status()).toMatchObject({ KeyRotationEnabled: false });
    await it.own.send(new sdk.EnableKeyRotationCommand({ KeyId: id, RotationPeriodInDays: 180 }));
    const rotated = await status();
    expect(rotated).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 180 });
    const made = (await it.describe(id))?.CreationDate?.getTime() ?? 0;
    expect(rotated.NextRotationDate?.getTime()).toBe(made + 180 * DAY * 1000);
    await it.own.send(new sdk.DisableKeyRotationCommand({ KeyId: id }));
    expect(await status()).toMatchObject({ KeyRotationEnabled: false });
  });
});

describe("AWS's own key for disks", () => {
  test('comes into being when it is first asked for, is described to all, and is managed by nobody', async () => {
    const other = it.kms('trainee', 'us-east-1');
    const alias = async () => (await other.send(new sdk.ListAliasesCommand({}))).Aliases?.[0];
    expect(await alias()).toMatchObject({ AliasName: 'alias/aws/ebs' });
    expect(await alias()).not.toHaveProperty('TargetKeyId');
    const key = await it.describe('alias/aws/ebs', other);
    expect(key).toMatchObject({ KeyManager: 'AWS', KeyState: 'Enabled' });
    expect(key?.Arn).toContain(`us-east-1:${accounts.own}`);
    expect((await alias())?.TargetKeyId).toBe(key?.KeyId);
    expect((await it.describe('alias/aws/ebs', other))?.KeyId).toBe(key?.KeyId);
    const KeyId = key?.KeyId;
    const denied = { name: 'AccessDeniedException', message: expect.stringMatching(/no resource-based policy allows/) };
    await expect(other.send(new sdk.DisableKeyCommand({ KeyId }))).rejects.toMatchObject(denied);
    await expect(other.send(new sdk.ScheduleKeyDeletionCommand({ KeyId }))).rejects.toMatchObject(denied);
    const encrypt = new sdk.EncryptCommand({ KeyId, Plaintext: Buffer.from('x') });
    await expect(other.send(encrypt)).rejects.toMatchObject(denied);
    await expect(it.describe(key?.Arn ?? '', it.kms('partner', 'us-east-1'))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});

describe('KMS refuses in its own words', () => {
  const refusals: [string, object, string, RegExp][] = [
    ['DescribeKey', { KeyId: nobody }, 'NotFoundException', /^Key 'arn:aws:kms:.*' does not exist$/],
    [
      'DescribeKey',
      { KeyId: 'alias/nobody' },
      'NotFoundException',
      /^Alias arn:aws:kms:.*:alias\/nobody is not found\.$/,
    ],
    ['DescribeKey', { KeyId: 'my key' }, 'NotFoundException', /^Invalid keyId 'my key'$/],
    ['DescribeKey', { KeyId: 'arn:aws:kms' }, 'InvalidArnException', /Invalid arn/],
    ['DescribeKey', { KeyId: 'arn:aws:iam::111122223333:user/x' }, 'NotFoundException', /Invalid arn/],
    ['DescribeKey', { KeyId: 'arn:aws:iam:eu-central-1:111122223333:user/x' }, 'InvalidArnException', /Invalid arn/],
    [
      'DescribeKey',
      { KeyId: foreignArn.replace('eu-central-1', 'us-west-2') },
      'NotFoundException',
      /^Invalid arn us-west-2$/,
    ],
    [
      'DescribeKey',
      { KeyId: foreignArn },
      'AccessDeniedException',
      /on this resource because the resource does not exist in this Region, no resource-based policies allow access/,
    ],
    [
      'DescribeKey',
      { KeyId: '' },
      'ValidationException',
      /'keyId' failed to satisfy constraint: Member must have length greater than or equal to 1/,
    ],
    [
      'EnableKey',
      { KeyId: 'alias/aws/ebs' },
      'AccessDeniedException',
      /no resource-based policy allows the kms:EnableKey/,
    ],
    ['DisableKey', { KeyId: nobody }, 'NotFoundException', /does not exist/],
    ['CreateKey', { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' }, 'UnsupportedOperationException', /symmetric/],
    ['CreateKey', { MultiRegion: true }, 'UnsupportedOperationException', /one Region/],
    ['CreateKey', { CustomKeyStoreId: 'cks-1' }, 'UnsupportedOperationException', /CustomKeyStoreId/],
    [
      'CreateKey',
      { KeySpec: 'SYMMETRIC_DEFAULT', CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT' },
      'ValidationException',
      /KeySpec and CustomerMasterKeySpec/,
    ],
    ['CreateKey', { Description: 'x'.repeat(8193) }, 'ValidationException', /'description'.*8192/],
    ['CreateKey', { Tags: [{ TagKey: 'aws:x', TagValue: '' }] }, 'TagException', /reserved/],
    [
      'CreateKey',
      {
        Tags: [
          { TagKey: 'x', TagValue: '1' },
          { TagKey: 'x', TagValue: '2' },
        ],
      },
      'TagException',
      /Duplicate/,
    ],
    [
      'CreateKey',
      { Tags: Array.from({ length: 51 }, (_, at) => ({ TagKey: `k${at}`, TagValue: '' })) },
      'LimitExceededException',
      /tags/i,
    ],
    ['CreateKey', { Policy: '{' }, 'MalformedPolicyDocumentException', /invalid Json/],
    ['ScheduleKeyDeletion', { KeyId: nobody, PendingWindowInDays: 5 }, 'NotFoundException', /does not exist/],
    ['ListKeys', { Limit: 1001 }, 'ValidationException', /'limit'/],
    ['ListKeys', { Marker: 'x' }, 'InvalidMarkerException', /marker/],
    ['ListAliases', { Limit: 101 }, 'ValidationException', /less than or equal to 100/],
  ];

  test.each(refusals)('%s of %j: %s', async (name, input, code, words) => {
    const Command = Reflect.get(sdk, `${name}Command`) as new (input: object) => sdk.DescribeKeyCommand;
    const sent = it.own.send(new Command(input));
    await expect(sent).rejects.toMatchObject({ name: code, message: expect.stringMatching(words) });
  });

  test('a waiting time of less than a week', async () => {
    const { id } = await it.key();
    const sent = it.own.send(new sdk.ScheduleKeyDeletionCommand({ KeyId: id, PendingWindowInDays: 6 }));
    await expect(sent).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(/7 and 30/),
    });
    const shortest = await it.own.send(new sdk.ScheduleKeyDeletionCommand({ KeyId: id, PendingWindowInDays: 7 }));
    expect(shortest.KeyState).toBe('PendingDeletion');
  });
});
