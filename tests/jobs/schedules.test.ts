import { CreateImageCommand, EC2Client } from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imageRequest } from '../desktop/journey-inputs.ts';
import { play } from './schedules/play.ts';
import { schedules } from './schedules/schedule.ts';
import type { Trial } from './schedules/trial.ts';
import { trials } from './schedules/trials.ts';

/** How many schedules of each kind of work are tried here; ten thousand by `npm run bench schedules`. */
const RUNS = 6;

describe('whatever is lost, refused, throttled or killed on the way, nothing is made twice and nothing is left unsaid', () => {
  test.each(trials)(
    '$name',
    async (trial) => {
      await fc.assert(
        fc.asyncProperty(schedules(trial.operations), async (schedule) => {
          expect(await play(trial, schedule)).toEqual([]);
        }),
        { numRuns: RUNS, endOnFailure: true },
      );
    },
    120_000,
  );

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
