import type {
  ChangePasswordRequest,
  CreateLoginProfileRequest,
  CreateLoginProfileResponse,
  DeleteLoginProfileRequest,
  GetLoginProfileRequest,
  GetLoginProfileResponse,
  LoginProfile,
  UpdateLoginProfileRequest,
} from '@aws-sdk/client-iam';
import { usersMayChange } from '../../access/iam-needs.ts';
import { Refusal } from '../../refusal.ts';
import type { LoginRecord, UserRecord } from '../../world/records/iam-records.ts';
import { changes, reads } from '../operation.ts';
import { settingsOf } from './account-settings.ts';
import { alreadyExists, findUserOrCaller, noSuchEntity } from './finding.ts';
import { checkPassword, checkReuse, digestOf, matches, withPassword } from './passwords.ts';

function loginOf({ login, name }: UserRecord): LoginRecord {
  if (!login) throw noSuchEntity(`Login Profile for User ${name} cannot be found.`);
  return login;
}

function showLogin({ name }: UserRecord, { createdAt, mustChange }: LoginRecord): LoginProfile {
  return { UserName: name, CreateDate: new Date(createdAt), PasswordResetRequired: mustChange };
}

/** Console passwords. */
export const loginProfileOperations = [
  changes('CreateLoginProfile', (input: CreateLoginProfileRequest, call): CreateLoginProfileResponse => {
    const { account, world, now } = call;
    const user = findUserOrCaller(call, input.UserName);
    if (user.login) throw alreadyExists(`Login Profile for User ${user.name} already exists.`);
    if (input.Password === undefined) {
      throw new Refusal(
        'ValidationError',
        "1 validation error detected: Value null at 'password' failed to satisfy constraint: Member must not be null",
      );
    }
    checkPassword(input.Password, settingsOf(account).passwordPolicy);
    call.proceed();
    const login: LoginRecord = {
      ...digestOf(input.Password, world),
      createdAt: now,
      changedAt: now,
      mustChange: input.PasswordResetRequired === true,
      previous: [],
    };
    account.users.change(user, { login });
    return { LoginProfile: showLogin(user, login) };
  }),

  reads('GetLoginProfile', (input: GetLoginProfileRequest, call): GetLoginProfileResponse => {
    const user = findUserOrCaller(call, input.UserName);
    return { LoginProfile: showLogin(user, loginOf(user)) };
  }),

  changes('UpdateLoginProfile', (input: UpdateLoginProfileRequest, call): object => {
    const { account, world } = call;
    const user = findUserOrCaller(call, input.UserName);
    const login = loginOf(user);
    const { Password: password, PasswordResetRequired: mustChange = login.mustChange } = input;
    if (password !== undefined) checkPassword(password, settingsOf(account).passwordPolicy);
    call.proceed();
    account.users.change(user, {
      login: password === undefined ? { ...login, mustChange } : withPassword(login, password, mustChange, world),
    });
    return {};
  }),

  changes('DeleteLoginProfile', (input: DeleteLoginProfileRequest, call): object => {
    const user = findUserOrCaller(call, input.UserName);
    loginOf(user);
    call.proceed();
    call.account.users.change(user, { login: null });
    return {};
  }),

  changes(
    'ChangePassword',
    (input: ChangePasswordRequest, call): object => {
      const { account, principal, world } = call;
      if (!principal.user) {
        throw new Refusal('InvalidUserType', 'Only IAM Users can change their own password.');
      }
      const user = findUserOrCaller(call, principal.user.name);
      const login = loginOf(user);
      const { passwordPolicy } = settingsOf(account);
      if (!matches(input.OldPassword ?? '', login)) {
        throw new Refusal('AccessDenied', 'The old password was incorrect.', 403);
      }
      const password = input.NewPassword ?? '';
      checkPassword(password, passwordPolicy);
      checkReuse(password, login, passwordPolicy);
      call.proceed();
      account.users.change(user, { login: withPassword(login, password, false, world) });
      return {};
    },
    usersMayChange('ChangePassword'),
  ),
];
