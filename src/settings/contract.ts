import { z } from 'zod';
import { empty } from '../core/fields.ts';
import { call, event } from '../ipc/call.ts';

/** What the person chose of the app itself; kept for the next start. */
export const preferences = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** The naming helper's pattern, for example {purpose}-{os}-{version}-{date}. */
  namePattern: z.string().max(200),
  terminalFontSize: z.number().int().min(8).max(40),
});
export type Preferences = z.infer<typeof preferences>;

export const settings = {
  calls: {
    get: call(empty, z.object({ preferences, version: z.string() })),
    set: call(z.strictObject(preferences.partial().shape), preferences),
    /** Shows a web page in the person's own browser; only https, only after they clicked. */
    openLink: call(z.strictObject({ url: z.string().max(2_000) }), z.object({})),
  },
  events: { changed: event(preferences) },
};
