import { randomBytes } from 'node:crypto';
import type { Computer } from './computer.ts';
import { DISK_BYTES, DISK_ENTRIES, FileError, type FileNode, type Folder, type PlainFile } from './file-tree.ts';
import { homeOf } from './platforms.ts';
import { longName, status, writeAttributes } from './sftp-names.ts';
import {
  ANSWER,
  type GivenAttributes,
  OPEN,
  type PacketReader,
  PacketWriter,
  REQUEST,
  STATUS,
} from './sftp-packets.ts';
import { UserFiles } from './user-files.ts';

/** What a client has open: a file, or a folder of which it reads the list bit by bit. */
type Open =
  | { readonly kind: 'file'; readonly file: PlainFile; readonly path: string; readonly flags: number }
  | { readonly kind: 'folder'; readonly folder: Folder; names: string[] };

const MOST_OPEN = 64;
const LONGEST_READ = 255 * 1024;
const NAMES_AT_ONCE = 100;

/** Answers SFTP's requests from a machine's files, as one user. */
export class SftpFiles {
  readonly #computer: Computer;
  readonly #files: UserFiles;
  readonly #home: string;
  readonly #open = new Map<string, Open>();

  constructor(computer: Computer, user: string) {
    const umask = user !== 'root' && computer.facts.packageTool === 'apt' ? 0o002 : 0o022;
    this.#computer = computer;
    this.#home = homeOf(user);
    this.#files = new UserFiles(computer.tree, user, { umask });
  }

  closeAll(): void {
    this.#open.clear();
  }

  /** The answer to one request; throws a FileError for what cannot be, and a BadPacket for what cannot be read. */
  async answer(type: number, id: number, from: PacketReader): Promise<Buffer> {
    const files = this.#files;
    switch (type) {
      case REQUEST.open:
        return this.#openFile(id, this.#path(from), from.uint32(), from.attributes());
      case REQUEST.close:
        return this.#open.delete(from.bytes().toString('latin1')) ? ok(id) : noHandle(id);
      case REQUEST.read:
        return this.#read(id, this.#handle(from), from.uint64(), from.uint32());
      case REQUEST.write:
        return this.#write(id, this.#handle(from), from.uint64(), from.bytes());
      case REQUEST.stat:
        return attributes(id, files.nodeAt(this.#path(from)));
      case REQUEST.lstat:
        return attributes(id, files.nodeAt(this.#path(from), false));
      case REQUEST.fstat: {
        const open = this.#handle(from);
        return attributes(id, open.kind === 'file' ? open.file : open.folder);
      }
      case REQUEST.setstat: {
        const path = this.#path(from);
        await this.#set(path, from.attributes());
        return ok(id);
      }
      case REQUEST.fsetstat: {
        const open = this.#handle(from);
        const given = from.attributes();
        if (open.kind !== 'file' || !open.file.linked) throw new FileError('ENOENT', '');
        await this.#set(open.path, given);
        return ok(id);
      }
      case REQUEST.opendir: {
        const path = this.#path(from);
        const names = await files.readdir(path);
        const folder = files.nodeAt(path);
        if (folder.kind !== 'directory') throw new FileError('ENOTDIR', path);
        return this.#keep(id, { kind: 'folder', folder, names: ['.', '..', ...names] });
      }
      case REQUEST.readdir:
        return this.#list(id, this.#handle(from));
      case REQUEST.remove: {
        const path = this.#path(from);
        if (files.nodeAt(path, false).kind === 'directory') throw new FileError('EISDIR', path);
        await files.rm(path);
        return ok(id);
      }
      case REQUEST.mkdir: {
        const path = this.#path(from);
        const { mode } = from.attributes();
        await files.mkdir(path);
        if (mode !== undefined) await files.chmod(path, mode & 0o777 & ~files.umask);
        return ok(id);
      }
      case REQUEST.rmdir: {
        const path = this.#path(from);
        if (files.nodeAt(path, false).kind !== 'directory') throw new FileError('ENOTDIR', path);
        await files.rm(path);
        return ok(id);
      }
      case REQUEST.realpath:
        return this.#realPath(id, this.#path(from));
      case REQUEST.rename: {
        const [before, after] = [this.#path(from), this.#path(from)];
        if (this.#isThere(after)) throw new FileError('EEXIST', after);
        await files.mv(before, after);
        return ok(id);
      }
      case REQUEST.readlink: {
        const path = this.#path(from);
        return this.#names(id, [[await files.readlink(path), null]]);
      }
      case REQUEST.symlink: {
        // OpenSSH has the target first, against the draft; every server that its clients meet does too.
        const target = from.text();
        const path = this.#path(from);
        if (target === '' || target.length > 4_095 || target.includes('\0')) throw new FileError('EINVAL', path);
        await files.symlink(target, path);
        return ok(id);
      }
      case REQUEST.extended:
        return this.#extended(id, from.text(), from);
      default:
        return status(id, STATUS.unsupported, 'Operation unsupported');
    }
  }

  async #extended(id: number, name: string, from: PacketReader): Promise<Buffer> {
    switch (name) {
      case 'posix-rename@openssh.com': {
        const [before, after] = [this.#path(from), this.#path(from)];
        await this.#files.mv(before, after);
        return ok(id);
      }
      case 'hardlink@openssh.com': {
        const [existing, path] = [this.#path(from), this.#path(from)];
        await this.#files.link(existing, path);
        return ok(id);
      }
      case 'fsync@openssh.com':
        this.#handle(from);
        return ok(id);
      case 'expand-path@openssh.com': {
        const given = from.text();
        return this.#realPath(id, this.#resolve(given.replace(/^~(?=\/|$)/, this.#home)));
      }
      case 'limits@openssh.com':
        return new PacketWriter(ANSWER.extended)
          .uint32(id)
          .uint64(256 * 1024)
          .uint64(LONGEST_READ)
          .uint64(LONGEST_READ)
          .uint64(MOST_OPEN)
          .end();
      case 'statvfs@openssh.com': {
        this.#files.nodeAt(this.#path(from));
        return this.#room(id);
      }
      default:
        return status(id, STATUS.unsupported, 'Operation unsupported');
    }
  }

  #openFile(id: number, path: string, flags: number, { mode = 0o666 }: GivenAttributes): Buffer {
    if (this.#open.size >= MOST_OPEN) throw new FileError('EMFILE', path);
    const writes = (flags & (OPEN.write | OPEN.append)) !== 0;
    const file = this.#files.open(path, {
      leave: (flags & OPEN.read ? 4 : 0) | (writes ? 2 : 0),
      create: (flags & OPEN.create) !== 0,
      exclusive: (flags & OPEN.exclusive) !== 0,
      mode,
    });
    if (writes && flags & OPEN.truncate) this.#computer.tree.truncate(file, 0, path);
    return this.#keep(id, { kind: 'file', file, path, flags });
  }

  #read(id: number, open: Open, offset: number, length: number): Buffer {
    if (open.kind !== 'file' || !(open.flags & OPEN.read)) throw new FileError('EBADF', '');
    const content = this.#computer.tree.content(open.file);
    if (offset >= content.length) return status(id, STATUS.eof, 'End of file');
    const end = Math.min(content.length, offset + Math.min(length, LONGEST_READ));
    return new PacketWriter(ANSWER.data).uint32(id).bytes(content.subarray(offset, end)).end();
  }

  #write(id: number, open: Open, offset: number, bytes: Buffer): Buffer {
    if (open.kind !== 'file' || !(open.flags & (OPEN.write | OPEN.append))) throw new FileError('EBADF', '');
    const at = open.flags & OPEN.append ? open.file.size : offset;
    this.#computer.tree.writeAt(open.file, bytes, at, open.path);
    return ok(id);
  }

  /** Sets what was given, in OpenSSH's order; the size first, the times last. */
  async #set(path: string, given: GivenAttributes): Promise<void> {
    const { size, mode, modified, uid } = given;
    if (size !== undefined) {
      const file = this.#files.open(path, { leave: 2, create: false, exclusive: false, mode: 0 });
      this.#computer.tree.truncate(file, size, path);
    }
    if (mode !== undefined) await this.#files.chmod(path, mode & 0o7777);
    if (uid !== undefined) {
      const owner = uid === 0 ? 'root' : this.#computer.facts.user;
      if (this.#files.ownerOf(path, true) !== owner) await this.#files.chown(path, owner);
    }
    if (modified !== undefined) await this.#files.utimes(path, modified, modified);
  }

  #list(id: number, open: Open): Buffer {
    if (open.kind !== 'folder') throw new FileError('ENOTDIR', '');
    const names = open.names.splice(0, NAMES_AT_ONCE);
    if (names.length === 0) return status(id, STATUS.eof, 'End of file');
    const found = names.map((name): [string, FileNode | null] => [
      name,
      name === '.' || name === '..' ? open.folder : (open.folder.entries.get(name) ?? null),
    ]);
    return this.#names(
      id,
      found.filter(([, node]) => node !== null),
    );
  }

  #names(id: number, list: readonly (readonly [string, FileNode | null])[]): Buffer {
    const writer = new PacketWriter(ANSWER.name).uint32(id).uint32(list.length);
    for (const [name, node] of list) {
      writer.bytes(name).bytes(node ? longName(name, node, this.#computer.world.now()) : name);
      if (node) writeAttributes(writer, node);
      else writer.uint32(0);
    }
    return writer.end();
  }

  /** A path without links and dots; its last part need not be there. */
  async #realPath(id: number, path: string): Promise<Buffer> {
    if (this.#isThere(path)) return this.#names(id, [[await this.#files.realpath(path), null]]);
    const above = await this.#files.realpath(path.replace(/\/[^/]*$/, '') || '/');
    return this.#names(id, [[`${above === '/' ? '' : above}/${path.split('/').at(-1)}`, null]]);
  }

  #room(id: number): Buffer {
    const block = 4_096;
    const { usedBytes, usedEntries } = this.#computer.tree;
    const free = Math.max(0, Math.floor((DISK_BYTES - usedBytes) / block));
    const entries = Math.max(0, DISK_ENTRIES - usedEntries);
    const writer = new PacketWriter(ANSWER.extended).uint32(id).uint64(block).uint64(block);
    for (const value of [DISK_BYTES / block, free, free, DISK_ENTRIES, entries, entries, 1, 0, 255])
      writer.uint64(value);
    return writer.end();
  }

  #keep(id: number, open: Open): Buffer {
    if (this.#open.size >= MOST_OPEN) throw new FileError('EMFILE', '');
    const handle = randomBytes(8).toString('hex');
    this.#open.set(handle, open);
    return new PacketWriter(ANSWER.handle).uint32(id).bytes(handle).end();
  }

  #handle(from: PacketReader): Open {
    const open = this.#open.get(from.bytes().toString('latin1'));
    if (!open) throw new FileError('EBADF', '');
    return open;
  }

  #path(from: PacketReader): string {
    return this.#resolve(from.text());
  }

  /** An absolute path; parts stay as they are, so that `..` behind a link means what it means to the kernel. */
  #resolve(given: string): string {
    if (given.includes('\0')) throw new FileError('ENOENT', given);
    const path = given.startsWith('/') ? given : `${this.#home}/${given}`;
    return path.replace(/\/+(\.(\/+|$))*/g, '/').replace(/(.)\/$/, '$1');
  }

  #isThere(path: string): boolean {
    try {
      this.#files.nodeAt(path, false);
      return true;
    } catch (error) {
      if (error instanceof FileError && error.code === 'ENOENT') return false;
      throw error;
    }
  }
}

function attributes(id: number, node: FileNode): Buffer {
  return writeAttributes(new PacketWriter(ANSWER.attrs).uint32(id), node).end();
}

function ok(id: number): Buffer {
  return status(id, STATUS.ok, 'Success');
}

function noHandle(id: number): Buffer {
  return status(id, STATUS.failure, 'Failure');
}
