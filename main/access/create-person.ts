import {
  AddUserToGroupCommand,
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  GetAccountPasswordPolicyCommand,
  type IAMClient,
  ListAccountAliasesCommand,
} from '@aws-sdk/client-iam';
import type { CreatePersonRequest, HandOver } from '../../src/access/contract.ts';
import { AppError } from '../../src/core/errors.ts';
import { outcomeUnknown } from '../aws/errors.ts';
import { asKnown } from '../aws/known.ts';
import { deletePerson } from './delete-person.ts';
import { firstPassword } from './first-password.ts';

/** What making a user needs besides IAM. */
export interface CreatePersonDeps {
  /** A random number from 0 to below `below`, good enough for secrets. */
  readonly randomInt: (below: number) => number;
  readonly hideFromLog: (secret: string) => void;
}

/** The two clients: one that repeats what may be repeated, and one that sends once. */
export interface IamClients {
  readonly iam: IAMClient;
  readonly once: IAMClient;
}

/**
 * Makes a user, and what they sign in with, and puts them into groups.
 *
 * What was made is removed again where a later step is refused. A lost answer to CreateUser itself is no leave to
 * delete a user of that name: the error then says to look. The secrets are in the answer and nowhere else.
 */
export async function createPerson(
  deps: CreatePersonDeps,
  { iam, once }: IamClients,
  accountId: string,
  request: CreatePersonRequest,
): Promise<HandOver> {
  const UserName = request.name;
  // Before anything is made: a rule that cannot be read is taken to be AWS's own.
  const policy = await asKnown(() => iam.send(new GetAccountPasswordPolicyCommand({})));
  const password = request.consoleSignIn
    ? firstPassword(deps.randomInt, policy.known ? policy.value.PasswordPolicy?.MinimumPasswordLength : undefined)
    : undefined;
  if (password !== undefined) deps.hideFromLog(password);
  await once.send(new CreateUserCommand({ UserName })).catch((error: unknown) => {
    throw outcomeUnknown(error) ? maybeMade(UserName, error) : error;
  });
  try {
    for (const GroupName of request.groups) await iam.send(new AddUserToGroupCommand({ UserName, GroupName }));
    if (password !== undefined) {
      await once.send(new CreateLoginProfileCommand({ UserName, Password: password, PasswordResetRequired: true }));
    }
    const key = request.accessKey ? await makeKey(deps, once, UserName) : {};
    return {
      name: UserName,
      accountId,
      signInAddress: await signInAddress(iam, accountId),
      groups: [...request.groups],
      ...(password === undefined ? {} : { firstPassword: password }),
      ...key,
    };
  } catch (error) {
    await deletePerson(iam, UserName).catch((cause: unknown) => {
      throw leftBehind(UserName, error, cause);
    });
    throw takenBack(UserName, error);
  }
}

async function makeKey(deps: CreatePersonDeps, once: IAMClient, UserName: string) {
  const { AccessKey } = await once.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId = '', SecretAccessKey = '' } = AccessKey ?? {};
  deps.hideFromLog(SecretAccessKey);
  return { keyId: AccessKeyId, secretAccessKey: SecretAccessKey };
}

/** Where the users of an account sign in: by its alias, where it has one that can be read. */
async function signInAddress(iam: IAMClient, accountId: string): Promise<string> {
  const aliases = await asKnown(() => iam.send(new ListAccountAliasesCommand({})));
  const alias = aliases.known ? aliases.value.AccountAliases?.[0] : undefined;
  return `https://${alias ?? accountId}.signin.aws.amazon.com/console`;
}

const told = (error: unknown): string => (error instanceof AppError ? error.message : 'Something went wrong.');

function maybeMade(name: string, cause: unknown): AppError {
  return new AppError('access.maybe-made', `IAM did not answer whether the user ${name} was made.`, {
    fix: 'Load the list again. If the user is there, delete it and make it anew: it has no way to sign in yet.',
    cause,
  });
}

function takenBack(name: string, error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const { field: _field, ...details } = error.details;
  return new AppError('access.taken-back', `${name} was not made: ${error.message}`, {
    ...details,
    fix: ['Nothing is left of it.', error.details.fix].filter(Boolean).join(' '),
    cause: error,
  });
}

function leftBehind(name: string, error: unknown, cause: unknown): AppError {
  return new AppError(
    'access.left-behind',
    `${name} was made only in part (${told(error)}), and could not be removed again (${told(cause)})`,
    { fix: `Delete the user ${name}, or have somebody do it who may. Nobody was told its password.`, cause },
  );
}
