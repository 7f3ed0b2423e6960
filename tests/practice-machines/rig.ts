import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2, { type Client, type ClientChannel, type ConnectConfig } from 'ssh2';
import type {
  Disk,
  MachineSpec,
  Machines,
  MachineWorld,
  Platform,
} from '../../main/practice/cloud/machines/machine.ts';
import { createHostKeys, createMachines, type MachinesOptions } from '../../main/practice/cloud/machines/machines.ts';

/** A key pair in OpenSSH form, made for one test. */
export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** A new ed25519 key pair. */
export function newKeyPair(): KeyPair {
  const pair = ssh2.utils.generateKeyPairSync('ed25519');
  return { privateKey: pair.private, publicKey: `${pair.public} practice` };
}

/** A new RSA key pair, as EC2 makes them when asked for RSA. */
export function newRsaKeyPair(): KeyPair {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }) as string;
  const key = ssh2.utils.parseKey(pem);
  if (key instanceof Error) throw key;
  return { privateKey: pem, publicKey: `ssh-rsa ${key.getPublicSSH().toString('base64')} practice` };
}

export interface Rig {
  readonly machines: Machines;
  readonly keys: KeyPair;
  readonly slept: number[];
  readonly folder: string;
  readonly world: { admitted: boolean; sleepMs: (ms: number) => number };
  spec(changes?: Partial<MachineSpec>): MachineSpec;
  boot(changes?: Partial<MachineSpec>): Promise<{ port: number; console: string; spec: MachineSpec }>;
  /** Runs the real OpenSSH client; answers what it printed and its exit status. */
  ssh(port: number, user: string, words?: readonly string[], how?: SshHow): Promise<SshEnd>;
  /** Runs `sftp` or `scp` of OpenSSH in the rig's folder. */
  client(program: 'sftp' | 'scp', port: number, words: readonly string[], how?: SshHow): Promise<SshEnd>;
  close(): Promise<void>;
}

export interface SshHow {
  readonly key?: KeyPair;
  readonly options?: readonly string[];
  readonly input?: string;
}

export interface SshEnd {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

let instances = 0;

/** Machines on a world that is open and whose sleeps are short; `members` are what the world has besides. */
export function createRig(members: Partial<MachineWorld> = {}, options: MachinesOptions = {}): Rig {
  const folder = mkdtempSync(join(tmpdir(), 'practice-machines-'));
  const slept: number[] = [];
  const state = { admitted: true, sleepMs: (ms: number) => Math.min(ms, 20) };
  const world: MachineWorld = {
    admits: () => state.admitted,
    sleep: (ms) => {
      slept.push(ms);
      return new Promise((resolve) => setTimeout(resolve, state.sleepMs(ms)));
    },
    now: () => new Date(),
    callerAddress: '203.0.113.25',
    ...members,
  };
  const machines = createMachines(world, options);
  const keys = newKeyPair();
  const children = new Set<ChildProcess>();
  let keyFiles = 0;

  const spec = (changes: Partial<MachineSpec> = {}): MachineSpec => {
    instances += 1;
    return {
      instanceId: `i-${instances.toString(16).padStart(17, '0')}`,
      imageId: 'ami-0123456789abcdef0',
      instanceType: 't3.micro',
      platform: 'ubuntu',
      hostname: 'ip-172-31-5-9',
      privateIp: '172.31.5.9',
      publicIp: '198.51.100.7',
      hostKeys: createHostKeys(),
      publicKey: keys.publicKey,
      userData: '',
      disk: null,
      firstBoot: true,
      ...changes,
    };
  };

  const run = (program: string, words: readonly string[], how: SshHow): Promise<SshEnd> => {
    keyFiles += 1;
    const keyFile = join(folder, `key-${keyFiles}`);
    writeFileSync(keyFile, (how.key ?? keys).privateKey, { mode: 0o600 });
    return new Promise((resolve) => {
      const child = spawn(program, [...plainOptions(keyFile), ...words], {
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { PATH: process.env.PATH ?? '' },
        cwd: folder,
      });
      children.add(child);
      const out: Buffer[] = [];
      const err: Buffer[] = [];
      child.stdout.on('data', (data: Buffer) => out.push(data));
      child.stderr.on('data', (data: Buffer) => err.push(data));
      child.stdin.on('error', () => {});
      child.stdin.end(how.input ?? '');
      child.on('close', (code) => {
        children.delete(child);
        resolve({ stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString(), code });
      });
    });
  };

  return {
    machines,
    keys,
    slept,
    folder,
    world: state,
    spec,
    boot: async (changes = {}) => {
      const made = spec(changes);
      return { ...(await machines.boot(made)), spec: made };
    },
    ssh: (port, user, words = [], how = {}) =>
      run('ssh', ['-p', String(port), ...(how.options ?? []), `${user}@127.0.0.1`, ...words], how),
    client: (program, port, words, how = {}) =>
      run(program, ['-P', String(port), ...(how.options ?? []), ...words], how),
    close: async () => {
      for (const child of children) child.kill();
      await machines.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function plainOptions(keyFile: string): string[] {
  const options = [
    'StrictHostKeyChecking=no',
    'UserKnownHostsFile=/dev/null',
    'IdentitiesOnly=yes',
    'IdentityAgent=none',
    'LogLevel=ERROR',
    'ConnectTimeout=20',
  ];
  return ['-F', '/dev/null', '-i', keyFile, ...options.flatMap((option) => ['-o', option])];
}

/** A terminal over the ssh2 client that keeps all it was sent. */
export interface Terminal {
  readonly client: Client;
  readonly channel: ClientChannel;
  /** All output so far. */
  text(): string;
  /** Output since the last call of `mark`. */
  since(): string;
  mark(): void;
  type(text: string): void;
  /** Waits until the output since the mark matches. */
  waitFor(pattern: RegExp | string, ms?: number): Promise<string>;
  /** Types a line, waits for the next prompt, answers what came between as plain text. */
  line(text: string): Promise<string>;
  readonly ended: Promise<number | null>;
  close(): void;
}

const PROMPT = /[$#] $/;

/** Logs in with a terminal and waits for the prompt. */
export async function openTerminal(
  port: number,
  user: string,
  keys: KeyPair,
  size: { cols: number; rows: number } = { cols: 80, rows: 24 },
): Promise<Terminal> {
  const client = await connect({ port, username: user, privateKey: keys.privateKey });
  const channel = await new Promise<ClientChannel>((resolve, reject) =>
    client.shell({ term: 'xterm-256color', ...size }, (error, made) => (error ? reject(error) : resolve(made))),
  );
  let all = '';
  let marked = 0;
  let exit: number | null = null;
  const watchers = new Set<() => void>();
  const tell = () => {
    for (const watcher of [...watchers]) watcher();
  };
  channel.setEncoding('utf8');
  channel.on('data', (data: string) => {
    all += data;
    tell();
  });
  channel.on('exit', (code: number | null) => {
    exit = code;
  });
  const ended = new Promise<number | null>((resolve) => channel.on('close', () => resolve(exit)));
  const terminal: Terminal = {
    client,
    channel,
    text: () => all,
    since: () => all.slice(marked),
    mark: () => {
      marked = all.length;
    },
    type: (text) => void channel.write(text),
    waitFor: (pattern, ms = 15_000) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const plain = withoutEscapes(all.slice(marked));
          if (typeof pattern === 'string' ? !plain.includes(pattern) : !pattern.test(plain)) return;
          clearTimeout(timer);
          watchers.delete(check);
          resolve(plain);
        };
        const timer = setTimeout(() => {
          watchers.delete(check);
          reject(new Error(`${pattern} did not come; there is: ${JSON.stringify(all.slice(marked))}`));
        }, ms);
        watchers.add(check);
        check();
      }),
    line: async (text) => {
      terminal.mark();
      terminal.type(`${text}\r`);
      const shown = await terminal.waitFor(new RegExp(`\\n(?:[\\s\\S]*\\n)?[^\\n]*${PROMPT.source}`));
      const lines = shown.split('\r\n');
      return lines.slice(1, -1).join('\n');
    },
    ended,
    close: () => client.end(),
  };
  await terminal.waitFor(PROMPT);
  return terminal;
}

/** Connects the ssh2 client; rejects when the login fails. */
export function connect(options: ConnectConfig): Promise<Client> {
  return new Promise((resolve, reject) => {
    const client = new ssh2.Client();
    client.once('ready', () => resolve(client));
    client.on('error', reject);
    client.connect({ host: '127.0.0.1', hostVerifier: () => true, readyTimeout: 15_000, ...options });
  });
}

/** Text as a person sees it, without colours and cursor moves. */
export function withoutEscapes(text: string): string {
  return text.replace(ESCAPES, '');
}

const ESCAPES = new RegExp(`${'\u001b'}\\[[0-9;?]*[A-Za-z]`, 'g');

/** Runs a program of this computer and answers what it printed. */
export function runProgram(program: string, words: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) =>
    execFile(program, [...words], (error, stdout) => (error ? reject(error) : resolve(stdout))),
  );
}

/** A machine of a platform whose disk holds these. */
export type { Disk, Platform };
