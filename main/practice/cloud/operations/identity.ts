import type { GetUserRequest, GetUserResponse, ListAccountAliasesResponse } from '@aws-sdk/client-iam';
import type { GetCallerIdentityCommandInput, GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import { personArn } from '../access/authorise.ts';
import { Refusal } from '../refusal.ts';
import { reads } from './operation.ts';

/** Who asks: STS. */
export const stsOperations = [
  reads(
    'GetCallerIdentity',
    (_input: GetCallerIdentityCommandInput, call): GetCallerIdentityResponse => ({
      UserId: call.person.userId,
      Account: call.account.id,
      Arn: personArn(call.account, call.person),
    }),
  ),
];

/** The little of IAM that tells a person and an account by name. */
export const iamOperations = [
  reads('GetUser', (input: GetUserRequest, call): GetUserResponse => {
    const name = input.UserName ?? call.person.userName;
    const person = call.account.people.find(({ userName }) => userName === name);
    if (!person) throw new Refusal('NoSuchEntity', `The user with name ${name} cannot be found.`, 404);
    return {
      User: {
        Path: '/',
        UserName: person.userName,
        UserId: person.userId,
        Arn: personArn(call.account, person),
        CreateDate: new Date(person.createdAt),
      },
    };
  }),
  reads(
    'ListAccountAliases',
    (_input: object, call): ListAccountAliasesResponse => ({
      AccountAliases: [call.account.alias],
      IsTruncated: false,
    }),
  ),
];
