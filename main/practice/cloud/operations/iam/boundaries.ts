import type {
  DeleteRolePermissionsBoundaryRequest,
  DeleteUserPermissionsBoundaryRequest,
  PutRolePermissionsBoundaryRequest,
  PutUserPermissionsBoundaryRequest,
} from '@aws-sdk/client-iam';
import type { RoleRecord, UserRecord } from '../../world/records/iam-records.ts';
import { changes } from '../operation.ts';
import { findAttachable, findRole, findUser, noSuchEntity } from './finding.ts';

function checkBounded(kind: string, { name, boundary }: UserRecord | RoleRecord): void {
  if (boundary === null) throw noSuchEntity(`${kind} ${name} does not have a permissions boundary.`);
}

/** Permissions boundaries of users and roles: the most that their policies may grant. */
export const boundaryOperations = [
  changes('PutUserPermissionsBoundary', (input: PutUserPermissionsBoundaryRequest, call): object => {
    const user = findUser(call.account, input.UserName);
    const boundary = findAttachable(call.account, input.PermissionsBoundary);
    call.proceed();
    call.account.users.change(user, { boundary });
    return {};
  }),

  changes('DeleteUserPermissionsBoundary', (input: DeleteUserPermissionsBoundaryRequest, call): object => {
    const user = findUser(call.account, input.UserName);
    checkBounded('User', user);
    call.proceed();
    call.account.users.change(user, { boundary: null });
    return {};
  }),

  changes('PutRolePermissionsBoundary', (input: PutRolePermissionsBoundaryRequest, call): object => {
    const role = findRole(call.account, input.RoleName);
    const boundary = findAttachable(call.account, input.PermissionsBoundary);
    call.proceed();
    call.account.roles.change(role, { boundary });
    return {};
  }),

  changes('DeleteRolePermissionsBoundary', (input: DeleteRolePermissionsBoundaryRequest, call): object => {
    const role = findRole(call.account, input.RoleName);
    checkBounded('Role', role);
    call.proceed();
    call.account.roles.change(role, { boundary: null });
    return {};
  }),
];
