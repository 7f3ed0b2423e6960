import { z } from 'zod';
import { imageId, region } from '../core/fields.ts';
import { image } from './image.ts';

/**
 * The list of images over any number of them: what is asked of it, and the page that it answers.
 *
 * The window never holds more than a page: with 50,000 images the whole would cost seconds at every letter typed.
 */

/** The lists to choose from: whose images, and in which condition. */
export const imageView = z.enum(['own', 'shared', 'public', 'disabled', 'bin']);
export type ImageView = z.infer<typeof imageView>;

/** How many of an image's volumes are encrypted. */
export const encryption = z.enum(['yes', 'no', 'partly']);
export type Encryption = z.infer<typeof encryption>;

/** How fast a pending image comes along, measured from its snapshots; absent while that cannot be told. */
export const pendingSpeed = z.object({ percentPerMinute: z.number(), secondsLeft: z.number() });
export type PendingSpeed = z.infer<typeof pendingSpeed>;

/** An image as a row of the table: no more than its columns show. */
export const imageRow = image
  .pick({
    imageId: true,
    region: true,
    name: true,
    nameTag: true,
    description: true,
    state: true,
    stateReason: true,
    progress: true,
    createdAt: true,
    ownerId: true,
    ownerAlias: true,
    architecture: true,
    platform: true,
    sourceInstanceId: true,
    sourceImageId: true,
    deprecatedAt: true,
    lastLaunchedAt: true,
    deregistrationProtection: true,
    public: true,
  })
  .extend({
    /** The account that the app acts as owns it. */
    own: z.boolean(),
    sizeGiB: z.number(),
    encrypted: encryption,
    speed: pendingSpeed.optional(),
    /** In the Recycle Bin: until when it can be had back. */
    binnedUntil: z.string().optional(),
  });
export type ImageRow = z.infer<typeof imageRow>;

/** What a list can be sorted by. */
export const imageSortColumn = z.enum([
  'name',
  'amiName',
  'imageId',
  'state',
  'created',
  'region',
  'owner',
  'size',
  'encryption',
  'architecture',
  'platform',
  'deprecation',
  'lastLaunched',
  'source',
  'description',
  'binnedUntil',
]);
export type ImageSortColumn = z.infer<typeof imageSortColumn>;

/** Which rows to show: every word of `text` must be somewhere in the row, and every condition must hold. */
export const imageFilter = z.strictObject({
  text: z.string().max(200, 'The filter may have at most 200 characters.'),
  state: z.string().max(40).optional(),
  architecture: z.string().max(40).optional(),
  encrypted: encryption.optional(),
  deprecated: z.boolean().optional(),
});
export type ImageFilter = z.infer<typeof imageFilter>;

export const imageSort = z.strictObject({ column: imageSortColumn, descending: z.boolean() });
export type ImageSort = z.infer<typeof imageSort>;

/** From how many letters on public images are looked for: there are hundreds of thousands. */
export const PUBLIC_SEARCH_MIN = 3;
/** How many public images are taken of each publisher's kind before the person is asked for more of the name. */
export const PUBLIC_SEARCH_MAX = 2_000;

export const rowsQuery = z.strictObject({
  view: imageView,
  /** In every enabled Region instead of the one that is shown. */
  everywhere: z.boolean(),
  filter: imageFilter,
  sort: imageSort,
  /** From 1. */
  page: z.number().int().min(1).max(1_000_000),
  pageSize: z.number().int().min(1).max(100),
});
export type RowsQuery = z.infer<typeof rowsQuery>;

/** A Region whose images could not be listed. */
export const regionFailure = z.object({
  region: z.string(),
  code: z.string(),
  message: z.string(),
  fix: z.string().optional(),
  retryable: z.boolean(),
  awsCode: z.string().optional(),
  awsMessage: z.string().optional(),
  requestId: z.string().optional(),
});
export type RegionFailure = z.infer<typeof regionFailure>;

export const rowsAnswer = z.object({
  rows: z.array(imageRow),
  /** How many pass the filter, and how many there are without it; both as far as they are loaded. */
  matched: z.number(),
  total: z.number(),
  /** Everything is loaded, or failed and is named in `failures`. */
  complete: z.boolean(),
  /** The Regions that are looked in, and how many of them have answered in full. */
  regions: z.number(),
  regionsDone: z.number(),
  failures: z.array(regionFailure),
  /** More public images fit than are taken. */
  capped: z.boolean(),
  /** How many images each list has; only those that are known. */
  counts: z.object({
    own: z.number().optional(),
    shared: z.number().optional(),
    disabled: z.number().optional(),
    bin: z.number().optional(),
  }),
  /** When the oldest of what is shown was listed, in milliseconds; 0 while nothing is. */
  listedAt: z.number(),
});
export type RowsAnswer = z.infer<typeof rowsAnswer>;

/** A view, a filter, a sort and columns, by a name. */
export const savedView = z.strictObject({
  name: z.string().trim().min(1, 'Give the view a name.').max(60, 'A name may have at most 60 characters.'),
  view: imageView,
  everywhere: z.boolean(),
  filter: imageFilter,
  sort: imageSort,
  columns: z.array(z.strictObject({ id: z.string().max(40), visible: z.boolean() })).max(40),
});
export type SavedView = z.infer<typeof savedView>;

/** How many views can be saved. */
export const SAVED_VIEWS_MAX = 50;

/** One image, wherever it is. */
export const imagePlace = z.strictObject({ region, imageId });
