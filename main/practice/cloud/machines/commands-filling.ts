import { fail, ok } from './command-ends.ts';
import type { CommandRoom, Program } from './commands.ts';
import { DISK_BYTES } from './file-tree.ts';
import { bytesFrom } from './listing-text.ts';
import { PIPED } from './script-nodes.ts';

const PIECE = 512 * 1024;
const PIPED_BYTES = 128 * 1024;
const LONGEST_SEQUENCE = 8 * 1024 * 1024;

/** What fills files and screens: dd, fallocate, truncate, yes, and tail that follows a file. */
export function fillCommands(room: CommandRoom): Record<string, Program> {
  const { shell, computer } = room;
  const { files } = shell;
  const { tree } = computer;

  /** Makes a file that long; null when it worked. */
  const resize = async (path: string, size: number): Promise<string | null> => {
    try {
      const file = files.open(path, { leave: 2, create: true, exclusive: false, mode: 0o666 });
      tree.truncate(file, size, path);
      return null;
    } catch (error) {
      const code = (error as { code?: string }).code;
      return code === 'ENOSPC'
        ? 'No space left on device'
        : code === 'EACCES'
          ? 'Permission denied'
          : 'No such file or directory';
    }
  };

  const dd: Program = async (args, context) => {
    const option = (name: string) => args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1);
    const block = bytesFrom(option('bs') ?? '512');
    const count = option('count') === undefined ? null : Number(option('count'));
    if (block === null || block < 1) return fail(`dd: invalid number: ‘${option('bs') ?? ''}’`);
    if (count !== null && !(Number.isSafeInteger(count) && count >= 0))
      return fail(`dd: invalid number: ‘${option('count')}’`);
    const [source, to] = [option('if'), option('of')];
    let content: Buffer;
    const wanted = count === null ? Number.POSITIVE_INFINITY : block * count;
    const most = DISK_BYTES + 1;
    if (source === undefined) content = Buffer.from(context.stdin as unknown as string, 'latin1').subarray(0, wanted);
    else if (source === '/dev/zero') content = Buffer.alloc(Math.min(wanted, most));
    else {
      try {
        const path = files.resolvePath(context.cwd, source);
        const bytes = await files.readFileBuffer(path);
        const isDevice = source === '/dev/urandom' || source === '/dev/random';
        content = isDevice ? Buffer.alloc(Math.min(wanted, most), bytes) : bytes.subarray(0, wanted);
      } catch {
        return fail(`dd: failed to open '${source}': No such file or directory`);
      }
    }
    if (to === undefined) {
      const stdout = content.subarray(0, 4 * 1024 * 1024).toString('latin1');
      return { stdout, stdoutKind: 'bytes', stderr: copied(content.length, block, 0), exitCode: 0 };
    }
    if (to.startsWith('/dev/')) {
      if (to === '/dev/null') return { ...ok(), stderr: copied(content.length, block, 0) };
      return fail(`dd: failed to open '${to}': Permission denied`);
    }
    const path = files.resolvePath(context.cwd, to);
    const emptied = await resize(path, 0);
    if (emptied !== null) return fail(`dd: failed to open '${to}': ${emptied}`);
    const file = files.open(path, { leave: 2, create: false, exclusive: false, mode: 0 });
    let at = 0;
    // What a real disk does: it takes as much as it can, and says so.
    while (at < content.length) {
      const piece = Math.min(PIECE, content.length - at);
      if (!tree.fits(piece) && piece > 4_096) {
        const last = tree.fits(4_096) ? 4_096 : 0;
        if (last === 0) break;
        tree.writeAt(file, content.subarray(at, at + last), at, path);
        at += last;
        continue;
      }
      if (!tree.fits(piece)) break;
      tree.writeAt(file, content.subarray(at, at + piece), at, path);
      at += piece;
      await shell.breathe();
    }
    if (at === content.length && wanted <= most) return { ...ok(), stderr: copied(at, block, 0) };
    if (at === content.length && count === null) return { ...ok(), stderr: copied(at, block, 0) };
    const stderr = `dd: error writing '${to}': No space left on device\n${copied(at, block, 1)}`;
    return { stdout: '', stderr, exitCode: 1 };
  };

  const size: (name: string, option: string) => Program = (name, option) => async (args, context) => {
    const at = args.findIndex((arg) => arg === `-${option}` || arg.startsWith(`-${option}`));
    const attached = args[at]?.slice(2) ?? '';
    const given = attached === '' ? args[at + 1] : attached;
    const bytes = at < 0 ? null : bytesFrom(given);
    const names = args.filter(
      (arg, index) => index !== at && !(attached === '' && index === at + 1) && !arg.startsWith('-'),
    );
    if (bytes === null) {
      return fail(
        name === 'truncate'
          ? 'truncate: you must specify either ‘--size’ or ‘--reference’'
          : 'fallocate: no length argument specified',
      );
    }
    if (names.length === 0)
      return fail(name === 'truncate' ? 'truncate: missing file operand' : 'fallocate: no filename specified');
    for (const each of names) {
      const problem = await resize(files.resolvePath(context.cwd, each), bytes);
      if (problem !== null) {
        return fail(
          name === 'truncate'
            ? `truncate: failed to truncate '${each}' at ${bytes} bytes: ${problem}`
            : `fallocate: fallocate failed: ${problem}`,
        );
      }
    }
    return ok();
  };

  return {
    dd,
    truncate: size('truncate', 's'),
    fallocate: size('fallocate', 'l'),
    yes: async (given) => {
      const isPiped = given[0] === PIPED;
      const args = isPiped ? given.slice(1) : given;
      const line = `${(args.length > 0 ? args.join(' ') : 'y').slice(0, 1_000)}\n`;
      if (shell.lone !== 'yes') {
        const length = isPiped ? PIPED_BYTES : DISK_BYTES + 2;
        return { ...ok(line.repeat(Math.ceil(length / line.length))), stdoutKind: 'bytes' };
      }
      // On the terminal it goes on until it is stopped.
      const chunk = Buffer.from(line.repeat(Math.ceil(8_192 / line.length)));
      while (shell.signal?.aborted === false) {
        await shell.live?.out(chunk);
        await computer.limits.turns.wait();
      }
      return { ...ok(), exitCode: 130 };
    },
    // The library's makes a list of all numbers first, and refuses a long one.
    seq: async (args, context) => {
      const numbers = args.map(Number);
      const isPlain = args.length > 0 && args.length < 4 && numbers.every((each) => Number.isSafeInteger(each));
      const [first, step, last] =
        args.length === 1 ? [1, 1, numbers[0]] : args.length === 2 ? [numbers[0], 1, numbers[1]] : numbers;
      if (!isPlain || step === 0 || first === undefined || step === undefined || last === undefined) {
        return context.origCommand ? context.origCommand(args) : fail('seq: missing operand');
      }
      const parts: string[] = [];
      let size = 0;
      let part = '';
      for (let at = first; step > 0 ? at <= last : at >= last; at += step) {
        part += `${at}\n`;
        if (part.length < 32_768) continue;
        size += part.length;
        parts.push(part);
        part = '';
        if (size > LONGEST_SEQUENCE) return fail('seq: write error: No space left on device');
        await shell.breathe();
      }
      return { ...ok(parts.join('') + part), stdoutKind: 'bytes' };
    },
    tail: async (args, context) => {
      const follows = args.some((arg) => /^-\d*n?\d*[fF]/.test(arg) || arg.startsWith('--follow'));
      const plain = args
        .filter((arg) => !arg.startsWith('--follow'))
        .flatMap((arg) => (/^-[fF]$/.test(arg) ? [] : [arg.replace(/^(-\d*n?\d*)[fF]/, '$1')]));
      const first = context.origCommand ? await context.origCommand(plain) : ok();
      if (!follows || first.exitCode !== 0 || shell.lone !== 'tail') return first;
      const name = plain.filter((arg) => !arg.startsWith('-') && !/^\d+$/.test(arg)).at(-1);
      if (name === undefined) return first;
      const path = files.resolvePath(context.cwd, name);
      await shell.live?.out(Buffer.from(first.stdout, first.stdoutKind === 'bytes' ? 'latin1' : 'utf8'));
      let seen = (await files.readFileBuffer(path)).length;
      while (shell.signal?.aborted === false) {
        await shell.sleep(500);
        const now = await files.readFileBuffer(path).catch(() => Buffer.alloc(0));
        if (now.length > seen) await shell.live?.out(now.subarray(seen));
        seen = now.length;
      }
      return { ...ok(), exitCode: 130 };
    },
  };
}

function copied(bytes: number, block: number, broken: 0 | 1): string {
  const whole = Math.floor(bytes / block);
  const part = bytes % block === 0 ? 0 : 1;
  const units: [number, string, number, string] = [bytes / 1e6, 'MB', bytes / 1_048_576, 'MiB'];
  const size = bytes < 1_000_000 ? '' : ` (${units[0].toFixed(0)} ${units[1]}, ${units[2].toFixed(0)} ${units[3]})`;
  const seconds = Math.max(0.0001, bytes / 1.2e9);
  return `${whole + broken}+${part} records in\n${whole}+${part} records out\n${bytes} bytes${size} copied, ${seconds.toPrecision(3)} s, 1.2 GB/s\n`;
}
