import { z } from 'zod';
import { empty, imageId, instanceId, nameTag, region, shownTag, tags } from '../core/fields.ts';
import { instance } from '../instances/contract.ts';
import { call } from '../ipc/call.ts';
import { imageDescription, imageName } from './rules.ts';
import { newVolume } from './volumes.ts';

/** The states of an image, in AWS's words. */
export const imageState = z.enum([
  'pending',
  'available',
  'invalid',
  'deregistered',
  'transient',
  'failed',
  'error',
  'disabled',
]);
export type ImageState = z.infer<typeof imageState>;

/** One line of an image's block device mapping. */
export const imageVolume = z.object({
  deviceName: z.string(),
  snapshotId: z.string().optional(),
  sizeGiB: z.number(),
  type: z.string(),
  iops: z.number().optional(),
  throughput: z.number().optional(),
  encrypted: z.boolean(),
  deleteOnTermination: z.boolean(),
  isRoot: z.boolean(),
});
export type ImageVolume = z.infer<typeof imageVolume>;

/** An AMI as the app shows it. */
export const image = z.object({
  imageId: z.string(),
  /** Where it is: an image can be launched in its own Region only. */
  region: z.string(),
  /** The AMI name: fixed for ever. */
  name: z.string(),
  /** The Name tag: can be edited; empty when there is none. */
  nameTag: z.string(),
  description: z.string(),
  state: imageState,
  stateReason: z.string().optional(),
  /** 0-100 from its snapshots, weighted by size; absent unless pending. */
  progress: z.number().optional(),
  createdAt: z.string(),
  ownerId: z.string(),
  /** `amazon` or `aws-marketplace` for publishers that AWS has verified. */
  ownerAlias: z.string().optional(),
  architecture: z.string(),
  platform: z.string(),
  rootDeviceType: z.string(),
  sourceInstanceId: z.string().optional(),
  sourceImageId: z.string().optional(),
  sourceImageRegion: z.string().optional(),
  /** From when on it is hidden from others' lists; still launchable. */
  deprecatedAt: z.string().optional(),
  /** Last launch, as AWS tells it a day later. */
  lastLaunchedAt: z.string().optional(),
  /** `enabled`, `enabled-with-cooldown`, `disabled`, or `disabled after …` while the cooldown lasts. */
  deregistrationProtection: z.string().optional(),
  /** Products of AWS Marketplace whose terms must be accepted before a launch. */
  productCodes: z.array(z.string()),
  bootMode: z.string().optional(),
  imdsSupport: z.string().optional(),
  public: z.boolean(),
  volumes: z.array(imageVolume),
  tags: z.array(shownTag),
});
export type Image = z.infer<typeof image>;

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
    /** Sets the Name tag; an empty name removes it. */
    setName: call(z.strictObject({ imageId, name: nameTag }), z.object({})),
  },
  events: {},
};
