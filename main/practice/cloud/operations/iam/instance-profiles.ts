import type {
  AddRoleToInstanceProfileRequest,
  CreateInstanceProfileRequest,
  CreateInstanceProfileResponse,
  DeleteInstanceProfileRequest,
  GetInstanceProfileRequest,
  GetInstanceProfileResponse,
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse,
  ListInstanceProfilesRequest,
  ListInstanceProfilesResponse,
  RemoveRoleFromInstanceProfileRequest,
} from '@aws-sdk/client-iam';
import { passRoleNeed } from '../../access/iam-needs.ts';
import { iamQuotas } from '../../data/iam-quotas.ts';
import { iamArn, newUniqueId } from '../../world/accounts.ts';
import { nameKey } from '../../world/tables.ts';
import { changes, reads } from '../operation.ts';
import { alreadyExists, deleteConflict, findProfile, findRole, noSuchEntity, quotaExceeded } from './finding.ts';
import { markedPage } from './pages.ts';
import { checkTags } from './tags.ts';
import { showProfile } from './views.ts';

/** Instance profiles: what hands a role to an instance. */
export const instanceProfileOperations = [
  changes('CreateInstanceProfile', (input: CreateInstanceProfileRequest, call): CreateInstanceProfileResponse => {
    const { account, world } = call;
    const { instanceProfiles } = account;
    const name = input.InstanceProfileName ?? '';
    if (instanceProfiles.get(nameKey(name))) throw alreadyExists(`Instance Profile ${name} already exists.`);
    const tags = checkTags(input.Tags);
    if (instanceProfiles.size >= iamQuotas.InstanceProfilesPerAccount) {
      throw quotaExceeded('InstanceProfilesPerAccount', iamQuotas.InstanceProfilesPerAccount);
    }
    call.proceed();
    const profile = instanceProfiles.add({
      id: nameKey(name),
      name,
      path: input.Path ?? '/',
      uniqueId: newUniqueId('AIPA', world),
      createdAt: call.now,
      roleName: null,
      tags,
    });
    return { InstanceProfile: showProfile(account, profile) };
  }),

  reads('GetInstanceProfile', (input: GetInstanceProfileRequest, { account }): GetInstanceProfileResponse => {
    return { InstanceProfile: showProfile(account, findProfile(account, input.InstanceProfileName)) };
  }),

  reads('ListInstanceProfiles', (input: ListInstanceProfilesRequest, { account }): ListInstanceProfilesResponse => {
    const under = account.instanceProfiles.filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
    const { items, paging } = markedPage(under, ({ id }) => id, input);
    return { InstanceProfiles: items.map((profile) => showProfile(account, profile)), ...paging };
  }),

  reads(
    'ListInstanceProfilesForRole',
    (input: ListInstanceProfilesForRoleRequest, { account }): ListInstanceProfilesForRoleResponse => {
      const role = findRole(account, input.RoleName);
      const { items, paging } = markedPage(account.instanceProfiles.by('role', role.id), ({ id }) => id, input);
      return { InstanceProfiles: items.map((profile) => showProfile(account, profile)), ...paging };
    },
  ),

  changes('DeleteInstanceProfile', (input: DeleteInstanceProfileRequest, call): object => {
    const { account } = call;
    const profile = findProfile(account, input.InstanceProfileName);
    if (profile.roleName !== null) {
      throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
    }
    call.proceed();
    account.instanceProfiles.remove(profile);
    return {};
  }),

  changes(
    'AddRoleToInstanceProfile',
    (input: AddRoleToInstanceProfileRequest, call): object => {
      const { account } = call;
      const profile = findProfile(account, input.InstanceProfileName);
      const role = findRole(account, input.RoleName);
      if (profile.roleName !== null) {
        throw quotaExceeded('InstanceSessionsPerInstanceProfile', iamQuotas.InstanceSessionsPerInstanceProfile);
      }
      call.proceed();
      account.instanceProfiles.change(profile, { roleName: role.name });
      return {};
    },
    {
      also: ({ RoleName = '' }, call) => {
        const { account } = call;
        const role = account.roles.get(nameKey(RoleName)) ?? { path: '/', name: RoleName };
        return [passRoleNeed(call, iamArn(account, 'role', role), 'ec2.amazonaws.com')];
      },
    },
  ),

  changes('RemoveRoleFromInstanceProfile', (input: RemoveRoleFromInstanceProfileRequest, call): object => {
    const { account } = call;
    const profile = findProfile(account, input.InstanceProfileName);
    const role = findRole(account, input.RoleName);
    if (profile.roleName !== role.name) {
      throw noSuchEntity(`The role with name ${role.name} is not in the instance profile ${profile.name}.`);
    }
    call.proceed();
    account.instanceProfiles.change(profile, { roleName: null });
    return {};
  }),
];
