import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeImageAttributeCommand,
  DescribeImagesCommand,
  DescribeSnapshotsCommand,
  ModifyImageAttributeCommand,
} from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Cloud, startCloud } from '../../main/practice/cloud/cloud.ts';
import type { Job } from '../../src/jobs/contract.ts';
import { createMemoryCipher, type MainSide, openMainSide } from '../desktop/main-side.ts';
import { AWAY, clientsOf, copyRequest, HOME, OTHER, quickImage, soon } from '../images/image-rig.ts';
import { createPaperMachines } from '../practice/paper-machines.ts';

/** The app is ended, as by kill -9, instead of each line of a job's journal; then it is started again. */
let cloud: Cloud;
let folder: string;
let imageId: string;
const cipher = createMemoryCipher();

const open = (killBefore?: number): Promise<MainSide> =>
  openMainSide({ cloud, folder, cipher, ...(killBefore ? { killBefore } : {}) });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amiable-kill-'));
  cloud = await startCloud({ world: null, speed: 100, machines: createPaperMachines().create });
  const side = await open();
  imageId = await quickImage(side, 'source');
  const UserId = OTHER;
  await ec2().send(new ModifyImageAttributeCommand({ ImageId: imageId, LaunchPermission: { Add: [{ UserId }] } }));
  await side.stop();
});
afterEach(async () => {
  await cloud.stop();
  await rm(folder, { recursive: true, force: true });
});

const ec2 = (region = HOME) => clientsOf(cloud, 'trainee', region).ec2;
const place = () => ({ region: HOME, imageId });

/** Begins, is killed before that line, begins again; answers the app and the job, if one was promised. */
async function killed(
  line: number,
  kind: Job['kind'],
  begin: (side: MainSide) => Promise<unknown>,
): Promise<{ side: MainSide; job: Job | undefined }> {
  const dying = await open(line);
  const asked = begin(dying).catch(() => undefined);
  // What takes as long as a copy is there sooner.
  const hurry = setInterval(() => void cloud.request('step', { seconds: 60 }), 50);
  await dying.killed;
  clearInterval(hurry);
  await asked;
  const side = await dying.killAndRestart();
  const found = (await side.handlers.jobs.list({})).jobs.find((one) => one.kind === kind);
  return { side, job: found && (await soon(side, found.jobId)) };
}

// started, intent and result of two steps, ended
const LINES = [1, 2, 3, 4, 5, 6] as const;

describe.each(LINES)('killed before line %i', (line) => {
  test('a copy: one image in the other Region, one end', async () => {
    const { side, job } = await killed(line, 'images.copy', (dying) =>
      dying.handlers.images.copy(copyRequest(imageId)),
    );
    const { Images = [] } = await ec2(AWAY).send(new DescribeImagesCommand({ Owners: ['self'] }));
    // Before the first line nothing was promised, so nothing happens.
    expect(job?.state).toBe(line === 1 ? undefined : 'done');
    expect(Images.map(({ ImageId }) => ImageId)).toEqual(line === 1 ? [] : [job?.imageId]);
    await side.stop();
  });

  test('disabling: it is off, and who had it is still known', async () => {
    const { side, job } = await killed(line, 'images.disable', (dying) =>
      dying.handlers.images.disable({ ...place(), sharesUnseen: false }),
    );
    const { image, remembered } = await side.handlers.images.impact(place());
    expect(job?.state).toBe(line === 1 ? undefined : 'done');
    expect(image.state).toBe(line === 1 ? 'available' : 'disabled');
    expect(remembered).toEqual(line === 1 ? [] : [{ kind: 'account', id: OTHER }]);
    const { LaunchPermissions = [] } = await ec2().send(
      new DescribeImageAttributeCommand({ ImageId: imageId, Attribute: 'launchPermission' }),
    );
    expect(LaunchPermissions).toHaveLength(line === 1 ? 1 : 0);
    await side.stop();
  });

  test('deregistering: it is gone, and every snapshot and the Recycle Bin are told', async () => {
    const { Images = [] } = await ec2().send(new DescribeImagesCommand({ ImageIds: [imageId] }));
    const snapshotId = Images[0]?.BlockDeviceMappings?.[0]?.Ebs?.SnapshotId ?? '';
    expect(await snapshots()).toContain(snapshotId);
    const { side, job } = await killed(line, 'images.deregister', (dying) =>
      dying.handlers.images.deregister({ ...place(), deleteSnapshots: true, typedName: '' }),
    );
    expect(job?.state).toBe(line === 1 ? undefined : 'done');
    expect((await snapshots()).includes(snapshotId)).toBe(line === 1);
    if (job) {
      expect(job.sentence).toContain(`Deleted: ${snapshotId}.`);
      expect(job.sentence).toContain('Recycle Bin until');
    }
    await side.stop();
  });
});

/** The ids of the account's snapshots. */
async function snapshots(): Promise<(string | undefined)[]> {
  const { Snapshots = [] } = await ec2().send(new DescribeSnapshotsCommand({ OwnerIds: ['self'] }));
  return Snapshots.map(({ SnapshotId }) => SnapshotId);
}
