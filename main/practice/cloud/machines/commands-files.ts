import { fail, ok } from './command-ends.ts';
import type { CommandRoom, Program } from './commands.ts';
import { humanSize, listTime, modeText } from './listing-text.ts';
import { inColumns } from './name-columns.ts';

const LONGEST_OUTPUT = 24 * 1024 * 1024;

interface Listed {
  readonly name: string;
  readonly path: string;
  readonly stat: Awaited<ReturnType<CommandRoom['shell']['files']['lstat']>>;
}

/** ls with owners, colours and columns; what reads files; and why there is no full-screen editor. */
export function fileCommands(room: CommandRoom): Record<string, Program> {
  const { shell, computer, hooks } = room;
  const { files } = shell;

  const ls: Program = async (args, context) => {
    const flags = new Set<string>();
    const given: string[] = [];
    let options = true;
    for (const arg of args) {
      if (options && arg === '--') options = false;
      else if (options && arg.startsWith('--')) flags.add(arg);
      else if (options && arg.startsWith('-') && arg.length > 1) for (const flag of arg.slice(1)) flags.add(flag);
      else given.push(arg);
    }
    const onTerminal = shell.listing;
    const coloured = flags.has('--color=always') || (onTerminal && (flags.has('--color=auto') || flags.has('--color')));
    const long = flags.has('l') || flags.has('n') || flags.has('o') || flags.has('g');
    const errors: string[] = [];
    const describe = async (name: string, path: string): Promise<Listed | null> => {
      try {
        return { name, path, stat: await files.lstat(path) };
      } catch (error) {
        errors.push(`ls: cannot access '${name}': ${reason(error)}`);
        return null;
      }
    };
    const order = (all: Listed[]): Listed[] => {
      const plain = (name: string) => name.replace(/^\.+/, '').toLowerCase();
      const sorted = all.sort((a, b) => {
        if (flags.has('t')) return b.stat.mtime.getTime() - a.stat.mtime.getTime();
        if (flags.has('S')) return b.stat.size - a.stat.size;
        return plain(a.name) < plain(b.name) ? -1 : 1;
      });
      return flags.has('r') ? sorted.reverse() : sorted;
    };
    const paint = (item: Listed): string => {
      const { stat, name } = item;
      const runs = stat.isFile && (stat.mode & 0o111) !== 0;
      const colour = stat.isDirectory ? '01;34' : stat.isSymbolicLink ? '01;36' : runs ? '01;32' : '';
      const shown = coloured && colour !== '' ? `\u001b[${colour}m${name}\u001b[0m` : name;
      if (!flags.has('F')) return flags.has('p') && stat.isDirectory ? `${shown}/` : shown;
      return shown + (stat.isDirectory ? '/' : stat.isSymbolicLink && !long ? '@' : runs ? '*' : '');
    };
    const print = async (items: Listed[], total: boolean): Promise<string> => {
      if (!long) {
        const names = items.map(paint);
        if (names.length === 0) return '';
        if (onTerminal && !flags.has('1')) return inColumns(names, hooks.columns()).replace(/\r\n/g, '\n');
        return `${names.join('\n')}\n`;
      }
      const rows = await Promise.all(
        items.map(async (item) => {
          const owner = files.ownerOf(item.path);
          const target = item.stat.isSymbolicLink ? ` -> ${await files.readlink(item.path)}` : '';
          return {
            mode: modeText(
              item.stat.isDirectory ? 'directory' : item.stat.isSymbolicLink ? 'link' : 'file',
              item.stat.mode,
            ),
            links: item.stat.isDirectory ? '2' : '1',
            owner: flags.has('n') ? (owner === 'root' ? '0' : '1000') : owner,
            size: flags.has('h') ? humanSize(item.stat.size) : String(item.stat.size),
            time: listTime(item.stat.mtime, computer.world.now()),
            name: `${paint(item)}${target}`,
          };
        }),
      );
      const width = (pick: (row: (typeof rows)[number]) => string) =>
        Math.max(0, ...rows.map((row) => pick(row).length));
      const [owners, sizes] = [width((row) => row.owner), width((row) => row.size)];
      const blocks = items.reduce((sum, item) => sum + Math.ceil(item.stat.size / 4096) * 4, 0);
      const lines = rows.map(
        (row) =>
          `${row.mode} ${row.links} ${row.owner.padEnd(owners)} ${row.owner.padEnd(owners)} ${row.size.padStart(sizes)} ${row.time} ${row.name}`,
      );
      return `${total ? `total ${flags.has('h') ? `${blocks}K` : blocks}\n` : ''}${lines.map((line) => `${line}\n`).join('')}`;
    };

    const asked = given.length > 0 ? given : ['.'];
    const single: Listed[] = [];
    const folders: Listed[] = [];
    for (const name of asked) {
      const path = files.resolvePath(context.cwd, name);
      const item = await describe(name, path);
      if (!item) continue;
      const leads =
        !long && item.stat.isSymbolicLink && (await files.exists(path)) && (await files.stat(path)).isDirectory;
      if ((item.stat.isDirectory || leads) && !flags.has('d')) folders.push(item);
      else single.push(item);
    }
    const parts: string[] = [];
    if (single.length > 0) parts.push(await print(order(single), false));
    const show = async (folder: Listed, titled: boolean): Promise<void> => {
      let names: string[];
      try {
        names = await files.readdir(folder.path);
      } catch (error) {
        errors.push(`ls: cannot open directory '${folder.name}': ${reason(error)}`);
        return;
      }
      const all = flags.has('a') || flags.has('A');
      const items: Listed[] = [];
      for (const name of names) {
        if (!all && name.startsWith('.')) continue;
        const item = await describe(name, `${folder.path === '/' ? '' : folder.path}/${name}`);
        if (item) items.push(item);
      }
      const ordered = order(items);
      if (flags.has('a')) {
        const here = await describe('.', folder.path);
        const above = await describe('..', files.resolvePath(folder.path, '..'));
        ordered.unshift(...[here, above].filter((item) => item !== null));
      }
      parts.push(`${titled ? `${folder.name}:\n` : ''}${await print(ordered, true)}`);
      if (!flags.has('R')) return;
      for (const item of ordered) {
        if (item.stat.isDirectory && item.name !== '.' && item.name !== '..') {
          await show({ ...item, name: `${folder.name === '/' ? '' : folder.name}/${item.name}` }, true);
        }
      }
    };
    for (const folder of order(folders)) await show(folder, asked.length > 1 || flags.has('R'));
    return {
      stdout: parts.join('\n'),
      stderr: errors.map((line) => `${line}\n`).join(''),
      exitCode: errors.length > 0 ? 2 : 0,
    };
  };

  const noEditor =
    (name: string): Program =>
    (args) => {
      const file = args.find((arg) => !arg.startsWith('-') && !arg.startsWith('+')) ?? 'notes.txt';
      return fail(
        `${name}: a practice machine has no full-screen editor.\n` +
          `To write a file:       echo 'your text' > ${file}\n` +
          `To add a line:         echo 'one more line' >> ${file}\n` +
          `To write many lines:   cat > ${file}    (end with Enter, then Ctrl-D)\n` +
          `To change a word:      sed -i 's/old/new/' ${file}\n` +
          `To read it:            cat ${file}\n` +
          `With sudo:             echo 'your text' | sudo tee ${file}`,
      );
    };

  const read: Program = async (args, context) => {
    const names = args.filter((arg) => !arg.startsWith('-') && !arg.startsWith('+'));
    return context.exec
      ? context.exec('cat', {
          cwd: context.cwd,
          args: names,
          stdin: context.stdin as unknown as string,
          stdinKind: 'bytes',
        })
      : fail('less: nothing to show');
  };

  // The library's refuses what is larger than its longest string.
  const cat: Program = async (args, context) => {
    if (args.some((arg) => arg.startsWith('-') && arg !== '-'))
      return context.origCommand ? context.origCommand(args) : fail('cat: not now');
    const parts: string[] = [];
    const errors: string[] = [];
    for (const name of args.length > 0 ? args : ['-']) {
      await shell.breathe();
      const path = files.resolvePath(context.cwd, name);
      if (name === '-' || name === '/dev/stdin') parts.push(context.stdin as unknown as string);
      else {
        const bytes = await files.readFileBuffer(path).catch((error: unknown) => {
          const isFolder = (error as { code?: string }).code === 'EISDIR';
          errors.push(`cat: ${name}: ${isFolder ? 'Is a directory' : reason(error)}`);
          return null;
        });
        if (bytes) parts.push(bytes.toString('latin1'));
      }
      if (parts.reduce((sum, part) => sum + part.length, 0) > LONGEST_OUTPUT)
        return fail('cat: write error: No space left on device');
    }
    return {
      stdout: parts.join(''),
      stdoutKind: 'bytes',
      stderr: errors.map((line) => `${line}\n`).join(''),
      exitCode: errors.length > 0 ? 1 : 0,
    };
  };

  return {
    ls,
    cat,
    dir: ls,
    less: read,
    more: read,
    nano: noEditor('nano'),
    vim: noEditor('vim'),
    vi: noEditor('vi'),
    emacs: noEditor('emacs'),
    sync: () => ok(),
  };
}

function reason(error: unknown): string {
  const code = (error as { code?: string }).code;
  if (code === 'EACCES') return 'Permission denied';
  return code === 'ENOTDIR' ? 'Not a directory' : 'No such file or directory';
}
