import {
  CreateImageCommand,
  CreateTagsCommand,
  DescribeImagesCommand,
  DescribeSnapshotsCommand,
  RunInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { PracticeClock } from '../../main/practice/cloud/world/clock.ts';
import { Keeper, type WorldStore } from '../../main/practice/cloud/world/keeper.ts';
import { durations } from '../../main/practice/cloud/world/settling.ts';
import { type Row, World } from '../../main/practice/cloud/world/world.ts';
import { createPaperMachines } from './paper-machines.ts';
import { instanceNamed, startTestCloud } from './practice-cloud.ts';

/** A store in memory; what it holds is what a killed process leaves behind. */
function memoryStore(rows: Row[] = []) {
  const kept = { rows, appends: 0, failure: null as Error | null };
  const keep = (change: () => void) => async () => {
    if (kept.failure) throw kept.failure;
    change();
  };
  const copy = (given: Iterable<Row>): Row[] => structuredClone([...given]);
  const store: WorldStore = {
    load: async () => (kept.rows.length > 0 ? copy(kept.rows) : null),
    append: (given) =>
      keep(() => {
        kept.rows = [...kept.rows, ...copy(given)];
        kept.appends += 1;
      })(),
    replace: (given) =>
      keep(() => {
        kept.rows = copy(given);
      })(),
    bloated: () => false,
    close: async () => undefined,
  };
  return { kept, store };
}

/** Real time that stands still until it is moved. */
function stillTime() {
  const time = { now: Date.parse('2026-11-20T10:00:00Z') };
  return { time, realNow: () => time.now };
}

describe('a world that is kept', () => {
  test('goes on with a pending image after the process was killed', async () => {
    const { kept, store } = memoryStore();
    const { time, realNow } = stillTime();
    // Signatures are judged by real time, so the stand-in starts at the present.
    time.now = Date.now();
    const first = await startTestCloud({ world: store, realNow });
    const web = await instanceNamed(first.ec2(), 'web-01');
    const { ImageId = '' } = await first
      .ec2()
      .send(new CreateImageCommand({ InstanceId: web.InstanceId, Name: 'kept-1' }));
    const left = kept.rows;
    await first.end();

    kept.rows = left;
    const second = await startTestCloud({ world: store, realNow });
    const image = async () => (await second.ec2().send(new DescribeImagesCommand({ ImageIds: [ImageId] }))).Images?.[0];
    expect((await image())?.State).toBe('pending');
    const snapshot = (await image())?.BlockDeviceMappings?.[0]?.Ebs?.SnapshotId ?? '';
    await second.step(durations.image / 2_000);
    const { Snapshots } = await second.ec2().send(new DescribeSnapshotsCommand({ SnapshotIds: [snapshot] }));
    expect(Snapshots?.[0]?.Progress).toBe('50%');
    await second.step(durations.image / 2_000);
    expect((await image())?.State).toBe('available');
    await second.cloud.machinesReady();
    expect(second.machines.specs.map(({ hostname }) => hostname)).toHaveLength(3);
    await second.end();
  });

  test('holds host keys and disks, so that a machine comes back as it was', async () => {
    const { store } = memoryStore();
    const first = await startTestCloud({ world: store });
    await first.cloud.machinesReady();
    const web = await instanceNamed(first.ec2(), 'web-01');
    const id = web.InstanceId ?? '';
    const entry = { kind: 'file' as const, mode: 0o644, modifiedAt: '2026-11-20T10:00:00.000Z', base64: 'aGVsbG8=' };
    first.machines.disks.set(id, { files: { '/home/ubuntu/made.txt': entry } });
    const before = first.machines.specs.find(({ instanceId }) => instanceId === id);
    await first.end();

    const machines = createPaperMachines();
    const second = await startTestCloud({ world: store, machines: machines.create });
    await second.cloud.machinesReady();
    const after = machines.specs.find(({ instanceId }) => instanceId === id);
    expect(after).toMatchObject({
      hostKeys: before?.hostKeys,
      firstBoot: false,
      disk: { files: { '/home/ubuntu/made.txt': entry } },
    });
    await second.end();
  });

  test('is saved before a change is answered', async () => {
    const { kept, store } = memoryStore();
    const it = await startTestCloud({ world: store });
    await it.cloud.machinesReady();
    const web = await instanceNamed(it.ec2(), 'web-01');
    for (let round = 0; round < 5; round += 1) {
      const tag = { Key: 'round', Value: `saved-${round}` };
      await it.ec2().send(new CreateTagsCommand({ Resources: [web.InstanceId ?? ''], Tags: [tag] }));
      expect(JSON.stringify(kept.rows)).toContain(tag.Value);
    }
    await it.end();
  });

  test('does not answer that a change was made when it could not be saved', async () => {
    const { kept, store } = memoryStore();
    const it = await startTestCloud({ world: store });
    await it.cloud.machinesReady();
    const web = await instanceNamed(it.ec2(), 'web-01');
    kept.failure = new Error('The disk is full.');
    const sent = it
      .ec2()
      .send(new CreateTagsCommand({ Resources: [web.InstanceId ?? ''], Tags: [{ Key: 'a', Value: 'b' }] }));
    await expect(sent).rejects.toMatchObject({ name: 'InternalError', $metadata: { httpStatusCode: 500 } });
    expect(it.failures).toHaveLength(1);
    kept.failure = null;
    await it.cloud.stop();
  });

  test.each([
    ['of a later version', { id: 'world', version: 3 }, /unknown form 3/],
    ['without an origin', null, /no origin/],
  ])('is refused by name when it is one %s', async (_name, meta, message) => {
    const { store } = memoryStore([['//meta', 'world', meta]]);
    await expect(startTestCloud({ world: store })).rejects.toThrow(message);
  });

  test('with a table that this version does not know is refused by name', async () => {
    const { store } = memoryStore([['111122223333/eu-central-1/dreams', 'd-1', { id: 'd-1' }]]);
    await expect(startTestCloud({ world: store })).rejects.toThrow('no table 111122223333/eu-central-1/dreams');
  });

  test('starts afresh when it is reset', async () => {
    const it = await startTestCloud();
    const web = await instanceNamed(it.ec2(), 'web-01');
    await it.ec2().send(new StopInstancesCommand({ InstanceIds: [web.InstanceId ?? ''] }));
    await it.cloud.request('reset', {});
    const fresh = await instanceNamed(it.ec2(), 'web-01');
    expect(fresh.State?.Name).toBe('running');
    expect(fresh.InstanceId).not.toBe(web.InstanceId);
    expect(await it.cloud.request('status', {})).toMatchObject({ instances: 4, images: 1, speed: 1 });
    await it.end();
  });
});

describe('writes', () => {
  /** A world in which each `write` is one more row. */
  function writable(store: Partial<WorldStore>) {
    const world = new World(new PracticeClock(() => 0, 0, 1), (length) => new Uint8Array(length));
    world.begin({ now: 0, homeAccount: '111122223333' });
    world.takeUnsaved();
    const { tokens } = world.place(world.addAccount('111122223333').id, 'eu-central-1');
    world.takeUnsaved();
    const { store: memory } = memoryStore();
    const write = (id: string) => tokens.add({ id, digest: '', made: [], usedAt: 0 });
    return { keeper: new Keeper({ ...memory, ...store }, world), write };
  }
  const tokensIn = (rows: readonly Row[]) => rows.flatMap(([path, id]) => (path.endsWith('/tokens') ? [id] : []));

  test('that are asked for while one is under way share the next, and it holds them all', async () => {
    const written: string[][] = [];
    const gates: (() => void)[] = [];
    const { keeper, write } = writable({
      append: (rows) =>
        new Promise((resolve) => {
          written.push(tokensIn(rows));
          gates.push(resolve);
        }),
    });
    write('1');
    const first = keeper.save();
    await expect.poll(() => gates.length).toBe(1);
    write('2');
    const second = keeper.save();
    write('3');
    const third = keeper.save();
    gates[0]?.();
    await first;
    await expect.poll(() => gates.length).toBe(2);
    gates[1]?.();
    await Promise.all([second, third]);
    expect(written).toEqual([['1'], ['2', '3']]);
  });

  test('that fail do not hold up the next, and go with it', async () => {
    let fails = true;
    const written: string[][] = [];
    const { keeper, write } = writable({
      append: async (rows) => {
        if (fails) throw new Error('full');
        written.push(tokensIn(rows));
      },
    });
    write('1');
    await expect(keeper.save()).rejects.toThrow('full');
    fails = false;
    write('2');
    await keeper.save();
    expect(written.map((ids) => ids.sort())).toEqual([['1', '2']]);
  });

  test('of nothing reach no disk', async () => {
    const written: string[][] = [];
    const { keeper } = writable({ append: async (rows) => void written.push(tokensIn(rows)) });
    await keeper.save();
    expect(written).toEqual([]);
  });
});

describe('practice time', () => {
  test('runs at its speed, keeps what has passed when that changes, and can be moved', () => {
    const { time, realNow } = stillTime();
    const clock = new PracticeClock(realNow, 1_000_000, 10);
    time.now += 1_000;
    expect(clock.now()).toBe(1_010_000);
    clock.setSpeed(100);
    time.now += 1_000;
    expect(clock.now()).toBe(1_110_000);
    clock.step(60);
    expect(clock.now()).toBe(1_170_000);
    time.now -= 3_600_000;
    expect(clock.now()).toBeGreaterThanOrEqual(1_070_000);
  });
});

describe('faults on request', () => {
  const tag = async (mode: 'error' | 'drop' | 'drop-reply' | 'hang') => {
    const it = await startTestCloud();
    const web = await instanceNamed(it.ec2(), 'web-01');
    await it.cloud.request('addFault', {
      operation: 'CreateTags',
      mode,
      code: 'RequestLimitExceeded',
      message: 'Slow down',
      status: 503,
      times: 1,
    });
    const send = (abortSignal?: AbortSignal) =>
      it
        .ec2()
        .send(new CreateTagsCommand({ Resources: [web.InstanceId ?? ''], Tags: [{ Key: 'fault', Value: mode }] }), {
          ...(abortSignal ? { abortSignal } : {}),
        });
    const tagged = async () =>
      (await instanceNamed(it.ec2(), 'web-01')).Tags?.some(({ Key }) => Key === 'fault') ?? false;
    return { it, send, tagged };
  };

  test('an error comes as often as it was asked for', async () => {
    const { it, send, tagged } = await tag('error');
    await expect(send()).rejects.toMatchObject({
      name: 'RequestLimitExceeded',
      message: 'Slow down',
      $metadata: { httpStatusCode: 503 },
    });
    expect(await tagged()).toBe(false);
    await send();
    expect(await tagged()).toBe(true);
    await it.end();
  });

  test.each([
    ['drop', false],
    ['drop-reply', true],
  ] as const)('%s breaks the connection; the change was made: %s', async (mode, made) => {
    const { it, send, tagged } = await tag(mode);
    await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await tagged()).toBe(made);
    await it.end();
  });

  test('hang never answers, and does not keep the cloud from ending', async () => {
    const { it, send } = await tag('hang');
    const given = new AbortController();
    const sent = send(given.signal);
    const raced = await Promise.race([
      sent.then(() => 'answered'),
      instanceNamed(it.ec2(), 'web-01').then(() => 'silent'),
    ]);
    expect(raced).toBe('silent');
    given.abort();
    await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
    await it.end();
  });

  test('fail-later makes the image and the instance, and they end badly', async () => {
    const it = await startTestCloud();
    const ec2 = it.ec2();
    const web = await instanceNamed(ec2, 'web-01');
    for (const operation of ['CreateImage', 'RunInstances'])
      await it.cloud.request('addFault', { operation, mode: 'fail-later', times: 1 });
    const { ImageId = '' } = await ec2.send(new CreateImageCommand({ InstanceId: web.InstanceId, Name: 'will-fail' }));
    await ec2.send(
      new RunInstancesCommand({
        ImageId: web.ImageId,
        InstanceType: 't3.micro',
        MinCount: 1,
        MaxCount: 1,
        TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'doomed' }] }],
      }),
    );
    await it.step(durations.image / 1000);
    expect((await ec2.send(new DescribeImagesCommand({ ImageIds: [ImageId] }))).Images?.[0]).toMatchObject({
      State: 'failed',
      StateReason: { Code: 'Client.InternalError' },
    });
    expect(await instanceNamed(ec2, 'doomed')).toMatchObject({
      State: { Name: 'terminated' },
      StateReason: { Message: 'Client.InternalError: Client error on launch' },
    });
    await it.end();
  });
});
