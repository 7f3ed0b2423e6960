import { randomFillSync } from 'node:crypto';
import { DiskRoom } from './disk-room.ts';
import {
  FileError,
  type FileNode,
  type Folder,
  type LaidEntry,
  type Link,
  LONGEST_NAME,
  LONGEST_PATH,
  type PlainFile,
} from './file-nodes.ts';

export { FileError, type FileNode, type Folder, type LaidEntry, type Link, type PlainFile } from './file-nodes.ts';

/** The most that a machine's disk holds beyond its fresh system: snapshots keep every byte of it in memory. */
export const DISK_BYTES = 16 * 1024 * 1024;
/** The most files and folders that a machine may add. */
export const DISK_ENTRIES = 12_000;
/** What an entry without content counts, since it takes memory too. */
const ENTRY_BYTES = 256;

/** A machine's files: names, contents, owners and modes, all in memory. Who may do what is asked elsewhere. */
export class FileTree {
  readonly root: Folder;
  readonly #now: () => Date;
  readonly #room: DiskRoom;
  #nextId = 2;
  #used = 0;
  #count = 0;
  #revision = 0;
  #isReleased = false;

  constructor(now: () => Date, room = new DiskRoom()) {
    this.#now = now;
    this.#room = room;
    this.root = this.#folder('root', 0o755, now());
  }

  /** Bytes of content beyond the fresh system. */
  get usedBytes(): number {
    return this.#used;
  }

  get usedEntries(): number {
    return this.#count;
  }

  /** Another number after every change to what a disk holds. */
  get revision(): number {
    return this.#revision;
  }

  now(): Date {
    return this.#now();
  }

  /** Whether that many bytes more find room. */
  fits(bytes: number): boolean {
    return bytes <= 0 || (this.#used + bytes <= DISK_BYTES && this.#room.fits(bytes));
  }

  /** The memory that this disk is counted with. */
  get charged(): number {
    return this.#used + this.#count * ENTRY_BYTES;
  }

  /** Gives the room back that this disk took; the tree is not used afterwards. */
  release(): void {
    this.#room.take(-this.charged);
    this.#isReleased = true;
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

  /** The text of a file; undefined where there is none. */
  text(path: string): string | undefined {
    const node = this.find(path);
    return node?.kind === 'file' ? this.content(node).toString('utf8') : undefined;
  }

  /** Follows a path; `visit` is shown every folder that is passed through. Throws ENOTDIR, ELOOP, or ENOENT of a middle part. */
  walk(
    path: string,
    follow = true,
    visit?: (folder: Folder) => void,
  ): { node: FileNode | undefined; parent: Folder; name: string; real: string } {
    if (path.length > LONGEST_PATH) throw new FileError('ENAMETOOLONG', path);
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
        const real = realPath(trail);
        return { node, parent: here, name, real: `${real === '/' ? '' : real}/${name}` };
      }
      if (node === undefined) throw new FileError('ENOENT', path);
      if (node.kind !== 'directory') throw new FileError('ENOTDIR', path);
      trail.push({ folder: node, name });
    }
  }

  /**
   * Lays a file, and the folders above it, without asking for leave: for building systems and restoring disks.
   *
   * It is never refused for want of room: what a system needs to start must find its place.
   */
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
      if (!base) this.#revision += 1;
      if (old.base && !base) this.#charge(0, 1);
      return Object.assign(old, { mode: what.mode, owner, modified, base });
    }
    const shared = { owner, modified, base, id: this.#id() };
    const node: FileNode =
      what.kind === 'directory'
        ? { kind: 'directory', entries: new Map(), mode: what.mode, ...shared }
        : what.kind === 'link'
          ? { kind: 'link', target: what.target, mode: 0o777, ...shared }
          : {
              kind: 'file',
              bytes: what.bytes,
              size: what.bytes.length,
              linked: true,
              mode: what.mode,
              ...shared,
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

  /** Puts a new or moved node into a folder; throws ENOSPC when the disk would be full. */
  attach(parent: Folder, name: string, node: FileNode): void {
    if (name.length > LONGEST_NAME) throw new FileError('ENAMETOOLONG', name);
    if (!node.base && (this.#count >= DISK_ENTRIES || !this.#room.fits(ENTRY_BYTES))) {
      throw new FileError('ENOSPC', name);
    }
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

  /** Takes a node out of one folder and puts it into another, where it takes the place of what was there. */
  move(from: Folder, name: string, to: Folder, newName: string): void {
    const node = from.entries.get(name);
    if (!node) return;
    this.detach(from, name);
    markChanged(node);
    this.#put(to, newName, node);
    this.touch(to);
  }

  newFile(owner: string, mode = 0o664): PlainFile {
    const modified = this.#now();
    const bytes = Buffer.alloc(0);
    return { kind: 'file', bytes, size: 0, linked: false, mode, owner, modified, base: false, id: this.#id() };
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
    this.#resize(file, offset + bytes.length, path);
    file.bytes.set(bytes, offset);
  }

  /** Writes into a file at a place and leaves what lies behind; a gap before it reads as zeros. */
  writeAt(file: PlainFile, bytes: Uint8Array, offset: number, path: string): void {
    if (file.live) return;
    this.#resize(file, Math.max(file.size, offset + bytes.length), path);
    file.bytes.set(bytes, offset);
  }

  /** Cuts a file, or makes it longer with zeros. */
  truncate(file: PlainFile, size: number, path: string): void {
    if (!file.live) this.#resize(file, size, path);
  }

  content(file: PlainFile): Buffer {
    return file.live ? file.live() : file.bytes.subarray(0, file.size);
  }

  /** Notes that a folder's list or a node's mode changed. */
  touch(node: FileNode): void {
    node.modified = this.#now();
    this.#revision += 1;
    this.#leaveBase(node);
  }

  #resize(file: PlainFile, size: number, path: string): void {
    const charged = file.base ? 0 : file.size;
    if (!file.linked) throw new FileError('ENOENT', path);
    if (!this.fits(size - charged)) throw new FileError('ENOSPC', path);
    const wasBase = file.base;
    this.#leaveBase(file);
    this.#charge(size - file.size, 0);
    this.#revision += 1;
    // A base file's bytes are shared by all machines of its platform.
    if (wasBase || size > file.bytes.length || size < file.bytes.length / 4) {
      const room = size > file.size && file.size > 0 ? Math.max(size, Math.min(file.size * 2, DISK_BYTES)) : size;
      const next = Buffer.alloc(room);
      file.bytes.copy(next, 0, 0, Math.min(size, file.size));
      file.bytes = next;
    } else if (size > file.size) file.bytes.fill(0, file.size, size);
    file.size = size;
    file.modified = this.#now();
  }

  #put(parent: Folder, name: string, node: FileNode): void {
    const old = parent.entries.get(name);
    if (old) this.#account(old, -1);
    this.#account(node, 1);
    parent.entries.set(name, node);
    if (!node.base) this.#revision += 1;
  }

  #account(node: FileNode, sign: 1 | -1): void {
    if (node.kind === 'file') node.linked = sign > 0;
    if (!node.base) this.#charge(node.kind === 'file' ? sign * node.size : 0, sign);
    if (node.kind === 'directory') for (const child of node.entries.values()) this.#account(child, sign);
  }

  #charge(bytes: number, entries: number): void {
    this.#used += bytes;
    this.#count += entries;
    if (!this.#isReleased) this.#room.take(bytes + entries * ENTRY_BYTES);
  }

  #leaveBase(node: FileNode): void {
    if (!node.base) return;
    node.base = false;
    this.#charge(node.kind === 'file' ? node.size : 0, 1);
  }

  #folder(owner: string, mode: number, modified: Date, base = false): Folder {
    return { kind: 'directory', entries: new Map(), mode, owner, modified, base, id: this.#id() };
  }

  #id(): number {
    this.#nextId += 1;
    return this.#nextId;
  }
}

/** What a reading of `/dev/zero` or `/dev/urandom` gives: enough for any exercise, and it ends. */
export function deviceBytes(kind: 'zero' | 'random'): Buffer {
  const bytes = Buffer.alloc(64 * 1024);
  return kind === 'zero' ? bytes : randomFillSync(bytes);
}

function markChanged(node: FileNode): void {
  node.base = false;
  if (node.kind === 'directory') for (const child of node.entries.values()) markChanged(child);
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
