import type {
  AccessKeyMetadata,
  CreateAccessKeyRequest,
  CreateAccessKeyResponse,
  DeleteAccessKeyRequest,
  GetAccessKeyLastUsedRequest,
  GetAccessKeyLastUsedResponse,
  ListAccessKeysRequest,
  ListAccessKeysResponse,
  UpdateAccessKeyRequest,
} from '@aws-sdk/client-iam';
import { iamQuotas } from '../../data/iam-quotas.ts';
import { Refusal } from '../../refusal.ts';
import { addAccessKey, newAccessKey } from '../../world/accounts.ts';
import type { AccessKeyRecord } from '../../world/records/iam-records.ts';
import { nameKey } from '../../world/tables.ts';
import { type CallContext, changes, reads } from '../operation.ts';
import { findUserOrCaller, noSuchEntity, quotaExceeded } from './finding.ts';
import { markedPage } from './pages.ts';

function findKey(call: CallContext, userName: string | undefined, id: string | undefined): AccessKeyRecord {
  const user = findUserOrCaller(call, userName);
  const key = call.account.accessKeys.get(id);
  if (!key || nameKey(key.userName) !== user.id) {
    throw noSuchEntity(`The Access Key with id ${id} cannot be found.`);
  }
  return key;
}

function showKey({ userName, id, status, createdAt }: AccessKeyRecord): AccessKeyMetadata {
  return { UserName: userName, AccessKeyId: id, Status: status, CreateDate: new Date(createdAt) };
}

/** Access keys; a secret is told once, by the call that makes it. */
export const accessKeyOperations = [
  changes('CreateAccessKey', (input: CreateAccessKeyRequest, call): CreateAccessKeyResponse => {
    const { account, world, now } = call;
    const user = findUserOrCaller(call, input.UserName);
    if (account.accessKeys.by('user', user.id).length >= iamQuotas.AccessKeysPerUser) {
      throw quotaExceeded('AccessKeysPerUser', iamQuotas.AccessKeysPerUser);
    }
    call.proceed();
    const key = addAccessKey(account, user.name, newAccessKey(world), now);
    return {
      AccessKey: {
        UserName: user.name,
        AccessKeyId: key.id,
        Status: key.status,
        SecretAccessKey: key.secret,
        CreateDate: new Date(now),
      },
    };
  }),

  reads('ListAccessKeys', (input: ListAccessKeysRequest, call): ListAccessKeysResponse => {
    const user = findUserOrCaller(call, input.UserName);
    const { items, paging } = markedPage(call.account.accessKeys.by('user', user.id), ({ id }) => id, input);
    return { AccessKeyMetadata: items.map(showKey), ...paging };
  }),

  changes('UpdateAccessKey', (input: UpdateAccessKeyRequest, call): object => {
    const key = findKey(call, input.UserName, input.AccessKeyId);
    call.proceed();
    call.account.accessKeys.change(key, { status: input.Status === 'Active' ? 'Active' : 'Inactive' });
    return {};
  }),

  changes('DeleteAccessKey', (input: DeleteAccessKeyRequest, call): object => {
    const key = findKey(call, input.UserName, input.AccessKeyId);
    call.proceed();
    call.account.accessKeys.remove(key);
    return {};
  }),

  reads('GetAccessKeyLastUsed', (input: GetAccessKeyLastUsedRequest, { account }): GetAccessKeyLastUsedResponse => {
    const key = account.accessKeys.get(input.AccessKeyId);
    // Of a key of another account, as of none at all, AWS says that one may not ask.
    if (!key) {
      throw new Refusal('AccessDenied', `The Access Key with id ${input.AccessKeyId} cannot be found`, 403);
    }
    const { userName, lastUsed } = key;
    return {
      UserName: userName,
      AccessKeyLastUsed: lastUsed
        ? { LastUsedDate: new Date(lastUsed.at), ServiceName: lastUsed.service, Region: lastUsed.region }
        : { ServiceName: 'N/A', Region: 'N/A' },
    };
  }),
];
