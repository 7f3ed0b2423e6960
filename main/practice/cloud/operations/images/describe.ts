import type { DescribeImagesRequest, DescribeImagesResult, Filter } from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import { othersImages, ownImages, seenBy, type VisibleImage, visibleImage } from '../available-images.ts';
import { applyFilters } from '../filters.ts';
import { findAll, kinds } from '../finding.ts';
import { type CallContext, reads } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { imageFilters } from './image-filters.ts';
import { showImage, tagsSeenBy } from './shown-image.ts';

const ACCOUNT = /^\d{12}$/;
const aliases = ['amazon', 'aws-marketplace', 'aws-backup-vault'] as const;

/** The values of a filter that has no wildcards, by which images can be found at once; null where there is none. */
function exactly(filters: readonly Filter[] | undefined, name: string): readonly string[] | null {
  const values = filters?.find(({ Name }) => Name === name)?.Values;
  return values?.length && values.every((value) => !/[*?\\]/.test(value)) ? values : null;
}

/** The caller's own images that can pass the filters: found by name or snapshot where one of these is told. */
function ownCandidates(input: DescribeImagesRequest, call: CallContext): Iterable<VisibleImage> {
  const { images } = call.place;
  const names = exactly(input.Filters, 'name');
  const snapshots = exactly(input.Filters, 'block-device-mapping.snapshot-id');
  const found = names
    ? names.flatMap((name) => images.by('name', name))
    : snapshots?.flatMap((id) => images.by('snapshot', id));
  return found ? [...new Set(found)].flatMap((record) => seenBy(call, call.place, record) ?? []) : ownImages(call);
}

function* candidates(
  input: DescribeImagesRequest,
  owners: readonly string[] | null,
  call: CallContext,
): Generator<VisibleImage> {
  const ids = exactly(input.Filters, 'image-id');
  if (input.ImageIds?.length) {
    yield* findAll(kinds.image, { get: (id) => visibleImage(call, id) ?? undefined }, input.ImageIds);
  } else if (ids) {
    yield* [...new Set(ids)].flatMap((id) => visibleImage(call, id) ?? []);
  } else {
    if (!owners || owners.includes(call.account.id)) yield* ownCandidates(input, call);
    if (!owners?.every((owner) => owner === call.account.id)) yield* othersImages(call);
  }
}

function readOwners({ Owners: given }: DescribeImagesRequest, call: CallContext): readonly string[] | null {
  if (!given?.length) return null;
  const owners = given.map((owner) => (owner === 'self' ? call.account.id : owner));
  checkUsers(owners, aliases);
  return owners;
}

function checkUsers(users: readonly string[], words: readonly string[]): void {
  const wrong = users.find((user) => !ACCOUNT.test(user) && !words.includes(user));
  if (wrong !== undefined) throw new Refusal('InvalidUserID.Malformed', `Invalid user id: "${wrong}"`);
}

/** Whether an image is lent to one of these: to the caller, to all, or by the caller to another account. */
function isLent({ record, isPublic, ownerId }: VisibleImage, users: readonly string[], call: CallContext): boolean {
  const own = call.account.id;
  return users.some((user) => {
    if (user === 'all') return isPublic;
    const account = user === 'self' ? own : user;
    return record.permissions.accounts.includes(account) && (account === own || ownerId === own);
  });
}

/** Left out of lists: disabled images, and deprecated ones of others, unless they are asked for. */
function isListed({ record, ownerId }: VisibleImage, input: DescribeImagesRequest, call: CallContext): boolean {
  if (record.state === 'disabled' && input.IncludeDisabled !== true) return false;
  const deprecated = record.deprecatedAt !== null && record.deprecatedAt <= call.now;
  return !deprecated || ownerId === call.account.id || input.IncludeDeprecated === true || !!input.ImageIds?.length;
}

/** What a request asks for, one by one: a page of a long list is made without the rest of it. */
function* choose(input: DescribeImagesRequest, call: CallContext): Generator<VisibleImage> {
  const owners = readOwners(input, call);
  const users = input.ExecutableUsers ?? [];
  checkUsers(users, ['self', 'all']);
  for (const image of candidates(input, owners, call)) {
    const { ownerId, ownerAlias } = image;
    const owned = !owners || owners.includes(ownerId) || (ownerAlias !== null && owners.includes(ownerAlias));
    if (owned && isListed(image, input, call) && (users.length === 0 || isLent(image, users, call))) yield image;
  }
}

/** Images as they are. */
export const describeOperations = [
  reads('DescribeImages', (input: DescribeImagesRequest, call): DescribeImagesResult => {
    const chosen = choose(input, call);
    const kept = input.Filters?.length
      ? applyFilters([...chosen], input.Filters, imageFilters(call), (image) => tagsSeenBy(call, image))
      : chosen;
    const { items, nextToken } = pageOf(kept, input, { least: 1, most: 1000 });
    return { Images: items.map((image) => showImage(image, call)), NextToken: nextToken };
  }),
];
