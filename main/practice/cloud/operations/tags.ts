import type {
  CreateTagsRequest,
  DeleteTagsRequest,
  DescribeTagsRequest,
  DescribeTagsResult,
  ResourceType,
  Tag,
  TagSpecification,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../refusal.ts';
import { kindOf, kinds, taggedTable } from '../world/kinds.ts';
import type { TaggedRecord, TaggedTable, TagRecord } from '../world/records/tag-records.ts';
import type { Place } from '../world/world.ts';
import { applyFilters } from './filters.ts';
import { required } from './finding.ts';
import { changes, reads } from './operation.ts';
import { pageOf } from './pages.ts';

const MOST_TAGS = 50;

/** Checks tags by EC2's limits: key 1-128, value up to 256, no `aws:` prefix, no key twice, at most 50. */
export function checkTags(tags: readonly Tag[]): TagRecord[] {
  const seen = new Set<string>();
  const checked = tags.map(({ Key, Value }) => {
    const key = Key ?? '';
    const value = Value ?? '';
    if (key === '') throw new Refusal('InvalidParameterValue', 'Tag keys must be at least one character long.');
    if ([...key].length > 128) {
      throw new Refusal('InvalidParameterValue', `Tag key exceeds the maximum length of 128 characters`);
    }
    if ([...value].length > 256) {
      throw new Refusal('InvalidParameterValue', `Tag value exceeds the maximum length of 256 characters`);
    }
    if (/^aws:/i.test(key)) {
      throw new Refusal('InvalidParameterValue', `Tag keys starting with 'aws:' are reserved for internal use`);
    }
    if (seen.has(key)) {
      throw new Refusal('InvalidParameterValue', `Duplicate tag key '${key}' specified.`);
    }
    seen.add(key);
    return { Key: key, Value: value };
  });
  if (checked.length > MOST_TAGS) {
    throw new Refusal('TagLimitExceeded', `More than ${MOST_TAGS} tags specified`);
  }
  return checked;
}

/** The tags that a creating call gives to one kind of resource; other kinds than `allowed` are refused. */
export function tagsFor(
  specifications: readonly TagSpecification[] | undefined,
  kind: ResourceType,
  allowed: readonly ResourceType[],
): TagRecord[] {
  for (const { ResourceType } of specifications ?? []) {
    if (!ResourceType || !allowed.includes(ResourceType)) {
      throw new Refusal(
        'InvalidParameterValue',
        `'${ResourceType ?? ''}' is not a valid taggable resource type for this operation.`,
      );
    }
  }
  return checkTags(
    (specifications ?? []).filter(({ ResourceType }) => ResourceType === kind).flatMap(({ Tags }) => Tags ?? []),
  );
}

interface Found {
  readonly table: TaggedTable;
  readonly record: TaggedRecord;
}

function findTagged(place: Place, ids: readonly string[] | undefined): Found[] {
  if (!ids?.length) throw new Refusal('MissingParameter', 'The request must contain the parameter resourceIdSet');
  return [...new Set(ids)].map((id) => {
    const kind = kindOf(id);
    if (!kind) throw new Refusal('InvalidID', `The ID '${id}' is not valid`);
    const table = taggedTable(kind, place);
    const record = table.get(id);
    if (!record) throw new Refusal(`${kind.code}.NotFound`, `The ID '${id}' does not exist`);
    return { table, record };
  });
}

/** Tags of anything. */
export const tagOperations = [
  changes('CreateTags', (input: CreateTagsRequest, call): object => {
    const items = findTagged(call.place, input.Resources);
    const tags = checkTags(required(input.Tags, 'tagSet'));
    const merged = items.map(({ table, record }) => ({
      table,
      record,
      tags: [...record.tags.filter(({ Key }) => !tags.some((tag) => tag.Key === Key)), ...tags],
    }));
    if (merged.some(({ tags: { length } }) => length > MOST_TAGS)) {
      throw new Refusal('TagLimitExceeded', `The maximum number of Tags per resource has been reached: ${MOST_TAGS}`);
    }
    call.proceed();
    for (const { table, record, tags } of merged) table.change(record, { tags });
    return {};
  }),

  changes('DeleteTags', (input: DeleteTagsRequest, call): object => {
    const items = findTagged(call.place, input.Resources);
    call.proceed();
    for (const { table, record } of items) {
      const tags = record.tags.filter(
        ({ Key, Value }) =>
          // No tags at all means all of them; a tag without a value means whatever its value is.
          !(input.Tags === undefined || input.Tags.some((tag) => tag.Key === Key && (tag.Value ?? Value) === Value)),
      );
      table.change(record, { tags });
    }
    return {};
  }),

  reads('DescribeTags', (input: DescribeTagsRequest, call): DescribeTagsResult => {
    const all = Object.values(kinds).flatMap((kind) =>
      taggedTable(kind, call.place)
        .all()
        .flatMap(({ id, tags }) =>
          tags.map((tag) => ({ ResourceId: id, ResourceType: kind.type as ResourceType, ...tag })),
        ),
    );
    const kept = applyFilters(
      all,
      input.Filters,
      {
        'resource-id': ({ ResourceId }) => ResourceId,
        'resource-type': ({ ResourceType }) => ResourceType,
        key: ({ Key }) => Key,
        value: ({ Value }) => Value,
      },
      (tag) => [tag],
    );
    const { items, nextToken } = pageOf(kept, input);
    return { Tags: items, NextToken: nextToken };
  }),
];
