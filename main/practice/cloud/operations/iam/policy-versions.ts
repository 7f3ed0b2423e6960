import type {
  CreatePolicyVersionRequest,
  CreatePolicyVersionResponse,
  DeletePolicyVersionRequest,
  GetPolicyVersionRequest,
  GetPolicyVersionResponse,
  ListPolicyVersionsRequest,
  ListPolicyVersionsResponse,
  SetDefaultPolicyVersionRequest,
} from '@aws-sdk/client-iam';
import { iamQuotas } from '../../data/iam-quotas.ts';
import { Refusal } from '../../refusal.ts';
import type { PolicyRecord } from '../../world/records/iam-records.ts';
import { changes, reads } from '../operation.ts';
import { checkManaged } from './documents.ts';
import { deleteConflict, findOwnPolicy, findPolicy, noSuchEntity } from './finding.ts';
import { markedPage } from './pages.ts';
import { encodeDocument, versionsOf } from './views.ts';

function noSuchVersion(arn: string | undefined, version: string | undefined): Refusal {
  return noSuchEntity(`Policy ${arn} version ${version} does not exist or is not attachable.`);
}

function checkVersion(policy: PolicyRecord, version: string | undefined): string {
  if (version === undefined || !policy.versions.some(({ id }) => id === version)) {
    throw noSuchVersion(policy.id, version);
  }
  return version;
}

/** Versions are numbered on and never again; this puts the latest first. */
function recency(version: string): string {
  return String(1_000_000_000 - Number(version.slice(1))).padStart(10, '0');
}

/** The versions of managed policies: five at the most, one of them in force. */
export const policyVersionOperations = [
  changes('CreatePolicyVersion', (input: CreatePolicyVersionRequest, call): CreatePolicyVersionResponse => {
    const { account, now } = call;
    const policy = findOwnPolicy(account, input.PolicyArn);
    const document = checkManaged(input.PolicyDocument ?? '');
    if (policy.versions.length >= iamQuotas.VersionsPerPolicy) {
      throw new Refusal(
        'LimitExceeded',
        `A managed policy can have up to ${iamQuotas.VersionsPerPolicy} versions. Before you create a new version, you must delete an existing version.`,
        409,
      );
    }
    call.proceed();
    const id = `v${policy.nextVersion}`;
    account.policies.change(policy, {
      versions: [...policy.versions, { id, document, createdAt: now }],
      nextVersion: policy.nextVersion + 1,
      updatedAt: now,
      ...(input.SetAsDefault ? { defaultVersion: id } : {}),
    });
    return {
      PolicyVersion: { VersionId: id, IsDefaultVersion: input.SetAsDefault === true, CreateDate: new Date(now) },
    };
  }),

  reads('GetPolicyVersion', (input: GetPolicyVersionRequest, { account }): GetPolicyVersionResponse => {
    const found = versionsOf(findPolicy(account, input.PolicyArn)).find((one) => one.VersionId === input.VersionId);
    if (!found) throw noSuchVersion(input.PolicyArn, input.VersionId);
    const { document, ...version } = found;
    return { PolicyVersion: { ...version, Document: encodeDocument(document) } };
  }),

  reads('ListPolicyVersions', (input: ListPolicyVersionsRequest, { account }): ListPolicyVersionsResponse => {
    const versions = versionsOf(findPolicy(account, input.PolicyArn)).map(({ document: _, ...version }) => version);
    const { items, paging } = markedPage(versions, ({ VersionId = '' }) => recency(VersionId), input);
    return { Versions: items, ...paging };
  }),

  changes('SetDefaultPolicyVersion', (input: SetDefaultPolicyVersionRequest, call): object => {
    const { account, now } = call;
    const policy = findOwnPolicy(account, input.PolicyArn);
    const defaultVersion = checkVersion(policy, input.VersionId);
    call.proceed();
    account.policies.change(policy, { defaultVersion, updatedAt: now });
    return {};
  }),

  changes('DeletePolicyVersion', (input: DeletePolicyVersionRequest, call): object => {
    const { account } = call;
    const policy = findOwnPolicy(account, input.PolicyArn);
    const version = checkVersion(policy, input.VersionId);
    if (version === policy.defaultVersion) throw deleteConflict('Cannot delete the default version of a policy.');
    call.proceed();
    account.policies.change(policy, { versions: policy.versions.filter(({ id }) => id !== version) });
    return {};
  }),
];
