import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { type Composed, compose } from '../../main/app/compose.ts';
import { type FileCalls, realFiles } from '../../main/app/durable.ts';
import type { Cipher, Clock, Platform, PracticeProcess } from '../../main/app/platform.ts';
import type { ListerPort } from '../../main/images/listing.ts';
import { serveListings } from '../../main/images/serve-listing.ts';
import { type Cloud, type CloudOptions, startCloud } from '../../main/practice/cloud/cloud.ts';
import type { EventName } from '../../src/ipc/contract.ts';
import type { Job } from '../../src/jobs/contract.ts';
import type { PracticeFault, PracticeReply } from '../../src/practice/port.ts';

/** What the main process told the windows, in order. */
export interface Told {
  readonly event: EventName;
  readonly payload: unknown;
}

/** The whole main process on a temporary folder with an in-process practice cloud: everything but Electron. */
export interface MainSide extends Composed {
  readonly cloud: Cloud;
  readonly folder: string;
  readonly told: readonly Told[];
  readonly logged: readonly string[];
  /** The files that the person was asked a place for. */
  readonly saved: readonly { readonly name: string; readonly text: string }[];
  fault(fault: Partial<PracticeFault> & Pick<PracticeFault, 'operation' | 'mode'>): Promise<void>;
  /** Waits until a job has ended and answers it. */
  ended(jobId: string): Promise<Job>;
  /** Resolves when the app met the end that `killBefore` asked for. */
  readonly killed: Promise<void>;
  /** As after kill -9: nothing is ended or written any more, and a new main process starts on the same folder and cloud. */
  killAndRestart(): Promise<MainSide>;
}

export interface MainSideOptions {
  /** A cloud that the test keeps; otherwise one is started, and ended with the main side. */
  readonly cloud?: Cloud;
  readonly cloudOptions?: Partial<CloudOptions>;
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly cipher?: Cipher;
  readonly clock?: Clock;
  readonly switches?: Platform['switches'];
  /** The key file that the person chooses; null when they think better of it. */
  readonly keyFile?: () => { readonly name: string; readonly text: string } | null;
  /** Ends the app, as kill -9 would, instead of writing this line of the job journal (from 1). */
  readonly killBefore?: number;
}

/** Builds the main process; end it with `stop`. The app's own clock runs twenty times as fast, the cloud's a hundred. */
export async function openMainSide(options: MainSideOptions = {}): Promise<MainSide> {
  const cloud = options.cloud ?? (await startCloud({ world: null, speed: 100, ...options.cloudOptions }));
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'amiable-main-')));
  const cipher = options.cipher ?? createMemoryCipher();
  return build({ ...options, cloud, folder, cipher }, options.cloud === undefined, options.folder === undefined);
}

async function build(
  options: MainSideOptions & { cloud: Cloud; folder: string; cipher: Cipher },
  ownsCloud: boolean,
  ownsFolder: boolean,
): Promise<MainSide> {
  const { cloud, folder } = options;
  const told: Told[] = [];
  const logged: string[] = [];
  const saved: { name: string; text: string }[] = [];
  const waiting = new Set<() => void>();
  const life = { over: false };
  let die: () => void = () => undefined;
  const killed = new Promise<void>((resolve) => {
    die = () => {
      life.over = true;
      // The dead make no calls: what is under way is let go of, and nothing of it is written any more.
      composed?.stop().catch(() => undefined);
      resolve();
    };
  });
  let composed: Composed | undefined;
  const line = (message: string, facts?: unknown) => void logged.push(`${message} ${JSON.stringify(facts ?? {})}`);
  const clock = options.clock ?? createFastClock();
  let preferences: ReturnType<Platform['preferences']['get']> = {
    theme: 'system',
    namePattern: '{purpose}-{os}-{version}-{date}',
    terminalFontSize: 14,
    terminalTheme: 'app',
    terminalSide: true,
  };
  const platform: Platform = {
    dataFolder: join(folder, 'data'),
    environment: { HOME: folder, ...options.environment },
    switches: options.switches ?? {},
    version: '0.0.0',
    cipher: options.cipher,
    // A killed process never comes back from a sleep.
    clock: { ...clock, sleep: (ms, signal) => (life.over ? new Promise(() => undefined) : clock.sleep(ms, signal)) },
    log: { info: line, warn: line, error: line },
    hideFromLog: () => undefined,
    publish(event, payload) {
      if (life.over) return;
      told.push({ event, payload });
      for (const wake of waiting) wake();
      waiting.clear();
    },
    preferences: {
      get: () => preferences,
      set(change) {
        preferences = { ...preferences, ...change };
        return preferences;
      },
    },
    startPracticeProcess: () => asProcess(cloud),
    startLister: listHere,
    async saveText(name, text) {
      saved.push({ name, text });
      return true;
    },
    async savePrivate(name, text) {
      saved.push({ name, text });
      return true;
    },
    openPrivate: async () => options.keyFile?.() ?? null,
    chooseFiles: async () => [],
    choosePlace: async () => null,
    chooseFolder: async () => null,
    openExternal: async () => undefined,
  };
  const alive = await compose(platform, { files: mortalFiles(life, options.killBefore, die) });
  composed = alive;
  return {
    handlers: alive.handlers,
    cloud,
    folder,
    told,
    logged,
    saved,
    killed,
    async fault(fault) {
      await cloud.request('addFault', { times: 1, ...fault });
    },
    async ended(jobId) {
      for (;;) {
        // Listening begins before looking, so that no change falls in between.
        const changed = new Promise<void>((resolve) => waiting.add(resolve));
        const { jobs } = await alive.handlers.jobs.list({});
        const job = jobs.find((entry) => entry.jobId === jobId);
        if (!job) throw new Error(`There is no job ${jobId}.`);
        if (job.state !== 'running') return job as Job;
        await changed;
      }
    },
    async killAndRestart() {
      die();
      const { killBefore: _once, ...again } = options;
      return build(again, ownsCloud, ownsFolder);
    },
    async stop() {
      await alive.stop();
      if (ownsCloud) await cloud.stop();
      if (ownsFolder) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Files that refuse everything once the app is dead, and kill it instead of the given write to the job journal. */
function mortalFiles(life: { over: boolean }, killBefore: number | undefined, die: () => void): FileCalls {
  const journals = new Set<number>();
  let writes = 0;
  const alive = () => {
    if (life.over) throw new Error('This process is dead.');
  };
  return {
    ...realFiles,
    // The number of a closed file may be another's by now.
    closeSync: (fd) => {
      if (!life.over) realFiles.closeSync(fd);
    },
    openSync: ((...args: Parameters<typeof realFiles.openSync>) => {
      alive();
      const fd = realFiles.openSync(...args);
      if (String(args[0]).endsWith('jobs.jsonl') && args[1] === 'a') journals.add(fd);
      else journals.delete(fd);
      return fd;
    }) as typeof realFiles.openSync,
    writeSync: ((...args: Parameters<typeof realFiles.writeSync>) => {
      alive();
      if (journals.has(args[0])) {
        writes += 1;
        if (writes === killBefore) die();
        alive();
      }
      return realFiles.writeSync(...args);
    }) as typeof realFiles.writeSync,
  };
}

/** A practice cloud of this process in the clothes of a process of its own. Ending the app does not end it. */
function asProcess(cloud: Cloud): PracticeProcess {
  const exits: ((code: number) => void)[] = [];
  const listeners: ((reply: PracticeReply) => void)[] = [];
  const reply = (message: PracticeReply) => {
    for (const listener of listeners) listener(message);
  };
  return {
    send({ id, call, input }) {
      const answer = call === 'stop' ? Promise.resolve({}) : cloud.request(call, input as never);
      answer.then(
        (value) => reply({ kind: 'answer', id, value }),
        (cause: unknown) => reply({ kind: 'refused', id, message: String(cause) }),
      );
    },
    onReply(listener) {
      listeners.push(listener);
      queueMicrotask(() => listener({ kind: 'ready', ready: cloud.ready }));
    },
    onExit: (listener) => void exits.push(listener),
    kill() {
      for (const listener of exits) listener(0);
    },
  };
}

/** The listing thread's work in this thread, over a real channel: what crosses is copied as between threads. */
function listHere(): ListerPort {
  const { port1, port2 } = new MessageChannel();
  serveListings(port2);
  port1.unref();
  port2.unref();
  return {
    send: (message) => port1.postMessage(message),
    onMessage: (listener) => void port1.on('message', listener).unref(),
    onExit: () => undefined,
    end: () => port1.close(),
  };
}

/** Time that runs `speed` times as fast, so that waits of seconds take milliseconds. */
export function createFastClock(speed = 20): Clock {
  const begun = Date.now();
  return {
    now: () => new Date(begun + (Date.now() - begun) * speed),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const stop = () => {
          clearTimeout(timer);
          reject(signal?.reason);
        };
        const timer = setTimeout(() => {
          signal?.removeEventListener('abort', stop);
          resolve();
        }, ms / speed);
        timer.unref();
        signal?.addEventListener('abort', stop, { once: true });
      }),
  };
}

/** A keyring that lives as long as the test. */
export function createMemoryCipher(): Cipher {
  const key = randomBytes(32);
  return {
    status: () => ({ available: true }),
    encrypt(text) {
      const nonce = randomBytes(12);
      const gcm = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([gcm.update(text, 'utf8'), gcm.final()]);
      return Buffer.concat([nonce, gcm.getAuthTag(), body]);
    },
    decrypt(bytes) {
      const all = Buffer.from(bytes);
      const gcm = createDecipheriv('aes-256-gcm', key, all.subarray(0, 12), { authTagLength: 16 });
      gcm.setAuthTag(all.subarray(12, 28));
      return Buffer.concat([gcm.update(all.subarray(28)), gcm.final()]).toString('utf8');
    },
  };
}

/** A keyring that is not there. */
export const noCipher: Cipher = {
  status: () => ({ available: false, reason: 'There is no keyring on this computer.', fix: 'Install one.' }),
  encrypt: () => {
    throw new Error('There is no keyring.');
  },
  decrypt: () => {
    throw new Error('There is no keyring.');
  },
};

/** Writes ~/.aws files of a folder: profiles as sections of the config file. */
export async function writeProfiles(
  folder: string,
  profiles: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<Readonly<Record<string, string>>> {
  const text = Object.entries(profiles)
    .map(([name, values]) => {
      const lines = Object.entries(values).map(([key, value]) => `${key} = ${value}`);
      return [`[profile ${name}]`, ...lines, ''].join('\n');
    })
    .join('\n');
  const config = join(folder, 'aws-config');
  await writeFile(config, text, { mode: 0o600 });
  return { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: join(folder, 'aws-credentials') };
}
