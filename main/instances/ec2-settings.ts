import {
  type _InstanceType,
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeInstanceTypeOfferingsCommand,
  DescribeTagsCommand,
  ModifyInstanceAttributeCommand,
} from '@aws-sdk/client-ec2';
import type { Tag } from '../../src/core/fields.ts';
import type { ProtectionKind } from '../../src/instances/settings.ts';
import type { Cloud } from '../aws/cloud.ts';
import { allPages, awsTags, shownTags } from '../aws/shapes.ts';

/** `true` asks only whether it may be done. */
interface Ask {
  readonly DryRun?: boolean;
}

/** Switches a protection. May be repeated without harm. */
export async function sendProtection(
  cloud: Cloud,
  InstanceId: string,
  { kind, on }: { readonly kind: ProtectionKind; readonly on: boolean },
  ask: Ask = {},
): Promise<void> {
  const change = kind === 'termination' ? { DisableApiTermination: { Value: on } } : { DisableApiStop: { Value: on } };
  await cloud.read.send(new ModifyInstanceAttributeCommand({ InstanceId, ...change, ...ask }));
}

/** Changes the type of a stopped instance. May be repeated without harm. */
export async function sendType(cloud: Cloud, InstanceId: string, type: string, ask: Ask = {}): Promise<void> {
  await cloud.read.send(new ModifyInstanceAttributeCommand({ InstanceId, InstanceType: { Value: type }, ...ask }));
}

/** The names of the types that an Availability Zone offers. */
export async function offeredIn(cloud: Cloud, zone: string): Promise<ReadonlySet<string>> {
  const found = await allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeInstanceTypeOfferingsCommand({
        LocationType: 'availability-zone',
        Filters: [{ Name: 'location', Values: [zone] }],
        ...(NextToken ? { NextToken } : {}),
      }),
    );
    return { items: page.InstanceTypeOfferings ?? [], next: page.NextToken };
  });
  return new Set(found.flatMap(({ InstanceType }: { InstanceType?: _InstanceType | undefined }) => InstanceType ?? []));
}

/** Writes tags over those with the same keys. May be repeated without harm. */
export async function writeTags(cloud: Cloud, id: string, tags: readonly Tag[], ask: Ask = {}): Promise<void> {
  if (tags.length === 0) return;
  await cloud.read.send(new CreateTagsCommand({ Resources: [id], Tags: awsTags(tags), ...ask }));
}

/** Removes tags by their keys, whatever they hold. May be repeated without harm. */
export async function removeTags(cloud: Cloud, id: string, keys: readonly string[], ask: Ask = {}): Promise<void> {
  if (keys.length === 0) return;
  await cloud.read.send(new DeleteTagsCommand({ Resources: [id], Tags: keys.map((Key) => ({ Key })), ...ask }));
}

/** The tags as they are. */
export async function readTags(cloud: Cloud, id: string): Promise<Tag[]> {
  const found = await allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeTagsCommand({
        Filters: [{ Name: 'resource-id', Values: [id] }],
        ...(NextToken ? { NextToken } : {}),
      }),
    );
    return { items: page.Tags ?? [], next: page.NextToken };
  });
  return shownTags(found);
}
