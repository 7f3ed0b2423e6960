import { randomUUID } from 'node:crypto';
import { type Connect, createConnect } from '../../main/connect/connect.ts';
import type { ConnectDeps, ConnectImage } from '../../main/connect/connect-deps.ts';
import { CONNECT_TIMES, type ConnectTimes } from '../../main/connect/ssh-policy.ts';
import type { Session } from '../../src/connect/contract.ts';
import type { Instance } from '../../src/instances/contract.ts';

/** What a test may change while it runs. */
export interface RigWorld {
  instance: Instance;
  image: ConnectImage | undefined;
  keys: Record<string, string>;
  port: number;
  console: string | null;
  memory: unknown;
  memoryWrites: number;
}

export interface Rig {
  readonly connect: Connect;
  readonly world: RigWorld;
  /** Every state the session went through, with its facts. */
  readonly changes: Session[];
  /** All output in order; the rig acknowledges it like a window, unless `drawing` is off. */
  output(sessionId: string): Buffer;
  drawing: boolean;
  /** Bytes told to the window and not acknowledged. */
  undrawn(): number;
  /** Waits until a change fits. */
  until(fits: (session: Session) => boolean): Promise<Session>;
  untilOutput(sessionId: string, text: string | RegExp): Promise<string>;
  open(user: string): Promise<Session>;
}

export const INSTANCE = 'i-0123456789abcdef0';

export const anInstance = (over: Partial<Instance> = {}): Instance => ({
  instanceId: INSTANCE,
  name: 'shop-web',
  state: 'running',
  instanceType: 't3.micro',
  imageId: 'ami-0123456789abcdef0',
  imageName: 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20251022',
  platform: 'Linux/UNIX',
  architecture: 'x86_64',
  rootDeviceType: 'ebs',
  keyName: 'team-key',
  groups: [],
  availabilityZone: 'eu-central-1a',
  publicIp: '203.0.113.7',
  launchedAt: '2026-11-23T10:00:00.000Z',
  volumes: [],
  tags: [],
  ...over,
});

/** Waits for a condition, looking again after every event. */
async function eventually<T>(look: () => T | undefined | false, what: () => string, seconds = 30): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const found = look();
    if (found) return found;
    if (performance.now() > deadline) throw new Error(`waited in vain: ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** createConnect with a small world around it: real sockets and real time, everything else given. */
export function createRig(
  given: { pem: string; port: number; console?: string | null },
  times: Partial<ConnectTimes> = {},
  deps: Partial<ConnectDeps> = {},
): Rig {
  const world: RigWorld = {
    instance: anInstance(),
    image: undefined,
    keys: { 'team-key': given.pem },
    port: given.port,
    console: given.console ?? null,
    memory: null,
    memoryWrites: 0,
  };
  const changes: Session[] = [];
  const outputs = new Map<string, { parts: Uint8Array[]; bytes: number; acknowledged: number }>();
  const of = (id: string) => {
    const entry = outputs.get(id) ?? { parts: [], bytes: 0, acknowledged: 0 };
    outputs.set(id, entry);
    return entry;
  };
  const draw = (id: string) => {
    const entry = of(id);
    const bytes = entry.bytes - entry.acknowledged;
    if (!rig.drawing || bytes === 0) return;
    entry.acknowledged = entry.bytes;
    // The session may be closed by now: then nobody waits for it.
    rig.connect.acknowledge({ sessionId: id, bytes }).catch(() => undefined);
  };
  const connect = createConnect(
    {
      scope: async () => ({ accountId: '111122223333', region: 'eu-central-1', practice: true }),
      target: async (id) =>
        id === world.instance.instanceId ? { instance: world.instance, image: world.image } : null,
      privateKey: async (_, name) => world.keys[name] ?? null,
      keptKeys: async () => Object.keys(world.keys),
      pushKey: async () => {
        throw new Error('nothing is pushed in this world');
      },
      agentSocket: undefined,
      neighbours: async () => [],
      dial: async (instance) =>
        instance.publicIp ? { host: '127.0.0.1', port: world.port, shownHost: instance.publicIp } : null,
      consoleOutput: async () => world.console,
      memory: {
        read: async () => structuredClone(world.memory),
        write: async (value) => {
          world.memory = value;
          world.memoryWrites += 1;
        },
      },
      publish: (event, payload) => {
        if (event === 'connect.changed') changes.push(structuredClone(payload) as Session);
        if (event === 'connect.output') {
          const { sessionId, data, offset } = payload as { sessionId: string; data: Uint8Array; offset: number };
          const entry = of(sessionId);
          if (offset !== entry.bytes) throw new Error(`a gap in the output: ${offset} instead of ${entry.bytes}`);
          entry.parts.push(data);
          entry.bytes += data.length;
          setImmediate(draw, sessionId);
        }
      },
      clock: {
        now: () => new Date(),
        sleep: (ms, signal) =>
          new Promise((resolve, reject) => {
            const timer = setTimeout(resolve, ms);
            signal?.addEventListener('abort', () => {
              clearTimeout(timer);
              reject(signal.reason);
            });
          }),
      },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      randomId: () => randomUUID(),
      ...deps,
    },
    { ...CONNECT_TIMES, ...times },
  );
  const rig: Rig = {
    connect,
    world,
    changes,
    output: (id) => Buffer.concat(of(id).parts),
    drawing: true,
    undrawn: () => [...outputs.values()].reduce((sum, entry) => sum + entry.bytes - entry.acknowledged, 0),
    until: (fits) =>
      eventually(
        () => changes.find(fits),
        () => JSON.stringify(changes, null, 1),
      ),
    untilOutput: (id, text) =>
      eventually(
        () => {
          const shown = Buffer.concat(of(id).parts).toString();
          const found = typeof text === 'string' ? shown.includes(text) : text.test(shown);
          return found && shown;
        },
        () => `${text} in ${Buffer.concat(of(id).parts).toString().slice(-2000)}; ${JSON.stringify(changes.at(-1))}`,
      ),
    open: (user) => connect.open({ instanceId: world.instance.instanceId, user, columns: 80, rows: 24 }),
  };
  return rig;
}

/** Opens, accepts the host key if asked, and waits for the shell. */
export async function openShell(rig: Rig, user: string): Promise<string> {
  const { sessionId } = await rig.open(user);
  const mine = (state: Session['state']) => (change: Session) =>
    change.sessionId === sessionId && change.state === state;
  const first = await rig.until(
    (change) => mine('asking-host-key')(change) || mine('open')(change) || mine('closed')(change),
  );
  if (first.state === 'asking-host-key') await rig.connect.answerHostKey({ sessionId, accept: true });
  await rig.until((change) => mine('open')(change) || mine('closed')(change));
  return sessionId;
}
