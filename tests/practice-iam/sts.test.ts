import { RunInstancesCommand } from '@aws-sdk/client-ec2';
import { GetUserCommand } from '@aws-sdk/client-iam';
import {
  DecodeAuthorizationMessageCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { accounts, allow, clientsWith, deny, newUser } from './iam-cloud.ts';

let it: TestCloud;
beforeAll(async () => {
  it = await startTestCloud({ empty: true });
});
afterAll(() => it.end());

describe('who asks', () => {
  test('is told to everyone, even to who is denied everything', async () => {
    const { sts } = await newUser(it, 'nobody', deny('*'));
    const answer = await sts.send(new GetCallerIdentityCommand({}));
    expect(answer).toMatchObject({ Account: accounts.own, Arn: `arn:aws:iam::${accounts.own}:user/nobody` });
    expect(answer.UserId).toMatch(/^AIDA/);
  });
});

describe('whose a key is', () => {
  test('is told of keys of any account, and not of others', async () => {
    const partner = it.cloud.ready.people.find(({ userName }) => userName === 'partner');
    const ask = (AccessKeyId: string) => it.sts().send(new GetAccessKeyInfoCommand({ AccessKeyId }));
    expect((await ask(partner?.accessKeyId ?? '')).Account).toBe(accounts.partner);
    await expect(ask('PRACTICE0000000000AB')).rejects.toMatchObject({ name: 'ValidationError' });
    const { sts } = await newUser(it, 'curious');
    await expect(
      sts.send(new GetAccessKeyInfoCommand({ AccessKeyId: partner?.accessKeyId ?? '' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('a session of one’s own', () => {
  test('is the user, for as long as it was asked for', async () => {
    const user = await newUser(it, 'anna', allow('ec2:*'));
    const { Credentials } = await user.sts.send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
    expect(Credentials?.AccessKeyId).toMatch(/^PRACTICETMP[0-9A-F]{12}$/);
    const session = clientsWith(it, Credentials ?? {});
    const who = () => session.sts.send(new GetCallerIdentityCommand({}));
    expect((await who()).Arn).toBe(`arn:aws:iam::${accounts.own}:user/anna`);
    await expect(session.iam.send(new GetUserCommand({}))).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    await expect(session.sts.send(new GetSessionTokenCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Cannot call GetSessionToken with session credentials',
    });
    await it.step(901);
    await expect(who()).rejects.toMatchObject({
      name: 'ExpiredToken',
    });
  });

  test('is nothing without its token', async () => {
    const user = await newUser(it, 'ben');
    const { Credentials } = await user.sts.send(new GetSessionTokenCommand({}));
    const { SessionToken: _, ...rest } = Credentials ?? {};
    const who = (given: object) => clientsWith(it, given).sts.send(new GetCallerIdentityCommand({}));
    await expect(who(rest)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    await expect(who({ ...rest, SessionToken: 'another' })).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    await expect(user.sts.send(new GetSessionTokenCommand({ DurationSeconds: 129_601 }))).rejects.toMatchObject({
      name: 'ValidationError',
    });
  });
});

test('a session goes on in a world that was taken out and put back in', async () => {
  const user = await newUser(it, 'carl');
  const { Credentials } = await user.sts.send(new GetSessionTokenCommand({}));
  const { world } = await it.cloud.request('exportWorld', {});
  await it.cloud.request('importWorld', { world });
  const { Arn } = await clientsWith(it, Credentials ?? {}).sts.send(new GetCallerIdentityCommand({}));
  expect(Arn).toBe(`arn:aws:iam::${accounts.own}:user/carl`);
});

describe('the message of a denial', () => {
  const launch = new RunInstancesCommand({ ImageId: 'ami-0123456789abcdef0', MinCount: 1, MaxCount: 1 });

  test('is opened to its own account alone, and only whole', async () => {
    const user = await newUser(it, 'launcher');
    const failure: unknown = await user.ec2.send(launch).catch((cause: unknown) => cause);
    const [, encoded = ''] = /failure message: (\S+)$/.exec(String(failure)) ?? [];
    expect(encoded.length).toBeGreaterThan(100);
    const decode = (EncodedMessage: string, who = 'trainee') =>
      it.sts(who).send(new DecodeAuthorizationMessageCommand({ EncodedMessage }));
    const { DecodedMessage } = await decode(encoded);
    expect(JSON.parse(DecodedMessage ?? '')).toMatchObject({
      allowed: false,
      explicitDeny: false,
      context: { principal: { name: 'launcher' }, action: 'ec2:RunInstances' },
    });
    const notValid = { name: 'InvalidAuthorizationMessageException', message: 'Message is not valid' };
    await expect(decode(encoded, 'partner')).rejects.toMatchObject(notValid);
    await expect(decode(`${encoded.slice(0, -3)}AAA`)).rejects.toMatchObject(notValid);
    await expect(decode('nothing')).rejects.toMatchObject(notValid);
    await expect(
      user.sts.send(new DecodeAuthorizationMessageCommand({ EncodedMessage: encoded })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
