import {
  DescribeImagesCommand,
  type DescribeImagesCommandInput,
  DescribeRegionsCommand,
  GetAllowedImagesSettingsCommand,
  ListImagesInRecycleBinCommand,
} from '@aws-sdk/client-ec2';
import { AppError } from '../../src/core/errors.ts';
import type { RegionFailure } from '../../src/images/inventory.ts';
import { idMistake, type WhereAnswer } from '../../src/images/where.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Clock } from '../app/platform.ts';
import type { Cloud } from '../aws/cloud.ts';
import { isNotFound } from '../aws/errors.ts';
import type { IndexedRow } from './image-index.ts';
import { toBinnedRow, toIndexedRow } from './image-rows.ts';
import { toFailure } from './shelf.ts';

/** What the search needs. */
export interface WhereDeps {
  readonly accounts: Pick<Accounts, 'reading'>;
  readonly enabledRegions: () => Promise<readonly string[]>;
  readonly clock: Clock;
}

/** No Region is waited for longer. */
const REGION_MS = 20_000;
/** Regions that are looked in at the same time: each takes five calls. */
const AT_ONCE = 8;
/** No more images are told than these. */
const FOUND_MAX = 100;

interface Looked {
  readonly found: readonly IndexedRow[];
  readonly more: boolean;
  readonly allowedOnly: boolean;
}

/** Looks for an id or a part of a name in every enabled Region at once. */
export async function whereIsImage(deps: WhereDeps, text: string): Promise<WhereAnswer> {
  const written = text.trim();
  const { account, cloud } = await deps.accounts.reading();
  const [enabled, notEnabled] = await Promise.all([deps.enabledRegions(), regionsNotEnabled(cloud)]);
  const regions = [account.region, ...enabled.filter((region) => region !== account.region)];
  // An id with a mistake in it is refused everywhere; there is nothing to look for.
  const asked = idMistake(written) === undefined ? regions : [];
  const failures: RegionFailure[] = [];
  const look = async (region: string) => {
    try {
      const there = (await deps.accounts.reading(region)).cloud;
      return { region, ...(await within(deps.clock, lookIn(there, account.accountId, written))) };
    } catch (thrown) {
      failures.push(toFailure(region, thrown));
      return { region, found: [], more: false, allowedOnly: false };
    }
  };
  const looked = await fewAtOnce(asked, look);
  const rows = looked.flatMap(({ found }) => found.map(({ row }) => row));
  return {
    found: rows.slice(0, FOUND_MAX),
    more: rows.length > FOUND_MAX || looked.some(({ more }) => more),
    regions: asked,
    failures,
    notEnabled,
    allowedOnly: looked.flatMap(({ region, allowedOnly }) => (allowedOnly ? region : [])),
    accountId: account.accountId,
  };
}

/** The answer, or a refusal once it has taken too long. */
async function within<T>(clock: Clock, answer: Promise<T>): Promise<T> {
  const over = new AbortController();
  const limit = clock.sleep(REGION_MS, over.signal).then(() => {
    throw new AppError('aws.no-answer', 'This Region did not answer in time.', { retryable: true });
  });
  limit.catch(() => undefined);
  return Promise.race([answer, limit]).finally(() => over.abort());
}

/** Every answer in order, asked for a few at a time. */
async function fewAtOnce<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  let next = 0;
  const go = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) answers[at] = await ask(items[at] as T);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, go));
  return answers;
}

async function lookIn(cloud: Cloud, accountId: string, text: string): Promise<Looked> {
  const isId = /^ami-[0-9a-f]+$/.test(text);
  const [images, binned, allowedOnly] = await Promise.all([
    isId ? byId(cloud, text) : byName(cloud, text),
    inBin(cloud, text, isId),
    allowsOnlySome(cloud),
  ]);
  const context = { region: cloud.region, accountId };
  return {
    found: [
      ...images.found.map((image) => toIndexedRow(image, context)),
      ...binned.map((image) => toBinnedRow(image, cloud.region, accountId)),
    ],
    more: images.more,
    allowedOnly,
  };
}

async function byId(cloud: Cloud, imageId: string) {
  // A filter is no error where it finds nothing, and finds the deprecated and the disabled as well.
  const { Images = [] } = await describe(cloud, {
    Filters: [{ Name: 'image-id', Values: [imageId] }],
    IncludeDeprecated: true,
    IncludeDisabled: true,
  });
  return { found: Images, more: false };
}

async function byName(cloud: Cloud, text: string) {
  const plain = text.replace(/[\\*?]/g, '\\$&');
  const pattern = [`*${plain}*`];
  const base = { IncludeDeprecated: true, MaxResults: FOUND_MAX };
  const answers = await Promise.all([
    describe(cloud, { ...base, Owners: ['self'], Filters: [{ Name: 'name', Values: pattern }], IncludeDisabled: true }),
    describe(cloud, {
      ...base,
      Owners: ['self'],
      Filters: [{ Name: 'tag:Name', Values: pattern }],
      IncludeDisabled: true,
    }),
    describe(cloud, { ...base, ExecutableUsers: ['self'], Filters: [{ Name: 'name', Values: pattern }] }),
  ]);
  const images = new Map(answers.flatMap(({ Images = [] }) => Images).map((image) => [image.ImageId, image]));
  return { found: [...images.values()], more: answers.some(({ NextToken }) => NextToken) };
}

const describe = (cloud: Cloud, input: DescribeImagesCommandInput) => cloud.read.send(new DescribeImagesCommand(input));

/** What fits in the Recycle Bin; whoever may not look there is told of the rest all the same. */
async function inBin(cloud: Cloud, text: string, isId: boolean) {
  const input = isId ? { ImageIds: [text] } : {};
  const { Images = [] } = await cloud.read.send(new ListImagesInRecycleBinCommand(input)).catch((error: unknown) => {
    if (isNotFound(error) || isRefused(error)) return { Images: [] };
    throw error;
  });
  const wanted = text.toLowerCase();
  return isId ? Images : Images.filter(({ Name = '' }) => Name.toLowerCase().includes(wanted));
}

/** Whether the account shows only images of certain publishers here; unknown counts as no. */
async function allowsOnlySome(cloud: Cloud): Promise<boolean> {
  const { State } = await cloud.read
    .send(new GetAllowedImagesSettingsCommand({}))
    .catch((): { State?: string } => ({}));
  return State === 'enabled';
}

async function regionsNotEnabled(cloud: Cloud): Promise<string[]> {
  const { Regions = [] } = await cloud.read
    .send(new DescribeRegionsCommand({ AllRegions: true }))
    .catch((): { Regions?: { RegionName?: string; OptInStatus?: string }[] } => ({}));
  return Regions.flatMap(({ RegionName, OptInStatus }) =>
    RegionName && OptInStatus === 'not-opted-in' ? [RegionName] : [],
  ).sort();
}

function isRefused(error: unknown): boolean {
  return toFailure('', error).awsCode === 'UnauthorizedOperation';
}
