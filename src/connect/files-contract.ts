import { z } from 'zod';
import { call, event } from '../ipc/call.ts';
import { nameFault } from './file-names.ts';

const sessionId = z.string().min(1).max(64);
const transferId = z.string().min(1).max(64);
const folder = z
  .string()
  .min(1)
  .max(4096)
  .startsWith('/', 'A folder begins with “/”.')
  .regex(/^[^\0]*$/);
/** A name that exists on the machine: whatever may be in a path between two slashes. */
const oldName = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^/\0]+$/)
  .refine((name) => name !== '.' && name !== '..');
/** A name that a person gives. */
const newName = z
  .string()
  .max(1024)
  .superRefine((name, context) => {
    const fault = nameFault(name);
    if (fault) context.addIssue({ code: 'custom', message: fault });
  });

/** The most that the window hands over at a time of a dropped file, in bytes. */
export const FEED_BYTES = 512 * 1024;

/** One thing in a folder of the machine. */
export const fileEntry = z.object({
  /** As the machine gave it; shown through {@link shownName} only. */
  name: z.string(),
  kind: z.enum(['file', 'folder', 'link', 'other']),
  /** A link that leads to a folder. */
  toFolder: z.boolean(),
  /** In bytes. */
  size: z.number(),
  /** In milliseconds since 1970. */
  modified: z.number(),
  /** The Unix permission bits. */
  mode: z.number(),
});
export type FileEntry = z.infer<typeof fileEntry>;

/** One file on its way. `asking` waits for the person: there is one of that name already. */
export const transfer = z.object({
  transferId: z.string(),
  sessionId: z.string(),
  direction: z.enum(['up', 'down']),
  name: z.string(),
  /** The machine's folder. */
  folder: z.string(),
  size: z.number(),
  /** Bytes that have arrived at the other side. */
  done: z.number(),
  /** Of the whole time that it ran. */
  bytesPerSecond: z.number(),
  state: z.enum(['waiting', 'asking', 'running', 'finished', 'skipped', 'cancelled', 'failed']),
  /** The name that it got where both were kept. */
  keptAs: z.string().optional(),
  error: z.object({ code: z.string(), message: z.string(), fix: z.string().optional() }).optional(),
});
export type Transfer = z.infer<typeof transfer>;

/** What to do where there is a file of that name already. */
export const clash = z.enum(['replace', 'keep-both', 'skip']);
export type Clash = z.infer<typeof clash>;

const started = z.object({ started: z.number() });

/** A machine's files, over the connection of an open session. */
export const files = {
  calls: {
    /** What is in a folder; without `path`, in the home folder. At most 10,000 entries; `left` says how many more there are. */
    list: call(
      z.strictObject({ sessionId, path: folder.optional() }),
      z.object({
        path: z.string(),
        entries: z.array(fileEntry),
        left: z.number(),
        /** Entries that were left out because no file can have such a name. */
        impossible: z.number(),
      }),
    ),
    makeFolder: call(z.strictObject({ sessionId, folder, name: newName }), z.object({})),
    rename: call(z.strictObject({ sessionId, folder, from: oldName, name: newName }), z.object({})),
    /** Removes a file, a link (not what it leads to) or an empty folder. */
    remove: call(z.strictObject({ sessionId, folder, name: oldName }), z.object({})),
    /** Asks in the system's own dialog for files of this computer and sends them to the folder. */
    upload: call(z.strictObject({ sessionId, folder }), started),
    /**
     * Begins to take a file that was dropped on the window, in pieces by `feed`.
     *
     * The window never names a path of this computer: it can hand over only what the person dropped.
     */
    take: call(
      z.strictObject({ sessionId, folder, name: newName, size: z.number().int().min(0) }),
      z.object({ transferId: z.string() }),
    ),
    /** The next piece; answered when there is room for another. `goesOn` false: no more is wanted. */
    feed: call(
      z.strictObject({
        transferId,
        offset: z.number().int().min(0),
        data: z.instanceof(Uint8Array).refine(({ length }) => length > 0 && length <= FEED_BYTES),
      }),
      z.object({ goesOn: z.boolean() }),
    ),
    /** Asks in the system's own dialog where to, and brings the files there. */
    download: call(z.strictObject({ sessionId, folder, names: z.array(oldName).min(1).max(100) }), started),
    answerClash: call(z.strictObject({ transferId, answer: clash }), z.object({})),
    cancel: call(z.strictObject({ transferId }), z.object({})),
    /** Forgets what has ended. */
    clear: call(z.strictObject({ sessionId }), z.object({})),
    transfers: call(z.strictObject({ sessionId }), z.object({ transfers: z.array(transfer) })),
  },
  events: {
    /** Told when a transfer's state changes, and five times a second while it runs. */
    transfer: event(transfer),
  },
};
