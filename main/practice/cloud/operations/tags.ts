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
import type { PlaceRecord, TagRecord } from '../world/records.ts';
import { applyFilters } from './filters.ts';
import { required } from './finding.ts';
import { changes, reads } from './operation.ts';
import { pageOf } from './pages.ts';

interface Tagged {
  readonly id: string;
  tags: TagRecord[];
}

const MOST_TAGS = 50;

/** Everything in a place that has tags, with EC2's word for its kind. */
function* taggedOf(place: PlaceRecord): Generator<readonly [ResourceType, Tagged]> {
  for (const one of place.instances) yield ['instance', one];
  for (const one of place.images) yield ['image', one];
  for (const one of place.snapshots) yield ['snapshot', one];
  for (const one of place.volumes) yield ['volume', one];
  for (const one of place.groups) yield ['security-group', one];
  for (const one of place.keyPairs) yield ['key-pair', one];
  for (const one of place.vpcs) yield ['vpc', one];
  for (const one of place.subnets) yield ['subnet', one];
  for (const one of place.gateways) yield ['internet-gateway', one];
}

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

const codes: Readonly<Record<string, string>> = {
  i: 'InvalidInstanceID',
  ami: 'InvalidAMIID',
  snap: 'InvalidSnapshot',
  vol: 'InvalidVolume',
  sg: 'InvalidGroup',
  key: 'InvalidKeyPair',
  vpc: 'InvalidVpcID',
  subnet: 'InvalidSubnetID',
  igw: 'InvalidInternetGatewayID',
};

function findTagged(place: PlaceRecord, ids: readonly string[] | undefined): Tagged[] {
  const all = new Map([...taggedOf(place)].map(([, item]) => [item.id, item]));
  if (!ids?.length) throw new Refusal('MissingParameter', 'The request must contain the parameter resourceIdSet');
  return ids.map((id) => {
    const found = all.get(id);
    if (found) return found;
    const code = codes[id.split('-')[0] ?? ''];
    if (!code) throw new Refusal('InvalidID', `The ID '${id}' is not valid`);
    throw new Refusal(`${code}.NotFound`, `The ID '${id}' does not exist`);
  });
}

/** Tags of anything. */
export const tagOperations = [
  changes('CreateTags', (input: CreateTagsRequest, call): object => {
    const items = findTagged(call.place, input.Resources);
    const tags = checkTags(required(input.Tags, 'tagSet'));
    const merged = items.map(({ tags: held }) => [
      ...held.filter(({ Key }) => !tags.some((tag) => tag.Key === Key)),
      ...tags,
    ]);
    if (merged.some(({ length }) => length > MOST_TAGS)) {
      throw new Refusal('TagLimitExceeded', `The maximum number of Tags per resource has been reached: ${MOST_TAGS}`);
    }
    call.proceed();
    items.forEach((item, index) => {
      item.tags = merged[index] ?? item.tags;
    });
    return {};
  }),

  changes('DeleteTags', (input: DeleteTagsRequest, call): object => {
    const items = findTagged(call.place, input.Resources);
    call.proceed();
    for (const item of items) {
      item.tags = item.tags.filter(
        ({ Key, Value }) =>
          // No tags at all means all of them; a tag without a value means whatever its value is.
          !(input.Tags === undefined || input.Tags.some((tag) => tag.Key === Key && (tag.Value ?? Value) === Value)),
      );
    }
    return {};
  }),

  reads('DescribeTags', (input: DescribeTagsRequest, call): DescribeTagsResult => {
    const all = [...taggedOf(call.place)].flatMap(([type, { id, tags }]) =>
      tags.map((tag) => ({ ResourceId: id, ResourceType: type, ...tag })),
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
