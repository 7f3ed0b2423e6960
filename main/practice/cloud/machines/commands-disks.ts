import { fail, ok } from './command-ends.ts';
import type { CommandRoom, Program } from './commands.ts';
import { humanSize } from './listing-text.ts';
import { layDevices } from './live-files.ts';
import { type BlockDevice, deviceNamed, format, mountVolume, unmountVolume, volumesOf } from './volumes.ts';

const GIB_KIB = 1024 * 1024;

/** What tells about disks and volumes, and what formats and mounts a second volume. */
export function diskCommands(room: CommandRoom): Record<string, Program> {
  const { shell, computer } = room;
  const isRoot = () => shell.user === 'root';
  const devices = () => {
    const found = volumesOf(computer);
    layDevices(computer, found);
    return found;
  };

  const df: Program = (args, context) => {
    const human = args.some((arg) => /^-\w*[hH]/.test(arg));
    const withType = args.some((arg) => /^-\w*T/.test(arg));
    const wanted = args.filter((arg) => !arg.startsWith('-'));
    const rows = devices()
      .filter(({ mountedAt }) => mountedAt !== null)
      .map((device) => spaceOf(room, device));
    rows.push({ name: 'tmpfs', type: 'tmpfs', total: 490_196, used: 0, at: '/dev/shm' });
    rows.push({ name: 'tmpfs', type: 'tmpfs', total: 196_080, used: 852, at: '/run' });
    const shown =
      wanted.length === 0 ? rows : wanted.map((path) => mountOf(rows, shell.files.resolvePath(context.cwd, path)));
    const cell = (kib: number) => (human ? humanSize(kib * 1024) : String(kib));
    const head = [
      'Filesystem',
      ...(withType ? ['Type'] : []),
      human ? 'Size' : '1K-blocks',
      'Used',
      human ? 'Avail' : 'Available',
      'Use%',
      'Mounted on',
    ];
    const lines = shown.map(({ name, type, total, used, at }) => [
      name,
      ...(withType ? [type] : []),
      cell(total),
      cell(used),
      cell(Math.max(0, total - used)),
      `${Math.min(100, Math.ceil((used / total) * 100))}%`,
      at,
    ]);
    return ok(table([head, ...lines], withType ? 2 : 1));
  };

  const lsblk: Program = (args) => {
    const withTypes = args.some((arg) => /^-\w*f/.test(arg) || arg === '--fs');
    const lines: string[][] = [
      withTypes
        ? ['NAME', 'FSTYPE', 'UUID', 'MOUNTPOINTS']
        : ['NAME', 'MAJ:MIN', 'RM', 'SIZE', 'RO', 'TYPE', 'MOUNTPOINTS'],
    ];
    const major = (name: string) => (name.startsWith('nvme') ? 259 : 202);
    let minor = 0;
    const row = (name: string, plain: string, size: string, kind: string, device: BlockDevice, has: boolean) => {
      const at = has ? (device.mountedAt ?? '') : '';
      if (withTypes) lines.push([name, has ? (device.type ?? '') : '', has ? (device.uuid ?? '') : '', at]);
      else lines.push([name, `${major(plain)}:${minor}`, '0', size, '0', kind, at]);
      minor += 1;
    };
    for (const device of devices()) {
      const { name, partition, volume } = device;
      const isPart = partition !== name;
      row(name, name, `${volume.sizeGib}G`, 'disk', device, !isPart);
      if (isPart) row(`└─${partition}`, partition, `${volume.sizeGib}G`, 'part', device, true);
    }
    return ok(table(lines, withTypes ? 4 : 1, 6));
  };

  const mkfs =
    (name: string, fixed?: 'ext4' | 'xfs'): Program =>
    (args) => {
      const at = args.indexOf('-t');
      const type = fixed ?? (at >= 0 ? args[at + 1] : 'ext4');
      const target = args.filter((arg, index) => !arg.startsWith('-') && !(at >= 0 && index === at + 1)).at(-1);
      if (type !== 'ext4' && type !== 'xfs') return fail(`mkfs: a practice machine makes ext4 and xfs, not ${type}`);
      if (target === undefined) return fail(`${name}: no device given`);
      const device = deviceNamed(computer, target);
      if (!device)
        return fail(
          type === 'xfs'
            ? `${target}: No such file or directory`
            : `mke2fs 1.47.0 (5-Feb-2023)\nThe file ${target} does not exist and no size was specified.`,
        );
      if (!isRoot()) return fail(`mke2fs 1.47.0 (5-Feb-2023)\nCould not open ${target}: Permission denied`);
      if (device.mountedAt !== null) return fail(`${target} is mounted; will not make a filesystem here!`);
      if (type === 'xfs' && device.type !== null && !args.includes('-f')) {
        return fail(
          `mkfs.xfs: ${target} appears to contain an existing filesystem (${device.type}).\nmkfs.xfs: Use the -f option to force overwrite.`,
        );
      }
      if (!computer.world.keepVolume) return fail(`${name}: ${target}: this practice cloud keeps no second volumes`);
      const { uuid } = format(computer, device, type);
      const blocks = device.volume.sizeGib * 262_144;
      return ok(
        type === 'xfs'
          ? `meta-data=${target.padEnd(22)} isize=512    agcount=4, agsize=${blocks / 4} blks\ndata     =                       bsize=4096   blocks=${blocks}, imaxpct=25\n`
          : `mke2fs 1.47.0 (5-Feb-2023)\nCreating filesystem with ${blocks} 4k blocks and ${blocks / 4} inodes\nFilesystem UUID: ${uuid}\n\nAllocating group tables: done\nWriting inode tables: done\nCreating journal (16384 blocks): done\nWriting superblocks and filesystem accounting information: done\n\n`,
      );
    };

  const mount: Program = (args, context) => {
    const words = args.filter((arg, at) => !arg.startsWith('-') && args[at - 1] !== '-t' && args[at - 1] !== '-o');
    if (words.length === 0 && !args.includes('-a')) {
      return ok(
        devices()
          .filter(({ mountedAt }) => mountedAt !== null)
          .map(({ partition, type, mountedAt }) => `/dev/${partition} on ${mountedAt} type ${type} (rw,relatime)\n`)
          .join(''),
      );
    }
    if (!isRoot()) return fail('mount: only root can do that', 32);
    const lines = (computer.tree.text('/etc/fstab') ?? '')
      .split('\n')
      .map((line) => line.replace(/#.*/, '').trim().split(/\s+/));
    const named = lines.filter(([what, at]) => what && at?.startsWith('/') && at !== '/');
    const wanted = args.includes('-a')
      ? named.filter(([what = '']) => deviceNamed(computer, what)?.mountedAt === null)
      : words.length === 1
        ? named.filter(([what, at]) => what === words[0] || at === words[0])
        : [words];
    if (wanted.length === 0) return args.includes('-a') ? ok() : fail(`mount: ${words[0]}: can't find in /etc/fstab.`);
    for (const [what = '', at = ''] of wanted) {
      const device = deviceNamed(computer, what);
      const path = shell.files.resolvePath(context.cwd, at);
      const folder = computer.tree.find(path);
      if (!device) return fail(`mount: ${at}: special device ${what} does not exist.`, 32);
      if (folder?.kind !== 'directory') return fail(`mount: ${at}: mount point does not exist.`, 32);
      if (device.mountedAt !== null) return fail(`mount: ${at}: ${what} already mounted on ${device.mountedAt}.`, 32);
      if (device.type === null)
        return fail(
          `mount: ${at}: wrong fs type, bad option, bad superblock on ${what}, missing codepage or helper program, or other error.`,
          32,
        );
      if (!mountVolume(computer, device, path))
        return fail(`mount: ${at}: a practice machine mounts on empty folders only.`, 32);
    }
    return ok();
  };

  const umount: Program = (args, context) => {
    const name = args.find((arg) => !arg.startsWith('-')) ?? '';
    if (!isRoot()) return fail('umount: only root can do that', 32);
    const path = shell.files.resolvePath(context.cwd, name);
    const device = volumesOf(computer).find((each) => each.mountedAt === path) ?? deviceNamed(computer, name);
    // A volume that was detached while it was mounted is no device any more, but still hangs there.
    const left = device ? undefined : [...computer.memory.mounts].find(([, at]) => at === path)?.[0];
    if (left !== undefined) {
      unmountVolume(computer, left);
      return ok();
    }
    if (!device || device.mountedAt === null) return fail(`umount: ${name}: not mounted.`, 32);
    if (device.volume.isRoot || context.cwd === device.mountedAt || context.cwd.startsWith(`${device.mountedAt}/`)) {
      return fail(`umount: ${name}: target is busy.`, 32);
    }
    unmountVolume(computer, device.volume.id);
    return ok();
  };

  return {
    df,
    lsblk,
    mount,
    umount,
    mkfs: mkfs('mkfs'),
    'mkfs.ext4': mkfs('mkfs.ext4', 'ext4'),
    'mkfs.xfs': mkfs('mkfs.xfs', 'xfs'),
    blkid: () =>
      ok(
        devices()
          .filter(({ type }) => type !== null)
          .map(({ partition, type, uuid }) => `/dev/${partition}: UUID="${uuid}" BLOCK_SIZE="4096" TYPE="${type}"\n`)
          .join(''),
      ),
    file: async (args, context) => {
      const names = args.filter((arg) => !arg.startsWith('-'));
      const device = names.length === 1 && names[0]?.startsWith('/dev/') ? deviceNamed(computer, names[0]) : undefined;
      if (!device) return context.origCommand ? context.origCommand(args) : fail('file: not found', 127);
      if (!isRoot()) return ok(`${names[0]}: no read permission\n`);
      const isWhole = device.partition !== device.name && names[0] === `/dev/${device.name}`;
      const what = isWhole
        ? 'DOS/MBR boot sector'
        : device.type === 'xfs'
          ? 'SGI XFS filesystem data (blksz 4096, inosz 512, v2 dirs)'
          : device.type === 'ext4'
            ? `Linux rev 1.0 ext4 filesystem data, UUID=${device.uuid} (extents) (64bit) (large files) (huge files)`
            : 'data';
      return ok(`${names[0]}: ${what}\n`);
    },
  };
}

interface Space {
  readonly name: string;
  readonly type: string;
  readonly total: number;
  readonly used: number;
  readonly at: string;
}

function spaceOf({ computer }: CommandRoom, device: BlockDevice): Space {
  const total = Math.round(device.volume.sizeGib * GIB_KIB * 0.97);
  const at = device.mountedAt ?? '/';
  const name = device.volume.isRoot && computer.spec.platform === 'ubuntu' ? '/dev/root' : `/dev/${device.partition}`;
  const own = device.volume.isRoot ? 1_503_244 : 24_576;
  // The machine keeps its files in memory: when that is full the disk is, whatever its size.
  const isFull = !computer.tree.fits(64 * 1024);
  const files = device.volume.isRoot ? Math.ceil(computer.tree.usedBytes / 1024) : 0;
  return { name, type: device.type ?? '', total, used: isFull ? total : Math.min(total, own + files), at };
}

function mountOf(rows: readonly Space[], path: string): Space {
  const inside = rows.filter(({ at }) => at === '/' || path === at || path.startsWith(`${at}/`));
  return inside.sort((a, b) => b.at.length - a.at.length)[0] ?? (rows[0] as Space);
}

/** Lines in columns: the first ones to the left, the others to the right but the last. */
function table(
  lines: readonly (readonly string[])[],
  leftColumns: number,
  alsoLeft = Number.POSITIVE_INFINITY,
): string {
  const widths = (lines[0] ?? []).map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, at) => {
          if (at === line.length - 1) return cell;
          const isLeft = at < leftColumns || at + 1 >= alsoLeft;
          return isLeft ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0);
        })
        .join(' ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}
