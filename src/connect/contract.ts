import { z } from 'zod';
import { empty, instanceId } from '../core/fields.ts';
import { call, event } from '../ipc/call.ts';
import { keyPairName } from '../keys/rules.ts';
import { checkCalls } from './check-contract.ts';
import { loginUser } from './rules.ts';
import { loginWay, wayOffer } from './ways.ts';

const sessionId = z.string().min(1).max(64);
const columns = z.number().int().min(2).max(1000);
const rows = z.number().int().min(1).max(1000);

/** Where a session stands. `asking-host-key` waits for the person; `reconnecting` follows the machine's own advice. */
export const sessionState = z.enum(['connecting', 'asking-host-key', 'open', 'reconnecting', 'closed']);
export type SessionState = z.infer<typeof sessionState>;

/** One SSH session, open or ended. */
export const session = z.object({
  sessionId: z.string(),
  instanceId: z.string(),
  instanceName: z.string(),
  host: z.string(),
  user: z.string(),
  /** How it logs in. */
  way: loginWay,
  /** The kept key that it logs in with; absent for the other ways. */
  keyName: z.string().optional(),
  /** The machine in between, for a machine without a public address. */
  through: z.object({ instanceId: z.string(), name: z.string() }).optional(),
  state: sessionState,
  /** The session at whose right side it is shown, in one tab. */
  beside: z.string().optional(),
  /** Told in the window: "The machine asked for ubuntu instead of root; reconnected." */
  notice: z.string().optional(),
  /** Present while asking for the host key. */
  hostKey: z
    .object({
      type: z.string(),
      fingerprint: z.string(),
      confirmedByConsole: z.boolean(),
      /** Whose key it is, when it is not the machine's own but that of the one in between. */
      of: z.object({ name: z.string(), host: z.string() }).optional(),
    })
    .optional(),
  /** Why it ended, when it did not end by itself. */
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      fix: z.string().optional(),
      likelyUsers: z.array(z.string()).optional(),
    })
    .optional(),
  /** The exit status of the shell, when it ended by itself. */
  exitStatus: z.number().optional(),
});
export type Session = z.infer<typeof session>;

const openRequest = z.strictObject({
  instanceId,
  user: loginUser,
  columns,
  rows,
  way: loginWay.optional(),
  /** For the way `key`: which of the kept keys. */
  keyName: keyPairName.optional(),
  /** For a machine without a public address: which machine of its network to go through. */
  through: instanceId.optional(),
  beside: sessionId.optional(),
});
export type OpenRequest = z.infer<typeof openRequest>;

export const connect = {
  calls: {
    /** What the Connect panel shows for a running instance. */
    panel: call(
      z.strictObject({ instanceId }),
      z.object({
        instanceId: z.string(),
        instanceName: z.string(),
        host: z.string().optional(),
        keyName: z.string().optional(),
        privateHalfHere: z.boolean(),
        /** The ways in, the best first. */
        ways: z.array(wayOffer),
        /** The private halves on this computer that can be tried, the likeliest first. */
        keys: z.array(z.string()),
        /** For a machine without a public address: the machines through which it may be reached, the best first. */
        between: z.array(z.object({ instanceId: z.string(), name: z.string(), host: z.string() })),
        /** Users to try, the likeliest first; remembered per image. */
        users: z.array(z.string()),
        /** The same for a terminal of one's own. */
        command: z.string().optional(),
        /** The host key that this machine proved at an earlier log-in, and that it has to show again. */
        knownHostKey: z.object({ type: z.string(), fingerprint: z.string() }).optional(),
        /** Why it cannot be connected to now, when it cannot. */
        blocked: z.object({ message: z.string(), fix: z.string().optional() }).optional(),
      }),
    ),
    /**
     * Opens a shell, by the chosen way or else by that of the machine's last session or the best one.
     *
     * What it prints comes as `connect.output` events until `connect.changed` says closed.
     */
    open: call(openRequest, session),
    /** Logs in anew where a session ended; what comes now follows what it printed before. */
    reconnect: call(z.strictObject({ sessionId, user: loginUser, columns, rows }), session),
    /** The person's answer to an unknown host key. Refusing closes the session. */
    answerHostKey: call(z.strictObject({ sessionId, accept: z.boolean() }), z.object({})),
    /** Forgets the machine's host key, so that the next log-in asks again. Never offered beside a refused key. */
    forgetHostKey: call(z.strictObject({ instanceId }), z.object({})),
    /** Types into the shell. */
    write: call(z.strictObject({ sessionId, data: z.string().max(1_000_000) }), z.object({})),
    resize: call(z.strictObject({ sessionId, columns, rows }), z.object({})),
    /** Tells how many bytes the terminal has drawn, so that a flood is held back at its source. */
    acknowledge: call(z.strictObject({ sessionId, bytes: z.number().int().positive() }), z.object({})),
    /** Ends a session, if it still goes on, and forgets it. */
    close: call(z.strictObject({ sessionId }), z.object({})),
    /** The sessions that are open, and those that ended and were not closed; a reloaded window finds them again. */
    list: call(empty, z.object({ sessions: z.array(session) })),
    /**
     * The last output of a session (at most 1 MiB), to fill a reloaded window's terminal.
     *
     * `offset` is the place of its first byte in all that the machine printed; output events that begin before the end
     * of `data` are already in it. All that was not acknowledged counts as drawn.
     */
    replay: call(z.strictObject({ sessionId }), z.object({ data: z.instanceof(Uint8Array), offset: z.number() })),
    ...checkCalls,
  },
  events: {
    /** Bytes the machine printed, in order; `offset` is the place of the first one in all that it printed. */
    output: event(z.object({ sessionId: z.string(), data: z.instanceof(Uint8Array), offset: z.number() })),
    changed: event(session),
  },
};
