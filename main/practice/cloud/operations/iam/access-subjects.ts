import { managedPolicy } from '../../access/named-policies.ts';
import type { PolicyDocument } from '../../access/policy-document.ts';
import { nameKey } from '../../world/tables.ts';
import type { Account } from '../../world/world.ts';
import { type Entity, findEntity, roleEntity, userEntity } from './entities.ts';
import { findPolicy } from './finding.ts';
import { heldPolicies } from './held-policies.ts';

/** What a report of last access is about: whose use counts, and what gives the access. */
export interface AccessSubject {
  /** Users and roles. */
  readonly entities: readonly Entity[];
  readonly documents: readonly PolicyDocument[];
}

/**
 * The users and roles behind an ARN: the user or role itself, a group's users, or whoever has a managed policy.
 *
 * @throws Refusal `NoSuchEntity`, `InvalidInput`
 */
export function accessSubject(account: Account, arn: string): AccessSubject {
  if (/^arn:aws:iam::(\d{12}|aws):policy\//.test(arn)) {
    findPolicy(account, arn);
    const document = managedPolicy(account, arn)?.document;
    return { entities: holdersOf(account, arn), documents: document ? [document] : [] };
  }
  const entity = findEntity(account, arn);
  const documents = heldPolicies(account, entity).map(({ policy }) => policy.document);
  if (entity.kind !== 'group') return { entities: [entity], documents };
  const members = account.users.by('group', entity.record.id);
  return { entities: members.map((user) => userEntity(account, user)), documents };
}

/** Who has a managed policy: attached, or as a member of a group. */
function holdersOf(account: Account, arn: string): Entity[] {
  const { users, iamGroups, roles } = account;
  const members = iamGroups.by('policy', arn).flatMap(({ name }) => users.by('group', nameKey(name)));
  return [
    ...[...new Set([...users.by('policy', arn), ...members])].map((user) => userEntity(account, user)),
    ...roles.by('policy', arn).map((role) => roleEntity(account, role)),
  ];
}
