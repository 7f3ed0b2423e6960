import {
  ChangePasswordCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  DeleteAccountPasswordPolicyCommand,
  DeleteLoginProfileCommand,
  GetAccountPasswordPolicyCommand,
  GetLoginProfileCommand,
  type IAMClient,
  UpdateAccountPasswordPolicyCommand,
  type UpdateAccountPasswordPolicyCommandInput,
  UpdateLoginProfileCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { accounts, allow, newUser } from './iam-cloud.ts';

let it: TestCloud;
let iam: IAMClient;
beforeAll(async () => {
  it = await startTestCloud({ empty: true });
  iam = it.iam();
});
afterAll(() => it.end());

const first = 'Right-Horse-7';
const second = 'Other-Horse-8';
const setPolicy = (input: UpdateAccountPasswordPolicyCommandInput) =>
  iam.send(new UpdateAccountPasswordPolicyCommand(input));

describe('a login profile', () => {
  test('is made once, read, changed and deleted', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'anna' }));
    const missing = { name: 'NoSuchEntityException', message: 'Login Profile for User anna cannot be found.' };
    const get = () => iam.send(new GetLoginProfileCommand({ UserName: 'anna' }));
    await expect(get()).rejects.toMatchObject(missing);
    const create = () =>
      iam.send(new CreateLoginProfileCommand({ UserName: 'anna', Password: first, PasswordResetRequired: true }));
    const { LoginProfile } = await create();
    expect(LoginProfile).toMatchObject({ UserName: 'anna', PasswordResetRequired: true });
    await expect(create()).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      message: 'Login Profile for User anna already exists.',
    });
    await iam.send(new UpdateLoginProfileCommand({ UserName: 'anna', PasswordResetRequired: false }));
    expect((await get()).LoginProfile?.PasswordResetRequired).toBe(false);
    await iam.send(new DeleteLoginProfileCommand({ UserName: 'anna' }));
    await expect(iam.send(new DeleteLoginProfileCommand({ UserName: 'anna' }))).rejects.toMatchObject(missing);
    await expect(iam.send(new UpdateLoginProfileCommand({ UserName: 'anna', Password: second }))).rejects.toMatchObject(
      missing,
    );
  });

  test('keeps no password that could be read', async () => {
    const { world } = await it.cloud.request('exportWorld', {});
    expect(world).not.toContain(first);
  });
});

describe('a password', () => {
  const cases: [string, UpdateAccountPasswordPolicyCommandInput | null, string, RegExp][] = [
    ['seven characters, without a policy', null, 'Ab-12cd', /^Password should have a minimum length of 8$/],
    ['small letters and numbers, without a policy', null, 'abcdefg123', /at least three/],
    [
      'fewer characters than the policy asks for',
      { MinimumPasswordLength: 14 },
      'Right-Horse-7',
      /minimum length of 14/,
    ],
    ['no symbol', { RequireSymbols: true }, 'RightHorse7', /at least one symbol/],
    ['no number', { RequireNumbers: true }, 'Right-Horse', /at least one number/],
    ['no capital', { RequireUppercaseCharacters: true }, 'right-horse-7', /at least one uppercase letter/],
    ['no small letter', { RequireLowercaseCharacters: true }, 'RIGHT-HORSE-7', /at least one lowercase letter/],
  ];
  test.each(cases)('of %s is refused', async (_what, rules, Password, message) => {
    if (rules) await setPolicy(rules);
    await expect(iam.send(new CreateLoginProfileCommand({ UserName: 'anna', Password }))).rejects.toMatchObject({
      name: 'PasswordPolicyViolationException',
      message: expect.stringMatching(message) as string,
    });
    if (rules) await iam.send(new DeleteAccountPasswordPolicyCommand({}));
  });

  test('may be six small letters where the policy asks for no more', async () => {
    await setPolicy({});
    await iam.send(new CreateLoginProfileCommand({ UserName: 'anna', Password: 'abcdef' }));
    await iam.send(new DeleteAccountPasswordPolicyCommand({}));
  });
});

describe('the password policy', () => {
  test('is none at first, and then what was told, the rest as by default', async () => {
    const missing = {
      name: 'NoSuchEntityException',
      message: `The Password Policy with domain name ${accounts.own} cannot be found.`,
    };
    const get = () => iam.send(new GetAccountPasswordPolicyCommand({}));
    await expect(get()).rejects.toMatchObject(missing);
    await expect(iam.send(new DeleteAccountPasswordPolicyCommand({}))).rejects.toMatchObject(missing);
    await setPolicy({ MinimumPasswordLength: 12, RequireSymbols: true, MaxPasswordAge: 90 });
    await setPolicy({ MinimumPasswordLength: 10, PasswordReusePrevention: 3 });
    expect((await get()).PasswordPolicy).toEqual({
      MinimumPasswordLength: 10,
      RequireSymbols: false,
      RequireNumbers: false,
      RequireUppercaseCharacters: false,
      RequireLowercaseCharacters: false,
      AllowUsersToChangePassword: false,
      ExpirePasswords: false,
      PasswordReusePrevention: 3,
      HardExpiry: false,
    });
    await expect(setPolicy({ MinimumPasswordLength: 5 })).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        "1 validation error detected: Value '5' at 'minimumPasswordLength' failed to satisfy constraint: Member must have value greater than or equal to 6",
    });
    await iam.send(new DeleteAccountPasswordPolicyCommand({}));
  });
});

describe("one's own password", () => {
  const change = (client: IAMClient, OldPassword: string, NewPassword: string) =>
    client.send(new ChangePasswordCommand({ OldPassword, NewPassword }));

  test('is changed by who knows the old one and may', async () => {
    const user = await newUser(
      it,
      'ben',
      allow('iam:ChangePassword', `arn:aws:iam::${accounts.own}:user/\${aws:username}`),
    );
    await iam.send(new CreateLoginProfileCommand({ UserName: 'ben', Password: first, PasswordResetRequired: true }));
    await expect(change(user.iam, second, 'New-Horse-9')).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'The old password was incorrect.',
    });
    await change(user.iam, first, second);
    await expect(change(user.iam, first, 'New-Horse-9')).rejects.toMatchObject({ name: 'AccessDenied' });
    const { LoginProfile } = await iam.send(new GetLoginProfileCommand({ UserName: 'ben' }));
    expect(LoginProfile?.PasswordResetRequired).toBe(false);
  });

  test('can be changed by all when the policy says so, and by nobody else’s leave', async () => {
    const user = await newUser(it, 'carl');
    await iam.send(new CreateLoginProfileCommand({ UserName: 'carl', Password: first }));
    await expect(change(user.iam, first, second)).rejects.toMatchObject({ name: 'AccessDenied' });
    await setPolicy({ AllowUsersToChangePassword: true, PasswordReusePrevention: 2 });
    await change(user.iam, first, second);
    expect((await user.iam.send(new GetAccountPasswordPolicyCommand({}))).PasswordPolicy).toBeDefined();
  });

  test('is none of the last ones, as far as the policy remembers', async () => {
    const user = await newUser(it, 'dora');
    await iam.send(new CreateLoginProfileCommand({ UserName: 'dora', Password: first }));
    const violation = { name: 'PasswordPolicyViolationException' };
    await expect(change(user.iam, first, first)).rejects.toMatchObject(violation);
    await change(user.iam, first, second);
    await expect(change(user.iam, second, first)).rejects.toMatchObject(violation);
    await change(user.iam, second, 'Third-Horse-9');
    await change(user.iam, 'Third-Horse-9', first);
    await iam.send(new DeleteAccountPasswordPolicyCommand({}));
  });

  test('is there first', async () => {
    const user = await newUser(it, 'emil', allow('iam:ChangePassword'));
    await expect(change(user.iam, first, second)).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });
});
