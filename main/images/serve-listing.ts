import {
  type Image as AwsImage,
  DescribeImagesCommand,
  type DescribeImagesCommandInput,
  EC2Client,
  ListImagesInRecycleBinCommand,
} from '@aws-sdk/client-ec2';
import { toErrorShape } from '../../src/core/errors.ts';
import { PUBLIC_SEARCH_MAX } from '../../src/images/inventory.ts';
import { toAwsError } from '../aws/errors.ts';
import { CALL_LIMITS, protect } from '../aws/protect.ts';
import { PatientRetryStrategy } from '../aws/retry.ts';
import type { IndexedRow } from './image-index.ts';
import { progressOf } from './image-progress.ts';
import { toBinnedRow, toIndexedRow } from './image-rows.ts';
import { type FromLister, fromShape, type ListingQuery, type PassedCredentials, type ToLister } from './listing.ts';

/** The worker's end of the channel. */
export interface ServedPort {
  postMessage(message: FromLister): void;
  on(event: 'message', listener: (message: ToLister) => void): unknown;
}

/** The first question is a small one, so that there is something to see; it is AWS's largest page from then on. */
const FIRST_PAGE = 50;
const PAGE = 1_000;
const BIN_PAGE = 1_000;

type List = Extract<ToLister, { kind: 'list' }>;

interface Waiting {
  readonly resolve: (credentials: PassedCredentials) => void;
  readonly reject: (error: unknown) => void;
}

/** Lists images for whoever asks at the other end of the port, until the thread ends. */
export function serveListings(port: ServedPort): void {
  const running = new Map<number, AbortController>();
  const asked = new Map<number, Waiting>();
  let lastAsk = 0;

  port.on('message', (message) => {
    switch (message.kind) {
      case 'list': {
        const stop = new AbortController();
        running.set(message.id, stop);
        void serve(message, stop.signal).finally(() => running.delete(message.id));
        return;
      }
      case 'credentials':
        asked.get(message.ask)?.resolve(message.credentials);
        asked.delete(message.ask);
        return;
      case 'no-credentials':
        asked.get(message.ask)?.reject(fromShape(message.error));
        asked.delete(message.ask);
        return;
      case 'stop':
        running.get(message.id)?.abort();
    }
  });

  const askCredentials = (id: number): Promise<PassedCredentials> =>
    new Promise((resolve, reject) => {
      const ask = ++lastAsk;
      asked.set(ask, { resolve, reject });
      port.postMessage({ kind: 'ask-credentials', id, ask });
    });

  async function serve(list: List, signal: AbortSignal): Promise<void> {
    const { id, pass } = list;
    const client = new EC2Client({
      region: pass.region,
      credentials: async () => {
        const { sessionToken, expiration, ...keys } = await askCredentials(id);
        return { ...keys, ...(sessionToken ? { sessionToken } : {}), ...(expiration ? { expiration } : {}) };
      },
      ...(pass.endpoint ? { endpoint: pass.endpoint } : {}),
      requestHandler: CALL_LIMITS,
      retryStrategy: new PatientRetryStrategy(),
    });
    protect(client, { ...pass, signInEnded: () => undefined });
    const send = (rows: readonly IndexedRow[]) => {
      if (rows.length > 0 && !signal.aborted) port.postMessage({ kind: 'rows', id, rows });
    };
    try {
      const capped = await listAll(client, list, send, signal);
      port.postMessage({ kind: 'done', id, capped });
    } catch (thrown) {
      const { region, profile } = pass;
      const error = toErrorShape(toAwsError(thrown, { operation: 'DescribeImages', region, profile }));
      port.postMessage({ kind: 'failed', id, error });
    } finally {
      client.destroy();
    }
  }
}

type Send = (rows: readonly IndexedRow[]) => void;

/** Answers whether there was more than is taken. */
async function listAll(client: EC2Client, list: List, send: Send, signal: AbortSignal): Promise<boolean> {
  const { query } = list;
  if (query.what === 'bin') {
    await listBin(client, list, send, signal);
    return false;
  }
  let capped = false;
  for (const input of inputsOf(query)) {
    const most = query.what === 'public' ? PUBLIC_SEARCH_MAX : Number.POSITIVE_INFINITY;
    if (await describeAll(client, { list, input, most }, send, signal)) capped = true;
  }
  return capped;
}

/** The questions that answer a query, in order. */
function inputsOf(query: Exclude<ListingQuery, { what: 'bin' }>): DescribeImagesCommandInput[] {
  switch (query.what) {
    case 'own':
      return [{ Owners: ['self'], IncludeDeprecated: true, IncludeDisabled: true }];
    case 'shared':
      return [{ ExecutableUsers: ['self'], IncludeDeprecated: true }];
    case 'ids':
      // A filter leaves out what it does not find; a list of ids would be refused as a whole.
      return [
        { Filters: [{ Name: 'image-id', Values: [...query.ids] }], IncludeDeprecated: true, IncludeDisabled: true },
      ];
    case 'public': {
      // In a filter * and ? stand for others; what the person typed means itself.
      const plain = query.text.replace(/[\\*?]/g, '\\$&');
      const Filters = /^ami-[0-9a-f]+$/.test(query.text)
        ? [{ Name: 'image-id', Values: [query.text] }]
        : [{ Name: 'name', Values: [`*${plain}*`] }];
      return [
        { Owners: ['amazon', 'aws-marketplace'], ExecutableUsers: ['all'], Filters },
        { ExecutableUsers: ['all'], Filters },
      ];
    }
  }
}

async function describeAll(
  client: EC2Client,
  { list, input, most }: { list: List; input: DescribeImagesCommandInput; most: number },
  send: Send,
  abortSignal: AbortSignal,
): Promise<boolean> {
  const shape = async (images: readonly AwsImage[]) => {
    const pending = images.filter(({ State }) => State === 'pending');
    const progress = pending.length > 0 ? await progressOf(client, pending) : undefined;
    send(
      images.map((image) =>
        toIndexedRow(image, {
          region: list.pass.region,
          accountId: list.accountId,
          progress: progress?.get(image.ImageId ?? ''),
        }),
      ),
    );
  };
  const first = await client.send(new DescribeImagesCommand({ ...input, MaxResults: FIRST_PAGE }), { abortSignal });
  await shape(first.Images ?? []);
  // A token belongs to the request that it came with, so a larger page begins at the start again.
  if (!first.NextToken) return false;
  let taken = 0;
  let token: string | undefined;
  do {
    const page = await client.send(
      new DescribeImagesCommand({ ...input, MaxResults: PAGE, ...(token ? { NextToken: token } : {}) }),
      { abortSignal },
    );
    await shape(page.Images ?? []);
    taken += page.Images?.length ?? 0;
    token = page.NextToken || undefined;
  } while (token && taken < most);
  return token !== undefined;
}

async function listBin(client: EC2Client, list: List, send: Send, abortSignal: AbortSignal): Promise<void> {
  let token: string | undefined;
  do {
    const page = await client.send(
      new ListImagesInRecycleBinCommand({ MaxResults: BIN_PAGE, ...(token ? { NextToken: token } : {}) }),
      { abortSignal },
    );
    send((page.Images ?? []).map((image) => toBinnedRow(image, list.pass.region, list.accountId)));
    token = page.NextToken || undefined;
  } while (token);
}
