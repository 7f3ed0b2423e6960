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
});
export type CreateImageRequest = z.infer<typeof createImageRequest>;

export const images = {
  calls: {
    /** The images that the current account owns in this Region, newest first. */
    list: call(empty, z.object({ images: z.array(image) })),
    /** One page of a list, as far as it is loaded; asking is what loads it. `images.changed` tells when there is more. */
    rows: call(rowsQuery, rowsAnswer),
    /** Lists again now, in all Regions or one: the Refresh button, and Try again for a Region that failed. */
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
