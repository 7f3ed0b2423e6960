import type { GetUserRequest, GetUserResponse, ListAccountAliasesResponse } from '@aws-sdk/client-iam';
import type { GetCallerIdentityCommandInput, GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import { Refusal } from '../refusal.ts';
import { iamArn } from '../world/accounts.ts';
import { nameKey } from '../world/tables.ts';
import { reads } from './operation.ts';

/** Who asks: STS. */
export const stsOperations = [
  reads(
    'GetCallerIdentity',
    (_input: GetCallerIdentityCommandInput, call): GetCallerIdentityResponse => ({
      UserId: call.principal.userId,
      Account: call.account.id,
      Arn: call.principal.arn,
    }),
    // Everyone may ask who they are; not even an explicit denial stops it.
    { needs: () => [] },
  ),
];

/** The little of IAM that tells a person and an account by name. */
export const iamOperations = [
  reads('GetUser', (input: GetUserRequest, call): GetUserResponse => {
    const name = input.UserName ?? call.principal.user?.name ?? '';
    const user = call.account.users.get(nameKey(name));
    if (!user) throw new Refusal('NoSuchEntity', `The user with name ${name} cannot be found.`, 404);
    return {
      User: {
        Path: user.path,
        UserName: user.name,
        UserId: user.uniqueId,
        Arn: iamArn(call.account, 'user', user),
        CreateDate: new Date(user.createdAt),
      },
    };
  }),
  reads('ListAccountAliases', (_input: object, call): ListAccountAliasesResponse => {
    const alias = call.account.accountSettings.get('account')?.alias;
    return { AccountAliases: alias ? [alias] : [], IsTruncated: false };
  }),
];
