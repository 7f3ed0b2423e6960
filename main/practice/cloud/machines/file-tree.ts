import { randomFillSync } from 'node:crypto';

/** One thing in a machine's file system. `base` says that it is untouched since the fresh system was laid. */
export type FileNode = PlainFile | Folder | Link;

interface Shared {
  mode: number;
  owner: string;
  modified: Date;
  base: boolean;
  readonly id: number;
}
export interface PlainFile extends Shared {
  readonly kind: 'file';
  /** Holds the content in its first `size` bytes; longer than that, so that appending is quick. */
  bytes: Buffer;
  size: number;
  /** Makes the content at each reading (`/proc/uptime`, `/dev/zero`); what is written is dropped. */
  readonly live?: () => Buffer;
}
export interface Folder extends Shared {
  readonly kind: 'directory';
  readonly entries: Map<string, FileNode>;
}
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
};

/** The most that a machine's disk holds beyond its fresh system: snapshots keep every byte of it in memory. */
export const DISK_BYTES = 16 * 1024 * 1024;
/** The most files and folders that a machine may add. */
export const DISK_ENTRIES = 5_000;

/** A machine's files: names, contents, owners and modes, all in memory. Who may do what is asked elsewhere. */
export class FileTree {
  readonly root: Folder;
  readonly #now: () => Date;
  #nextId = 2;
  #used = 0;
  #count = 0;

  constructor(now: () => Date) {
    this.#now = now;
    this.root = this.#folder('root', 0o755, now());
  }

  get usedBytes(): number {
    return this.#used;
  }

  now(): Date {
    return this.#now();
  }

  /** The node at an absolute path, or undefined; `follow` decides about a link at its very end. */
  find(path: string, follow = true): FileNode | undefined {
    try {
      return this.walk(path, follow).node;
    } catch (error) {
      if (error instanceof FileError) return undefined;
      throw error;
    }
  }

  /** Follows a path; `visit` is shown every folder that is passed through. Throws ENOTDIR, ELOOP, or ENOENT of a middle part. */
  walk(
    path: string,
    follow = true,
    visit?: (folder: Folder) => void,
  ): { node: FileNode | undefined; parent: Folder; name: string; real: string } {
    const rest = split(path);
    const trail: { folder: Folder; name: string }[] = [{ folder: this.root, name: '' }];
    let hops = 0;
    for (;;) {
      const here = (trail.at(-1) as { folder: Folder }).folder;
      const name = rest.shift();
      if (name === undefined) {
        const above = (trail.at(-2) ?? trail[0]) as { folder: Folder };
        return { node: here, parent: above.folder, name: trail.at(-1)?.name ?? '', real: realPath(trail) };
      }
      if (name === '.') continue;
      if (name === '..') {
        if (trail.length > 1) trail.pop();
        continue;
      }
      visit?.(here);
      const node = here.entries.get(name);
      const last = rest.length === 0;
      if (node?.kind === 'link' && (!last || follow)) {
        hops += 1;
        if (hops > 40) throw new FileError('ELOOP', path);
        if (node.target.startsWith('/')) trail.length = 1;
        rest.unshift(...split(node.target));
        continue;
      }
      if (last && node?.kind !== 'directory') {
        return { node, parent: here, name, real: `${realPath(trail) === '/' ? '' : realPath(trail)}/${name}` };
      }
      if (node === undefined) throw new FileError('ENOENT', path);
      if (node.kind !== 'directory') throw new FileError('ENOTDIR', path);
      trail.push({ folder: node, name });
    }
  }

  /** Lays a file, and the folders above it, without asking for leave: for building systems and restoring disks. */
  lay(path: string, what: LaidEntry): FileNode {
    const parts = split(path);
    const name = parts.pop();
    let here = this.root;
    for (const part of parts) {
      const next = here.entries.get(part);
      if (next?.kind === 'directory') {
        here = next;
        continue;
      }
      const made = this.#folder(what.owner ?? 'root', 0o755, what.modified ?? this.#now(), what.base ?? false);
      this.#put(here, part, made);
      here = made;
    }
    const modified = what.modified ?? this.#now();
    const owner = what.owner ?? 'root';
    const base = what.base ?? false;
    if (name === undefined) {
      if (what.kind === 'directory') Object.assign(this.root, { mode: what.mode, owner, modified, base });
      return this.root;
    }
    const old = here.entries.get(name);
    if (what.kind === 'directory' && old?.kind === 'directory') {
      return Object.assign(old, { mode: what.mode, owner, modified, base });
    }
    const node: FileNode =
      what.kind === 'directory'
        ? this.#folder(owner, what.mode, modified, base)
        : what.kind === 'link'
          ? { kind: 'link', target: what.target, mode: 0o777, owner, modified, base, id: this.#id() }
          : {
              kind: 'file',
              bytes: what.bytes,
              size: what.bytes.length,
              mode: what.mode,
              owner,
              modified,
              base,
              id: this.#id(),
              ...(what.live ? { live: what.live } : {}),
            };
    this.#put(here, name, node);
    return node;
  }

  /** Takes a path out, with all below it; nothing happens when it is not there. */
  drop(path: string): void {
    const found = this.find(path, false) ? this.walk(path, false) : undefined;
    if (found?.node && found.node !== this.root) this.detach(found.parent, found.name);
  }

  attach(parent: Folder, name: string, node: FileNode): void {
    this.#put(parent, name, node);
    this.touch(parent);
  }

  detach(parent: Folder, name: string): void {
    const node = parent.entries.get(name);
    if (!node) return;
    parent.entries.delete(name);
    this.#account(node, -1);
    this.touch(parent);
  }

  newFile(owner: string, mode = 0o664): PlainFile {
    return {
      kind: 'file',
      bytes: Buffer.alloc(0),
      size: 0,
      mode,
      owner,
      modified: this.#now(),
      base: false,
      id: this.#id(),
    };
  }

  newFolder(owner: string, mode = 0o775): Folder {
    return this.#folder(owner, mode, this.#now());
  }

  newLink(owner: string, target: string): Link {
    return { kind: 'link', target, mode: 0o777, owner, modified: this.#now(), base: false, id: this.#id() };
  }

  /** Writes from `offset` on and cuts what lay behind; throws ENOSPC when the disk would be full. */
  write(file: PlainFile, bytes: Uint8Array, offset: number, path: string): void {
    if (file.live) return;
    const size = offset + bytes.length;
    const charged = file.base ? 0 : file.size;
    if (this.#used - charged + size > DISK_BYTES) throw new FileError('ENOSPC', path);
    const wasBase = file.base;
    this.#leaveBase(file);
    this.#used += size - file.size;
    if (offset === 0) file.bytes = Buffer.from(bytes);
    else {
      if (size > file.bytes.length || wasBase) {
        const grown = Buffer.alloc(Math.max(size, Math.min(file.size * 2, DISK_BYTES)));
        file.bytes.copy(grown, 0, 0, file.size);
        file.bytes = grown;
      }
      file.bytes.set(bytes, offset);
    }
    file.size = size;
    file.modified = this.#now();
  }

  content(file: PlainFile): Buffer {
    return file.live ? file.live() : file.bytes.subarray(0, file.size);
  }

  /** Notes that a folder's list or a node's mode changed. */
  touch(node: FileNode): void {
    node.modified = this.#now();
    this.#leaveBase(node);
  }

  #put(parent: Folder, name: string, node: FileNode): void {
    const old = parent.entries.get(name);
    if (old) this.#account(old, -1);
    if (!node.base && this.#count >= DISK_ENTRIES) throw new FileError('ENOSPC', name);
    this.#account(node, 1);
    parent.entries.set(name, node);
  }

  #account(node: FileNode, sign: 1 | -1): void {
    if (!node.base) {
      this.#count += sign;
      if (node.kind === 'file') this.#used += sign * node.size;
    }
    if (node.kind === 'directory') for (const child of node.entries.values()) this.#account(child, sign);
  }

  #leaveBase(node: FileNode): void {
    if (!node.base) return;
    node.base = false;
    this.#account(node.kind === 'directory' ? { ...node, entries: new Map() } : node, 1);
  }

  #folder(owner: string, mode: number, modified: Date, base = false): Folder {
    return { kind: 'directory', entries: new Map(), mode, owner, modified, base, id: this.#id() };
  }

  #id(): number {
    this.#nextId += 1;
    return this.#nextId;
  }
}

/** What {@link FileTree.lay} puts down. */
export type LaidEntry = { readonly owner?: string; readonly modified?: Date; readonly base?: boolean } & (
  | { readonly kind: 'file'; readonly mode: number; readonly bytes: Buffer; readonly live?: () => Buffer }
  | { readonly kind: 'directory'; readonly mode: number }
  | { readonly kind: 'link'; readonly target: string }
);

/** What a reading of `/dev/zero` or `/dev/urandom` gives: enough for any exercise, and it ends. */
export function deviceBytes(kind: 'zero' | 'random'): Buffer {
  const bytes = Buffer.alloc(64 * 1024);
  return kind === 'zero' ? bytes : randomFillSync(bytes);
}

function split(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

function realPath(trail: readonly { name: string }[]): string {
  return `/${trail
    .slice(1)
    .map((step) => step.name)
    .join('/')}`;
}
