import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real OpenSSH server with its own keys, users and folder, in a mount namespace of its own. */
export interface OpenSshServer {
  readonly port: number;
  readonly folder: string;
  /** What ssh-keygen prints of its host key, as cloud-init puts it on the console. */
  readonly consoleOutput: string;
  /** Ends the server and every session of it, as a machine that is cut off does. */
  kill(): void;
  stop(): Promise<void>;
  /** What it logged: who tried which way. */
  log(): string;
}

/** It needs root, /usr/sbin/sshd and mount namespaces; where one is missing, its tests are skipped and counted. */
export const openSshAvailable: boolean =
  process.getuid?.() === 0 &&
  existsSync('/usr/sbin/sshd') &&
  spawnSync('unshare', ['-m', 'true'], { stdio: 'ignore' }).status === 0;

/** Makes a key pair with ssh-keygen. */
export function makeKey(folder: string, type: 'rsa' | 'ed25519', name: string): { pem: string; publicKey: string } {
  const file = join(folder, name);
  const form = type === 'rsa' ? ['-b', '2048', '-m', 'PEM'] : [];
  execFileSync('ssh-keygen', ['-q', '-t', type, ...form, '-N', '', '-C', name, '-f', file]);
  return { pem: readFileSync(file, 'utf8'), publicKey: readFileSync(`${file}.pub`, 'utf8').trim() };
}

/** cloud-init's line in root's authorized_keys, word for word. */
export const rootLine = (publicKey: string): string =>
  `no-port-forwarding,no-agent-forwarding,no-X11-forwarding,command="echo 'Please login as the user \\"ubuntu\\" rather than the user \\"root\\".';echo;sleep 10;exit 142" ${publicKey}`;

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** Starts one; `authorized` is the text of each user's authorized_keys (root and ubuntu exist). */
export async function startOpenSsh(options: {
  authorized: Readonly<Record<'root' | 'ubuntu', string>>;
  hostKeyType?: 'ed25519' | 'rsa';
  port?: number;
}): Promise<OpenSshServer> {
  const folder = mkdtempSync(join(tmpdir(), 'sshd-'));
  // sshd reads a user's keys as that user.
  chmodSync(folder, 0o755);
  const keys = join(folder, 'authorized');
  mkdirSync(keys);
  mkdirSync('/run/sshd', { recursive: true });
  for (const [user, text] of Object.entries(options.authorized)) writeFileSync(join(keys, user), `${text}\n`);
  makeKey(folder, options.hostKeyType ?? 'ed25519', 'host');
  writeFileSync(join(folder, 'passwd'), `${readFileSync('/etc/passwd', 'utf8')}ubuntu:x:54321:54321::/tmp:/bin/bash\n`);
  const port = options.port ?? (await freePort());
  const config = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${join(folder, 'host')}`,
    `AuthorizedKeysFile ${keys}/%u`,
    `PidFile ${join(folder, 'pid')}`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'PermitRootLogin yes',
    'AcceptEnv *',
    'PrintMotd no',
    'PrintLastLog no',
    'Subsystem sftp internal-sftp',
    'LogLevel DEBUG1',
  ];
  writeFileSync(join(folder, 'config'), config.join('\n'));
  const script = `mount --make-rprivate / && mount --bind ${folder}/passwd /etc/passwd && exec /usr/sbin/sshd -D -e -f ${folder}/config`;
  // A process group of its own: sshd answers every connection in a child, and all of them must go with it.
  const child: ChildProcess = spawn('unshare', ['-m', 'sh', '-c', script], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr?.on('data', (data: Buffer) => {
    log += data.toString();
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`sshd did not start: ${log}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const fingerprint = execFileSync('ssh-keygen', ['-l', '-f', join(folder, 'host.pub')], { encoding: 'utf8' }).trim();
  const kill = () => {
    spawnSync('kill', ['-9', ...descendants(child.pid).map(String)], { stdio: 'ignore' });
  };
  return {
    port,
    folder,
    consoleOutput: [
      '[   12.004] cloud-init[811]: Generating public/private ed25519 key pair.',
      '<14>Nov 23 10:00:00 cloud-init: #############################################################',
      '<14>Nov 23 10:00:00 cloud-init: -----BEGIN SSH HOST KEY FINGERPRINTS-----',
      `<14>Nov 23 10:00:00 cloud-init: ${fingerprint}`,
      '<14>Nov 23 10:00:00 cloud-init: -----END SSH HOST KEY FINGERPRINTS-----',
    ].join('\r\n'),
    kill,
    log: () => log,
    stop: async () => {
      kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A process and all below it; sshd's children leave its process group. */
function descendants(pid: number | undefined): number[] {
  if (pid === undefined) return [];
  const table = execFileSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const rows = table
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    rows.flatMap(([child, of]) => (of === parent && child !== undefined ? [child, ...below(child)] : []));
  return [pid, ...below(pid)];
}
