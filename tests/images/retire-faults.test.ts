import {
  DeregisterImageCommand,
  DescribeImagesCommand,
  DisableImageCommand,
  RegisterImageCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { protectionOf } from '../../src/images/retire-rules.ts';
import type { Job } from '../../src/jobs/contract.ts';
import type { PracticeFault } from '../../src/practice/port.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';
import { AWAY, clientsOf, copyRequest, HOME, OTHER, quickImage, soon } from './image-rig.ts';

/**
 * Each AWS call of each action fails in turn: in words that say it, with the change not made, made, or named as left.
 *
 * A dry run counts as a call: `after` says how many calls of the operation go through first.
 */
let side: MainSide;
let snapshotId: string;
beforeAll(async () => {
  side = await openPaperSide();
  const imageId = await quickImage(side, 'first');
  snapshotId = (await side.handlers.images.get(place(imageId))).image.volumes[0]?.snapshotId ?? '';
});
afterAll(() => side.stop());

let count = 0;
/** An image of its own for each case, quicker made of a snapshot than of a machine. */
async function fresh(): Promise<string> {
  count += 1;
  const { ImageId = '' } = await clientsOf(side.cloud, 'trainee').ec2.send(
    new RegisterImageCommand({
      Name: `image-${count}`,
      Architecture: 'x86_64',
      VirtualizationType: 'hvm',
      RootDeviceName: '/dev/sda1',
      BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { SnapshotId: snapshotId } }],
    }),
  );
  await side.cloud.request('step', { seconds: 60 });
  return ImageId;
}

const place = (imageId: string) => ({ region: HOME, imageId });
const to = [{ kind: 'account' as const, id: OTHER }];
const state = async (imageId: string) =>
  (await side.handlers.images.get(place(imageId)).catch(() => undefined))?.image.state ?? 'gone';

interface Action {
  readonly name: string;
  /** Makes ready what the action is done to. */
  readonly prepare?: (imageId: string) => Promise<unknown>;
  /** Asks for it: answers the job that does it, or nothing when it is done at once. */
  readonly start: (imageId: string) => Promise<{ jobId?: string }>;
  /** The operations that it calls, each with how many of its calls come before the one that fails. */
  readonly calls: readonly (readonly [operation: string, after: number])[];
  /** Whether the image is as if nothing had been done, or as if all had. */
  readonly untouched: (imageId: string) => Promise<boolean>;
  readonly done: (imageId: string) => Promise<boolean>;
}

const AT_ONCE = { state: 'done' } as const;
type Ended = Pick<Job, 'state' | 'sentence' | 'error' | 'leftBehind'> | typeof AT_ONCE;

async function endOf(started: Promise<{ jobId?: string }>): Promise<Ended> {
  const { jobId } = await started;
  return jobId ? soon(side, jobId) : AT_ONCE;
}

const copies = async (imageId: string) => {
  const { Images = [] } = await clientsOf(side.cloud, 'trainee', AWAY).ec2.send(
    new DescribeImagesCommand({ Owners: ['self'] }),
  );
  return Images.filter(({ SourceImageId }) => SourceImageId === imageId).length;
};

// Not by the app, whose own looks at what has changed would meet the faults.
const disable = (ImageId: string) => clientsOf(side.cloud, 'trainee').ec2.send(new DisableImageCommand({ ImageId }));
const throwAway = (ImageId: string) =>
  clientsOf(side.cloud, 'trainee').ec2.send(new DeregisterImageCommand({ ImageId }));

const DEPRECATED_AT = '2030-01-01T00:00:00.000Z';
const imageNow = async (imageId: string) => (await side.handlers.images.get(place(imageId))).image;

const ACTIONS: readonly Action[] = [
  {
    name: 'copy',
    start: async (imageId) => {
      const { jobs } = await side.handlers.images.copy(copyRequest(imageId, { name: `copy-of-${imageId}` }));
      return jobs[0] ?? { jobId: '' };
    },
    calls: [
      ['DescribeImages', 0],
      ['CopyImage', 0],
      ['CopyImage', 1],
      ['DescribeImages', 1],
    ],
    untouched: async (imageId) => (await copies(imageId)) === 0,
    done: async (imageId) => (await copies(imageId)) === 1,
  },
  {
    name: 'disable',
    start: (imageId) => side.handlers.images.disable({ ...place(imageId), sharesUnseen: false }),
    calls: [
      ['DescribeImages', 0],
      ['DescribeImageAttribute', 0],
      ['DisableImage', 0],
      ['DescribeImageAttribute', 1],
      ['DisableImage', 1],
      ['DescribeImages', 2],
    ],
    untouched: async (imageId) => (await state(imageId)) === 'available',
    done: async (imageId) => (await state(imageId)) === 'disabled',
  },
  {
    name: 'enable',
    prepare: disable,
    start: (imageId) => side.handlers.images.enable({ ...place(imageId), shares: to }),
    calls: [
      ['DescribeImages', 0],
      ['EnableImage', 0],
      ['EnableImage', 1],
      ['DescribeImages', 1],
      ['ModifyImageAttribute', 0],
    ],
    untouched: async (imageId) => (await state(imageId)) === 'disabled',
    done: async (imageId) => (await state(imageId)) === 'available',
  },
  {
    name: 'deregister',
    start: (imageId) => side.handlers.images.deregister({ ...place(imageId), deleteSnapshots: true, typedName: '' }),
    calls: [
      ['DescribeImages', 0],
      ['DeregisterImage', 0],
      ['DeregisterImage', 1],
      ['ListImagesInRecycleBin', 0],
    ],
    untouched: async (imageId) => (await state(imageId)) !== 'gone',
    done: async (imageId) => (await state(imageId)) === 'gone',
  },
  {
    name: 'deprecate',
    start: (imageId) => side.handlers.images.deprecate({ ...place(imageId), at: DEPRECATED_AT }),
    calls: [
      ['DescribeImages', 0],
      ['EnableImageDeprecation', 0],
      ['EnableImageDeprecation', 1],
    ],
    untouched: async (imageId) => (await imageNow(imageId)).deprecatedAt === undefined,
    done: async (imageId) => (await imageNow(imageId)).deprecatedAt === DEPRECATED_AT,
  },
  {
    name: 'protect',
    start: async (imageId) => {
      await side.handlers.images.protect({ ...place(imageId), on: true, withCooldown: false });
      return {};
    },
    calls: [
      ['DescribeImages', 0],
      ['EnableImageDeregistrationProtection', 0],
      ['EnableImageDeregistrationProtection', 1],
    ],
    untouched: async (imageId) => protectionOf(await imageNow(imageId)).state === 'off',
    done: async (imageId) => protectionOf(await imageNow(imageId)).state === 'on',
  },
  {
    name: 'restore',
    prepare: throwAway,
    start: (imageId) => side.handlers.images.restore(place(imageId)),
    calls: [
      ['RestoreImageFromRecycleBin', 0],
      ['RestoreImageFromRecycleBin', 1],
    ],
    untouched: async (imageId) => (await state(imageId)) === 'gone',
    done: async (imageId) => (await state(imageId)) === 'available',
  },
];

type Fault = Omit<PracticeFault, 'operation' | 'times'>;
const DENIED = 'is not permitted';
const READ_FAULTS: readonly (readonly [string, Fault])[] = [
  [DENIED, { mode: 'error', code: 'UnauthorizedOperation', message: 'You are not authorized', status: 403 }],
  ['fails once in AWS', { mode: 'error', code: 'InternalError', status: 500 }],
];
const FAULTS: typeof READ_FAULTS = [
  ...READ_FAULTS,
  ['is done, and the answer is lost', { mode: 'drop-reply' }],
  ['never arrives', { mode: 'drop' }],
];

describe.each(ACTIONS)('$name', ({ name, prepare, start, calls, untouched, done }) => {
  const cases = calls.flatMap(([operation, after]) =>
    (/^(Describe|List)/.test(operation) ? READ_FAULTS : FAULTS).map(
      ([how, fault]) => [`${operation}, its call ${after + 1}, ${how}`, { operation, after, how, fault }] as const,
    ),
  );

  test.each(cases)('%s', async (_what, { operation, after, how, fault }) => {
    const imageId = await fresh();
    await prepare?.(imageId);
    await side.fault({ operation, skip: after, ...fault });
    const job = await endOf(start(imageId)).catch((error: unknown) => error as AppError);
    await side.cloud.request('clearFaults', {});
    if (job instanceof Error) {
      expect(job).toBeInstanceOf(AppError);
      expect(job.message).toMatch(/\S+ \S+/);
      expect(await untouched(imageId), job.message).toBe(true);
      return;
    }
    if (job.state === 'done') {
      expect(await done(imageId)).toBe(true);
      // A refusal is never passed over in silence; this also shows that the fault was met.
      if (how === DENIED) expect(job).toMatchObject({ sentence: expect.stringMatching(/could not be/) });
      return;
    }
    // Half done is said: what failed, and what is there because of it.
    expect(job.error?.message).toMatch(/\S+ \S+/);
    if (!(await untouched(imageId))) expect(job.leftBehind, `${name}: ${job.error?.message}`).not.toEqual([]);
  });
});
