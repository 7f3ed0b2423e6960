import type {
  CreateKeyRequest,
  CreateKeyResponse,
  DescribeKeyRequest,
  DescribeKeyResponse,
  ListKeysRequest,
  ListKeysResponse,
  UpdateKeyDescriptionRequest,
} from '@aws-sdk/client-kms';
import { Refusal } from '../../refusal.ts';
import { onAll, onKey } from './key-access.ts';
import { kmsArn } from './key-names.ts';
import { checkKeyPolicy } from './key-policy-checks.ts';
import { checkKeyTags, tagContext } from './key-tags.ts';
import { checkNotGoing, refuseUnsupported } from './key-words.ts';
import { findKey, findOwn } from './keys-found.ts';
import { kmsChanges, kmsReads } from './kms-operation.ts';
import { defaultKeyPolicy, newKey, newKeyId } from './new-key.ts';
import { markedPage } from './pages.ts';
import { showKey } from './shown-key.ts';

/** Only keys that encrypt symmetrically, with material of KMS, in one Region. */
function checkKind(input: CreateKeyRequest): void {
  refuseUnsupported(input, ['CustomKeyStoreId', 'XksKeyId']);
  const { KeyUsage = 'ENCRYPT_DECRYPT', Origin = 'AWS_KMS', MultiRegion = false } = input;
  const spec = input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
  if (input.KeySpec !== undefined && input.CustomerMasterKeySpec !== undefined) {
    throw new Refusal(
      'ValidationException',
      'You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.',
    );
  }
  const other = [KeyUsage !== 'ENCRYPT_DECRYPT', Origin !== 'AWS_KMS', MultiRegion, spec !== 'SYMMETRIC_DEFAULT'];
  if (other.some(Boolean)) {
    throw new Refusal(
      'UnsupportedOperationException',
      'The practice cloud makes keys for symmetric encryption in one Region only.',
    );
  }
}

/** Keys: made, described and listed. */
export const keyOperations = [
  kmsChanges(
    'CreateKey',
    (input: CreateKeyRequest, call): CreateKeyResponse => {
      checkKind(input);
      const id = newKeyId(call);
      const arn = kmsArn(call.region, { kind: 'key', accountId: call.account.id, name: id });
      const policy = input.Policy ?? defaultKeyPolicy(call.account.id);
      checkKeyPolicy(policy, arn, call, input.BypassPolicyLockoutSafetyCheck ?? false);
      const tags = checkKeyTags(input.Tags ?? []);
      call.proceed();
      const description = input.Description ?? '';
      const key = call.place.kmsKeys.add(newKey(call, { id, arn, description, manager: 'CUSTOMER', policy, tags }));
      return { KeyMetadata: showKey(key) };
    },
    ({ Tags = [] }) => {
      const keys = Tags.map(({ TagKey = '' }) => TagKey);
      const context = tagContext(keys, Tags);
      const actions = keys.length > 0 ? ['kms:CreateKey', 'kms:TagResource'] : ['kms:CreateKey'];
      return actions.map((action) => ({ action, resource: '*', context }));
    },
  ),

  // It is saved: to describe an alias of AWS's own brings the key into being.
  kmsChanges(
    'DescribeKey',
    (input: DescribeKeyRequest, call): DescribeKeyResponse => ({
      KeyMetadata: showKey(findKey(call, input.KeyId).key),
    }),
    onKey('DescribeKey'),
  ),

  kmsReads(
    'ListKeys',
    (input: ListKeysRequest, call): ListKeysResponse => {
      const { items, paging } = markedPage(call.place.kmsKeys.all(), ({ id }) => id, input, { usual: 100, most: 1000 });
      return { Keys: items.map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })), ...paging };
    },
    onAll('ListKeys'),
  ),

  kmsChanges(
    'UpdateKeyDescription',
    (input: UpdateKeyDescriptionRequest, call): object => {
      const key = findOwn(call, input.KeyId, 'UpdateKeyDescription');
      checkNotGoing(key);
      call.proceed();
      call.place.kmsKeys.change(key, { description: input.Description ?? '' });
      return {};
    },
    onKey('UpdateKeyDescription'),
  ),
];
