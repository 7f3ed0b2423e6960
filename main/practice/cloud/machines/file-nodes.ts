/** One thing in a machine's file system. `base` says that it is untouched since the fresh system was laid. */
export type FileNode = PlainFile | Folder | Link;

interface Shared {
  mode: number;
  owner: string;
  modified: Date;
  base: boolean;
  readonly id: number;
}

/** A file with its content. */
export interface PlainFile extends Shared {
  readonly kind: 'file';
  /** Holds the content in its first `size` bytes; longer than that, so that appending is quick. */
  bytes: Buffer;
  size: number;
  /** Whether it is in a folder; what was taken out is not written to any more. */
  linked: boolean;
  /** Makes the content at each reading (`/proc/uptime`, `/dev/zero`); what is written is dropped. */
  readonly live?: () => Buffer;
}

/** A folder and what is in it, by name. */
export interface Folder extends Shared {
  readonly kind: 'directory';
  readonly entries: Map<string, FileNode>;
  /** The ID of the volume that is mounted here; what lies below is that volume's. */
  volume?: string;
}

/** A symbolic link. */
export interface Link extends Shared {
  readonly kind: 'link';
  readonly target: string;
}

/** An error as the kernel names it; the shell's commands turn the code into their own words. */
export class FileError extends Error {
  readonly code: string;
  constructor(code: string, path: string) {
    super(`${code}: ${SENTENCES[code] ?? 'input/output error'}, '${path}'`);
    this.code = code;
  }
}

const SENTENCES: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EEXIST: 'file already exists',
  ENOTDIR: 'not a directory',
  EISDIR: 'is a directory',
  ENOTEMPTY: 'directory not empty',
  ELOOP: 'too many levels of symbolic links',
  ENOSPC: 'no space left on device',
  EINVAL: 'invalid argument',
  EPERM: 'operation not permitted',
  EBUSY: 'device or resource busy',
  ENAMETOOLONG: 'file name too long',
};

/** What {@link FileTree.lay} puts down. */
export type LaidEntry = { readonly owner?: string; readonly modified?: Date; readonly base?: boolean } & (
  | { readonly kind: 'file'; readonly mode: number; readonly bytes: Buffer; readonly live?: () => Buffer }
  | { readonly kind: 'directory'; readonly mode: number }
  | { readonly kind: 'link'; readonly target: string }
);

/** Linux's own limits, in bytes; a name or path here is counted in UTF-16 units. */
export const LONGEST_NAME = 255;
/** The longest path that the kernel takes. */
export const LONGEST_PATH = 4_096;

/** The length of the longest path below a node, its own name not counted. */
export function depthOf(node: FileNode): number {
  if (node.kind !== 'directory') return 0;
  let deepest = 0;
  for (const [name, child] of node.entries) deepest = Math.max(deepest, name.length + 1 + depthOf(child));
  return deepest;
}

/** Whether a volume is mounted there or below. */
export function holdsVolume(node: FileNode): boolean {
  if (node.kind !== 'directory') return false;
  return node.volume !== undefined || [...node.entries.values()].some(holdsVolume);
}
