import { AppError, type ErrorShape } from '../../src/core/errors.ts';
import type { Cloud, CloudPass } from '../aws/cloud.ts';
import { isSignInFault, toAwsError } from '../aws/errors.ts';
import type { IndexedRow } from './image-index.ts';

/**
 * Lists of images, read and shaped in a thread of their own.
 *
 * The SDK needs 4 s for the answers about 50,000 images, and blocks whoever runs it for most of that. So a worker
 * thread asks AWS, page by page, and sends on only what the table shows.
 */

/** What can be listed in one Region. */
export type ListingQuery =
  | { readonly what: 'own' | 'shared' }
  | { readonly what: 'bin' }
  /** Public images whose name holds this text: verified publishers' first, then everybody's. */
  | { readonly what: 'public'; readonly text: string }
  /** These images, whoever owns them; what cannot be seen is left out. */
  | { readonly what: 'ids'; readonly ids: readonly string[] };

/** Keys that live in memory only, and only as long as a listing. */
export interface PassedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
}

/** To the worker. */
export type ToLister =
  | {
      readonly kind: 'list';
      readonly id: number;
      readonly pass: CloudPass;
      readonly accountId: string;
      readonly query: ListingQuery;
    }
  | { readonly kind: 'credentials'; readonly id: number; readonly ask: number; readonly credentials: PassedCredentials }
  | { readonly kind: 'no-credentials'; readonly id: number; readonly ask: number; readonly error: ErrorShape }
  | { readonly kind: 'stop'; readonly id: number };

/** From the worker. */
export type FromLister =
  | { readonly kind: 'rows'; readonly id: number; readonly rows: readonly IndexedRow[] }
  | { readonly kind: 'done'; readonly id: number; readonly capped: boolean }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorShape }
  | { readonly kind: 'ask-credentials'; readonly id: number; readonly ask: number };

/** The worker as the main process sees it: a thread, or in tests the other end of a channel. */
export interface ListerPort {
  send(message: ToLister): void;
  onMessage(listener: (message: FromLister) => void): void;
  /** Told when the worker ended by itself. */
  onExit(listener: () => void): void;
  end(): void;
}

/** Lists images; one worker for all, started at the first listing. */
export interface Lister {
  /**
   * Lists in the Cloud's Region and hands each page to `onRows` as it comes. Answers whether there was more than is
   * taken. Rejects with an AppError; what came before stays with the caller.
   */
  list(
    cloud: Cloud,
    accountId: string,
    query: ListingQuery,
    onRows: (rows: readonly IndexedRow[]) => void,
    signal?: AbortSignal,
  ): Promise<{ readonly capped: boolean }>;
  stop(): void;
}

interface Running {
  readonly cloud: Cloud;
  readonly onRows: (rows: readonly IndexedRow[]) => void;
  readonly resolve: (end: { capped: boolean }) => void;
  readonly reject: (error: AppError) => void;
}

/** The main process's end of the listing worker. */
export function createLister(start: () => ListerPort): Lister {
  const running = new Map<number, Running>();
  let port: ListerPort | undefined;
  let last = 0;

  function open(): ListerPort {
    if (port) return port;
    const opened = start();
    opened.onMessage((message) => {
      const listing = running.get(message.id);
      if (listing) hear(opened, listing, message);
    });
    opened.onExit(() => {
      if (port !== opened) return;
      port = undefined;
      for (const { reject } of running.values()) reject(workerGone());
      running.clear();
    });
    port = opened;
    return opened;
  }

  function hear(from: ListerPort, listing: Running, message: FromLister): void {
    switch (message.kind) {
      case 'rows':
        listing.onRows(message.rows);
        return;
      case 'done':
        running.delete(message.id);
        listing.resolve({ capped: message.capped });
        return;
      case 'failed': {
        running.delete(message.id);
        const error = fromShape(message.error);
        if (isSignInFault(error)) listing.cloud.signInEnded();
        listing.reject(error);
        return;
      }
      case 'ask-credentials':
        void answerCredentials(from, listing.cloud, message);
    }
  }

  return {
    list(cloud, accountId, query, onRows, signal) {
      const id = ++last;
      const listed = new Promise<{ capped: boolean }>((resolve, reject) => {
        running.set(id, { cloud, onRows, resolve, reject });
      });
      const abort = (): void => {
        const listing = running.get(id);
        if (!running.delete(id)) return;
        port?.send({ kind: 'stop', id });
        listing?.reject(stopped());
      };
      signal?.addEventListener('abort', abort, { once: true });
      if (signal?.aborted) abort();
      else open().send({ kind: 'list', id, pass: cloud.pass, accountId, query });
      return listed.finally(() => signal?.removeEventListener('abort', abort));
    },
    stop() {
      const ended = port;
      port = undefined;
      for (const { reject } of running.values()) reject(stopped());
      running.clear();
      ended?.end();
    },
  };
}

/** Signs in afresh where that is due: the SDK's provider keeps what is still good. */
async function answerCredentials(
  port: ListerPort,
  cloud: Cloud,
  { id, ask }: { readonly id: number; readonly ask: number },
): Promise<void> {
  try {
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = await cloud.read.config.credentials();
    port.send({
      kind: 'credentials',
      id,
      ask,
      credentials: { accessKeyId, secretAccessKey, sessionToken, expiration },
    });
  } catch (thrown) {
    const { region, profile } = cloud.pass;
    const error = toAwsError(thrown, { operation: 'DescribeImages', region, profile });
    port.send({ kind: 'no-credentials', id, ask, error: error.toShape() });
  }
}

/** An error that crossed from the worker, as it was there. */
export function fromShape({ code, message, ...details }: ErrorShape): AppError {
  return new AppError(code, message, details);
}

function workerGone(): AppError {
  return new AppError('images.listing-ended', 'The part of Amiable that lists images ended unexpectedly.', {
    fix: 'Try again: it starts anew.',
    retryable: true,
  });
}

function stopped(): AppError {
  return new AppError('app.stopped', 'This was stopped.', { retryable: true });
}
