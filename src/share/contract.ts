import { z } from 'zod';
import { imageId, region } from '../core/fields.ts';
import { image } from '../images/image.ts';
import { imageDescription, imageName } from '../images/rules.ts';
import { call } from '../ipc/call.ts';
import { receiver, shownReceiver } from './receivers.ts';

const place = { region, imageId };

/** A key that encrypts disks of the image. */
export const shareKey = z.object({
  arn: z.string(),
  /** Its name, such as `alias/team`; absent when it has none, or it is not told to this person. */
  alias: z.string().optional(),
  /** `aws`: kept by AWS for one account alone, never shared. `unknown`: this person may not look at it. */
  manager: z.enum(['aws', 'customer', 'unknown']),
  /** The account that the key belongs to. */
  ownerId: z.string(),
  /** Its policy as KMS keeps it; absent when this person may not read it. */
  policy: z.string().optional(),
});
export type ShareKey = z.infer<typeof shareKey>;

/** One that may launch the image, and what else they may. */
export const access = z.object({
  receiver: shownReceiver,
  /** Whether its snapshots are shared with them too; `never` where AWS has no such permission. */
  copy: z.enum(['all', 'some', 'none', 'never', 'unknown']),
  /** Whether the keys' policies let them in. */
  key: z.enum(['not-needed', 'yes', 'no', 'unknown']),
});
export type Access = z.infer<typeof access>;

/** Everything that decides about sharing an image of one's own. */
export const shareState = z.object({
  image,
  ownAccountId: z.string(),
  access: z.array(access),
  /** The account's switch against public images in this Region. */
  publicBlock: z.object({
    state: z.enum(['on', 'off', 'unknown']),
    /** An organisation keeps it: this account cannot change it. */
    managed: z.boolean(),
  }),
  /** How many images of this Region are public; absent when they could not be counted. */
  publicImages: z.number().optional(),
  /** The keys of its encrypted disks; empty when nothing is encrypted. */
  keys: z.array(shareKey),
  watermarks: z.array(z.string()),
});
export type ShareState = z.infer<typeof shareState>;

const receivers = z.array(receiver).min(1, 'Say whom to share with.').max(1_000, 'At most 1,000 at once.');

/** To let somebody in. What they may do already stays as it is. */
export const giveRequest = z.strictObject({
  ...place,
  receivers,
  /** Share the snapshots too, so that accounts can copy the image. */
  copy: z.boolean(),
  /** `apply`: add to the keys' policies. `hand-over`: somebody else does. `none`: nothing is encrypted. */
  keyPolicy: z.enum(['apply', 'hand-over', 'none']),
});
export type GiveRequest = z.infer<typeof giveRequest>;

/** To take it back: all of it, or the copying alone. */
export const takeBackRequest = z.strictObject({ ...place, receivers, what: z.enum(['all', 'copy']) });
export type TakeBackRequest = z.infer<typeof takeBackRequest>;

/** An image of somebody else, and what may be done with it. */
export const received = z.object({
  image,
  ownAccountId: z.string(),
  copy: z.object({ allowed: z.boolean(), why: z.string() }),
  leave: z.object({ allowed: z.boolean(), why: z.string() }),
  /** The small machine that would be launched to make an image of one's own; absent when none fits. */
  machine: z.object({ instanceType: z.string(), hourly: z.number() }).optional(),
});
export type Received = z.infer<typeof received>;

/** To make an image of one's own from somebody else's, by way of a machine. */
export const makeMineRequest = z.strictObject({
  ...place,
  name: imageName,
  description: imageDescription,
});
export type MakeMineRequest = z.infer<typeof makeMineRequest>;

export const share = {
  calls: {
    /** What decides about sharing one's own image, and who has it now. Throws `share.not-owner`. */
    look: call(z.strictObject(place), shareState),
    /** Lets others in: checks the facts, and the permission by DryRun, then starts a job `share.change`. */
    give: call(giveRequest, z.object({ jobId: z.string() })),
    /** Takes it back again, in the other order. */
    takeBack: call(takeBackRequest, z.object({ jobId: z.string() })),
    /** Switches the account's block of public images in a Region; AWS may take ten minutes. */
    setPublicBlock: call(z.strictObject({ region, blocked: z.boolean() }), z.object({})),
    /** What may be done with somebody else's image. Throws `share.own-image`. */
    received: call(z.strictObject(place), received),
    /** Gives up one's own permission to launch it; only its owner can give it again. */
    leave: call(z.strictObject(place), z.object({})),
    /** Starts the job `share.make-mine`. */
    makeMine: call(makeMineRequest, z.object({ jobId: z.string() })),
  },
  events: {},
};
