import type {
  CreateUserRequest,
  CreateUserResponse,
  DeleteUserRequest,
  GetUserRequest,
  GetUserResponse,
  ListUsersRequest,
  ListUsersResponse,
  UpdateUserRequest,
} from '@aws-sdk/client-iam';
import { iamQuotas } from '../../data/iam-quotas.ts';
import { iamArn, newUser } from '../../world/accounts.ts';
import type { UserRecord } from '../../world/records/iam-records.ts';
import { nameKey } from '../../world/tables.ts';
import type { Account } from '../../world/world.ts';
import { changes, reads } from '../operation.ts';
import { alreadyExists, deleteConflict, findAttachable, findUser, findUserOrCaller, quotaExceeded } from './finding.ts';
import { markedPage } from './pages.ts';
import { endUserSessions, renameUser, replaceTrusted } from './renaming.ts';
import { checkTags } from './tags.ts';
import { showUser, showWholeUser } from './views.ts';

function checkNew({ users }: Account, name: string): void {
  if (users.get(nameKey(name))) throw alreadyExists(`User with name ${name} already exists.`);
}

/** Refuses to delete a user on whom other things hang, and names what must go first, in AWS's words. */
function checkBare({ accessKeys, mfaDevices }: Account, user: UserRecord): void {
  const first = (what: string) => deleteConflict(`Cannot delete entity, must ${what} first.`);
  if (user.login) throw first('delete login profile');
  if (accessKeys.by('user', user.id).length > 0) throw first('delete access keys');
  if (mfaDevices.by('user', user.id).length > 0) throw first('delete MFA device');
  if (user.inline.length > 0) throw first('delete policies');
  if (user.attached.length > 0) throw first('detach all policies');
  if (user.groups.length > 0) throw first('remove users from group');
}

/** IAM users. */
export const userOperations = [
  changes('CreateUser', (input: CreateUserRequest, call): CreateUserResponse => {
    const { account, world } = call;
    const name = input.UserName ?? '';
    checkNew(account, name);
    const tags = checkTags(input.Tags);
    const boundary = input.PermissionsBoundary ? findAttachable(account, input.PermissionsBoundary) : null;
    if (account.users.size >= iamQuotas.UsersPerAccount) {
      throw quotaExceeded('UsersPerAccount', iamQuotas.UsersPerAccount);
    }
    call.proceed();
    const user = account.users.add({ ...newUser(name, world, input.Path), boundary, tags });
    return { User: showWholeUser(account, user) };
  }),

  reads('GetUser', (input: GetUserRequest, call): GetUserResponse => {
    return { User: showWholeUser(call.account, findUserOrCaller(call, input.UserName)) };
  }),

  reads('ListUsers', (input: ListUsersRequest, { account }): ListUsersResponse => {
    const under = account.users.filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
    const { items, paging } = markedPage(under, ({ id }) => id, input);
    return { Users: items.map((user) => showUser(account, user)), ...paging };
  }),

  changes('UpdateUser', (input: UpdateUserRequest, call): object => {
    const { account, world } = call;
    const user = findUser(account, input.UserName);
    const name = input.NewUserName ?? user.name;
    if (nameKey(name) !== user.id) checkNew(account, name);
    call.proceed();
    renameUser(world, account, user, name, input.NewPath ?? user.path);
    return {};
  }),

  changes('DeleteUser', (input: DeleteUserRequest, call): object => {
    const { account, world } = call;
    const user = findUser(account, input.UserName);
    checkBare(account, user);
    call.proceed();
    endUserSessions(account, user.name);
    replaceTrusted(world, iamArn(account, 'user', user), user.uniqueId);
    account.users.remove(user);
    return {};
  }),
];
