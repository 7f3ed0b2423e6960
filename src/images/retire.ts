import { z } from 'zod';
import { imageId, region } from '../core/fields.ts';
import { known } from '../core/known.ts';
import { call } from '../ipc/call.ts';
import { receiver, shownReceiver } from '../share/receivers.ts';
import { image } from './image.ts';

/** An image that lies in the Recycle Bin. */
export const binned = z.object({
  imageId: z.string(),
  name: z.string(),
  enteredAt: z.string(),
  /** When it is gone for good. */
  exitsAt: z.string(),
});
export type Binned = z.infer<typeof binned>;

/** Everything that hangs on an image, as far as this account may look. */
export const impact = z.object({
  image,
  own: z.boolean(),
  /** Machines of this account that were launched from it and are not terminated. */
  instances: known(z.array(z.object({ instanceId: z.string(), name: z.string(), state: z.string() }))),
  /** Launch templates whose latest or default version names it. */
  templates: known(z.array(z.object({ templateId: z.string(), name: z.string(), versions: z.array(z.number()) }))),
  /** Parameters and recipes that name it, by ARN. */
  references: known(z.array(z.object({ kind: z.string(), arn: z.string() }))),
  /** Who may launch it besides its owner. */
  shares: known(z.array(shownReceiver)),
  /** The owner's snapshots that it is made of, and which other images of this account need them too. */
  snapshots: known(
    z.array(
      z.object({
        snapshotId: z.string(),
        sizeGiB: z.number(),
        otherImages: z.array(z.object({ imageId: z.string(), name: z.string() })),
      }),
    ),
  ),
  /** What lies in the Recycle Bin of the Region now: the only sign of a retention rule that EC2 gives. */
  bin: known(z.object({ count: z.number(), days: z.number().optional() })),
  /** Shares that were dropped when it was disabled here, and can be given back. */
  remembered: z.array(shownReceiver),
});
export type Impact = z.infer<typeof impact>;

const where = { region, imageId };
const started = z.object({ jobId: z.string() });

export const retireCalls = {
  /** What is affected when the image is taken out of use. Refuses an image that cannot be seen: `images.not-found`. */
  impact: call(z.strictObject(where), impact),
  /** Sets the day from which others no longer find it; null takes the day back. */
  deprecate: call(z.strictObject({ ...where, at: z.iso.datetime().nullable() }), z.object({})),
  /** Switches deregistration protection; answers what holds now, in AWS's words. */
  protect: call(
    z.strictObject({ ...where, on: z.boolean(), withCooldown: z.boolean() }),
    z.object({ protection: z.string() }),
  ),
  /** Remembers its launch permissions, then disables it. `sharesUnseen` accepts that they cannot be read, and are lost. */
  disable: call(z.strictObject({ ...where, sharesUnseen: z.boolean() }), started),
  /** Enables it and shares it again with these; who is remembered and not named is forgotten. */
  enable: call(z.strictObject({ ...where, shares: z.array(receiver).max(1_000) }), started),
  /** Takes it away, with or without the snapshots that nothing else needs. In a real account its name must be typed. */
  deregister: call(z.strictObject({ ...where, deleteSnapshots: z.boolean(), typedName: z.string().max(200) }), started),
  /** What the Recycle Bin holds under this id; null when it is not there. */
  binned: call(z.strictObject(where), z.object({ binned: binned.nullable() })),
  restore: call(z.strictObject(where), z.object({})),
};
