import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { worldAt } from '../../main/app/practice-world.ts';
import { createHostKeys } from '../../main/practice/cloud/machines/host-keys.ts';
import { PracticeClock } from '../../main/practice/cloud/world/clock.ts';
import { seedWorld } from '../../main/practice/cloud/world/seed.ts';
import { World } from '../../main/practice/cloud/world/world.ts';
import { checkout } from '../desktop/app.ts';
import { sendSigned } from '../practice/signed-post.ts';

const account = '111122223333';
const region = 'eu-central-1';
const goals = { describesPerSecond: 400, startMs: 1_000, memoryMb: 200, growth: 3, resetMs: 50 };

/** A practice cloud in a process of its own, as `npm run practice` starts it. */
interface Running {
  readonly child: ChildProcess;
  readonly startMs: number;
  ec2(parameters: Readonly<Record<string, string>>): Promise<string>;
  admin(name: string, input: object): Promise<string>;
  stop(): Promise<void>;
}

/** Measures the practice cloud: what it does in a second, what it takes, and how that grows with its world. */
export async function bench(print: (facts: Record<string, unknown>) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'amiable-bench-practice-'));
  try {
    await measureStart(print, folder);
    await measureCalls(print, folder);
    await measureLaunches(print, folder);
    await measureMemory(print, folder);
    await measureGrowth(print, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

async function start(...args: string[]): Promise<Running> {
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [join(checkout, 'out', 'main', 'practice-process.js'), '--standalone', ...args],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    },
  );
  const line = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The practice cloud ended with ${code}.`)));
    createInterface({ input: child.stdout }).once('line', resolve);
  });
  const startMs = performance.now() - started;
  const { endpoint, accessKeyId, secretAccessKey } = JSON.parse(line);
  const agent = new Agent({ keepAlive: true });
  const send = async (service: string, body: string, headers = {}) => {
    const { status, text } = await sendSigned(
      { endpoint, accessKeyId, secretAccessKey, service, region, body, headers },
      agent,
    );
    if (status !== 200) throw new Error(text);
    return text;
  };
  return {
    child,
    startMs,
    ec2: (parameters) => send('ec2', new URLSearchParams({ Version: '2016-11-15', ...parameters }).toString()),
    admin: (name, input) => send('practice', JSON.stringify(input), { 'x-amz-target': `Practice.${name}` }),
    stop: () =>
      new Promise((resolve) => {
        agent.destroy();
        child.removeAllListeners('exit');
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

/** Calls in a second: `clients` at once, each with its next call after its last, for `seconds`. */
async function rate(call: () => Promise<unknown>, clients: number, seconds: number): Promise<number> {
  const end = performance.now() + seconds * 1_000;
  let calls = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < end) {
        await call();
        calls += 1;
      }
    }),
  );
  return (calls * 1_000) / (performance.now() - started);
}

async function measureStart(print: (facts: Record<string, unknown>) => void, folder: string): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round <= 5; round += 1) {
    const cloud = await start('--world', join(folder, 'start.world'));
    if (round > 0) times.push(cloud.startMs);
    if (round === 5) {
      const resets: number[] = [];
      for (let reset = 0; reset < 10; reset += 1) {
        const began = performance.now();
        await cloud.admin('Reset', {});
        resets.push(performance.now() - began);
      }
      const ms = Math.round(median(resets));
      print({ measure: 'reset', rounds: 10, ms, goal: goals.resetMs, reached: ms < goals.resetMs });
    }
    await cloud.stop();
  }
  const ms = Math.round(median(times));
  print({ measure: 'start', rounds: 5, ms, goal: goals.startMs, reached: ms < goals.startMs });
}

async function measureCalls(print: (facts: Record<string, unknown>) => void, folder: string): Promise<void> {
  const file = join(folder, 'images.world');
  const ids = await writeWorld(file, 1_000);
  const cloud = await start('--world', file);
  let at = 0;
  const one = () => {
    at = (at + 1) % ids.length;
    return cloud.ec2({ Action: 'DescribeImages', 'ImageId.1': ids[at] ?? '' });
  };
  await rate(one, 8, 1);
  for (const clients of [1, 8]) {
    const perSecond = Math.round(await rate(one, clients, 4));
    print({
      measure: 'describe one image of 1,000',
      clients,
      perSecond,
      ...(clients === 8 ? { goal: goals.describesPerSecond, reached: perSecond >= goals.describesPerSecond } : {}),
    });
  }
  for (const clients of [1, 8]) {
    const all = () => cloud.ec2({ Action: 'DescribeImages', 'Owner.1': 'self' });
    print({ measure: 'describe all of 1,000 images', clients, perSecond: round1(await rate(all, clients, 3)) });
  }
  await cloud.stop();
}

async function measureLaunches(print: (facts: Record<string, unknown>) => void, folder: string): Promise<void> {
  const { cloud, launch } = await emptyCloud(join(folder, 'launches.world'));
  for (const clients of [1, 8]) {
    print({ measure: 'run one instance', clients, perSecond: round1(await rate(() => launch(1), clients, 3)) });
  }
  await cloud.stop();
}

async function measureMemory(print: (facts: Record<string, unknown>) => void, folder: string): Promise<void> {
  const { cloud, launch } = await emptyCloud(join(folder, 'machines.world'));
  for (let group = 0; group < 10; group += 1) await launch(100);
  const memoryMb = Math.round(residentBytes(cloud.child.pid ?? 0) / 1024 / 1024);
  const { instances } = JSON.parse(await cloud.admin('Status', {}));
  print({ measure: 'memory', instances, memoryMb, goal: goals.memoryMb, reached: memoryMb < goals.memoryMb });
  await cloud.stop();
}

/** A practice cloud with nothing in it, and how to launch machines of a public image there. */
async function emptyCloud(file: string): Promise<{ cloud: Running; launch: (count: number) => Promise<string> }> {
  const cloud = await start('--world', file, '--empty');
  await cloud.admin('Configure', { accountId: account, region, vcpuQuota: 100_000 });
  const described = await cloud.ec2({
    Action: 'DescribeImages',
    'Filter.1.Name': 'name',
    'Filter.1.Value.1': 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-*',
  });
  const imageId = /ami-[0-9a-f]+/.exec(described)?.[0] ?? '';
  const launch = (count: number) =>
    cloud.ec2({
      Action: 'RunInstances',
      ImageId: imageId,
      InstanceType: 't3.micro',
      MinCount: String(count),
      MaxCount: String(count),
    });
  return { cloud, launch };
}

async function measureGrowth(print: (facts: Record<string, unknown>) => void, folder: string): Promise<void> {
  const times = new Map<number, number>();
  for (const resources of [100, 1_000, 10_000, 100_000]) {
    const file = join(folder, `grown-${resources}.world`);
    const ids = await writeWorld(file, resources);
    const cloud = await start('--world', file);
    let at = 0;
    const ten = () => {
      const wanted = Array.from({ length: 10 }, (_, n) => [`ImageId.${n + 1}`, ids[(at + n) % ids.length] ?? '']);
      at += 10;
      return cloud.ec2({ Action: 'DescribeImages', ...Object.fromEntries(wanted) });
    };
    await rate(ten, 1, 1);
    const ms = 1_000 / (await rate(ten, 1, 3));
    const tag = () => {
      at += 1;
      return cloud.ec2({
        Action: 'CreateTags',
        'ResourceId.1': ids[0] ?? '',
        'Tag.1.Key': 'a',
        'Tag.1.Value': String(at),
      });
    };
    const writeMs = 1_000 / (await rate(tag, 1, 3));
    times.set(resources, ms);
    print({
      measure: 'growth',
      resources,
      startMs: Math.round(cloud.startMs),
      describeTenMs: round1(ms),
      tagMs: round1(writeMs),
      memoryMb: Math.round(residentBytes(cloud.child.pid ?? 0) / 1024 / 1024),
      fileMb: round1(statSync(file).size / 1024 / 1024),
    });
    await cloud.stop();
  }
  const ratio = (times.get(100_000) ?? 0) / (times.get(100) ?? 1);
  print({
    measure: 'growth of a describe of ten by ID',
    ratio: round1(ratio),
    goal: goals.growth,
    reached: ratio <= goals.growth,
  });
}

/** Writes a world with that many images, and answers their IDs. */
async function writeWorld(file: string, images: number): Promise<string[]> {
  const world = new World(new PracticeClock(Date.now, Date.now(), 10), (length) =>
    crypto.getRandomValues(new Uint8Array(length)),
  );
  seedWorld(world, createHostKeys);
  const place = world.place(account, region);
  const [model] = place.images.all();
  if (!model) throw new Error('The first world has no image.');
  const ids = Array.from({ length: images }, (_, n) => {
    const id = world.newId('ami');
    place.images.add({ ...model, id, name: `image-${n}` });
    return id;
  });
  const store = worldAt(file, () => undefined);
  await store.replace(world.rows());
  await store.close();
  return ids;
}

/** What a process really takes of this computer's memory. */
function residentBytes(pid: number): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
