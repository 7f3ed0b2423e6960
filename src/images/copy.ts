import { z } from 'zod';
import { imageId, isoTime, region, tags } from '../core/fields.ts';
import { known } from '../core/known.ts';
import { call } from '../ipc/call.ts';
import { image } from './image.ts';
import { imageDescription, imageName } from './rules.ts';

/** How the copy's disks are encrypted. What is encrypted already cannot become unencrypted. */
export const copyEncryption = z.discriminatedUnion('kind', [
  /** As the source is; where that is encrypted, with the destination's default key. */
  z.strictObject({ kind: z.literal('keep') }),
  z.strictObject({ kind: z.literal('default-key') }),
  /** A key of the destination's Region, by its id. */
  z.strictObject({ kind: z.literal('key'), keyId: z.string().min(1, 'Choose a key of this Region.').max(2048) }),
]);
export type CopyEncryption = z.infer<typeof copyEncryption>;

export const copyDestination = z.strictObject({ region, encryption: copyEncryption });
export type CopyDestination = z.infer<typeof copyDestination>;

/** What the person decides on the copy page. */
export const copyImageRequest = z.strictObject({
  /** Where the source is. */
  region,
  imageId,
  destinations: z
    .array(copyDestination)
    .min(1, 'Choose at least one Region.')
    .max(40, 'Choose at most 40 Regions.')
    .refine((list) => new Set(list.map((one) => one.region)).size === list.length, 'Choose each Region once.'),
  name: imageName,
  description: imageDescription,
  /** The source's own tags on the copy too. AWS copies them only when asked, and never those of the snapshots. */
  copyTags: z.boolean(),
  tags,
});
export type CopyImageRequest = z.infer<typeof copyImageRequest>;

/** A key that an encrypted source is sealed with, and whether it can be used. */
export const sourceKey = z.object({
  keyId: z.string(),
  /** Why the copy would fail because of it; absent when it can be used, or nobody can tell. */
  trouble: z.string().optional(),
});

/** Whether the source's disks may be read: copying needs that, launching does not. */
export const sourceStorage = z.enum(['readable', 'not-shared', 'marketplace', 'unknown']);
export type SourceStorage = z.infer<typeof sourceStorage>;

/** What the copy page opens with. */
export const copyForm = z.object({
  image,
  own: z.boolean(),
  storage: sourceStorage,
  keys: z.array(sourceKey),
  /** The account that the app acts as: what an owner is told whom to share with. */
  accountId: z.string(),
});
export type CopyForm = z.infer<typeof copyForm>;

/** A Region as a destination. */
export const copyPlace = z.object({
  region: z.string(),
  takenNames: known(z.array(z.object({ name: z.string(), imageId: z.string(), createdAt: isoTime }))),
  /** The person's own keys there, by their aliases; AWS's own are left out. */
  keys: known(z.array(z.object({ keyId: z.string(), alias: z.string() }))),
  /** True when the account encrypts every new disk there, whatever is asked. */
  encryptsByDefault: known(z.boolean()),
});
export type CopyPlace = z.infer<typeof copyPlace>;

export const copyCalls = {
  /** The source, and whether it can be copied. Refuses one that cannot be seen: `images.not-found`. */
  copyForm: call(z.strictObject({ region, imageId }), copyForm),
  /** What must be known of a Region before an image is copied to it. */
  copyPlace: call(z.strictObject({ region }), copyPlace),
  /** Checks every destination, then starts one job for each. Refused as a whole when one would be refused now. */
  copy: call(copyImageRequest, z.object({ jobs: z.array(z.object({ region: z.string(), jobId: z.string() })) })),
};
