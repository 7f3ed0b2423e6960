import type {
  CreatePolicyRequest,
  CreatePolicyResponse,
  DeletePolicyRequest,
  EntityType,
  GetPolicyRequest,
  GetPolicyResponse,
  ListEntitiesForPolicyRequest,
  ListEntitiesForPolicyResponse,
  ListPoliciesRequest,
  ListPoliciesResponse,
} from '@aws-sdk/client-iam';
import { iamQuotas } from '../../data/iam-quotas.ts';
import { managedPolicies } from '../../data/managed-policies.ts';
import { iamArn, newUniqueId } from '../../world/accounts.ts';
import { nameKey } from '../../world/tables.ts';
import type { Account } from '../../world/world.ts';
import { changes, reads } from '../operation.ts';
import { checkManaged } from './documents.ts';
import {
  alreadyExists,
  deleteConflict,
  findOwnPolicy,
  findPolicy,
  quotaExceeded,
  type UsablePolicy,
} from './finding.ts';
import { markedPage } from './pages.ts';
import { checkTags } from './tags.ts';
import { attachmentsOf, boundaryUsesOf, showPolicy, tagsIn } from './views.ts';

function candidates({ policies }: Account, scope: ListPoliciesRequest['Scope']): UsablePolicy[] {
  const own = policies.all().map((one): UsablePolicy => ({ own: one, aws: null }));
  const aws = managedPolicies.map((one): UsablePolicy => ({ own: null, aws: one }));
  return [...(scope === 'AWS' ? [] : own), ...(scope === 'Local' ? [] : aws)];
}

const sortKey = ({ own, aws }: UsablePolicy): string =>
  own ? `${nameKey(own.name)} ${own.uniqueId}` : `${nameKey(aws.name)} ${aws.id}`;

/** Managed policies: the account's own, and AWS's, which nobody here can change. */
export const policyOperations = [
  changes('CreatePolicy', (input: CreatePolicyRequest, call): CreatePolicyResponse => {
    const { account, world, now } = call;
    const name = input.PolicyName ?? '';
    const path = input.Path ?? '/';
    // A policy's name is taken under every path, whatever its case.
    if (account.policies.by('name', nameKey(name)).length > 0) {
      throw alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
    }
    const document = checkManaged(input.PolicyDocument ?? '');
    const tags = checkTags(input.Tags);
    if (account.policies.size >= iamQuotas.PoliciesPerAccount) {
      throw quotaExceeded('PoliciesPerAccount', iamQuotas.PoliciesPerAccount);
    }
    call.proceed();
    const policy = account.policies.add({
      id: iamArn(account, 'policy', { path, name }),
      name,
      path,
      uniqueId: newUniqueId('ANPA', world),
      description: input.Description ?? '',
      createdAt: now,
      updatedAt: now,
      defaultVersion: 'v1',
      nextVersion: 2,
      versions: [{ id: 'v1', document, createdAt: now }],
      tags,
    });
    return { Policy: { ...showPolicy(account, { own: policy, aws: null }), ...tagsIn(tags) } };
  }),

  reads('GetPolicy', (input: GetPolicyRequest, { account }): GetPolicyResponse => {
    const policy = findPolicy(account, input.PolicyArn);
    const description = policy.own ? policy.own.description : policy.aws.description;
    return {
      Policy: {
        ...showPolicy(account, policy),
        ...(description === '' ? {} : { Description: description }),
        Tags: policy.own ? [...policy.own.tags] : [],
      },
    };
  }),

  reads('ListPolicies', (input: ListPoliciesRequest, { account }): ListPoliciesResponse => {
    const usage = input.PolicyUsageFilter;
    const used = (arn: string): boolean =>
      (usage !== 'PermissionsBoundary' && attachmentsOf(account, arn) > 0) ||
      (usage !== 'PermissionsPolicy' && boundaryUsesOf(account, arn) > 0);
    const kept = candidates(account, input.Scope).filter(({ own, aws }) => {
      const { path } = own ?? aws;
      if (!path.startsWith(input.PathPrefix ?? '/')) return false;
      return !(input.OnlyAttached || usage) || used(own ? own.id : aws.arn);
    });
    const { items, paging } = markedPage(kept, sortKey, input);
    return { Policies: items.map((policy) => showPolicy(account, policy)), ...paging };
  }),

  changes('DeletePolicy', (input: DeletePolicyRequest, call): object => {
    const { account } = call;
    const policy = findOwnPolicy(account, input.PolicyArn);
    if (attachmentsOf(account, policy.id) + boundaryUsesOf(account, policy.id) > 0) {
      throw deleteConflict('Cannot delete a policy attached to entities.');
    }
    if (policy.versions.length > 1) {
      throw deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    }
    call.proceed();
    account.policies.remove(policy);
    return {};
  }),

  reads('ListEntitiesForPolicy', (input: ListEntitiesForPolicyRequest, { account }): ListEntitiesForPolicyResponse => {
    findPolicy(account, input.PolicyArn);
    const { items, paging } = markedPage(entitiesFor(account, input), ({ key }) => key, input);
    const of = (kind: EntityType) => items.filter((one) => one.kind === kind);
    return {
      PolicyGroups: of('Group').map(({ name, id }) => ({ GroupName: name, GroupId: id })),
      PolicyUsers: of('User').map(({ name, id }) => ({ UserName: name, UserId: id })),
      PolicyRoles: of('Role').map(({ name, id }) => ({ RoleName: name, RoleId: id })),
      ...paging,
    };
  }),
];

interface Entity {
  readonly kind: EntityType;
  readonly key: string;
  readonly name: string;
  readonly id: string;
}

function entitiesFor(account: Account, input: ListEntitiesForPolicyRequest): Entity[] {
  const { PolicyArn: arn, EntityFilter: only, PolicyUsageFilter: usage, PathPrefix = '/' } = input;
  const { users, iamGroups, roles } = account;
  const attached = usage !== 'PermissionsBoundary';
  const bounding = usage !== 'PermissionsPolicy';
  const lists = [
    { kind: 'Group', records: attached ? iamGroups.by('policy', arn) : [] },
    {
      kind: 'User',
      records: [...(attached ? users.by('policy', arn) : []), ...(bounding ? users.by('boundary', arn) : [])],
    },
    {
      kind: 'Role',
      records: [...(attached ? roles.by('policy', arn) : []), ...(bounding ? roles.by('boundary', arn) : [])],
    },
  ] as const;
  return lists
    .filter(({ kind }) => only === undefined || kind === only)
    .flatMap(({ kind, records }) =>
      [...new Set(records)]
        .filter(({ path }) => path.startsWith(PathPrefix))
        .map(({ id, name, uniqueId }) => ({ kind, key: `${kind} ${id}`, name, id: uniqueId })),
    );
}
