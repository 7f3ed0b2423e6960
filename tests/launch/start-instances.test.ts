import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LaunchRequest } from '../../src/launch/contract.ts';
import type { PracticeFault } from '../../src/practice/port.ts';
import { added, type Inventory, inventory, nothing } from '../desktop/cloud-eyes.ts';
import { availableImage, imageRequest, launchRequest } from '../desktop/journey-inputs.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';

let side: MainSide;
let imageId: string;
let before: Inventory;

// One main process for all: each holds connections open, and the practice cloud takes only so many.
beforeAll(async () => {
  side = await openPaperSide();
  imageId = await availableImage(side);
});
afterAll(() => side.stop());
beforeEach(async () => {
  await side.cloud.request('clearFaults', {});
  for (const { jobId } of (await side.handlers.jobs.list({})).jobs) await side.handlers.jobs.dismiss({ jobId });
  before = await inventory(side.cloud);
});

let launches = 0;
/** A launch with a new group that lets nobody log in: its machine is done when its checks have passed. */
const request = (change: Partial<LaunchRequest> = {}): Promise<LaunchRequest> =>
  launchRequest(side, imageId, {
    firewall: {
      kind: 'new',
      name: `group-${++launches}`,
      description: 'For a test',
      rules: [{ service: 'http', source: '0.0.0.0/0' }],
    },
    ...change,
  });

const news = async (): Promise<Inventory> => added(before, await inventory(side.cloud));
const dryRunPasses = { mode: 'error', code: 'DryRunOperation', status: 412 } as const;

describe('each call of a launch refused in turn', () => {
  test.each([
    ['UnauthorizedOperation', 403, 'aws.denied'],
    ['SecurityGroupLimitExceeded', 400, 'network.too-many-groups'],
  ])('CreateSecurityGroup answers %s: nothing is left', async (code, status, told) => {
    await side.fault({ operation: 'CreateSecurityGroup', ...dryRunPasses });
    await side.fault({ operation: 'CreateSecurityGroup', mode: 'error', code, status });
    const job = await side.ended((await side.handlers.launch.start(await request())).jobId);
    expect(job).toMatchObject({ state: 'failed', error: { code: told, awsCode: code }, leftBehind: [], removable: [] });
    expect(await news()).toEqual(nothing);
  });

  test.each([
    ['AuthorizeSecurityGroupIngress', 'UnauthorizedOperation', 403, 'aws.denied'],
    ['AuthorizeSecurityGroupIngress', 'RulesPerSecurityGroupLimitExceeded', 400, 'network.too-many-rules'],
    ['RunInstances', 'UnauthorizedOperation', 403, 'aws.denied'],
    ['RunInstances', 'InsufficientInstanceCapacity', 500, 'launch.no-capacity'],
  ])('%s answers %s: the new group is named, and its removal leaves nothing', async (operation, code, status, told) => {
    if (operation === 'RunInstances') await side.fault({ operation, ...dryRunPasses });
    await side.fault({ operation, mode: 'error', code, status });
    const job = await side.ended((await side.handlers.launch.start(await request())).jobId);
    const { groups } = await news();
    expect(job).toMatchObject({
      state: 'failed',
      error: { code: told, awsCode: code },
      leftBehind: [`The security group “group-${launches}” (${groups[0]}), made for this launch.`],
      removable: [{ kind: 'group', groupId: groups[0], name: `group-${launches}` }],
      launchedImageId: imageId,
    });
    await side.handlers.network.deleteGroup({ groupId: groups[0] ?? '' });
    expect(await news()).toEqual(nothing);
  });

  test('tried again, the launch uses the group that it made, and makes no second', async () => {
    await side.fault({ operation: 'RunInstances', ...dryRunPasses });
    await side.fault({ operation: 'RunInstances', mode: 'error', code: 'InsufficientInstanceCapacity', status: 500 });
    const { jobId } = await side.handlers.launch.start(await request());
    await side.ended(jobId);
    await side.handlers.jobs.retry({ jobId });
    expect(await side.ended(jobId)).toMatchObject({ state: 'done', leftBehind: [] });
    const made = await news();
    expect(made.groups).toHaveLength(1);
    expect(made.instances).toHaveLength(1);
  });

  test('a key pair that was made for the launch is named and can be removed too', async () => {
    const { name, keyPairId } = await side.handlers.keys.create({ name: 'just-made', type: 'ed25519' });
    await side.fault({ operation: 'CreateSecurityGroup', ...dryRunPasses });
    await side.fault({ operation: 'CreateSecurityGroup', mode: 'error', code: 'UnauthorizedOperation', status: 403 });
    const wanted = await request({ key: { kind: 'existing', name, madeForThis: keyPairId } });
    const job = await side.ended((await side.handlers.launch.start(wanted)).jobId);
    expect(job.leftBehind).toEqual([
      'The key pair “just-made”, made for this launch; its private half is on this computer.',
    ]);
    expect(job.removable).toEqual([{ kind: 'key-pair', keyPairId, name }]);
    await side.handlers.keys.delete({ keyPairId, forgetPrivateHalf: true });
    expect(await side.handlers.keys.list({})).toMatchObject({ keptHalves: [] });
    expect(await news()).toEqual(nothing);
  });

  test.each(['DescribeInstances', 'DescribeInstanceStatus'])(
    '%s denied while watching: the machine is named as left, and a retry follows it to its end',
    async (operation) => {
      const { jobId } = await side.handlers.launch.start(await request());
      await started(jobId);
      await side.fault({ operation, mode: 'error', code: 'RequestExpired', status: 400 });
      const job = await side.ended(jobId);
      const made = await news();
      expect(job).toMatchObject({ state: 'failed', error: { code: 'accounts.sign-in-ended', retryable: true } });
      // Its machine uses the group.
      expect(job.removable).toBeUndefined();
      expect(job.leftBehind).toEqual([
        `The security group “group-${launches}” (${made.groups[0]}), made for this launch.`,
        `The instance ${made.instances[0]}; it costs money while it runs.`,
      ]);
      await side.handlers.jobs.retry({ jobId });
      expect(await side.ended(jobId)).toMatchObject({ state: 'done', leftBehind: [] });
      expect((await news()).instances).toEqual(made.instances);
    },
  );
});

/** Waits until the job has its machine. */
async function started(jobId: string): Promise<void> {
  await expect
    .poll(async () => (await side.handlers.jobs.list({})).jobs.find((job) => job.jobId === jobId)?.instanceIds, {
      interval: 5,
    })
    .toBeDefined();
}

describe('a lost answer makes nothing twice', () => {
  const lost: readonly [string, Pick<PracticeFault, 'mode'> & Partial<PracticeFault>][] = [
    ['CreateSecurityGroup', { mode: 'drop-reply' }],
    ['CreateSecurityGroup', { mode: 'drop' }],
    ['CreateSecurityGroup', { mode: 'error', code: 'RequestLimitExceeded', status: 503, times: 6 }],
    ['AuthorizeSecurityGroupIngress', { mode: 'drop-reply' }],
    ['AuthorizeSecurityGroupIngress', { mode: 'error', code: 'InternalError', status: 500 }],
    ['RunInstances', { mode: 'drop-reply' }],
    ['RunInstances', { mode: 'drop' }],
    ['RunInstances', { mode: 'drop-reply', times: 2 }],
    ['RunInstances', { mode: 'error', code: 'RequestLimitExceeded', status: 503, times: 3 }],
  ];
  test.each(lost)('%s: %j', async (operation, fault) => {
    if (operation !== 'AuthorizeSecurityGroupIngress') await side.fault({ operation, ...dryRunPasses });
    await side.fault({ operation, ...fault });
    const job = await side.ended((await side.handlers.launch.start(await request())).jobId);
    expect(job).toMatchObject({ state: 'done', leftBehind: [] });
    const made = await news();
    expect(made.instances).toEqual(job.instanceIds);
    expect(made.groups).toHaveLength(1);
  });
});

test('a machine that ends by itself while starting is told with its reason, and its new group can be removed', async () => {
  await side.fault({ operation: 'RunInstances', ...dryRunPasses });
  await side.fault({ operation: 'RunInstances', mode: 'fail-later' });
  const job = await side.ended((await side.handlers.launch.start(await request())).jobId);
  const { groups, instances } = await news();
  expect(job).toMatchObject({
    state: 'failed',
    error: { code: 'launch.ended' },
    removable: [{ kind: 'group', groupId: groups[0] }],
  });
  expect(instances).toEqual([]);
});

describe('what the cloud would refuse is refused before a job begins, under its field', () => {
  test('an image that is still being made', async () => {
    const { jobId } = await side.handlers.images.create(await imageRequest(side, { name: 'slow' }));
    await side.cloud.request('setSpeed', { speed: 1 });
    await expect.poll(async () => (await side.handlers.images.list({})).images[0]?.name).toBe('slow');
    const [pending] = (await side.handlers.images.list({})).images;
    const form = await side.handlers.launch.form({ imageId: pending?.imageId ?? '' });
    expect(form.instanceTypes[0]?.freeTierEligible).toBe(true);
    await expect(side.handlers.launch.start(await request({ imageId: pending?.imageId ?? '' }))).rejects.toMatchObject({
      code: 'launch.image-not-available',
      details: { field: 'imageId', retryable: true },
    });
    await side.cloud.request('setSpeed', { speed: 100 });
    await side.ended(jobId);
  });

  const refused: readonly [string, Partial<LaunchRequest>, string, string][] = [
    ['an image that is not there', { imageId: 'ami-00000000000000000' }, 'images.not-found', 'imageId'],
    ['a key of nowhere', { key: { kind: 'existing', name: 'nobody' } }, 'launch.key-not-found', 'key.name'],
    ['a type for other chips', { instanceType: 't4g.micro' }, 'launch.type-does-not-fit', 'instanceType'],
    ['a network of nowhere', { vpcId: 'vpc-00000000000000000' }, 'launch.network-not-found', 'vpcId'],
    ['a subnet of elsewhere', { subnetId: 'subnet-00000000000000000' }, 'launch.subnet-not-found', 'subnetId'],
    [
      'a group of elsewhere',
      { firewall: { kind: 'existing', groupIds: ['sg-00000000000000000'] } },
      'launch.group-not-found',
      'firewall.groupIds',
    ],
    [
      'a name that a group has',
      { firewall: { kind: 'new', name: 'default', description: 'x', rules: [] } },
      'launch.group-name-taken',
      'firewall.name',
    ],
    [
      'too many tags',
      { tags: Array.from({ length: 50 }, (_, index) => ({ key: `key-${index}`, value: '' })) },
      'launch.too-many-tags',
      'tags',
    ],
  ];
  test.each(refused)('%s', async (_name, change, code, field) => {
    await expect(side.handlers.launch.start(await request(change))).rejects.toMatchObject({ code, details: { field } });
    expect((await side.handlers.jobs.list({})).jobs).toHaveLength(0);
    expect(await news()).toEqual(nothing);
  });

  test('a disk smaller than its snapshot', async () => {
    const { image } = await side.handlers.launch.form({ imageId });
    const [root] = image.volumes;
    const volume = {
      deviceName: root?.deviceName ?? '',
      sizeGiB: (root?.sizeGiB ?? 2) - 1,
      type: 'gp3' as const,
      deleteOnTermination: true,
      encrypted: true,
    };
    await expect(side.handlers.launch.start(await request({ volumes: [volume] }))).rejects.toMatchObject({
      code: 'launch.volume-too-small',
      details: { field: 'volumes.0.sizeGiB' },
    });
  });
});

test('two machines are launched at once, with safe settings and the tags on all parts', async () => {
  const wanted = await request({ count: 2, name: 'pair', tags: [{ key: 'team', value: 'blue' }] });
  const job = await side.ended((await side.handlers.launch.start(wanted)).jobId);
  expect(job).toMatchObject({ state: 'done', title: 'Launch 2 × pair' });
  expect(job.instanceIds).toHaveLength(2);
  const { instances } = await side.handlers.instances.list({});
  for (const instance of instances.filter(({ instanceId }) => job.instanceIds?.includes(instanceId))) {
    expect(instance).toMatchObject({ name: 'pair', state: 'running' });
    expect(instance.checks?.passed).toBe(instance.checks?.of);
    expect(instance.tags).toContainEqual({ key: 'team', value: 'blue' });
  }
});
