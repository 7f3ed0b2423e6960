import { z } from 'zod';
import { accountId, imageId, region } from '../core/fields.ts';
import { image } from '../images/contract.ts';
import { instance } from '../instances/contract.ts';
import { call } from '../ipc/call.ts';

/** An image as the family tree needs it: who it is, how it is, and what it was made of. */
export const familyImage = image
  .pick({
    imageId: true,
    region: true,
    name: true,
    nameTag: true,
    state: true,
    createdAt: true,
    ownerId: true,
    ownerAlias: true,
    sourceInstanceId: true,
    sourceImageId: true,
    sourceImageRegion: true,
    public: true,
  })
  .extend({
    /** True: it belongs to the account that looks. */
    mine: z.boolean(),
  });
export type FamilyImage = z.infer<typeof familyImage>;

/** What an instance remembers of its image, also when that is gone. Source: DescribeInstanceImageMetadata. */
export const rememberedImage = familyImage
  .pick({ name: true, state: true, createdAt: true, ownerId: true, ownerAlias: true, mine: true })
  .partial();
export type RememberedImage = z.infer<typeof rememberedImage>;

/** An instance as the family tree needs it. */
export const familyInstance = instance
  .pick({ instanceId: true, name: true, state: true, instanceType: true, imageId: true, launchedAt: true })
  .extend({ region: z.string(), image: rememberedImage.optional() });
export type FamilyInstance = z.infer<typeof familyInstance>;

/** One link of an image's line, as GetImageAncestry tells it; its image may be gone. */
export const ancestor = familyImage
  .pick({
    imageId: true,
    region: true,
    createdAt: true,
    ownerAlias: true,
    sourceImageId: true,
    sourceImageRegion: true,
  })
  .partial({ createdAt: true });
export type Ancestor = z.infer<typeof ancestor>;

const page = z.strictObject({
  region,
  /** Where the page before ended; absent for the first. */
  next: z.string().min(1).max(4096).optional(),
});

/** The image that a page is about. */
export const imageAddress = z.strictObject({ region, imageId });
export type ImageAddress = z.infer<typeof imageAddress>;

/** How much one `trace` may ask: ids go into one Describe, and each line is a call of its own. */
export const TRACE_LIMITS = { images: 200, lines: 8 } as const;

/** Everything that two images are compared by. */
export const comparedImage = z.object({
  image,
  mine: z.boolean(),
  /** Whom it is shared with; absent when this account may not be told. */
  sharedWith: z
    .object({ accounts: z.array(accountId), organizations: z.array(z.string()), everyone: z.boolean() })
    .optional(),
  /** From the image itself back to its root; empty when AWS does not tell. */
  line: z.array(ancestor),
});
export type ComparedImage = z.infer<typeof comparedImage>;

/** The closest relatives of an image, for a short list. */
export const relatives = z.object({
  /** From the image itself back to its root; one link where AWS does not tell more. */
  line: z.array(ancestor),
  /** Own images of any Region that were copied from it or made from its instances. */
  images: z.array(familyImage),
  /** Instances launched from it. */
  instances: z.array(familyInstance),
  /** The Regions that could not be asked. */
  unread: z.array(z.string()),
});

export const family = {
  calls: {
    /** One page of the images that this account owns in a Region. */
    images: call(page, z.object({ images: z.array(familyImage), next: z.string().optional() })),
    /** One page of the instances in a Region, with what they remember of their images. */
    instances: call(page, z.object({ instances: z.array(familyInstance), next: z.string().optional() })),
    /** Looks for images that others own, and follows the lines of own images further back. */
    trace: call(
      z.strictObject({
        region,
        images: z.array(imageId).max(TRACE_LIMITS.images),
        linesOf: z.array(imageId).max(TRACE_LIMITS.lines),
      }),
      z.object({
        images: z.array(familyImage),
        ancestors: z.array(ancestor),
        /** Why a line could not be followed, in AWS’s words made plain. */
        withheld: z.string().optional(),
      }),
    ),
    /** Where an image came from, and what came from it. */
    relatives: call(imageAddress, relatives),
    /** One image with all that a comparison shows. */
    compared: call(imageAddress, comparedImage),
  },
  events: {},
};
