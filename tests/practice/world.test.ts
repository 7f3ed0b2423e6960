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
import { Keeper } from '../../main/practice/cloud/world/keeper.ts';
import { durations } from '../../main/practice/cloud/world/settling.ts';
import { createPaperMachines } from './paper-machines.ts';
import { instanceNamed, startTestCloud } from './practice-cloud.ts';

/** A store in memory; what it holds is what a killed process leaves behind. */
function memoryStore() {
  const kept: { bytes: Uint8Array | null; saves: number; failure: Error | null } = {
    bytes: null,
    saves: 0,
    failure: null,
  };
  return {
    kept,
    store: {
      load: async () => kept.bytes,
      save: async (bytes: Uint8Array) => {
        if (kept.failure) throw kept.failure;
        kept.bytes = bytes.slice();
        kept.saves += 1;
      },
    },
  };
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
    const left = kept.bytes;
    await first.end();

    kept.bytes = left;
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
      expect(Buffer.from(kept.bytes ?? []).toString()).toContain(tag.Value);
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
    ['of a later version', '{"format":"amiable-practice-world","version":2}', /unknown form amiable-practice-world 2/],
    ['that is none', '{}', /not one/],
  ])('is refused by name when it is one %s', async (_name, text, message) => {
    const world = { load: async () => new Uint8Array(Buffer.from(text)), save: async () => undefined };
    await expect(startTestCloud({ world })).rejects.toThrow(message);
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
  test('that are asked for while one is under way share the next, and it holds them all', async () => {
    const written: number[] = [];
    const gates: (() => void)[] = [];
    let value = 0;
    const keeper = new Keeper(
      {
        load: async () => null,
        save: (bytes) =>
          new Promise((resolve) => {
            written.push(bytes[0] ?? 0);
            gates.push(resolve);
          }),
      },
      () => new Uint8Array([value]),
    );
    value = 1;
    const first = keeper.save();
    value = 2;
    const second = keeper.save();
    value = 3;
    const third = keeper.save();
    gates[0]?.();
    await first;
    await expect.poll(() => gates.length).toBe(2);
    gates[1]?.();
    await Promise.all([second, third]);
    expect(written).toEqual([1, 3]);
    value = 4;
    const fourth = keeper.save();
    await expect.poll(() => gates.length).toBe(3);
    gates[2]?.();
    await fourth;
    expect(written).toEqual([1, 3, 4]);
  });

  test('that fail do not hold up the next', async () => {
    let fails = true;
    const keeper = new Keeper(
      {
        load: async () => null,
        save: async () => {
          if (fails) throw new Error('full');
        },
      },
      () => new Uint8Array(),
    );
    await expect(keeper.save()).rejects.toThrow('full');
    fails = false;
    await expect(keeper.save()).resolves.toBeUndefined();
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
