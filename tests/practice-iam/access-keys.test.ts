import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  type IAMClient,
  ListAccessKeysCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { allow, clientsWith, newUser } from './iam-cloud.ts';

let it: TestCloud;
let iam: IAMClient;
beforeAll(async () => {
  it = await startTestCloud({ empty: true });
  iam = it.iam();
  await iam.send(new CreateUserCommand({ UserName: 'anna' }));
});
afterAll(() => it.end());

const missing = (id: string) => ({
  name: 'NoSuchEntityException',
  message: `The Access Key with id ${id} cannot be found.`,
});

describe('an access key', () => {
  test('tells its secret once, opens the account, and is the second at the most', async () => {
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'anna' }));
    expect(AccessKey).toMatchObject({ UserName: 'anna', Status: 'Active' });
    expect(AccessKey?.AccessKeyId).not.toMatch(/^A[KS]IA/);
    const { sts } = clientsWith(it, {
      AccessKeyId: AccessKey?.AccessKeyId,
      SecretAccessKey: AccessKey?.SecretAccessKey,
    });
    expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toMatch(/user\/anna$/);
    await iam.send(new CreateAccessKeyCommand({ UserName: 'anna' }));
    await expect(iam.send(new CreateAccessKeyCommand({ UserName: 'anna' }))).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for AccessKeysPerUser: 2',
    });
    const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: 'anna' }));
    expect(AccessKeyMetadata).toHaveLength(2);
    expect(JSON.stringify(AccessKeyMetadata)).not.toContain(AccessKey?.SecretAccessKey);
  });

  test('opens nothing while it is off, and again when it is on', async () => {
    const user = await newUser(it, 'ben', allow('ec2:*'));
    const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: 'ben' }));
    const AccessKeyId = AccessKeyMetadata?.[0]?.AccessKeyId ?? '';
    const turn = (Status: 'Active' | 'Inactive') =>
      iam.send(new UpdateAccessKeyCommand({ UserName: 'ben', AccessKeyId, Status }));
    await turn('Inactive');
    await expect(user.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
    await turn('Active');
    await user.sts.send(new GetCallerIdentityCommand({}));
    await expect(turn('Expired' as never)).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        "1 validation error detected: Value 'Expired' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive]",
    });
    await iam.send(new DeleteAccessKeyCommand({ UserName: 'ben', AccessKeyId }));
    await expect(user.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
    await expect(turn('Active')).rejects.toMatchObject(missing(AccessKeyId));
  });

  test('is the user’s own where no name is told, and never another user’s', async () => {
    const user = await newUser(it, 'carl', allow('iam:*AccessKey*', 'arn:aws:iam::*:user/carl'));
    const { AccessKey } = await user.iam.send(new CreateAccessKeyCommand({}));
    expect(AccessKey?.UserName).toBe('carl');
    const id = AccessKey?.AccessKeyId ?? '';
    await user.iam.send(new UpdateAccessKeyCommand({ AccessKeyId: id, Status: 'Inactive' }));
    const { AccessKeyMetadata } = await user.iam.send(new ListAccessKeysCommand({}));
    expect(AccessKeyMetadata?.map(({ Status }) => Status).sort()).toEqual(['Active', 'Inactive']);
    await expect(iam.send(new DeleteAccessKeyCommand({ UserName: 'anna', AccessKeyId: id }))).rejects.toMatchObject(
      missing(id),
    );
    await user.iam.send(new DeleteAccessKeyCommand({ AccessKeyId: id }));
    await expect(user.iam.send(new CreateAccessKeyCommand({ UserName: 'anna' }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  test('tells when and for what it was last used', async () => {
    const user = await newUser(it, 'dora', allow('ec2:*'));
    await user.ec2.send(new DescribeVpcsCommand({}));
    const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: 'dora' }));
    const AccessKeyId = AccessKeyMetadata?.[0]?.AccessKeyId ?? '';
    const answer = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
    expect(answer).toMatchObject({
      UserName: 'dora',
      AccessKeyLastUsed: { ServiceName: 'ec2', Region: 'eu-central-1', LastUsedDate: expect.any(Date) as Date },
    });
    await expect(it.iam('partner').send(new GetAccessKeyLastUsedCommand({ AccessKeyId }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });
});
