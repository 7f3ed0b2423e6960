import { z } from 'zod';
import { empty } from '../core/fields.ts';
import { call } from '../ipc/call.ts';

/** How fast the practice cloud's time runs. */
export const clockSpeed = z.union([z.literal(1), z.literal(10), z.literal(100)]);
export type ClockSpeed = z.infer<typeof clockSpeed>;

export const practice = {
  calls: {
    status: call(
      empty,
      z.object({
        endpoint: z.string(),
        speed: clockSpeed,
        /** The practice cloud's own time. */
        now: z.string(),
        instances: z.number(),
        images: z.number(),
      }),
    ),
    setSpeed: call(z.strictObject({ speed: clockSpeed }), z.object({})),
    /** Back to the first day: everything made in practice is gone. */
    reset: call(empty, z.object({})),
  },
  events: {},
};
