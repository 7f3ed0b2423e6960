import type { ServerChannel } from 'ssh2';
import { ByteReader } from './byte-reader.ts';
import type { Computer } from './computer.ts';
import { FileError, type FileNode } from './file-tree.ts';
import { homeOf } from './platforms.ts';
import { ScpSink } from './scp-sink.ts';
import type { Session } from './session.ts';
import { Shell } from './shell.ts';

/** What the older scp protocol's two ends are told on the command line. */
export interface CopyOrder {
  readonly isSink: boolean;
  readonly recursive: boolean;
  readonly keepTimes: boolean;
  readonly mustBeFolder: boolean;
  readonly paths: readonly string[];
  /** The folder that paths are seen from. */
  readonly from: string;
}

/** Whether a command is the far end of `scp -O`, the copying from before scp spoke SFTP. */
export function isLegacyCopy(command: string): boolean {
  return /^(?:\/usr\/bin\/)?scp\s(?:-\w+\s+)*-[a-z]*[tf]/.test(command);
}

/** Runs it: files to the machine (`scp -t`) or from it (`scp -f`), with the user's rights. */
export function runLegacyCopy(computer: Computer, user: string, channel: ServerChannel, command: string): Session {
  const copy = async () => {
    let order: CopyOrder | null = null;
    const take = (args: readonly string[]) => {
      order = orderFrom(args, homeOf(user));
    };
    const shell = new Shell(computer, user, {
      interactive: false,
      become: () => {},
      columns: () => 80,
      history: () => [],
      copy: take,
    });
    const nothing = { out: async () => {}, err: async () => {} };
    // The shell expands what stands for names (`*.txt`, `~`) and hands the words over.
    await shell.run(command, nothing, { signal: new AbortController().signal });
    const link = new CopyLink(channel);
    if (!order) return 1;
    return (order as CopyOrder).isSink
      ? new ScpSink(computer, shell.files, link, order).receive()
      : send(computer, shell, link, order);
  };
  void copy()
    .catch(() => 1)
    .then((code) => {
      if (channel.destroyed || !channel.writable) return;
      channel.exit(code);
      channel.end();
      channel.close();
    });
  return { resized: () => {}, signal: () => channel.close(), wall: () => {}, end: async () => {} };
}

function orderFrom(args: readonly string[], from: string): CopyOrder {
  const flags = args.filter((arg) => /^-[a-z]+$/i.test(arg)).join('');
  return {
    isSink: flags.includes('t'),
    recursive: flags.includes('r'),
    keepTimes: flags.includes('p'),
    mustBeFolder: flags.includes('d'),
    paths: args.filter((arg) => arg !== '--' && !/^-[a-z]+$/i.test(arg)),
    from,
  };
}

/** The two directions of a copy: bytes and lines one way, one-byte answers the other. */
export class CopyLink {
  readonly reader: ByteReader;
  readonly #channel: ServerChannel;
  /** Something could not be copied; the rest was. */
  failed = false;

  constructor(channel: ServerChannel) {
    this.#channel = channel;
    this.reader = new ByteReader(channel);
  }

  async send(bytes: Buffer | string): Promise<void> {
    if (this.#channel.destroyed) return;
    if (this.#channel.write(bytes)) return;
    await new Promise<void>((resolve) => {
      this.#channel.once('drain', resolve);
      this.#channel.once('close', resolve);
    });
  }

  /** Tells that something went wrong; the copy goes on with the next. */
  async complain(words: string): Promise<void> {
    this.failed = true;
    await this.send(`\u0001scp: ${words}\n`);
  }

  /** Waits for the other end's answer; false when it complains. */
  async isAccepted(): Promise<boolean> {
    const answer = await this.reader.byte();
    if (answer === 0) return true;
    if (answer === null || answer === 2) throw new Error('The other end gave up.');
    await this.reader.line(4_096);
    this.failed = true;
    return false;
  }
}

/** Why a file could not be copied, in scp's words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof FileError ? error.code : '';
  return REASONS[code] ?? 'Input/output error';
}

const REASONS: Readonly<Record<string, string | undefined>> = {
  ENOENT: 'No such file or directory',
  EACCES: 'Permission denied',
  EPERM: 'Operation not permitted',
  ENOSPC: 'No space left on device',
  EISDIR: 'Is a directory',
  ENOTDIR: 'Not a directory',
  ENAMETOOLONG: 'File name too long',
};

async function send(computer: Computer, shell: Shell, link: CopyLink, order: CopyOrder): Promise<number> {
  if (!(await link.isAccepted())) return 1;
  const sendOne = async (path: string, name: string): Promise<void> => {
    let node: FileNode;
    let bytes: Buffer | null = null;
    let names: string[] = [];
    try {
      node = shell.files.nodeAt(path);
      if (node.kind === 'file') bytes = await shell.files.readFileBuffer(path);
      else if (!order.recursive) return await link.complain(`${name}: not a regular file`);
      else names = await shell.files.readdir(path);
    } catch (error) {
      return link.complain(`${path}: ${reasonOf(error)}`);
    }
    const seconds = Math.floor(node.modified.getTime() / 1_000);
    if (order.keepTimes) {
      await link.send(`T${seconds} 0 ${seconds} 0\n`);
      if (!(await link.isAccepted())) return;
    }
    const mode = (node.mode & 0o7777).toString(8).padStart(4, '0');
    await link.send(bytes ? `C${mode} ${bytes.length} ${name}\n` : `D${mode} 0 ${name}\n`);
    if (!(await link.isAccepted())) return;
    if (bytes) {
      await link.send(bytes);
      await link.send('\0');
      await link.isAccepted();
      return;
    }
    for (const each of names) await sendOne(`${path}/${each}`, each);
    await link.send('E\n');
    await link.isAccepted();
  };
  for (const given of order.paths) {
    const path = shell.files.resolvePath(shell.cwd, given);
    await sendOne(path, path.split('/').at(-1) || 'root');
    await computer.limits.turns.wait();
  }
  return link.failed ? 1 : 0;
}
