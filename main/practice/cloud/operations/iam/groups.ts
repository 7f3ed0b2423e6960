import type {
  AddUserToGroupRequest,
  CreateGroupRequest,
  CreateGroupResponse,
  DeleteGroupRequest,
  GetGroupRequest,
  GetGroupResponse,
  ListGroupsForUserRequest,
  ListGroupsForUserResponse,
  ListGroupsRequest,
  ListGroupsResponse,
  RemoveUserFromGroupRequest,
  UpdateGroupRequest,
} from '@aws-sdk/client-iam';
import { iamQuotas } from '../../data/iam-quotas.ts';
import { newIdentity } from '../../world/accounts.ts';
import { nameKey } from '../../world/tables.ts';
import type { Account } from '../../world/world.ts';
import { changes, reads } from '../operation.ts';
import { alreadyExists, deleteConflict, findGroup, findUser, noSuchEntity, quotaExceeded } from './finding.ts';
import { markedPage } from './pages.ts';
import { renameGroup } from './renaming.ts';
import { showGroup, showUser } from './views.ts';

function checkNew({ iamGroups }: Account, name: string): void {
  if (iamGroups.get(nameKey(name))) throw alreadyExists(`Group with name ${name} already exists.`);
}

/** Groups and who is in them. */
export const groupOperations = [
  changes('CreateGroup', (input: CreateGroupRequest, call): CreateGroupResponse => {
    const { account, world } = call;
    const name = input.GroupName ?? '';
    checkNew(account, name);
    if (account.iamGroups.size >= iamQuotas.GroupsPerAccount) {
      throw quotaExceeded('GroupsPerAccount', iamQuotas.GroupsPerAccount);
    }
    call.proceed();
    const group = account.iamGroups.add(newIdentity(name, 'AGPA', world, input.Path));
    return { Group: showGroup(account, group) };
  }),

  reads('GetGroup', (input: GetGroupRequest, { account }): GetGroupResponse => {
    const group = findGroup(account, input.GroupName);
    const { items, paging } = markedPage(account.users.by('group', group.id), ({ id }) => id, input);
    return { Group: showGroup(account, group), Users: items.map((user) => showUser(account, user)), ...paging };
  }),

  reads('ListGroups', (input: ListGroupsRequest, { account }): ListGroupsResponse => {
    const under = account.iamGroups.filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
    const { items, paging } = markedPage(under, ({ id }) => id, input);
    return { Groups: items.map((group) => showGroup(account, group)), ...paging };
  }),

  changes('UpdateGroup', (input: UpdateGroupRequest, call): object => {
    const { account } = call;
    const group = findGroup(account, input.GroupName);
    const name = input.NewGroupName ?? group.name;
    if (nameKey(name) !== group.id) checkNew(account, name);
    call.proceed();
    renameGroup(account, group, name, input.NewPath ?? group.path);
    return {};
  }),

  changes('DeleteGroup', (input: DeleteGroupRequest, call): object => {
    const { account } = call;
    const group = findGroup(account, input.GroupName);
    const first = (what: string) => deleteConflict(`Cannot delete entity, must ${what} first.`);
    if (account.users.by('group', group.id).length > 0) throw first('remove users from group');
    if (group.inline.length > 0) throw first('delete policies');
    if (group.attached.length > 0) throw first('detach all policies');
    call.proceed();
    account.iamGroups.remove(group);
    return {};
  }),

  changes('AddUserToGroup', (input: AddUserToGroupRequest, call): object => {
    const { account } = call;
    const group = findGroup(account, input.GroupName);
    const user = findUser(account, input.UserName);
    const isIn = user.groups.some((name) => nameKey(name) === group.id);
    if (!isIn && user.groups.length >= iamQuotas.GroupsPerUser) {
      throw quotaExceeded('GroupsPerUser', iamQuotas.GroupsPerUser);
    }
    call.proceed();
    if (!isIn) account.users.change(user, { groups: [...user.groups, group.name] });
    return {};
  }),

  changes('RemoveUserFromGroup', (input: RemoveUserFromGroupRequest, call): object => {
    const { account } = call;
    const group = findGroup(account, input.GroupName);
    const user = findUser(account, input.UserName);
    const groups = user.groups.filter((name) => nameKey(name) !== group.id);
    if (groups.length === user.groups.length) {
      throw noSuchEntity(`User ${user.name} is not in group ${group.name}`);
    }
    call.proceed();
    account.users.change(user, { groups });
    return {};
  }),

  reads('ListGroupsForUser', (input: ListGroupsForUserRequest, { account }): ListGroupsForUserResponse => {
    const groups = findUser(account, input.UserName).groups.flatMap(
      (name) => account.iamGroups.get(nameKey(name)) ?? [],
    );
    const { items, paging } = markedPage(groups, ({ id }) => id, input);
    return { Groups: items.map((group) => showGroup(account, group)), ...paging };
  }),
];
