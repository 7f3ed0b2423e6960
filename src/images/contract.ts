import { z } from 'zod';
import { empty, imageId, instanceId, nameTag, region, tags } from '../core/fields.ts';
import { instance } from '../instances/contract.ts';
import { call } from '../ipc/call.ts';
import { copyCalls } from './copy.ts';
import { image } from './image.ts';
import { retireCalls } from './retire.ts';
import { imageDescription, imageName } from './rules.ts';
import { newVolume } from './volumes.ts';

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
    /** One image in full, wherever it is and whoever owns it. Refuses one that cannot be seen: `images.not-found`. */
    get: call(z.strictObject({ region, imageId }), z.object({ image, own: z.boolean() })),
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
    /** Sets the Name tag; an empty name removes it. */
    setName: call(z.strictObject({ imageId, name: nameTag }), z.object({})),
  },
  events: {},
};
