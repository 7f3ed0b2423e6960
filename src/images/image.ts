import { z } from 'zod';
import { shownTag } from '../core/fields.ts';

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
