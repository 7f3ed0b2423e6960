import type { IdentityRecord } from '../../world/records/iam-records.ts';
import type { Table } from '../../world/table.ts';
import type { Account } from '../../world/world.ts';
import { findGroup, findRole, findUser } from './finding.ts';

/** The parameter that names a user, group or role; each operation has one of them. */
export interface HolderInput {
  readonly UserName?: string;
  readonly GroupName?: string;
  readonly RoleName?: string;
}

/** What can have policies; the operations for each are the same but for their names. */
export interface HolderKind {
  /** As the operations are called: `AttachUserPolicy`. */
  readonly name: 'User' | 'Group' | 'Role';
  readonly field: keyof HolderInput;
  readonly quota: 'PoliciesPerUser' | 'PoliciesPerGroup' | 'PoliciesPerRole';
  /** How long all inline policies of one may be together. */
  readonly inlineSize: 'userInlineSize' | 'groupInlineSize' | 'roleInlineSize';
  find(account: Account, name: string | undefined): IdentityRecord;
  table(account: Account): Pick<Table<IdentityRecord>, 'change'>;
}

/** Users, groups and roles. */
export const holderKinds: readonly HolderKind[] = [
  {
    name: 'User',
    field: 'UserName',
    quota: 'PoliciesPerUser',
    inlineSize: 'userInlineSize',
    find: findUser,
    table: ({ users }) => users,
  },
  {
    name: 'Group',
    field: 'GroupName',
    quota: 'PoliciesPerGroup',
    inlineSize: 'groupInlineSize',
    find: findGroup,
    table: ({ iamGroups }) => iamGroups,
  },
  {
    name: 'Role',
    field: 'RoleName',
    quota: 'PoliciesPerRole',
    inlineSize: 'roleInlineSize',
    find: findRole,
    table: ({ roles }) => roles,
  },
];

/** The name that an input gives. */
export function holderName({ field }: HolderKind, input: HolderInput): string | undefined {
  return input[field];
}
