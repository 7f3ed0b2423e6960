import type {
  DescribeSnapshotsRequest,
  DescribeSnapshotsResult,
  DescribeSnapshotTierStatusRequest,
  DescribeSnapshotTierStatusResult,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import { applyFilters, type FilterFields } from '../filters.ts';
import { findAll, kinds } from '../finding.ts';
import { narrowed } from '../narrowing.ts';
import { type CallContext, reads } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { showTags } from '../views.ts';
import { progressOf, showSnapshot } from './shown-snapshot.ts';
import { othersSnapshots, seenSnapshot, type VisibleSnapshot, visibleSnapshot } from './visible-snapshots.ts';

/** Filters of a snapshot, with what it shows to each. */
function filtersOf(call: CallContext): FilterFields<VisibleSnapshot> {
  return {
    'snapshot-id': ({ id }) => id,
    'volume-id': ({ record }) => record.volumeId,
    'volume-size': ({ record }) => String(record.size),
    'owner-id': ({ ownerId }) => ownerId,
    'owner-alias': ({ ownerAlias }) => ownerAlias,
    description: ({ record }) => record.description,
    encrypted: ({ record }) => String(record.encrypted),
    progress: ({ record }) => `${progressOf(record, call.now)}%`,
    'start-time': ({ record }) => new Date(record.startedAt).toISOString(),
    status: ({ record }) => record.state,
    'storage-tier': () => 'standard',
    'transfer-type': () => 'standard',
    // Only those of Local Zones have one.
    'availability-zone': () => null,
  };
}

/** Snapshots that a filter's plain value finds at once. */
const indexes = { 'snapshot-id': 'id', 'volume-id': 'volume' } as const;

function readOwners({ OwnerIds: given }: DescribeSnapshotsRequest, call: CallContext): readonly string[] | null {
  if (!given?.length) return null;
  checkUsers(given, ['self', 'amazon', 'aws-marketplace', 'aws-backup-vault']);
  return given.map((owner) => (owner === 'self' ? call.account.id : owner));
}

function checkUsers(users: readonly string[], words: readonly string[]): void {
  const wrong = users.find((user) => !/^\d{12}$/.test(user) && !words.includes(user));
  if (wrong !== undefined) throw new Refusal('InvalidUserID.Malformed', `Invalid user id: "${wrong}"`);
}

function* candidates(
  input: DescribeSnapshotsRequest,
  owners: readonly string[] | null,
  call: CallContext,
): Generator<VisibleSnapshot> {
  const one = (id: string) => visibleSnapshot(call, id) ?? undefined;
  const named = input.Filters?.find(({ Name }) => Name === 'snapshot-id')?.Values ?? [];
  if (input.SnapshotIds?.length) {
    yield* findAll(kinds.snapshot, { get: one }, input.SnapshotIds);
  } else if (named.length > 0 && !named.some((id) => /[*?\\]/.test(id))) {
    yield* [...new Set(named)].flatMap((id) => one(id) ?? []);
  } else {
    if (!owners || owners.includes(call.account.id)) yield* ownCandidates(input, call);
    if (!owners?.every((owner) => owner === call.account.id)) yield* othersSnapshots(call);
  }
}

function* ownCandidates(input: DescribeSnapshotsRequest, call: CallContext): Generator<VisibleSnapshot> {
  for (const record of narrowed(call.place.snapshots, input.Filters, indexes)) {
    const seen = seenSnapshot(call, call.place, record);
    if (seen) yield seen;
  }
}

/** Whether volumes can be made of a snapshot by one of these: by the caller, by all, or by an account it is shared with. */
function isRestorable({ record, ownerId }: VisibleSnapshot, users: readonly string[], call: CallContext): boolean {
  const own = call.account.id;
  return users.some((user) => {
    if (user === 'all') return record.isPublic;
    if (user === 'self' || user === own) return ownerId === own || record.sharedWith.includes(own);
    return ownerId === own && record.sharedWith.includes(user);
  });
}

/** What a request asks for, one by one: a page of a long list is made without the rest of it. */
function* choose(input: DescribeSnapshotsRequest, call: CallContext): Generator<VisibleSnapshot> {
  const owners = readOwners(input, call);
  const users = input.RestorableByUserIds ?? [];
  checkUsers(users, ['self', 'all']);
  for (const snapshot of candidates(input, owners, call)) {
    const { ownerId, ownerAlias } = snapshot;
    const owned = !owners || owners.includes(ownerId) || (ownerAlias !== null && owners.includes(ownerAlias));
    if (owned && (users.length === 0 || isRestorable(snapshot, users, call))) yield snapshot;
  }
}

/** Snapshots as they are. */
export const snapshotReads = [
  reads('DescribeSnapshots', (input: DescribeSnapshotsRequest, call): DescribeSnapshotsResult => {
    if (input.SnapshotIds?.length && input.MaxResults !== undefined) {
      throw new Refusal(
        'InvalidParameterCombination',
        'The parameter snapshotIdSet cannot be used with the parameter maxResults',
      );
    }
    const chosen = choose(input, call);
    const tagsOf = ({ record, ownerId }: VisibleSnapshot) => (ownerId === call.account.id ? record.tags : []);
    const kept = input.Filters?.length ? applyFilters([...chosen], input.Filters, filtersOf(call), tagsOf) : chosen;
    const { items, nextToken } = pageOf(kept, input);
    return { Snapshots: items.map((snapshot) => showSnapshot(snapshot, call)), NextToken: nextToken };
  }),

  reads(
    'DescribeSnapshotTierStatus',
    (input: DescribeSnapshotTierStatusRequest, call): DescribeSnapshotTierStatusResult => {
      const kept = applyFilters(
        narrowed(call.place.snapshots, input.Filters, indexes),
        input.Filters,
        {
          'snapshot-id': ({ id }) => id,
          'volume-id': ({ volumeId }) => volumeId,
          // Nothing here was ever archived.
          'last-tiering-operation': () => null,
        },
        ({ tags }) => tags,
      );
      const { items, nextToken } = pageOf(kept, input);
      return {
        SnapshotTierStatuses: items.map((snapshot) => ({
          SnapshotId: snapshot.id,
          VolumeId: snapshot.volumeId,
          Status: snapshot.state,
          OwnerId: call.account.id,
          StorageTier: 'standard',
          Tags: showTags(snapshot.tags),
        })),
        NextToken: nextToken,
      };
    },
  ),
];
