import { type CommandRoom, fail, ok, type Program } from './commands.ts';
import { DISK_BYTES } from './file-tree.ts';
import { inColumns } from './name-columns.ts';

interface Listed {
  readonly name: string;
  readonly path: string;
  readonly stat: Awaited<ReturnType<CommandRoom['shell']['files']['lstat']>>;
}

/** ls with owners, colours and columns; what reads, sizes and fills files; and why there is no full-screen editor. */
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
            mode: modeText(item),
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
      const file = args.find((arg) => !arg.startsWith('-')) ?? 'notes.txt';
      return fail(
        `${name}: a practice machine has no full-screen editor.\n` +
          `To write a file:     echo 'your text' > ${file}\n` +
          `To add a line:       echo 'one more line' >> ${file}\n` +
          `To read it:          cat ${file}`,
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

  const grow = async (path: string, size: number): Promise<ReturnType<typeof ok>> => {
    if (size > DISK_BYTES) return fail(`fallocate: fallocate failed: No space left on device`);
    await files.writeFile(path, Buffer.alloc(size));
    return ok();
  };

  return {
    ls,
    dir: ls,
    less: read,
    more: read,
    nano: noEditor('nano'),
    vim: noEditor('vim'),
    vi: noEditor('vi'),
    emacs: noEditor('emacs'),
    sync: () => ok(),
    df: (args) => {
      const human = args.some((arg) => /^-\w*[hH]/.test(arg));
      const total = 7_034_376;
      const used = 1_503_244 + Math.ceil(computer.tree.usedBytes / 1024);
      const cell = (kib: number) => (human ? humanSize(kib * 1024) : String(kib));
      const row = (name: string, size: number, filled: number, at: string) =>
        `${name.padEnd(15)} ${cell(size).padStart(human ? 5 : 9)} ${cell(filled).padStart(human ? 5 : 8)} ` +
        `${cell(size - filled).padStart(human ? 5 : 9)} ${`${Math.ceil((filled / size) * 100)}%`.padStart(4)} ${at}`;
      const header = human
        ? 'Filesystem       Size  Used Avail Use% Mounted on'
        : 'Filesystem      1K-blocks     Used Available Use% Mounted on';
      return ok(
        `${[header, row('/dev/root', total, used, '/'), row('tmpfs', 490_196, 0, '/dev/shm'), row('tmpfs', 196_080, 852, '/run'), row('/dev/nvme0n1p16', 901_520, 77_740, '/boot')].join('\n')}\n`,
      );
    },
    lsblk: () =>
      ok(`NAME         MAJ:MIN RM  SIZE RO TYPE MOUNTPOINTS
nvme0n1      259:0    0    8G  0 disk 
├─nvme0n1p1  259:1    0    7G  0 part /
├─nvme0n1p14 259:2    0    4M  0 part 
├─nvme0n1p15 259:3    0  106M  0 part /boot/efi
└─nvme0n1p16 259:4    0  913M  0 part /boot
`),
    truncate: async (args, context) => {
      const at = args.indexOf('-s');
      const size = sizeOf(at >= 0 ? args[at + 1] : args.find((arg) => arg.startsWith('-s'))?.slice(2));
      const name = args.at(-1);
      if (size === null || name === undefined) return fail('truncate: you must specify ‘--size’ and a file');
      return grow(files.resolvePath(context.cwd, name), size);
    },
    fallocate: async (args, context) => {
      const at = args.indexOf('-l');
      const size = sizeOf(at >= 0 ? args[at + 1] : undefined);
      const name = args.at(-1);
      if (size === null || name === undefined) return fail('fallocate: no length argument specified');
      return grow(files.resolvePath(context.cwd, name), size);
    },
    dd: async (args, context) => {
      const option = (name: string) => args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1);
      const block = sizeOf(option('bs') ?? '512');
      const count = Number(option('count') ?? Number.NaN);
      const to = option('of');
      if (!to || block === null || !Number.isInteger(count))
        return fail('dd: a practice machine needs of=, bs= and count=');
      const size = block * count;
      if (size > DISK_BYTES) return fail(`dd: error writing '${to}': No space left on device`);
      await files.writeFile(files.resolvePath(context.cwd, to), Buffer.alloc(size));
      return {
        stdout: '',
        stderr: `${count}+0 records in\n${count}+0 records out\n${size} bytes copied\n`,
        exitCode: 0,
      };
    },
  };
}

/** `4096`, `10M`, `1GB` as bytes; null when it is no size. */
function sizeOf(text: string | undefined): number | null {
  const found = /^(\d{1,12})([KMGT]?)(i?B)?$/i.exec(text ?? '');
  if (!found) return null;
  return Number(found[1]) * 1024 ** ['', 'K', 'M', 'G', 'T'].indexOf((found[2] ?? '').toUpperCase());
}

function humanSize(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  let value = bytes;
  let unit = -1;
  while (value >= 1024 && unit < 3) {
    value /= 1024;
    unit += 1;
  }
  const rounded = value < 10 ? Math.ceil(value * 10) / 10 : Math.ceil(value);
  return `${rounded < 10 ? rounded.toFixed(1) : rounded}${'KMGT'[unit]}`;
}

function modeText({ stat }: Listed): string {
  const kind = stat.isDirectory ? 'd' : stat.isSymbolicLink ? 'l' : '-';
  const bits = [...'rwxrwxrwx'].map((letter, at) => (stat.mode & (1 << (8 - at)) ? letter : '-'));
  if (stat.mode & 0o1000) bits[8] = bits[8] === 'x' ? 't' : 'T';
  return kind + bits.join('');
}

function listTime(at: Date, now: Date): string {
  const [, day, month, year, time] = at.toUTCString().match(/^\w{3}, (\d\d) (\w{3}) (\d{4}) (\d\d:\d\d)/) ?? [];
  const recent = Math.abs(now.getTime() - at.getTime()) < 182 * 86_400_000;
  return `${month} ${String(Number(day)).padStart(2)} ${(recent ? time : year)?.padStart(5)}`;
}

function reason(error: unknown): string {
  const code = (error as { code?: string }).code;
  if (code === 'EACCES') return 'Permission denied';
  return code === 'ENOTDIR' ? 'Not a directory' : 'No such file or directory';
}
