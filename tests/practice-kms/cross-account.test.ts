import * as sdk from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accounts, type KmsCloud, policyFor, startKmsCloud, userArn } from './kms-cloud.ts';

let it: KmsCloud;
beforeAll(async () => {
  it = await startKmsCloud();
});
afterAll(() => it.end());

const encrypt = (client: sdk.KMSClient, KeyId: string, EncryptionContext?: Record<string, string>) =>
  client.send(
    new sdk.EncryptCommand({
      KeyId,
      Plaintext: Buffer.from('secret'),
      ...(EncryptionContext ? { EncryptionContext } : {}),
    }),
  );
const put = (KeyId: string, Policy: string) => it.own.send(new sdk.PutKeyPolicyCommand({ KeyId, Policy }));
const hidden = {
  name: 'AccessDeniedException',
  message: expect.stringMatching(
    /^User: arn:aws:iam::444455556666:user\/partner is not authorized to perform: kms:\w+ on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access$/,
  ),
};

describe("another account's key", () => {
  test('is used by who its policy names, and only for what it says', async () => {
    const { id, arn } = await it.key();
    await expect(encrypt(it.other, arn)).rejects.toMatchObject(hidden);
    await put(id, policyFor(`arn:aws:iam::${accounts.other}:root`, ['kms:Encrypt', 'kms:DescribeKey']));
    expect((await encrypt(it.other, arn)).KeyId).toBe(arn);
    expect((await it.describe(arn, it.other))?.AWSAccountId).toBe(accounts.own);
    const { CiphertextBlob } = await encrypt(it.own, id);
    await expect(it.other.send(new sdk.DecryptCommand({ CiphertextBlob }))).rejects.toMatchObject(hidden);
    await put(id, policyFor(userArn(accounts.other, 'partner'), ['kms:Decrypt']));
    const opened = await it.other.send(new sdk.DecryptCommand({ CiphertextBlob }));
    expect(Buffer.from(opened.Plaintext ?? []).toString()).toBe('secret');
    await expect(encrypt(it.other, arn)).rejects.toMatchObject(hidden);
  });

  test('is found by its alias ARN, and by an alias of its own account only', async () => {
    const { id } = await it.key({ Policy: policyFor(`arn:aws:iam::${accounts.other}:root`, ['kms:*']) });
    await it.own.send(new sdk.CreateAliasCommand({ AliasName: 'alias/lent', TargetKeyId: id }));
    expect((await it.describe(`arn:aws:kms:eu-central-1:${accounts.own}:alias/lent`, it.other))?.KeyId).toBe(id);
    await expect(it.describe('alias/lent', it.other)).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  test('is managed by its own account alone, whatever its policy says', async () => {
    const { arn } = await it.key({ Policy: policyFor(`arn:aws:iam::${accounts.other}:root`, ['kms:*']) });
    await expect(it.other.send(new sdk.DisableKeyCommand({ KeyId: arn }))).rejects.toMatchObject(hidden);
    await expect(it.other.send(new sdk.ScheduleKeyDeletionCommand({ KeyId: arn }))).rejects.toMatchObject(hidden);
    await expect(it.other.send(new sdk.GetKeyPolicyCommand({ KeyId: arn }))).rejects.toMatchObject(hidden);
  });

  test('is used by a grant, until it is revoked', async () => {
    const { id, arn } = await it.key();
    const grant = await it.own.send(
      new sdk.CreateGrantCommand({
        KeyId: id,
        GranteePrincipal: userArn(accounts.other, 'partner'),
        Operations: ['Encrypt', 'DescribeKey'],
      }),
    );
    expect((await encrypt(it.other, arn)).KeyId).toBe(arn);
    await expect(
      it.other.send(new sdk.GenerateDataKeyCommand({ KeyId: arn, KeySpec: 'AES_256' })),
    ).rejects.toMatchObject(hidden);
    await it.own.send(new sdk.RevokeGrantCommand({ KeyId: id, GrantId: grant.GrantId }));
    await expect(encrypt(it.other, arn)).rejects.toMatchObject(hidden);
  });

  test('that is granted to a whole account is used by whom its own policies let', async () => {
    const { id, arn } = await it.key();
    const GranteePrincipal = `arn:aws:iam::${accounts.other}:root`;
    await it.own.send(new sdk.CreateGrantCommand({ KeyId: id, GranteePrincipal, Operations: ['Encrypt'] }));
    expect((await encrypt(it.other, arn)).KeyId).toBe(arn);
  });
});

describe('in the own account', () => {
  test("a key's policy lets in who has no policy of their own for it", async () => {
    const { id } = await it.key();
    await expect(encrypt(it.auditor, id)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringMatching(
        /kms:Encrypt on resource: arn:aws:kms:.* because no identity-based policy allows the kms:Encrypt action$/,
      ),
    });
    await put(id, policyFor(userArn(accounts.own, 'auditor'), ['kms:Encrypt']));
    await expect(encrypt(it.auditor, id)).resolves.toHaveProperty('CiphertextBlob');
  });

  test("a key's policy that does not name the account shuts out its administrators", async () => {
    const statement = (name: string, Action: string) => ({
      Effect: 'Allow',
      Principal: { AWS: userArn(accounts.own, name) },
      Action,
      Resource: '*',
    });
    const Policy = JSON.stringify({
      Statement: [statement('trainee', 'kms:PutKeyPolicy'), statement('auditor', 'kms:*')],
    });
    const { id } = await it.key({ Policy });
    await expect(encrypt(it.own, id)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringMatching(/no resource-based policy allows the kms:Encrypt action$/),
    });
    await expect(encrypt(it.auditor, id)).resolves.toHaveProperty('CiphertextBlob');
  });

  test('an explicit denial of the key stands against identity policies and grants', async () => {
    const { id } = await it.key();
    const GranteePrincipal = userArn(accounts.own, 'trainee');
    await it.own.send(new sdk.CreateGrantCommand({ KeyId: id, GranteePrincipal, Operations: ['Encrypt'] }));
    const deny = { Effect: 'Deny', Principal: '*', Action: 'kms:Encrypt', Resource: '*' };
    const allow = JSON.parse(policyFor(GranteePrincipal, ['kms:Encrypt'])).Statement;
    await put(id, JSON.stringify({ Version: '2012-10-17', Statement: [...allow, deny] }));
    await expect(encrypt(it.own, id)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringMatching(/with an explicit deny in a resource-based policy$/),
    });
  });

  test('a condition on the service that asks keeps direct callers out', async () => {
    const { id } = await it.key();
    const statement = JSON.parse(policyFor(userArn(accounts.own, 'auditor'), ['kms:Encrypt']));
    statement.Statement[1].Condition = { StringEquals: { 'kms:ViaService': 'ec2.eu-central-1.amazonaws.com' } };
    await put(id, JSON.stringify(statement));
    await expect(encrypt(it.auditor, id)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('a grant', () => {
  test('is listed, found by ID and by who has it, and made once by the same request with the same name', async () => {
    const { id, arn } = await it.key();
    const grant = (more: Partial<sdk.CreateGrantCommandInput> = {}) =>
      it.own.send(
        new sdk.CreateGrantCommand({
          KeyId: id,
          GranteePrincipal: userArn(accounts.own, 'auditor'),
          Operations: ['Decrypt', 'Encrypt'],
          Constraints: { EncryptionContextSubset: { app: 'shop' } },
          Name: 'shop',
          ...more,
        }),
      );
    const first = await grant();
    expect((await grant()).GrantId).toBe(first.GrantId);
    const second = await grant({ Name: undefined });
    const third = await grant({ Name: undefined, GranteePrincipal: userArn(accounts.other, 'partner') });
    expect(new Set([first.GrantId, second.GrantId, third.GrantId]).size).toBe(3);
    const list = async (more: Partial<sdk.ListGrantsCommandInput> = {}) =>
      (await it.own.send(new sdk.ListGrantsCommand({ KeyId: id, ...more }))).Grants ?? [];
    expect(await list()).toHaveLength(3);
    expect(await list({ GrantId: first.GrantId })).toEqual([
      {
        KeyId: arn,
        GrantId: first.GrantId,
        Name: 'shop',
        CreationDate: expect.any(Date),
        GranteePrincipal: userArn(accounts.own, 'auditor'),
        IssuingAccount: `arn:aws:iam::${accounts.own}:root`,
        Operations: ['Decrypt', 'Encrypt'],
        Constraints: { EncryptionContextSubset: { app: 'shop' } },
      },
    ]);
    expect(await list({ GranteePrincipal: userArn(accounts.other, 'partner') })).toHaveLength(1);
  });

  test('holds for the encryption context that it was made for', async () => {
    const { id } = await it.key();
    await it.own.send(
      new sdk.CreateGrantCommand({
        KeyId: id,
        GranteePrincipal: userArn(accounts.own, 'auditor'),
        Operations: ['Encrypt'],
        Constraints: { EncryptionContextSubset: { app: 'shop' } },
      }),
    );
    await expect(encrypt(it.auditor, id, { app: 'shop', step: '1' })).resolves.toHaveProperty('CiphertextBlob');
    await expect(encrypt(it.auditor, id, { app: 'bank' })).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(encrypt(it.auditor, id)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  test('is retired by whom it names for that, by its token', async () => {
    const { id } = await it.key();
    const made = await it.own.send(
      new sdk.CreateGrantCommand({
        KeyId: id,
        GranteePrincipal: userArn(accounts.own, 'auditor'),
        RetiringPrincipal: userArn(accounts.other, 'partner'),
        Operations: ['Encrypt'],
      }),
    );
    const retire = (client: sdk.KMSClient) => client.send(new sdk.RetireGrantCommand({ GrantToken: made.GrantToken }));
    await expect(retire(it.auditor)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await retire(it.other);
    expect((await it.own.send(new sdk.ListGrantsCommand({ KeyId: id }))).Grants).toEqual([]);
    await expect(retire(it.other)).rejects.toMatchObject({ name: 'InvalidGrantTokenException' });
  });

  const cases: [string, Partial<sdk.CreateGrantCommandInput>, string, RegExp][] = [
    ['to nobody', { GranteePrincipal: userArn(accounts.own, 'nobody') }, 'InvalidArnException', /valid principal/],
    ['to what is no principal', { GranteePrincipal: 'partner' }, 'InvalidArnException', /valid principal/],
    ['for what the key cannot do', { Operations: ['Sign'] }, 'ValidationException', /'operations'/],
    ['for nothing', { Operations: [] }, 'ValidationException', /'operations'/],
    ['with a blank in its name', { Name: 'a b' }, 'ValidationException', /'name'/],
    ['when it is only tried', { DryRun: true }, 'DryRunOperationException', /would have succeeded/],
  ];
  test.each(cases)('is refused %s', async (_what, more, code, words) => {
    const { id } = await it.key();
    const sent = it.own.send(
      new sdk.CreateGrantCommand({
        KeyId: id,
        GranteePrincipal: userArn(accounts.own, 'auditor'),
        Operations: ['Encrypt'],
        ...more,
      }),
    );
    await expect(sent).rejects.toMatchObject({ name: code, message: expect.stringMatching(words) });
    expect((await it.own.send(new sdk.ListGrantsCommand({ KeyId: id }))).Grants).toEqual([]);
  });

  test('that is not there cannot be revoked', async () => {
    const { id } = await it.key();
    await expect(it.own.send(new sdk.RevokeGrantCommand({ KeyId: id, GrantId: 'x' }))).rejects.toMatchObject({
      name: 'NotFoundException',
    });
  });
});

describe('a policy of a key is refused', () => {
  const own = `arn:aws:iam::${accounts.own}:root`;
  const cases: [string, object, RegExp][] = [
    ['with an unknown field', { Statement: [], Extra: 1 }, /Unknown field Extra/],
    ['without statements', { Statement: [] }, /Statement is empty/],
    [
      'without a principal',
      { Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] },
      /Missing required field Principal/,
    ],
    [
      'that names a user who is not there',
      JSON.parse(policyFor(userArn(accounts.own, 'ghost'), ['kms:*'])),
      /invalid principals/,
    ],
    [
      'that locks out who sets it',
      { Statement: [{ Effect: 'Allow', Principal: { AWS: own }, Action: 'kms:Describe*', Resource: '*' }] },
      /will not allow you to update the key policy/,
    ],
  ];
  test.each(cases)('%s', async (_what, document, words) => {
    const { id } = await it.key();
    await expect(put(id, JSON.stringify(document))).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message: expect.stringMatching(words),
    });
  });

  test('that is larger than 32 KiB', async () => {
    const { id } = await it.key();
    const Policy = `${policyFor(own, ['kms:*'])}${' '.repeat(33_000)}`;
    await expect(put(id, Policy)).rejects.toMatchObject({ name: 'LimitExceededException' });
  });

  test('unless the caller wants to be locked out', async () => {
    const { id } = await it.key();
    const look = { Effect: 'Allow', Principal: { AWS: own }, Action: ['kms:Describe*', 'kms:Get*'], Resource: '*' };
    await it.own.send(
      new sdk.PutKeyPolicyCommand({
        KeyId: id,
        Policy: JSON.stringify({ Statement: [look] }),
        BypassPolicyLockoutSafetyCheck: true,
      }),
    );
    await expect(put(id, policyFor(own, ['kms:*']))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  test('under another name than the one that there is', async () => {
    const { id } = await it.key();
    expect((await it.own.send(new sdk.ListKeyPoliciesCommand({ KeyId: id }))).PolicyNames).toEqual(['default']);
    const sent = it.own.send(new sdk.GetKeyPolicyCommand({ KeyId: id, PolicyName: 'second' }));
    await expect(sent).rejects.toMatchObject({ name: 'NotFoundException', message: 'No such policy exists' });
  });
});
