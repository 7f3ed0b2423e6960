import type {
  CreateRoleRequest,
  CreateRoleResponse,
  DeleteRoleRequest,
  GetRoleRequest,
  GetRoleResponse,
  ListRolesRequest,
  ListRolesResponse,
  UpdateAssumeRolePolicyRequest,
  UpdateRoleDescriptionRequest,
  UpdateRoleDescriptionResponse,
  UpdateRoleRequest,
} from '@aws-sdk/client-iam';
import { iamQuotas } from '../../data/iam-quotas.ts';
import { iamArn, newIdentity } from '../../world/accounts.ts';
import { nameKey } from '../../world/tables.ts';
import { changes, reads } from '../operation.ts';
import { checkTrust } from './documents.ts';
import { alreadyExists, deleteConflict, findAttachable, findRole, quotaExceeded } from './finding.ts';
import { markedPage } from './pages.ts';
import { endRoleSessions, replaceTrusted } from './renaming.ts';
import { checkTags } from './tags.ts';
import { showRole, showWholeRole } from './views.ts';

/** Seconds. */
const DEFAULT_SESSION = 3_600;

/** Roles and whom they trust. */
export const roleOperations = [
  changes('CreateRole', (input: CreateRoleRequest, call): CreateRoleResponse => {
    const { account, world } = call;
    const name = input.RoleName ?? '';
    if (account.roles.get(nameKey(name))) throw alreadyExists(`Role with name ${name} already exists.`);
    const trust = checkTrust(input.AssumeRolePolicyDocument ?? '', world);
    const tags = checkTags(input.Tags);
    const boundary = input.PermissionsBoundary ? findAttachable(account, input.PermissionsBoundary) : null;
    if (account.roles.size >= iamQuotas.RolesPerAccount) {
      throw quotaExceeded('RolesPerAccount', iamQuotas.RolesPerAccount);
    }
    call.proceed();
    const role = account.roles.add({
      ...newIdentity(name, 'AROA', world, input.Path),
      description: input.Description ?? '',
      trust,
      boundary,
      maxSession: input.MaxSessionDuration ?? DEFAULT_SESSION,
      lastUsedAt: null,
      lastUsedRegion: null,
      tags,
    });
    return { Role: showWholeRole(account, role) };
  }),

  reads('GetRole', (input: GetRoleRequest, { account }): GetRoleResponse => {
    return { Role: showWholeRole(account, findRole(account, input.RoleName)) };
  }),

  reads('ListRoles', (input: ListRolesRequest, { account }): ListRolesResponse => {
    const under = account.roles.filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
    const { items, paging } = markedPage(under, ({ id }) => id, input);
    return { Roles: items.map((role) => showRole(account, role)), ...paging };
  }),

  changes('UpdateRole', (input: UpdateRoleRequest, call): object => {
    const { roles } = call.account;
    const role = findRole(call.account, input.RoleName);
    call.proceed();
    roles.change(role, {
      description: input.Description ?? role.description,
      // A duration that is left out goes back to that of a new role, as AWS documents it.
      maxSession: input.MaxSessionDuration ?? DEFAULT_SESSION,
    });
    return {};
  }),

  changes('UpdateRoleDescription', (input: UpdateRoleDescriptionRequest, call): UpdateRoleDescriptionResponse => {
    const { account } = call;
    const role = findRole(account, input.RoleName);
    call.proceed();
    account.roles.change(role, { description: input.Description ?? '' });
    return { Role: showRole(account, role) };
  }),

  changes('UpdateAssumeRolePolicy', (input: UpdateAssumeRolePolicyRequest, call): object => {
    const role = findRole(call.account, input.RoleName);
    const trust = checkTrust(input.PolicyDocument ?? '', call.world);
    call.proceed();
    call.account.roles.change(role, { trust });
    return {};
  }),

  changes('DeleteRole', (input: DeleteRoleRequest, call): object => {
    const { account, world } = call;
    const role = findRole(account, input.RoleName);
    const first = (what: string) => deleteConflict(`Cannot delete entity, must ${what} first.`);
    if (account.instanceProfiles.by('role', role.id).length > 0) throw first('remove roles from instance profile');
    if (role.inline.length > 0) throw first('delete policies');
    if (role.attached.length > 0) throw first('detach all policies');
    call.proceed();
    endRoleSessions(account, role.name);
    replaceTrusted(world, iamArn(account, 'role', role), role.uniqueId);
    account.roles.remove(role);
    return {};
  }),
];
