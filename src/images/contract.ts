import { z } from 'zod';
import { empty, imageId, instanceId, nameTag, region, tags } from '../core/fields.ts';
import { instance } from '../instances/contract.ts';
import { call, event } from '../ipc/call.ts';
import { copyCalls } from './copy.ts';
import { image } from './image.ts';
import { imagePlace, imageView, pendingSpeed, rowsAnswer, rowsQuery, savedView } from './inventory.ts';
import { retireCalls } from './retire.ts';
import { imageDescription, imageName } from './rules.ts';
import { newVolume } from './volumes.ts';
import { whereAnswer, whereQuery } from './where.ts';

export { type Image, type ImageState, type ImageVolume, image, imageState, imageVolume } from './image.ts';

/** What the person decides in the Create image wizard. */
export const createImageRequest = z.strictObject({
  instanceId,
  name: imageName,
  description: imageDescription,
  /** True: AWS restarts the instance for a clean copy. False: it keeps running, the copy may be torn. */
  reboot: z.boolean(),
  /** The instance's own volumes: leave out, or change what happens at termination. Size and encryption are fixed here. */
  existingVolumes: z.array(
    z.strictObject({ deviceName: z.string(), include: z.boolean(), deleteOnTermination: z.boolean() }),
  ),
  newVolumes: z.array(newVolume),
  tags,
  /** The same tags on the snapshots too. */
  tagSnapshots: z.boolean(),
  /** What the snapshots get instead, where they are tagged apart. */
  snapshotTags: tags.default([]),
});
export type CreateImageRequest = z.infer<typeof createImageRequest>;

/** A snapshot that a new volume can be made of. */
export const offeredSnapshot = z.object({
  snapshotId: z.string(),
  /** The Name tag; empty when there is none. */
  nameTag: z.string(),
  description: z.string(),
  sizeGiB: z.number(),
  encrypted: z.boolean(),
  startedAt: z.string(),
});
export type OfferedSnapshot = z.infer<typeof offeredSnapshot>;

/** How many images are begun in one go. */
export const SEVERAL_MAX = 20;

/** What the wizard sends for several instances at once: a whole request for each. */
export const createSeveralRequest = z.strictObject({
  requests: z
    .array(createImageRequest)
    .min(1, 'Choose an instance.')
    .max(SEVERAL_MAX, `At most ${SEVERAL_MAX} images can be begun in one go.`),
});

export const images = {
  calls: {
    /** The images that the current account owns in this Region, newest first. */
    list: call(empty, z.object({ images: z.array(image) })),
    /** One page of a list, as far as it is loaded; asking is what loads it. `images.changed` tells when there is more. */
    rows: call(rowsQuery, rowsAnswer),
    /** Lists again now, in all Regions or one, and answers when that is done. */
    refresh: call(
      z.strictObject({
        view: imageView,
        everywhere: z.boolean(),
        text: z.string().max(200),
        /** Only what was listed longer ago than a little while. */
        ifStale: z.boolean(),
        region: region.optional(),
      }),
      z.object({}),
    ),
    /** Looks for an id or a name in every enabled Region at once, and says what may be wrong where it is not found. */
    where: call(whereQuery, whereAnswer),
    /** The views that the person saved, by name. */
    savedViews: call(empty, z.object({ views: z.array(savedView) })),
    /** Keeps a view; one of the same name is replaced. */
    saveView: call(savedView, z.object({})),
    removeView: call(z.strictObject({ name: z.string().max(60) }), z.object({})),
    /** One image in full, wherever it is and whoever owns it. Refuses one that cannot be seen: `images.not-found`. */
    get: call(imagePlace, z.object({ image, own: z.boolean(), speed: pendingSpeed.optional() })),
    /** What the Create image wizard opens with: the instance as it is, and the names already taken. */
    createForm: call(
      z.strictObject({ instanceId }),
      z.object({
        instance,
        takenNames: z.array(z.object({ name: z.string(), imageId: z.string(), createdAt: z.string() })),
      }),
    ),
    /** Checks the facts (state, name, permission by DryRun), then starts a job that is followed to the image's end. */
    create: call(createImageRequest, z.object({ jobId: z.string() })),
    /** The same for several instances: all are checked before any begins, then each is a job of its own. */
    createSeveral: call(createSeveralRequest, z.object({ jobIds: z.array(z.string()) })),
    /** The account's own completed snapshots in this Region, newest first, to make volumes of; the newest 500. */
    snapshots: call(empty, z.object({ snapshots: z.array(offeredSnapshot) })),
    ...copyCalls,
    ...retireCalls,
    /** Sets the Name tag; an empty name removes it. In the Region that is shown where none is told. */
    setName: call(z.strictObject({ imageId, name: nameTag, region: region.optional() }), z.object({})),
  },
  events: {
    /** The rows of some list are others than before. */
    changed: event(z.object({})),
  },
};
