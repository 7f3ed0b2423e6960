import type { CallContext } from '../operations/operation.ts';
import { kindOf, kinds, taggedTable } from '../world/kinds.ts';
import type { TagRecord } from '../world/records/tag-records.ts';
import { ownContext, publicContext } from './ec2-context.ts';
import type { ResourcePolicy } from './evaluate.ts';

/** Condition keys, spelled as AWS does, with their values. */
export type Context = Readonly<Record<string, readonly string[]>>;

/** One action on one resource that must be allowed for a call. */
export interface Need {
  /** `ec2:RunInstances` */
  readonly action: string;
  /** An ARN, or `*` for an action without resources. */
  readonly resource: string;
  readonly context: Context;
  /** The policy of the resource, where its kind has one: it has a say besides the policies of who asks. */
  readonly resourcePolicy?: ResourcePolicy;
  /** A grant of KMS allows it where no policy does; what a policy denies stays denied. */
  readonly isGranted?: boolean;
}

/** Calls that look at one thing and are judged by it; all other looking is judged as a whole. */
const lookingAtOne = new Set([
  'GetConsoleOutput',
  'GetPasswordData',
  'GetConsoleScreenshot',
  'DescribeInstanceAttribute',
  'DescribeImageAttribute',
  'DescribeSnapshotAttribute',
  'DescribeVolumeAttribute',
  'DescribeNetworkInterfaceAttribute',
]);
const MOST_RESOURCES = 1_000;

/**
 * What an EC2 call must be allowed: its action on every thing that it names, and on every kind that it makes.
 *
 * Things are known by the IDs anywhere in the input. A call that tags what it makes needs ec2:CreateTags on it as
 * well, with ec2:CreateAction. Source: Service Authorization Reference, "Actions, resources, and condition keys for
 * Amazon EC2".
 */
export function ec2Needs(name: string, makes: readonly string[], input: object, call: CallContext): Need[] {
  const action = `ec2:${name}`;
  const common: Context = { 'ec2:Region': [call.region] };
  if (/^(Describe|Get|List|Search)/.test(name) && !lookingAtOne.has(name)) {
    return [{ action, resource: '*', context: common }];
  }
  const named = [...new Set(idsIn(input))].slice(0, MOST_RESOURCES).map(
    (id): Need => ({
      action,
      resource: arnOf(call, id),
      context: { ...common, ...contextOf(call, id), ...requestTags(givenTags(input)) },
    }),
  );
  const specifications = specificationsIn(input);
  const made = makes.map((type): Need => {
    const tags = specifications.filter(({ ResourceType }) => ResourceType === type).flatMap(({ Tags }) => Tags);
    return { action, resource: newArn(call, type), context: { ...common, ...requestTags(tags) } };
  });
  const needs = [...named, ...made];
  return [
    ...(needs.length > 0 ? needs : [{ action, resource: '*', context: common }]),
    ...createTagsNeeds(name, input, call),
  ];
}

/** A call that tags what it makes must be allowed to tag it as well. */
export function createTagsNeeds(name: string, input: object, call: CallContext): Need[] {
  return specificationsIn(input)
    .filter(({ Tags }) => Tags.length > 0)
    .map(
      ({ ResourceType, Tags }): Need => ({
        action: 'ec2:CreateTags',
        resource: newArn(call, ResourceType),
        context: { 'ec2:Region': [call.region], ...requestTags(Tags), 'ec2:CreateAction': [name] },
      }),
    );
}

/** The ARN of a thing by its ID, whoever owns it. */
export function arnOf(call: CallContext, id: string): string {
  const kind = kindOf(id);
  if (!kind) return '*';
  const name = kind === kinds.keyPair ? (call.place.keyPairs.get(id)?.name ?? id) : id;
  const owner = kind.ownerless ? '' : call.account.id;
  return `arn:aws:ec2:${call.region}:${owner}:${kind.type}/${name}`;
}

/** The ARN of things of a kind that are yet to be made. */
export function newArn(call: CallContext, type: string): string {
  const owner = type === 'image' || type === 'snapshot' ? '' : call.account.id;
  return `arn:aws:ec2:${call.region}:${owner}:${type}/*`;
}

/** The condition keys that a thing brings: its tags, and what its kind has. */
export function contextOf(call: CallContext, id: string): Context {
  const kind = kindOf(id);
  if (!kind) return {};
  const place = call.world.placesIn(call.region).find((one) => kind.table(one).get(id));
  if (!place) return publicContext(kind, call.region, id);
  const tags = place.account === call.account ? (taggedTable(kind, place).get(id)?.tags ?? []) : [];
  return { ...resourceTags(tags), ...ownContext(kind, place, id) };
}

/** Tags as the keys that conditions ask for on things that exist. */
export function resourceTags(tags: readonly TagRecord[], service = 'ec2'): Context {
  return Object.fromEntries(
    tags.flatMap(({ Key, Value }) => [
      [`aws:ResourceTag/${Key}`, [Value]],
      [`${service}:ResourceTag/${Key}`, [Value]],
    ]),
  );
}

/** Tags as the keys that conditions ask for on a request. */
export function requestTags(tags: readonly { readonly Key?: string; readonly Value?: string }[]): Context {
  if (tags.length === 0) return {};
  return {
    ...Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [`aws:RequestTag/${Key}`, [Value]] as const)),
    'aws:TagKeys': tags.map(({ Key = '' }) => Key),
  };
}

interface Specification {
  readonly ResourceType: string;
  readonly Tags: readonly { readonly Key?: string; readonly Value?: string }[];
}

function specificationsIn(input: object): Specification[] {
  const given: unknown = Reflect.get(input, 'TagSpecifications');
  if (!Array.isArray(given)) return [];
  return given.map(({ ResourceType, Tags }) => ({ ResourceType: String(ResourceType), Tags: Tags ?? [] }));
}

/** The tags of CreateTags and DeleteTags. */
function givenTags(input: object): Specification['Tags'] {
  const given: unknown = Reflect.get(input, 'Tags');
  return Array.isArray(given) && Reflect.get(input, 'Resources') !== undefined ? given : [];
}

/** Every ID of a known kind in an input; what people write freely (tags, descriptions, tokens) is passed over. */
function* idsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (/^[a-z]{1,8}-[0-9a-f]{8,17}$/.test(value) && kindOf(value)) yield value;
  } else if (Array.isArray(value)) {
    for (const item of value) yield* idsIn(item);
  } else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
    for (const [name, item] of Object.entries(value)) {
      if (!freeText.has(name)) yield* idsIn(item);
    }
  }
}

const freeText = new Set(['TagSpecifications', 'Tags', 'Description', 'ClientToken', 'Name', 'UserData', 'Filters']);
