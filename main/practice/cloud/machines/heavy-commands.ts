import type { Command, ExecResult } from 'just-bash';
import { fail } from './command-ends.ts';
import type { UserFiles } from './user-files.ts';

/** The most lines of input that a command of the library is given: it takes about 80 ms, and others wait as long. */
const LINES: Readonly<Record<string, number | undefined>> = {
  __proto__: null as never,
  sed: 6_000,
  join: 12_000,
  diff: 25_000,
  grep: 25_000,
  egrep: 25_000,
  fgrep: 25_000,
  cut: 40_000,
  column: 40_000,
  awk: 50_000,
  nl: 50_000,
  comm: 60_000,
  paste: 60_000,
  jq: 60_000,
  fold: 60_000,
  sort: 80_000,
  uniq: 80_000,
  tr: 80_000,
  rev: 80_000,
  expand: 80_000,
  unexpand: 80_000,
  tac: 150_000,
  od: 6_000,
  base64: 60_000,
  gunzip: 60_000,
  zcat: 60_000,
  gzip: 300_000,
};
/** The most in one piece, where a large input is given piece by piece. */
const PIECE_LINES = 3_000;
/** A line counts once for every so many bytes. */
const BYTES_A_LINE = 16;
const LARGE_OUTPUT = 16 * 1024;

/** What a heavy command needs of its shell. */
export interface HeavyRoom {
  readonly files: UserFiles;
  breathe(): Promise<void>;
  spare<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * A command of the library that may work long on a large input: others have their turn before and after.
 *
 * Where each line stands for itself, a large input is given to it piece by piece; elsewhere more than it can do in a
 * moment is refused, in the words of the real command.
 */
export function heavyCommand(name: string, room: HeavyRoom): Command {
  return {
    name,
    execute: async (args, context) => {
      if (!context.origCommand) return fail(`bash: ${name}: command not found`, 127);
      await room.breathe();
      const most = LINES[name];
      if (most !== undefined) {
        const stdin = context.stdin as unknown as string;
        const named = filesIn(args, room.files, context.cwd);
        const lines = linesOf(stdin) + named.reduce((sum, { lines: each }) => sum + each, 0);
        if (lines > PIECE_LINES && standsAlone(name, args)) {
          const text = named.length === 0 ? stdin : named.length === 1 && named[0]?.isLast ? named[0].text() : null;
          const words = named.length === 0 ? args : args.slice(0, -1);
          if (text !== null && context.exec) {
            const run = context.exec.bind(context);
            return byPieces(text, PIECE_LINES, room, (stdinPiece) =>
              run(name, { cwd: context.cwd, args: words, stdin: stdinPiece, stdinKind: 'bytes' }),
            );
          }
        }
        if (lines > most) return fail(`${name}: memory exhausted (a practice machine takes ${most} lines at once)`, 2);
      }
      const original = context.origCommand.bind(context);
      return asBytes(await room.spare(() => original(args)));
    },
  };
}

/** Large text as bytes at once: the library would turn it letter by letter. */
export function asBytes(result: ExecResult): ExecResult {
  if (result.stdoutKind === 'bytes' || result.stdoutEncoding === 'binary' || result.stdout.length < LARGE_OUTPUT)
    return result;
  return { ...result, stdout: Buffer.from(result.stdout, 'utf8').toString('latin1'), stdoutKind: 'bytes' };
}

async function byPieces(
  text: string,
  lines: number,
  room: HeavyRoom,
  run: (piece: string) => Promise<ExecResult>,
): Promise<ExecResult> {
  const out: string[] = [];
  let exitCode: number | null = null;
  let stderr = '';
  for (let at = 0; at < text.length; ) {
    const end = endOfPiece(text, at, lines);
    const result = await run(text.slice(at, end));
    out.push(result.stdoutKind === 'bytes' ? result.stdout : Buffer.from(result.stdout, 'utf8').toString('latin1'));
    stderr ||= result.stderr;
    exitCode = exitCode === null ? result.exitCode : Math.min(exitCode, result.exitCode);
    if (result.exitCode > 1) break;
    at = end;
    await room.breathe();
  }
  return { stdout: out.join(''), stdoutKind: 'bytes', stderr, exitCode: exitCode ?? 0 };
}

/** Where a piece that begins at `at` ends: after so many lines, or so many bytes at the end of a line. */
function endOfPiece(text: string, at: number, lines: number): number {
  let end = at;
  for (let count = 0; count < lines && end < text.length && end - at < lines * BYTES_A_LINE; count += 1) {
    const next = text.indexOf('\n', end);
    end = next < 0 ? text.length : next + 1;
  }
  return end;
}

/** Whether a command treats every line by itself, so that pieces of the input give pieces of the output. */
function standsAlone(name: string, args: readonly string[]): boolean {
  const flags = args.filter((arg) => /^-[A-Za-z]/.test(arg)).join('');
  if (name.endsWith('grep')) return !/[ncmABCqlLrRb]/.test(flags) && !args.some((arg) => arg.startsWith('--'));
  if (name === 'sed')
    return !flags.includes('i') && args.every((arg) => arg.startsWith('-') || !isScript(arg) || SIMPLE_SED.test(arg));
  return (
    ['cut', 'tr', 'rev', 'fold', 'expand', 'unexpand'].includes(name) &&
    !args.some((arg) => arg.startsWith('--') || arg === '-s')
  );
}

const SIMPLE_SED = /^(s([|/,#:@]).*\2[gIp]*|\/[^/]*\/[dp]|y\/.*\/)$/;

function isScript(arg: string): boolean {
  return /^[sy][|/,#:@]|^\/|[0-9$]?[dpqND]$|;/.test(arg);
}

interface NamedFile {
  readonly lines: number;
  readonly isLast: boolean;
  text(): string;
}

function filesIn(args: readonly string[], files: UserFiles, cwd: string): NamedFile[] {
  return args.flatMap((arg, at) => {
    if (arg.startsWith('-')) return [];
    const bytes = files.peek(files.resolvePath(cwd, arg));
    if (bytes === null) return [];
    return [{ lines: linesIn(bytes), isLast: at === args.length - 1, text: () => bytes.toString('latin1') }];
  });
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
  return Math.max(lines, bytes.length / BYTES_A_LINE);
}

function linesOf(text: string): number {
  if (text.length < LARGE_OUTPUT) return 0;
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return Math.max(lines, text.length / BYTES_A_LINE);
}
