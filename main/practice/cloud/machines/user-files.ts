import type { FsStat, IFileSystem } from 'just-bash';
import { depthOf, holdsVolume, LONGEST_NAME, LONGEST_PATH } from './file-nodes.ts';
import { FileError, type FileNode, type FileTree, type Folder, type PlainFile } from './file-tree.ts';
import { isLive, LIVE_ERR, LIVE_OUT, LIVE_STAT, type LiveOutput } from './live-paths.ts';

type WriteContent = string | Uint8Array;

/** A machine's files as one user sees them: modes and owners are held to, and root may do all. */
export class UserFiles implements IFileSystem {
  readonly #tree: FileTree;
  readonly #user: string;
  readonly #pause: () => Promise<void>;
  readonly #offered = new Map<string, Buffer>();
  #live: LiveOutput | null = null;
  /** The bits of a mode that a new file does not get. */
  umask: number;

  /** `pause` is called where many operations may follow each other, to let others have their turn. */
  constructor(tree: FileTree, user: string, how: { umask?: number; pause?: () => Promise<void> } = {}) {
    this.#tree = tree;
    this.#user = user;
    this.umask = how.umask ?? (user === 'root' ? 0o022 : 0o002);
    this.#pause = how.pause ?? (async () => {});
  }

  /** Makes bytes readable at a path that no listing shows; the oldest of them go. */
  offer(path: string, bytes: Buffer): string {
    this.#offered.set(path, bytes);
    for (const other of this.#offered.keys()) if (this.#offered.size > 10) this.#offered.delete(other);
    return path;
  }

  /** Takes back what was offered. */
  withdraw(path: string): void {
    this.#offered.delete(path);
  }

  /** From here on, until null is given, what is written to the live paths goes to `live`. */
  connect(live: LiveOutput | null): void {
    this.#live = live;
  }

  async readFile(path: string): Promise<string> {
    return (await this.readFileBuffer(path)).toString('utf8');
  }

  async readFileBuffer(path: string): Promise<Buffer> {
    const offered = this.#offered.get(path);
    if (offered !== undefined) return offered;
    await this.#pause();
    const file = this.#file(path, 4);
    return Buffer.from(this.#tree.content(file));
  }

  async writeFile(path: string, content: WriteContent, options?: unknown): Promise<void> {
    await this.#write(path, toBytes(content, options), false);
  }

  async appendFile(path: string, content: WriteContent, options?: unknown): Promise<void> {
    await this.#write(path, toBytes(content, options), true);
  }

  async exists(path: string): Promise<boolean> {
    if (isLive(path)) return true;
    try {
      return this.#walk(path, true).node !== undefined;
    } catch (error) {
      if (error instanceof FileError) return false;
      throw error;
    }
  }

  async stat(path: string): Promise<FsStat> {
    if (isLive(path)) return LIVE_STAT;
    return this.#stat(this.#need(path, true));
  }

  async lstat(path: string): Promise<FsStat> {
    if (isLive(path)) return LIVE_STAT;
    return this.#stat(this.#need(path, false));
  }

  async mkdir(path: string, options?: { recursive?: boolean }): Promise<void> {
    if (options?.recursive) {
      let sofar = '';
      for (const part of path.split('/').filter(Boolean)) {
        sofar += `/${part}`;
        const there = this.#walk(sofar, true).node;
        if (there === undefined) await this.mkdir(sofar);
        else if (there.kind !== 'directory') throw new FileError('ENOTDIR', path);
      }
      return;
    }
    const { node, parent, name } = this.#walk(path, false);
    if (node) throw new FileError('EEXIST', path);
    this.#ask(parent, 3, path);
    this.#tree.attach(parent, name, this.#tree.newFolder(this.#user, 0o777 & ~this.umask));
  }

  async readdir(path: string): Promise<string[]> {
    await this.#pause();
    return [...this.#folder(path).entries.keys()].sort();
  }

  async readdirWithFileTypes(path: string) {
    return [...this.#folder(path).entries]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, node]) => ({
        name,
        isFile: node.kind === 'file',
        isDirectory: node.kind === 'directory',
        isSymbolicLink: node.kind === 'link',
      }));
  }

  async rm(path: string, options?: { recursive?: boolean; force?: boolean }): Promise<void> {
    let found: ReturnType<FileTree['walk']>;
    try {
      found = this.#walk(path, false);
    } catch (error) {
      if (options?.force && error instanceof FileError && error.code === 'ENOENT') return;
      throw error;
    }
    const { node, parent, name } = found;
    if (!node) {
      if (options?.force) return;
      throw new FileError('ENOENT', path);
    }
    if (node === this.#tree.root) throw new FileError('EPERM', path);
    if (node.kind === 'directory' && node.volume !== undefined) throw new FileError('EBUSY', path);
    if (node.kind === 'directory' && node.entries.size > 0) {
      if (!options?.recursive) throw new FileError('ENOTEMPTY', path);
      for (const child of [...node.entries.keys()]) await this.rm(`${path}/${child}`, options);
    }
    this.#askToTake(parent, node, path);
    this.#tree.detach(parent, name);
  }

  async cp(source: string, destination: string, options?: { recursive?: boolean }): Promise<void> {
    const node = this.#need(source, !options?.recursive);
    if (node.kind === 'directory') {
      if (!options?.recursive) throw new FileError('EISDIR', source);
      if (`${destination}/`.startsWith(`${source}/`)) throw new FileError('EINVAL', destination);
      await this.mkdir(destination, { recursive: true });
      for (const name of await this.readdir(source)) {
        await this.cp(`${source}/${name}`, `${destination}/${name}`, options);
      }
      return;
    }
    if (node.kind === 'link') {
      await this.symlink(node.target, destination);
      return;
    }
    const bytes = await this.readFileBuffer(source);
    const isNew = this.#walk(destination, true).node === undefined;
    await this.#write(destination, bytes, false);
    if (isNew) await this.chmod(destination, node.mode & 0o777);
  }

  async mv(source: string, destination: string): Promise<void> {
    const from = this.#walk(source, false);
    if (!from.node) throw new FileError('ENOENT', source);
    if (`${destination}/`.startsWith(`${source}/`) && source !== destination)
      throw new FileError('EINVAL', destination);
    const to = this.#walk(destination, false);
    this.#askToTake(from.parent, from.node, source);
    this.#ask(to.parent, 3, destination);
    if (to.node === from.node) return;
    if (to.node) this.#askToTake(to.parent, to.node, destination);
    if (holdsVolume(from.node)) throw new FileError('EBUSY', source);
    const tooLong = to.name.length > LONGEST_NAME || to.real.length + depthOf(from.node) > LONGEST_PATH;
    if (tooLong) throw new FileError('ENAMETOOLONG', destination);
    if (to.node?.kind === 'directory') {
      if (from.node.kind !== 'directory') throw new FileError('EISDIR', destination);
      if (to.node.entries.size > 0) throw new FileError('ENOTEMPTY', destination);
    }
    this.#tree.move(from.parent, from.name, to.parent, to.name);
  }

  resolvePath(base: string, path: string): string {
    const parts: string[] = [];
    for (const part of (path.startsWith('/') ? path : `${base}/${path}`).split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '' && part !== '.') parts.push(part);
    }
    return `/${parts.join('/')}`;
  }

  getAllPaths(): string[] {
    return [];
  }

  async chmod(path: string, mode: number): Promise<void> {
    const node = this.#need(path, true);
    if (this.#user !== 'root' && node.owner !== this.#user) throw new FileError('EPERM', path);
    this.#tree.touch(node);
    node.mode = mode & 0o7777;
  }

  /** Gives a file to another user; only root may. */
  async chown(path: string, owner: string): Promise<void> {
    if (this.#user !== 'root') throw new FileError('EPERM', path);
    const node = this.#need(path, true);
    this.#tree.touch(node);
    node.owner = owner;
  }

  /** Who owns what lies there. */
  ownerOf(path: string, follow = false): string {
    return this.#need(path, follow).owner;
  }

  async symlink(target: string, path: string): Promise<void> {
    const { node, parent, name } = this.#walk(path, false);
    if (node) throw new FileError('EEXIST', path);
    this.#ask(parent, 3, path);
    this.#tree.attach(parent, name, this.#tree.newLink(this.#user, target));
  }

  /** A hard link is laid as a copy: no exercise needs two names of one file. */
  async link(existing: string, path: string): Promise<void> {
    if (this.#walk(path, false).node) throw new FileError('EEXIST', path);
    await this.cp(existing, path);
  }

  async readlink(path: string): Promise<string> {
    const node = this.#need(path, false);
    if (node.kind !== 'link') throw new FileError('EINVAL', path);
    return node.target;
  }

  async realpath(path: string): Promise<string> {
    if (isLive(path)) return path;
    const { node, real } = this.#walk(path, true);
    if (!node) throw new FileError('ENOENT', path);
    return real;
  }

  async utimes(path: string, _accessed: Date, modified: Date): Promise<void> {
    const node = this.#need(path, true);
    if (this.#user !== 'root' && node.owner !== this.#user) this.#ask(node, 2, path);
    this.#tree.touch(node);
    node.modified = modified;
  }

  async #write(path: string, bytes: Buffer, append: boolean): Promise<void> {
    await this.#pause();
    if (path === LIVE_OUT) return this.#live?.out(bytes);
    if (path === LIVE_ERR) return this.#live?.err(bytes);
    const { node, parent, name, real } = this.#walk(path, true);
    if (node === undefined) {
      if (path.endsWith('/')) throw new FileError('EISDIR', path);
      this.#ask(parent, 3, path);
      const made = this.#tree.newFile(this.#user, 0o666 & ~this.umask);
      this.#tree.attach(parent, name, made);
      this.#tree.write(made, bytes, 0, real);
      return;
    }
    if (node.kind !== 'file') throw new FileError('EISDIR', path);
    this.#ask(node, 2, path);
    this.#tree.write(node, bytes, append ? node.size : 0, real);
  }

  /** A plain file's bytes where the user may read them, to look at and not to change; null otherwise. */
  peek(path: string): Buffer | null {
    try {
      const node = this.#file(path, 4);
      return node.live ? null : this.#tree.content(node);
    } catch (error) {
      if (error instanceof FileError) return null;
      throw error;
    }
  }

  /** What lies at a path, for those who keep it open; folders on the way must let the user pass. */
  nodeAt(path: string, follow = true): FileNode {
    return this.#need(path, follow);
  }

  /** A file to keep open, asked for with the leave that is needed: 4 to read, 2 to write. */
  open(path: string, how: { leave: number; create: boolean; exclusive: boolean; mode: number }): PlainFile {
    const { node, parent, name } = this.#walk(path, true);
    if (node === undefined) {
      if (!how.create) throw new FileError('ENOENT', path);
      this.#ask(parent, 3, path);
      const made = this.#tree.newFile(this.#user, how.mode & 0o777 & ~this.umask);
      this.#tree.attach(parent, name, made);
      return made;
    }
    if (how.create && how.exclusive) throw new FileError('EEXIST', path);
    if (node.kind !== 'file') throw new FileError('EISDIR', path);
    this.#ask(node, how.leave, path);
    return node;
  }

  #walk(path: string, follow: boolean) {
    return this.#tree.walk(path, follow, (folder) => this.#ask(folder, 1, path));
  }

  #need(path: string, follow: boolean): FileNode {
    const { node } = this.#walk(path, follow);
    if (!node) throw new FileError('ENOENT', path);
    return node;
  }

  #file(path: string, leave: number): PlainFile {
    const node = this.#need(path, true);
    if (node.kind !== 'file') throw new FileError('EISDIR', path);
    this.#ask(node, leave, path);
    return node;
  }

  #folder(path: string): Folder {
    const node = this.#need(path, true);
    if (node.kind !== 'directory') throw new FileError('ENOTDIR', path);
    this.#ask(node, 4, path);
    return node;
  }

  /** `leave` is made of 4 (read), 2 (write) and 1 (pass). Groups are left out: each user is alone in its own. */
  #ask(node: FileNode, leave: number, path: string): void {
    if (this.#user === 'root') return;
    const granted = node.owner === this.#user ? (node.mode >> 6) & 7 : node.mode & 7;
    if ((granted & leave) !== leave) throw new FileError('EACCES', path);
  }

  #askToTake(parent: Folder, node: FileNode, path: string): void {
    this.#ask(parent, 3, path);
    const sticky = (parent.mode & 0o1000) !== 0;
    if (sticky && this.#user !== 'root' && node.owner !== this.#user && parent.owner !== this.#user) {
      throw new FileError('EPERM', path);
    }
  }

  #stat(node: FileNode): FsStat {
    return {
      isFile: node.kind === 'file',
      isDirectory: node.kind === 'directory',
      isSymbolicLink: node.kind === 'link',
      mode: node.mode,
      size: node.kind === 'file' ? node.size : node.kind === 'directory' ? 4096 : node.target.length,
      mtime: node.modified,
      ino: node.id,
      dev: 1,
    };
  }
}

function toBytes(content: WriteContent, options: unknown): Buffer {
  if (typeof content !== 'string') return Buffer.from(content);
  const encoding =
    typeof options === 'string' ? options : ((options as { encoding?: string } | undefined)?.encoding ?? 'utf8');
  return Buffer.from(content, encoding === 'binary' ? 'latin1' : (encoding as BufferEncoding));
}
