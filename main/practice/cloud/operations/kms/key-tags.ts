import type {
  ListResourceTagsRequest,
  ListResourceTagsResponse,
  Tag,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-kms';
import type { Need } from '../../access/needs.ts';
import { Refusal } from '../../refusal.ts';
import type { KmsTagRecord } from '../../world/records/kms-records.ts';
import type { CallContext } from '../operation.ts';
import { keyNeed, onKey } from './key-access.ts';
import { checkNotGoing, limitExceeded } from './key-words.ts';
import { findOwn } from './keys-found.ts';
import { kmsChanges, kmsReads } from './kms-operation.ts';
import { markedPage } from './pages.ts';

const MOST_TAGS = 50;

/** Checks tags: no key twice, none of AWS's own. */
export function checkKeyTags(tags: readonly Tag[]): KmsTagRecord[] {
  const checked = tags.map(({ TagKey = '', TagValue = '' }) => ({ TagKey, TagValue }));
  if (new Set(checked.map(({ TagKey }) => TagKey)).size < checked.length) {
    throw new Refusal('TagException', 'Duplicate tag keys');
  }
  if (checked.some(({ TagKey }) => /^aws:/i.test(TagKey))) {
    throw new Refusal('TagException', "Tag keys starting with 'aws:' are reserved for internal use");
  }
  if (checked.length > MOST_TAGS) throw limitExceeded('Too many tags');
  return checked;
}

/** Condition keys that tags of a request bring. */
export function tagContext(keys: readonly string[], tags: readonly Tag[] = []): Need['context'] {
  if (keys.length === 0) return {};
  return {
    'aws:TagKeys': keys,
    ...Object.fromEntries(tags.map(({ TagKey = '', TagValue = '' }) => [`aws:RequestTag/${TagKey}`, [TagValue]])),
  };
}

/** Tags of keys. */
export const keyTagOperations = [
  kmsChanges(
    'TagResource',
    (input: TagResourceRequest, call): object => {
      const key = findOwn(call, input.KeyId, 'TagResource');
      checkNotGoing(key);
      const tags = checkKeyTags(input.Tags ?? []);
      const kept = key.tags.filter(({ TagKey }) => !tags.some((tag) => tag.TagKey === TagKey));
      if (kept.length + tags.length > MOST_TAGS) throw limitExceeded('Too many tags');
      call.proceed();
      call.place.kmsKeys.change(key, { tags: [...kept, ...tags] });
      return {};
    },
    ({ KeyId = '', Tags = [] }, call) => {
      const context = tagContext(
        Tags.map(({ TagKey = '' }) => TagKey),
        Tags,
      );
      return [keyNeed('TagResource', KeyId, call, { context })];
    },
  ),

  kmsChanges(
    'UntagResource',
    (input: UntagResourceRequest, call): object => {
      const key = findOwn(call, input.KeyId, 'UntagResource');
      checkNotGoing(key);
      call.proceed();
      call.place.kmsKeys.change(key, { tags: key.tags.filter(({ TagKey }) => !input.TagKeys?.includes(TagKey)) });
      return {};
    },
    ({ KeyId = '', TagKeys = [] }, call: CallContext) => [
      keyNeed('UntagResource', KeyId, call, { context: tagContext(TagKeys) }),
    ],
  ),

  kmsReads(
    'ListResourceTags',
    (input: ListResourceTagsRequest, call): ListResourceTagsResponse => {
      const { tags } = findOwn(call, input.KeyId, 'ListResourceTags');
      const { items, paging } = markedPage(tags, ({ TagKey }) => TagKey, input, { usual: 50, most: 50 });
      return { Tags: items.map(({ TagKey, TagValue }) => ({ TagKey, TagValue })), ...paging };
    },
    onKey('ListResourceTags'),
  ),
];
