import { z } from 'zod';
import { empty } from '../core/fields.ts';
import { namingRules } from '../images/naming-rules.ts';
import { call, event } from '../ipc/call.ts';

/** What the person chose of the app itself; kept for the next start. */
export const preferences = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** The naming helper's pattern, for example {purpose}-{os}-{version}-{date}. */
  namePattern: z.string().max(200),
  terminalFontSize: z.number().int().min(8).max(40),
  /** `app` follows the window's theme. */
  terminalTheme: z.enum(['app', 'light', 'dark']),
  /** Whether what the machine is, and commands for it, are shown beside its terminal. */
  terminalSide: z.boolean(),
});
export type Preferences = z.infer<typeof preferences>;

/** A file that Amiable keeps was found damaged. */
export const recovery = z.object({
  /** Differs between the recoveries of one start. */
  id: z.number().int(),
  /** Whether something is gone for good. */
  lost: z.boolean(),
  /** What was damaged and what was restored. */
  message: z.string(),
  /** Where the damaged file is now, and what to do. */
  fix: z.string(),
});
export type Recovery = z.infer<typeof recovery>;

export const settings = {
  calls: {
    get: call(empty, z.object({ preferences, version: z.string() })),
    set: call(z.strictObject(preferences.partial().shape), preferences),
    /** What the team agreed on about names and tags of images. */
    namingRules: call(empty, namingRules),
    setNamingRules: call(namingRules, namingRules),
    /** Asks where to put the rules as a small file for others; `saved` false when the person thought better of it. */
    exportNamingRules: call(empty, z.object({ saved: z.boolean() })),
    /** Shows a web page in the person's own browser; only https, only after they clicked. */
    openLink: call(z.strictObject({ url: z.string().max(2_000) }), z.object({})),
    /** The damaged files that were found since the start, oldest first. */
    recoveries: call(empty, z.object({ recoveries: z.array(recovery) })),
  },
  events: {
    changed: event(preferences),
    /** A damaged file was found while the window is open. */
    recovered: event(recovery),
  },
};
