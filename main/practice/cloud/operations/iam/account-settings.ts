import type {
  CreateAccountAliasRequest,
  DeleteAccountAliasRequest,
  GetAccountPasswordPolicyResponse,
  ListAccountAliasesResponse,
  UpdateAccountPasswordPolicyRequest,
} from '@aws-sdk/client-iam';
import { usersMayChange } from '../../access/iam-needs.ts';
import type { AccountSettingsRecord } from '../../world/records/iam-records.ts';
import type { Account } from '../../world/world.ts';
import { changes, reads } from '../operation.ts';
import { alreadyExists, noSuchEntity } from './finding.ts';

/** What an account has once. */
export function settingsOf({ accountSettings, id }: Account): AccountSettingsRecord {
  const settings = accountSettings.get('account');
  if (!settings) throw new Error(`The practice account ${id} has no settings.`);
  return settings;
}

function noPasswordPolicy({ id }: Account) {
  return noSuchEntity(`The Password Policy with domain name ${id} cannot be found.`);
}

/** The account's alias and its rules for passwords. */
export const accountSettingsOperations = [
  changes('CreateAccountAlias', (input: CreateAccountAliasRequest, call): object => {
    const { account, world } = call;
    const alias = input.AccountAlias ?? '';
    if (world.accounts.some((one) => one !== account && settingsOf(one).alias === alias)) {
      throw alreadyExists(`The account alias ${alias} already exists.`);
    }
    call.proceed();
    // An account has one alias: another takes its place.
    account.accountSettings.change(settingsOf(account), { alias });
    return {};
  }),

  changes('DeleteAccountAlias', (input: DeleteAccountAliasRequest, call): object => {
    const settings = settingsOf(call.account);
    if (settings.alias !== input.AccountAlias) {
      throw noSuchEntity(`The account alias ${input.AccountAlias} cannot be found.`);
    }
    call.proceed();
    call.account.accountSettings.change(settings, { alias: null });
    return {};
  }),

  reads('ListAccountAliases', (_input: object, call): ListAccountAliasesResponse => {
    const { alias } = settingsOf(call.account);
    return { AccountAliases: alias ? [alias] : [], IsTruncated: false };
  }),

  reads(
    'GetAccountPasswordPolicy',
    (_input: object, { account }): GetAccountPasswordPolicyResponse => {
      const policy = settingsOf(account).passwordPolicy;
      if (!policy) throw noPasswordPolicy(account);
      return {
        PasswordPolicy: {
          MinimumPasswordLength: policy.minimumLength,
          RequireSymbols: policy.symbols,
          RequireNumbers: policy.numbers,
          RequireUppercaseCharacters: policy.uppercase,
          RequireLowercaseCharacters: policy.lowercase,
          AllowUsersToChangePassword: policy.usersMayChange,
          ExpirePasswords: policy.maxAge !== null,
          ...(policy.maxAge === null ? {} : { MaxPasswordAge: policy.maxAge }),
          ...(policy.reusePrevention === null ? {} : { PasswordReusePrevention: policy.reusePrevention }),
          HardExpiry: policy.hardExpiry,
        },
      };
    },
    usersMayChange('GetAccountPasswordPolicy'),
  ),

  changes('UpdateAccountPasswordPolicy', (input: UpdateAccountPasswordPolicyRequest, call): object => {
    call.proceed();
    // What is left out goes back to its default and not to what was there before.
    call.account.accountSettings.change(settingsOf(call.account), {
      passwordPolicy: {
        minimumLength: input.MinimumPasswordLength ?? 6,
        symbols: input.RequireSymbols ?? false,
        numbers: input.RequireNumbers ?? false,
        uppercase: input.RequireUppercaseCharacters ?? false,
        lowercase: input.RequireLowercaseCharacters ?? false,
        usersMayChange: input.AllowUsersToChangePassword ?? false,
        maxAge: input.MaxPasswordAge ?? null,
        reusePrevention: input.PasswordReusePrevention ?? null,
        hardExpiry: input.HardExpiry ?? false,
      },
    });
    return {};
  }),

  changes('DeleteAccountPasswordPolicy', (_input: object, call): object => {
    const settings = settingsOf(call.account);
    if (!settings.passwordPolicy) throw noPasswordPolicy(call.account);
    call.proceed();
    call.account.accountSettings.change(settings, { passwordPolicy: null });
    return {};
  }),
];
