import { DescribeImagesCommand, DescribeSnapshotsCommand, ModifyImageAttributeCommand } from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';
import { AWAY, actAs, clientsOf, copyRequest, HOME, newKey, OTHER, OWN, quickImage, soon } from './image-rig.ts';

let side: MainSide;
let imageId: string;
beforeEach(async () => {
  side = await openPaperSide();
  imageId = await quickImage(side, 'source');
});
afterEach(() => side.stop());

const copy = async (change = {}) => {
  const { jobs } = await side.handlers.images.copy(copyRequest(imageId, change));
  return Promise.all(jobs.map(({ jobId }) => soon(side, jobId)));
};

const look = async (region: string, id = '') => {
  const { Images = [] } = await clientsOf(side.cloud, 'trainee', region).ec2.send(
    new DescribeImagesCommand({ ImageIds: [id] }),
  );
  return Images[0];
};

describe('a copy', () => {
  test('to another Region is made there, followed, and carries tags, description and the mark of the job', async () => {
    const [job] = await copy({ tags: [{ key: 'team', value: 'web' }] });
    expect(job).toMatchObject({ state: 'done', kind: 'images.copy', account: { region: AWAY, accountId: OWN } });
    const made = await look(AWAY, job?.imageId);
    expect(made).toMatchObject({ Name: 'the-copy', Description: 'Copied by a test', SourceImageId: imageId });
    const tags = Object.fromEntries((made?.Tags ?? []).map(({ Key, Value }) => [Key, Value]));
    // The source's own tag, the new one, and ours.
    expect(tags).toMatchObject({ purpose: 'test', team: 'web', 'amiable:operation': job?.jobId });
    expect(side.told.some(({ payload }) => /Copying the disks/.test(JSON.stringify(payload)))).toBe(true);
  });

  test('in the same Region is how an image gets a new name', async () => {
    const [job] = await copy({ destinations: [{ region: HOME, encryption: { kind: 'keep' } }], name: 'new-name' });
    expect(await look(HOME, job?.imageId)).toMatchObject({ Name: 'new-name', SourceImageId: imageId });
  });

  test('without the source’s tags has none of them', async () => {
    const [job] = await copy({ copyTags: false });
    expect((await look(AWAY, job?.imageId))?.Tags?.map(({ Key }) => Key)).toEqual(['amiable:operation']);
  });

  test.each([
    ['with the default key', { kind: 'default-key' }],
    ['with a chosen key', { kind: 'key' }],
  ] as const)('is encrypted %s', async (_name, { kind }) => {
    const keyId = await newKey(side.cloud, AWAY, 'alias/team');
    const place = await side.handlers.images.copyPlace({ region: AWAY });
    expect(place.keys).toEqual({ known: true, value: [{ keyId, alias: 'alias/team' }] });
    const encryption = kind === 'key' ? { kind, keyId } : { kind };
    const [job] = await copy({ destinations: [{ region: AWAY, encryption }] });
    const made = await look(AWAY, job?.imageId);
    const SnapshotIds = (made?.BlockDeviceMappings ?? []).flatMap(({ Ebs }) => Ebs?.SnapshotId ?? []);
    const { Snapshots = [] } = await clientsOf(side.cloud, 'trainee', AWAY).ec2.send(
      new DescribeSnapshotsCommand({ SnapshotIds }),
    );
    expect(Snapshots.length).toBeGreaterThan(0);
    for (const { Encrypted, KmsKeyId = '' } of Snapshots) {
      expect(Encrypted).toBe(true);
      expect(KmsKeyId.endsWith(keyId)).toBe(kind === 'key');
    }
  });
});

describe('several at once', () => {
  const both = [HOME, AWAY].map((region) => ({ region, encryption: { kind: 'keep' } as const }));

  test('are started together, and each has its own end', async () => {
    await side.fault({ operation: 'CopyImage', mode: 'error', code: 'DryRunOperation', status: 412, times: 2 });
    await side.fault({ operation: 'CopyImage', mode: 'fail-later', region: AWAY });
    const jobs = await copy({ destinations: both });
    const states = Object.fromEntries(jobs.map(({ account, state }) => [account.region, state]));
    expect(states).toEqual({ [HOME]: 'done', [AWAY]: 'failed' });
    const failed = jobs.find(({ state }) => state === 'failed');
    expect(failed?.error?.message).toContain('AWS says: ');
    expect(failed?.error?.fix).toContain('Deregister it with its snapshots');
    expect(failed?.leftBehind).toEqual([`The copy “the-copy” (${failed?.imageId}) and its snapshots.`]);
  });

  test('are refused together when one name is taken, with a name that is free in all', async () => {
    await copy();
    await expect(copy({ destinations: both })).rejects.toMatchObject({
      code: 'images.name-taken',
      message: expect.stringContaining(AWAY),
      details: { field: 'name', fix: expect.stringContaining('“the-copy-2”') },
    });
    expect((await side.handlers.jobs.list({})).jobs).toHaveLength(2);
  });

  test('a Region twice, or none, is refused by the contract', async () => {
    const { images } = await import('../../src/images/contract.ts');
    const parse = (destinations: unknown) =>
      images.calls.copy.input.safeParse({ ...copyRequest(imageId), destinations }).error?.issues[0]?.message;
    expect(parse([both[0], both[0]])).toBe('Choose each Region once.');
    expect(parse([])).toBe('Choose at least one Region.');
  });
});

describe('a source of somebody else', () => {
  const share = () =>
    clientsOf(side.cloud, 'trainee').ec2.send(
      new ModifyImageAttributeCommand({ ImageId: imageId, LaunchPermission: { Add: [{ UserId: OTHER }] } }),
    );

  test('that is shared for launching only is told before anything is asked, and refused with the way out', async () => {
    await share();
    await actAs(side, 'partner');
    const form = await side.handlers.images.copyForm({ region: HOME, imageId });
    expect(form).toMatchObject({ own: false, storage: 'not-shared', accountId: OTHER });
    await expect(copy()).rejects.toMatchObject({
      code: 'images.storage-not-shared',
      details: { fix: expect.stringContaining('share the snapshots too'), field: 'imageId' },
    });
    expect((await side.handlers.jobs.list({})).jobs.filter(({ kind }) => kind === 'images.copy')).toEqual([]);
  });

  test('that is not shared at all cannot be seen', async () => {
    await actAs(side, 'partner');
    await expect(side.handlers.images.copyForm({ region: HOME, imageId })).rejects.toMatchObject({
      code: 'images.not-found',
    });
  });
});

test('a key that may not be read is no empty list', async () => {
  await side.fault({ operation: 'ListAliases', mode: 'error', code: 'AccessDeniedException', status: 400 });
  const { keys, takenNames } = await side.handlers.images.copyPlace({ region: AWAY });
  expect(keys).toMatchObject({ known: false, why: expect.stringMatching(/\S/) });
  expect(takenNames.known).toBe(true);
});

test('an image that stays pending for more than an hour of practice time is still followed', async () => {
  await side.cloud.request('setSpeed', { speed: 1 });
  const { jobs } = await side.handlers.images.copy(copyRequest(imageId));
  const jobId = jobs[0]?.jobId ?? '';
  const now = async () => (await side.handlers.jobs.list({})).jobs.find((job) => job.jobId === jobId);
  await expect.poll(async () => (await now())?.imageId).toMatch(/^ami-/);
  await delayImage((await now())?.imageId ?? '', 2 * 3_600_000);
  for (let minutes = 0; minutes < 70; minutes += 10) {
    await side.cloud.request('step', { seconds: 600 });
    const told = side.told.length;
    await expect.poll(() => side.told.length).toBeGreaterThan(told + 1);
  }
  expect(await now()).toMatchObject({ state: 'running' });
  await side.cloud.request('step', { seconds: 3_600 });
  expect(await side.ended(jobId)).toMatchObject({ state: 'done' });
});

/** Lets an image that is being made take so much longer: writes into the practice world. */
async function delayImage(id: string, milliseconds: number): Promise<void> {
  const { world } = await side.cloud.request('exportWorld', {});
  const [heading = '', ...lines] = world.trimEnd().split('\n');
  const edited = lines.map((line) => {
    const row = JSON.parse(line) as [string, string, { next?: { at: number } | null }];
    const [path, name, record] = row;
    if (path.endsWith('/images') && name === id && record.next) record.next.at += milliseconds;
    return JSON.stringify(row);
  });
  await side.cloud.request('importWorld', { world: `${[heading, ...edited].join('\n')}\n` });
}
