import type { z } from 'zod';
import { AppError, toErrorShape } from '../../src/core/errors.ts';
import type { Call, FeatureContract } from '../../src/ipc/call.ts';
import type { CallReply } from '../../src/ipc/channel.ts';
import type { Log } from '../app/platform.ts';

/** Who asks, as far as it can be told; null when the frame is gone already. */
export interface CallSender {
  /** The window the frame belongs to. */
  readonly contentsId: number;
  /** Scheme and host of what the frame shows now. */
  readonly origin: string;
  readonly isMainFrame: boolean;
}

/** True for the main frame of one window alone, while it shows a page of ours. */
export function isWindow(sender: CallSender | null, contentsId: number | undefined, origin: string): boolean {
  return sender?.isMainFrame === true && sender.contentsId === contentsId && sender.origin === origin;
}

type AnyHandlers = Readonly<Record<string, Readonly<Record<string, (input: never) => Promise<unknown>>>>>;

/** What the gate needs. */
export interface GateParts {
  readonly contract: Readonly<Record<string, FeatureContract>>;
  /** Resolves once the main process is composed; calls that come earlier wait. */
  readonly handlers: () => Promise<AnyHandlers>;
  /** True for the main frame of our own window alone. */
  readonly trusts: (sender: CallSender | null) => boolean;
  readonly log: Log;
}

/** The one way in: takes whatever arrived on the call channel and always answers, never throws. */
export type Gate = (sender: CallSender | null, message: unknown) => Promise<CallReply>;

/**
 * Builds the gate that every call of the window passes.
 *
 * In this order: a trusted sender, a known call, the whole request against its schema (unknown fields are refused),
 * the handler, and on the way out declared fields only.
 */
export function createGate({ contract, handlers, trusts, log }: GateParts): Gate {
  const calls = listCalls(contract);

  const pass = async (sender: CallSender | null, message: unknown): Promise<unknown> => {
    if (!trusts(sender)) throw new AppError('ipc.stranger', 'Only the window of Amiable itself may ask this.');
    const { name, input } = readMessage(message);
    const entry = calls.get(name);
    if (!entry) throw new AppError('ipc.unknown-call', `Amiable does not know the call ${JSON.stringify(name)}.`);
    const request = entry.call.input.safeParse(input);
    if (!request.success) throw badInput(request.error);
    const handle = (await handlers())[entry.feature]?.[entry.key];
    if (!handle) throw new Error(`No handler for ${name}`);
    return entry.call.output.parse(await handle(request.data as never));
  };

  return async (sender, message) => {
    try {
      return { ok: true, value: await pass(sender, message) };
    } catch (thrown) {
      if (!(thrown instanceof AppError)) {
        log.error('A call failed unexpectedly', { call: nameOf(message), stack: stackOf(thrown) });
      }
      return { ok: false, error: toErrorShape(thrown) };
    }
  };
}

interface Entry {
  readonly feature: string;
  readonly key: string;
  readonly call: Call;
}

function listCalls(contract: GateParts['contract']): ReadonlyMap<string, Entry> {
  const entries = Object.entries(contract).flatMap(([feature, { calls }]) =>
    Object.entries(calls).map(([key, call]): [string, Entry] => [`${feature}.${key}`, { feature, key, call }]),
  );
  return new Map(entries);
}

function readMessage(message: unknown): { name: string; input: unknown } {
  if (typeof message === 'object' && message !== null && !Array.isArray(message)) {
    const { call, input, ...rest } = message as Record<string, unknown>;
    if (typeof call === 'string' && Object.keys(rest).length === 0) return { name: call.slice(0, 200), input };
  }
  throw new AppError('ipc.bad-message', 'This is not a call that Amiable understands.');
}

function nameOf(message: unknown): string {
  const call = (message as { call?: unknown } | null | undefined)?.call;
  return typeof call === 'string' ? call.slice(0, 200) : 'none';
}

function stackOf(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}

/** The first thing that is wrong with a request, told under the field it belongs to. */
function badInput(error: z.ZodError): AppError {
  const issue = error.issues[0];
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = [...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])].map(String).join('.');
  const message =
    unknown === undefined ? (issue?.message ?? 'This request is not valid.') : `There is no field “${unknown}” here.`;
  return new AppError('ipc.bad-input', message, {
    fix: 'Correct this field and try again.',
    ...(path === '' ? {} : { field: path }),
  });
}
