import * as sdk from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accounts, type KmsCloud, nobody, startKmsCloud } from './kms-cloud.ts';

let it: KmsCloud;
beforeAll(async () => {
  it = await startKmsCloud();
});
afterAll(() => it.end());

const create = (AliasName: string, TargetKeyId: string) =>
  it.own.send(new sdk.CreateAliasCommand({ AliasName, TargetKeyId }));

describe('an alias', () => {
  test('leads to its key, to another one later, and to none in the end', async () => {
    const [one, two] = [await it.key(), await it.key()];
    await create('alias/moving', one.id);
    expect((await it.describe('alias/moving'))?.KeyId).toBe(one.id);
    await it.own.send(new sdk.UpdateAliasCommand({ AliasName: 'alias/moving', TargetKeyId: two.arn }));
    expect((await it.describe('alias/moving'))?.KeyId).toBe(two.id);
    await it.own.send(new sdk.DeleteAliasCommand({ AliasName: 'alias/moving' }));
    await expect(it.describe('alias/moving')).rejects.toMatchObject({ name: 'NotFoundException' });
    expect((await it.describe(two.id))?.KeyState).toBe('Enabled');
  });

  test('is listed with its key and dates, in pages, and by key', async () => {
    const { id } = await it.key();
    for (const name of ['alias/list-a', 'alias/list-b', 'alias/list-c']) await create(name, id);
    const seen: sdk.AliasListEntry[] = [];
    for await (const page of sdk.paginateListAliases({ client: it.own, pageSize: 2 }, {}))
      seen.push(...(page.Aliases ?? []));
    expect(new Set(seen.map(({ AliasName }) => AliasName)).size).toBe(seen.length);
    expect(seen.find(({ AliasName }) => AliasName === 'alias/list-b')).toMatchObject({
      AliasArn: `arn:aws:kms:eu-central-1:${accounts.own}:alias/list-b`,
      TargetKeyId: id,
      CreationDate: expect.any(Date),
    });
    const { Aliases } = await it.own.send(new sdk.ListAliasesCommand({ KeyId: id }));
    expect(Aliases?.map(({ AliasName }) => AliasName)).toEqual(['alias/list-a', 'alias/list-b', 'alias/list-c']);
  });
});

describe('an alias is refused', () => {
  const cases: [string, string, string, RegExp][] = [
    ['without its beginning', 'disks', 'ValidationException', /Invalid identifier/],
    ['with nothing but its beginning', 'alias/', 'ValidationException', /Invalid identifier/],
    ["with AWS's own beginning", 'alias/aws/mine', 'NotAuthorizedException', /AWS/],
    ['with a colon', 'alias/a:b', 'InvalidAliasNameException', /invalid characters for an alias/],
    [
      'with a blank',
      'alias/a b',
      'ValidationException',
      /'aliasName' failed to satisfy constraint: Member must satisfy regular expression/,
    ],
  ];
  test.each(cases)('%s', async (_what, name, code, words) => {
    const { id } = await it.key();
    await expect(create(name, id)).rejects.toMatchObject({ name: code, message: expect.stringMatching(words) });
  });

  test('for a name that is taken, an alias as target, a key that is not there or is going', async () => {
    const { id } = await it.key();
    await create('alias/taken', id);
    await expect(create('alias/taken', id)).rejects.toMatchObject({
      name: 'AlreadyExistsException',
      message: `An alias with the name arn:aws:kms:eu-central-1:${accounts.own}:alias/taken already exists`,
    });
    await expect(create('alias/of-alias', 'alias/taken')).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Aliases must refer to keys. Not aliases',
    });
    await expect(create('alias/of-nobody', nobody)).rejects.toMatchObject({ name: 'NotFoundException' });
    await it.own.send(new sdk.ScheduleKeyDeletionCommand({ KeyId: id }));
    await expect(create('alias/of-going', id)).rejects.toMatchObject({ name: 'KMSInvalidStateException' });
    const remove = new sdk.DeleteAliasCommand({ AliasName: 'alias/nobody' });
    await expect(it.own.send(remove)).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  test('the fifty-first of one key', async () => {
    const { id } = await it.key();
    for (let count = 0; count < 50; count += 1) await create(`alias/many-${count}`, id);
    await expect(create('alias/many-50', id)).rejects.toMatchObject({ name: 'LimitExceededException' });
  });

  test('to who may only look', async () => {
    const { id } = await it.key();
    const sent = it.auditor.send(new sdk.CreateAliasCommand({ AliasName: 'alias/auditor', TargetKeyId: id }));
    await expect(sent).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringMatching(
        /kms:CreateAlias on resource: arn:aws:kms:.*:alias\/auditor because no identity-based policy allows/,
      ),
    });
  });
});
