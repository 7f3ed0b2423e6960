import {
  AttachVolumeCommand,
  DeleteVolumeCommand,
  DescribeAddressesCommand,
  DescribeInstancesCommand,
  DescribeVolumesCommand,
  type EC2Client,
  ModifySnapshotAttributeCommand,
  RegisterImageCommand,
} from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Leftover, LeftoverKind } from '../../src/leftovers/contract.ts';
import { inventory } from '../desktop/cloud-eyes.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';
import { looseVolume, oneOfEach, outsider, settled } from './left-over-things.ts';

let side: MainSide;
let ec2: EC2Client;
let left: Record<LeftoverKind, string>;
beforeEach(async () => {
  side = await openPaperSide();
  ec2 = outsider(side.cloud);
  left = await oneOfEach(side);
});
afterEach(async () => {
  ec2.destroy();
  await side.stop();
});

const find = async () => (await side.handlers.leftovers.find({ everywhere: false })).leftovers;
const chosen = async (ids: readonly string[]) =>
  (await find()).filter(({ id }) => ids.includes(id)).map(({ kind, id, region }) => ({ kind, id, region }));
const begin = async (ids: readonly string[]) => {
  const { jobIds } = await side.handlers.leftovers.clean({ items: await chosen(ids) });
  return jobIds[0] ?? '';
};
const clean = async (ids: readonly string[]) => side.ended(await begin(ids));

/** What is really there of the five, by a client that is not the app's. */
async function there(): Promise<LeftoverKind[]> {
  const { images, snapshots, groups } = await inventory(side.cloud);
  const { Volumes = [] } = await ec2.send(new DescribeVolumesCommand({}));
  const { Addresses = [] } = await ec2.send(new DescribeAddressesCommand({}));
  const all = [
    ...images,
    ...snapshots,
    ...groups,
    ...Volumes.map(({ VolumeId }) => VolumeId),
    ...Addresses.map(({ AllocationId }) => AllocationId),
  ];
  return (Object.keys(left) as LeftoverKind[]).filter((kind) => all.includes(left[kind]));
}

test('what is chosen goes, what is not chosen stays, and each is told', async () => {
  const { address, ...others } = left;
  const job = await clean(Object.values(others));
  expect(job).toMatchObject({
    state: 'done',
    sentence: '4 left-overs are gone. That is about $2.40 a month less.',
    report: [
      { what: `failed image broken-image (${left.image})`, done: true, sentence: 'Deregistered.' },
      { what: `volume old-data (${left.volume})`, done: true, sentence: 'Deleted.' },
      { what: `snapshot ${left.snapshot}`, done: true, sentence: 'Deleted.' },
      { what: `security group launch-wizard-1 (${left.group})`, done: true, sentence: 'Deleted.' },
    ],
  });
  expect(await there()).toEqual(['address']);
  expect((await find()).map(({ id }) => id)).toEqual([address]);
});

test('the snapshots of a failed image go with it', async () => {
  const before = (await inventory(side.cloud)).snapshots.length;
  await clean([left.image]);
  expect((await inventory(side.cloud)).snapshots).toHaveLength(before - 1);
});

test('an auditor may look at left-overs, and is refused before anything begins', async () => {
  await side.handlers.accounts.use({
    source: { kind: 'practice', person: 'auditor' },
    region: side.cloud.ready.defaultRegion,
  });
  await expect(begin([left.volume])).rejects.toMatchObject({ code: 'aws.denied' });
  expect((await side.handlers.jobs.list({})).jobs).toEqual([]);
  expect(await there()).toHaveLength(5);
});

test('what is no left-over any more is refused by name, and nothing is deleted', async () => {
  const items = await chosen([left.volume, left.snapshot]);
  await ec2.send(new DeleteVolumeCommand({ VolumeId: left.volume }));
  await expect(side.handlers.leftovers.clean({ items })).rejects.toMatchObject({
    code: 'leftovers.not-left-over',
    message: expect.stringContaining(left.volume),
  });
  expect(await there()).toContain('snapshot');
});

describe('each call failed in turn', () => {
  const takes: Readonly<Record<LeftoverKind, string>> = {
    image: 'DeregisterImage',
    volume: 'DeleteVolume',
    snapshot: 'DeleteSnapshot',
    group: 'DeleteSecurityGroup',
    address: 'ReleaseAddress',
  };
  const kinds = Object.keys(takes) as LeftoverKind[];

  test.each(kinds)('a refused deletion of the %s keeps it, says why, and the others go', async (kind) => {
    await afterDryRuns(takes[kind], { mode: 'error', code: 'OperationNotPermitted', status: 400, message: 'Not now.' });
    const job = await clean(Object.values(left));
    expect(job).toMatchObject({
      state: 'done',
      sentence: expect.stringMatching(/^4 of 5 left-overs went, 1 stayed\./),
    });
    expect(job.report?.filter(({ done }) => !done)).toEqual([
      { what: expect.stringContaining(left[kind]), done: false, sentence: expect.stringContaining('Kept: ') },
    ]);
    expect(await there()).toEqual([kind]);
  });

  test.each([
    ['its answer lost', { mode: 'drop-reply' }],
    ['the request lost', { mode: 'drop' }],
    ['a fault of AWS', { mode: 'error', code: 'InternalError', status: 500 }],
    ['asked to slow down', { mode: 'error', code: 'RequestLimitExceeded', status: 503 }],
  ] as const)('every deletion with %s is done once and told as done', async (_, fault) => {
    for (const kind of kinds) await afterDryRuns(takes[kind], fault);
    const job = await clean(Object.values(left));
    expect(job).toMatchObject({ state: 'done', sentence: expect.stringMatching(/^5 left-overs are gone/) });
    expect(job.report?.map(({ sentence }) => sentence)).not.toContain('It was gone already.');
    expect(await there()).toEqual([]);
  });
});

/** Faults meet dry runs too: the first answers as a dry run does, the second is met by the call itself. */
async function afterDryRuns(operation: string, fault: Partial<Parameters<MainSide['fault']>[0]>): Promise<void> {
  await side.fault({ operation, mode: 'error', code: 'DryRunOperation', status: 412 });
  await side.fault({ operation, mode: 'error', ...fault });
}

describe('what came into use between the choice and the deletion is kept and told', () => {
  /** Stops the app between the job's beginning and its first step, does something, and lets it go on. */
  async function meanwhile(id: string, happens: () => Promise<unknown>) {
    const dying = await openPaperSide({ cloud: side.cloud, killBefore: 2 });
    const { leftovers } = await dying.handlers.leftovers.find({ everywhere: false });
    const found = leftovers.find((one) => one.id === id) as Leftover;
    // The line before the first step is not written any more.
    await dying.handlers.leftovers.clean({ items: [{ kind: found.kind, id, region: found.region }] }).catch(() => null);
    await dying.killed;
    await happens();
    const again = await dying.killAndRestart();
    const [job] = (await again.handlers.jobs.list({})).jobs;
    const ended = await again.ended(job?.jobId ?? '');
    await again.stop();
    return ended.report?.[0];
  }

  test('a volume that an instance got', async () => {
    const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
    const instance = Reservations.flatMap(({ Instances = [] }) => Instances).find(
      ({ Placement, State }) => Placement?.AvailabilityZone?.endsWith('a') && State?.Name === 'running',
    );
    const line = await meanwhile(left.volume, () =>
      ec2.send(
        new AttachVolumeCommand({ VolumeId: left.volume, InstanceId: instance?.InstanceId, Device: '/dev/sdp' }),
      ),
    );
    expect(line).toMatchObject({ done: false, sentence: `Kept: the instance ${instance?.InstanceId} has it now.` });
    expect(await there()).toContain('volume');
  });

  test('a snapshot that an image got', async () => {
    let imageId: string | undefined;
    const line = await meanwhile(left.snapshot, async () => {
      const made = await ec2.send(
        new RegisterImageCommand({
          Name: 'from-left-over',
          VirtualizationType: 'hvm',
          RootDeviceName: '/dev/sda1',
          BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { SnapshotId: left.snapshot } }],
        }),
      );
      imageId = made.ImageId;
    });
    expect(line).toMatchObject({ done: false, sentence: `Kept: the image ${imageId} uses it now.` });
    expect(await there()).toContain('snapshot');
  });

  test('a snapshot that was shared', async () => {
    const line = await meanwhile(left.snapshot, () =>
      ec2.send(
        new ModifySnapshotAttributeCommand({
          SnapshotId: left.snapshot,
          CreateVolumePermission: { Add: [{ UserId: '444455556666' }] },
        }),
      ),
    );
    expect(line).toMatchObject({ done: false, sentence: 'Kept: it is shared with 444455556666.' });
  });

  test.each([
    ['image', 'DescribeImages'],
    ['volume', 'DescribeVolumes'],
    ['snapshot', 'DescribeSnapshots'],
    ['snapshot', 'DescribeSnapshotAttribute'],
    ['group', 'DescribeNetworkInterfaces'],
    ['address', 'DescribeAddresses'],
  ] as const)('a %s is kept when the look before its deletion is refused (%s)', async (kind, operation) => {
    const line = await meanwhile(left[kind], () =>
      side.fault({ operation, mode: 'error', code: 'OperationNotPermitted', status: 400, message: 'Not now.' }),
    );
    expect(line).toMatchObject({ done: false, sentence: expect.stringContaining('Kept: ') });
    expect(await there()).toContain(kind);
  });

  test('what somebody else deleted is gone, and said to be so', async () => {
    const line = await meanwhile(left.volume, () => ec2.send(new DeleteVolumeCommand({ VolumeId: left.volume })));
    expect(line).toMatchObject({ done: true, sentence: 'It was gone already.' });
  });
});

test('several Regions are several jobs', async () => {
  const elsewhere = side.cloud.ready.regions.find((region) => region !== side.cloud.ready.defaultRegion) ?? '';
  const abroad = outsider(side.cloud, elsewhere);
  const volume = await looseVolume(abroad, `${elsewhere}a`);
  await settled(side);
  const { leftovers } = await side.handlers.leftovers.find({ everywhere: true });
  const items = leftovers
    .filter(({ id }) => [volume, left.volume].includes(id))
    .map(({ kind, id, region }) => ({ kind, id, region }));
  const { jobIds } = await side.handlers.leftovers.clean({ items });
  expect(jobIds).toHaveLength(2);
  for (const jobId of jobIds) expect(await side.ended(jobId)).toMatchObject({ state: 'done' });
  const { Volumes = [] } = await abroad.send(new DescribeVolumesCommand({}));
  expect(Volumes.map(({ VolumeId }) => VolumeId)).not.toContain(volume);
  abroad.destroy();
});
