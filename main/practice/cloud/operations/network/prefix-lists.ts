import type {
  DescribeManagedPrefixListsRequest,
  DescribeManagedPrefixListsResult,
  DescribePrefixListsRequest,
  DescribePrefixListsResult,
  GetManagedPrefixListEntriesRequest,
  GetManagedPrefixListEntriesResult,
} from '@aws-sdk/client-ec2';
import { type PrefixListFact, prefixListsOf } from '../../data/prefix-lists.ts';
import { Refusal } from '../../refusal.ts';
import { applyFilters } from '../filters.ts';
import { required } from '../finding.ts';
import { reads } from '../operation.ts';
import { pageOf } from '../pages.ts';

/** A prefix list by its ID; those of AWS are the only ones here. */
export function findPrefixList(region: string, id: string | undefined): PrefixListFact {
  const given = required(id, 'prefixListId');
  if (!/^pl-([0-9a-f]{8}|[0-9a-f]{17})$/.test(given)) {
    throw new Refusal('InvalidPrefixListId.Malformed', `Invalid id: "${given}" (expecting "pl-...")`);
  }
  const found = prefixListsOf(region).find((list) => list.id === given);
  if (!found) throw new Refusal('InvalidPrefixListID.NotFound', `The prefix list ID '${given}' does not exist`);
  return found;
}

function named(region: string, ids: readonly string[] | undefined): PrefixListFact[] {
  return ids?.length ? ids.map((id) => findPrefixList(region, id)) : prefixListsOf(region);
}

const pages = { least: 1, most: 100 } as const;

/** Lists of address blocks: those that AWS keeps for S3 and DynamoDB. */
export const prefixListReads = [
  reads('DescribePrefixLists', (input: DescribePrefixListsRequest, call): DescribePrefixListsResult => {
    const kept = applyFilters(named(call.region, input.PrefixListIds), input.Filters, {
      'prefix-list-id': ({ id }) => id,
      'prefix-list-name': ({ name }) => name,
    });
    const { items, nextToken } = pageOf(kept, input, { least: 5, most: 1000 });
    return {
      PrefixLists: items.map(({ id, name, blocks }) => ({
        PrefixListId: id,
        PrefixListName: name,
        Cidrs: [...blocks],
      })),
      NextToken: nextToken,
    };
  }),

  reads(
    'DescribeManagedPrefixLists',
    (input: DescribeManagedPrefixListsRequest, call): DescribeManagedPrefixListsResult => {
      const kept = applyFilters(
        named(call.region, input.PrefixListIds),
        input.Filters,
        {
          'prefix-list-id': ({ id }) => id,
          'prefix-list-name': ({ name }) => name,
          'owner-id': () => 'AWS',
        },
        () => [],
      );
      const { items, nextToken } = pageOf(kept, input, pages);
      return {
        PrefixLists: items.map(({ id, name }) => ({
          PrefixListId: id,
          PrefixListName: name,
          PrefixListArn: `arn:aws:ec2:${call.region}:aws:prefix-list/${id}`,
          AddressFamily: 'IPv4',
          State: 'create-complete',
          OwnerId: 'AWS',
          Tags: [],
        })),
        NextToken: nextToken,
      };
    },
  ),

  reads(
    'GetManagedPrefixListEntries',
    (input: GetManagedPrefixListEntriesRequest, call): GetManagedPrefixListEntriesResult => {
      const { items, nextToken } = pageOf(findPrefixList(call.region, input.PrefixListId).blocks, input, pages);
      return { Entries: items.map((Cidr) => ({ Cidr })), NextToken: nextToken };
    },
  ),
];
