import { CreateImageCommand, EC2Client } from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imageRequest } from '../desktop/journey-inputs.ts';
import { copy, launch } from './schedules/make-trials.ts';
import { play } from './schedules/play.ts';
import { type Schedule, schedules } from './schedules/schedule.ts';
import { deregister, enable } from './schedules/share-trials.ts';
import type { Trial } from './schedules/trial.ts';
import { trials } from './schedules/trials.ts';

/** How many schedules of each kind of work are tried here, the same every time; ten thousand new ones by `npm run bench schedules`. */
const RUNS = 6;
const SEED = 20261125;

describe('whatever is lost, refused, throttled or killed on the way, nothing is made twice and nothing is left unsaid', () => {
  test.each(trials)(
    '$name',
    async (trial) => {
      await fc.assert(
        fc.asyncProperty(schedules(trial.operations), async (schedule) => {
          expect(await play(trial, schedule)).toEqual([]);
        }),
        { numRuns: RUNS, seed: SEED, endOnFailure: true },
      );
    },
    120_000,
  );

  const denied = { mode: 'error', code: 'UnauthorizedOperation', status: 403 } as const;
  const ONCE_BROKEN: readonly (readonly [string, Trial, Schedule])[] = [
    [
      'an image is gone, and its snapshots may not be looked at',
      deregister,
      { faults: [{ operation: 'DescribeSnapshots', ...denied, skip: 0, times: 1 }], killBefore: 3 },
    ],
    [
      'machines were asked for, and may not be looked at',
      launch,
      { faults: [{ operation: 'DescribeInstances', ...denied, skip: 0, times: 2 }], killBefore: 7 },
    ],
    [
      'an image was shared again, the answer was lost, and it may not be shared any more',
      enable,
      {
        faults: [
          { operation: 'ModifyImageAttribute', mode: 'drop-reply', skip: 0, times: 1 },
          { operation: 'ModifyImageAttribute', ...denied, skip: 0, times: 2 },
        ],
      },
    ],
    [
      'an image was shared again, the answer was lost, and its shares may not be looked at',
      enable,
      {
        faults: [
          { operation: 'ModifyImageAttribute', mode: 'drop-reply', skip: 0, times: 1 },
          { operation: 'ModifyImageAttribute', ...denied, skip: 0, times: 2 },
          { operation: 'DescribeImageAttribute', ...denied, skip: 0, times: 1 },
        ],
      },
    ],
    ...[1, 2, 3].map(
      (skip) =>
        [
          `a copy was asked for, and may not be looked for (${skip} looks before)`,
          copy,
          { faults: [{ operation: 'DescribeImages', ...denied, skip, times: 1 }], killBefore: 3 },
        ] as const,
    ),
  ];
  test.each(ONCE_BROKEN)('a schedule that once broke this: %s', async (_, trial, schedule) => {
    expect(await play(trial, schedule)).toEqual([]);
  });

  test('negative control: a second image, and one that no job knows, are both noticed', async () => {
    const [create] = trials;
    if (!create) throw new Error('Nothing is tried.');
    const twice: Trial = {
      ...create,
      begin: async (side, prepared) => {
        await create.begin(side, prepared);
        await side.handlers.images.create(await imageRequest(side, { name: 'another' }));
      },
    };
    expect((await play(twice, { faults: [] }))[0]).toContain('made 2 images');
    const unknown: Trial = {
      ...create,
      begin: async (side) => {
        const [{ accessKeyId, secretAccessKey }] = side.cloud.ready.people;
        const { endpoint, defaultRegion: region } = side.cloud.ready;
        const { instanceId: InstanceId } = await imageRequest(side);
        const ec2 = new EC2Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
        await ec2.send(new CreateImageCommand({ InstanceId, Name: 'unknown' }));
      },
    };
    expect((await play(unknown, { faults: [] }))[0]).toContain('nobody knows ami-');
  }, 60_000);
});
