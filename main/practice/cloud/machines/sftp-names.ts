import type { FileNode } from './file-tree.ts';
import { listTime, modeText } from './listing-text.ts';
import { ANSWER, PacketWriter, STATUS } from './sftp-packets.ts';

/** Writes a node's attributes: size, owner, mode with its kind, times. */
export function writeAttributes(to: PacketWriter, node: FileNode): PacketWriter {
  const id = node.owner === 'root' ? 0 : 1000;
  const seconds = Math.max(0, Math.floor(node.modified.getTime() / 1_000));
  return to
    .uint32(0xf)
    .uint64(sizeOf(node))
    .uint32(id)
    .uint32(id)
    .uint32(KIND[node.kind] | node.mode)
    .uint32(seconds)
    .uint32(seconds);
}

/** The line that a client shows for `ls -l`. */
export function longName(name: string, node: FileNode, now: Date): string {
  const owner = node.owner.padEnd(8);
  const size = String(sizeOf(node)).padStart(8);
  return `${modeText(node.kind, node.mode)}    1 ${owner} ${owner} ${size} ${listTime(node.modified, now)} ${name}`;
}

/** A status answer. */
export function status(id: number, code: number, words: string): Buffer {
  return new PacketWriter(ANSWER.status).uint32(id).uint32(code).bytes(words).bytes('').end();
}

/** A status and its words for an error of the files; as OpenSSH's server maps them, but for words where it has none. */
export function statusOf(code: string): readonly [number, string] {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ELOOP':
      return [STATUS.noSuchFile, 'No such file'];
    case 'EACCES':
    case 'EPERM':
      return [STATUS.denied, 'Permission denied'];
    case 'EINVAL':
    case 'ENAMETOOLONG':
      return [STATUS.badMessage, 'Bad message'];
    default:
      return [STATUS.failure, FAILURES[code] ?? 'Failure'];
  }
}

const FAILURES: Readonly<Record<string, string | undefined>> = {
  ENOSPC: 'No space left on device',
  EEXIST: 'File exists',
  EISDIR: 'Is a directory',
  ENOTEMPTY: 'Directory not empty',
  EBUSY: 'Device or resource busy',
  EMFILE: 'Too many open files',
};

const KIND = { file: 0o100000, directory: 0o040000, link: 0o120000 } as const;

function sizeOf(node: FileNode): number {
  if (node.kind === 'file') return node.live ? node.live().length : node.size;
  return node.kind === 'directory' ? 4_096 : node.target.length;
}
