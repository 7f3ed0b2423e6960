import type { Computer } from './computer.ts';
import { FileError } from './file-tree.ts';
import { type CopyLink, type CopyOrder, reasonOf } from './scp.ts';
import type { UserFiles } from './user-files.ts';

/** Takes the files of `scp -O` to the machine: lines that announce files, folders and times, and the files' bytes. */
export class ScpSink {
  readonly #computer: Computer;
  readonly #files: UserFiles;
  readonly #link: CopyLink;
  readonly #order: CopyOrder;

  constructor(computer: Computer, files: UserFiles, link: CopyLink, order: CopyOrder) {
    this.#computer = computer;
    this.#files = files;
    this.#link = link;
    this.#order = order;
  }

  /** Answers the exit status. */
  async receive(): Promise<number> {
    const place = this.#files.resolvePath(this.#order.from, this.#order.paths[0] ?? '.');
    if (this.#order.mustBeFolder && !(await this.#isFolder(place))) {
      await this.#link.complain(`${this.#order.paths[0] ?? ''}: Not a directory`);
      return 1;
    }
    await this.#link.send('\0');
    await this.#take(place, true);
    return this.#link.failed ? 1 : 0;
  }

  /** Takes what comes for a place until its end; at the top that is the end of the stream. */
  async #take(place: string, isTop: boolean): Promise<void> {
    const { reader } = this.#link;
    let modified: Date | null = null;
    for (;;) {
      const first = await reader.byte();
      if (first === null) return;
      const line = await reader.line(8_192);
      const kind = String.fromCharCode(first);
      if (kind === '\u0001' || kind === '\u0002') {
        this.#link.failed = true;
        if (kind === '\u0002') return;
        continue;
      }
      if (kind === 'E' && !isTop) {
        await this.#link.send('\0');
        return;
      }
      if (kind === 'T') {
        modified = new Date(Number.parseInt(line, 10) * 1_000);
        await this.#link.send('\0');
        continue;
      }
      const found = /^([0-7]{4}) (\d{1,15}) ([^/]{1,255})$/.exec(line);
      const [, mode = '', size = '', name = ''] = found ?? [];
      if (!found || (kind !== 'C' && kind !== 'D') || name === '.' || name === '..') {
        await this.#link.send('\u0002scp: protocol error\n');
        this.#link.failed = true;
        return;
      }
      const isFolder = await this.#isFolder(place);
      const path = isFolder ? `${place === '/' ? '' : place}/${name}` : place;
      if (kind === 'D') await this.#takeFolder(path, Number.parseInt(mode, 8), modified);
      else await this.#takeFile(path, Number.parseInt(mode, 8), Number(size), modified);
      modified = null;
    }
  }

  async #takeFolder(path: string, mode: number, modified: Date | null): Promise<void> {
    try {
      if (!(await this.#isFolder(path))) await this.#files.mkdir(path);
    } catch (error) {
      return this.#link.complain(`${path}: ${reasonOf(error)}`);
    }
    await this.#link.send('\0');
    await this.#take(path, false);
    await this.#finish(path, this.#order.keepTimes ? mode : null, modified).catch(() => {});
  }

  async #takeFile(path: string, mode: number, size: number, modified: Date | null): Promise<void> {
    const { tree } = this.#computer;
    let problem: string | null = null;
    let file: ReturnType<UserFiles['open']> | null = null;
    try {
      file = this.#files.open(path, { leave: 2, create: true, exclusive: false, mode });
      tree.truncate(file, 0, path);
    } catch (error) {
      return this.#link.complain(`${path}: ${reasonOf(error)}`);
    }
    await this.#link.send('\0');
    for (let at = 0; at < size; ) {
      const bytes = await this.#link.reader.some(Math.min(64 * 1024, size - at));
      try {
        if (problem === null) tree.writeAt(file, bytes, at, path);
      } catch (error) {
        problem = reasonOf(error);
      }
      at += bytes.length;
    }
    await this.#link.isAccepted();
    if (problem !== null) return this.#link.complain(`${path}: ${problem}`);
    await this.#finish(path, this.#order.keepTimes ? mode : null, modified).catch((error: unknown) => {
      problem = reasonOf(error);
    });
    await (problem === null ? this.#link.send('\0') : this.#link.complain(`${path}: ${problem}`));
  }

  async #finish(path: string, mode: number | null, modified: Date | null): Promise<void> {
    if (mode !== null) await this.#files.chmod(path, mode);
    if (modified) await this.#files.utimes(path, modified, modified);
  }

  async #isFolder(path: string): Promise<boolean> {
    try {
      return (await this.#files.stat(path)).isDirectory;
    } catch (error) {
      if (error instanceof FileError) return false;
      throw error;
    }
  }
}
