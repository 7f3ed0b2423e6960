import type { NamedPolicy } from '../../access/evaluate.ts';
import { inlinePolicy, managedPolicy } from '../../access/named-policies.ts';
import type { IdentityRecord } from '../../world/records/iam-records.ts';
import { nameKey } from '../../world/tables.ts';
import type { Account } from '../../world/world.ts';
import type { Entity } from './entities.ts';

/** A policy that a user, group or role has, by itself or from a group. */
export interface HeldPolicy {
  readonly policy: NamedPolicy;
  /** What it is called where it is kept. */
  readonly name: string;
  /** Where it is written; null for a managed policy. */
  readonly inlineIn: { readonly kind: Entity['kind']; readonly name: string } | null;
}

/**
 * The policies of a user with those of the user's groups, of a group, or of a role.
 *
 * In simulations an inline policy is called by what it is written in: `user_NAME_POLICY`.
 */
export function heldPolicies(account: Account, { kind, record }: Entity): HeldPolicy[] {
  const groups = kind === 'user' ? record.groups.flatMap((name) => account.iamGroups.get(nameKey(name)) ?? []) : [];
  return [...policiesOf(account, kind, record), ...groups.flatMap((group) => policiesOf(account, 'group', group))];
}

function policiesOf(account: Account, kind: Entity['kind'], holder: IdentityRecord): HeldPolicy[] {
  const written = holder.inline.map((inline): HeldPolicy => {
    const policy = { ...inlinePolicy(inline), name: `${kind}_${holder.name}_${inline.name}` };
    return { policy, name: inline.name, inlineIn: { kind, name: holder.name } };
  });
  const managed = holder.attached.flatMap((arn): HeldPolicy[] => {
    const policy = managedPolicy(account, arn);
    return policy ? [{ policy, name: policy.name, inlineIn: null }] : [];
  });
  return [...written, ...managed];
}
