import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Bash, Command } from 'just-bash';
import { createCommands } from './commands.ts';
import type { Computer } from './computer.ts';
import { homeOf } from './platforms.ts';
import { BREATHE, END, isListing, prepare, type ScriptTree, STATUS } from './script-tree.ts';
import { LIVE_ERR, LIVE_OUT, type LiveOutput, UserFiles } from './user-files.ts';

/** What a command can ask of the session that it runs in. */
export interface SessionHooks {
  /** True on a terminal. */
  readonly interactive: boolean;
  /** Starts a shell of another user on top of this one (`sudo -i`). */
  become(user: string): void;
  /** The machine goes down: every session ends. */
  goDown(sentence: string): void;
  readonly columns: () => number;
  /** The command lines of this session, oldest first. */
  readonly history: () => readonly string[];
}

export interface RunResult {
  readonly exitCode: number;
  /** The script said `exit`: the shell is over. */
  readonly exited: boolean;
}

/** The longest that one command line may run. */
export const LONGEST_RUN_MS = 120_000;
/** The longest that a script may keep the process to itself without letting others run. */
const LONGEST_HOLD_MS = 1_000;
const BREATHE_EVERY_MS = 10;

const LIMITS = {
  maxExecutionTimeMs: LONGEST_RUN_MS,
  maxCommandCount: 400_000,
  maxLoopIterations: 400_000,
  maxCallDepth: 60,
  maxExecDepth: 20,
  maxSourceBytes: 512 * 1024,
  maxOutputSize: 32 * 1024 * 1024,
  maxStringLength: 8 * 1024 * 1024,
  maxHeredocSize: 1024 * 1024,
  maxLiveBytes: 64 * 1024 * 1024,
  maxInputBytes: 64 * 1024 * 1024,
  maxArrayElements: 100_000,
  maxBraceExpansionResults: 10_000,
  maxGlobOperations: 100_000,
  maxTraversalEntries: 50_000,
  maxArchiveBytes: 16 * 1024 * 1024,
  maxArchiveEntries: 5_000,
  maxFileDescriptors: 256,
};

/** One user's shell on a machine: its folder and variables live on between command lines, the files are the machine's. */
export class Shell {
  readonly files: UserFiles;
  readonly #computer: Computer;
  readonly user: string;
  #bash: Bash | null = null;
  #env: Record<string, string>;
  #lastExit = 0;
  #functions: ScriptTree['statements'] = [];
  #reachedEnd = false;
  /** The script ended neither by its last line nor by `exit`: a limit or its grammar stopped it. */
  #brokenOff = false;
  #abort: AbortSignal | null = null;
  #holdSince = 0;
  #lastBreath = 0;
  cwd: string;
  /** The command line is one `ls`, straight to the terminal. */
  listing = false;

  readonly #hooks: SessionHooks;

  constructor(computer: Computer, user: string, hooks: SessionHooks, env: Record<string, string> = {}) {
    this.#computer = computer;
    this.user = user;
    this.#hooks = hooks;
    this.files = new UserFiles(computer.tree, user);
    this.cwd = homeOf(user);
    this.#env = {
      HOME: this.cwd,
      USER: user,
      LOGNAME: user,
      SHELL: '/bin/bash',
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      LANG: 'C.UTF-8',
      HOSTNAME: computer.spec.hostname,
      ...env,
    };
  }

  get env(): Readonly<Record<string, string>> {
    return this.#env;
  }

  /** The names that can be completed as commands. */
  commandNames(): string[] {
    return Object.keys(this.#env)
      .filter((name) => name.startsWith('BASH_ALIAS_'))
      .map((name) => name.slice('BASH_ALIAS_'.length));
  }

  /**
   * Runs a command line; what it prints goes to `live` as each statement ends.
   *
   * Never throws for what the script does: a script that goes too far is killed, and told so on `live.err`.
   */
  async run(
    script: string,
    live: LiveOutput,
    options: { signal: AbortSignal; stdin?: string; keep?: boolean; cwd?: string },
  ): Promise<RunResult> {
    const watch = setInterval(() => this.#noteTurn(), 25);
    this.#noteTurn();
    this.#reachedEnd = false;
    this.#brokenOff = false;
    this.#depth = 0;
    const output = this.#tidied(live);
    this.files.connect(output);
    try {
      const bash = await this.#ready();
      this.#noteTurn();
      this.#abort = options.signal;
      const result = await bash.exec(script, {
        env: this.#env,
        replaceEnv: true,
        cwd: options.cwd ?? this.cwd,
        rawScript: true,
        signal: options.signal,
        stdin: options.stdin ?? '',
        stdinKind: 'bytes',
      });
      if (options.signal.aborted) return this.#interrupted();
      if (result.stdout)
        await output.out(Buffer.from(result.stdout, result.stdoutKind === 'bytes' ? 'latin1' : 'utf8'));
      if (result.stderr) await output.err(Buffer.from(result.stderr));
      this.#env = { ...result.env };
      this.#lastExit = result.exitCode;
      this.cwd = result.env.PWD ?? this.cwd;
      return { exitCode: result.exitCode, exited: !this.#reachedEnd && !this.#brokenOff };
    } catch (error) {
      if (options.signal.aborted) return this.#interrupted();
      await live.err(Buffer.from(`bash: killed: ${killedBecause(error)}\n`));
      this.#lastExit = 137;
      return { exitCode: 137, exited: false };
    } finally {
      clearInterval(watch);
      this.files.connect(null);
      this.#abort = null;
    }
  }

  #interrupted(): RunResult {
    this.#lastExit = 130;
    return { exitCode: 130, exited: false };
  }

  async #ready(): Promise<Bash> {
    if (this.#bash) return this.#bash;
    const { Bash: BashShell, parse } = await import('just-bash');
    const uid = this.user === 'root' ? 0 : 1000;
    const bash = new BashShell({
      fs: this.files,
      cwd: this.cwd,
      env: this.#env,
      executionLimits: LIMITS,
      // Off: it changes globals of the whole process while a script runs, and this process also answers AWS calls.
      defenseInDepth: false,
      processInfo: { pid: 1482, ppid: 1481, uid, gid: uid },
      commands: [...BUILT_IN],
      customCommands: [...createCommands(this.#computer, this, this.#hooks, parse), ...this.#inner()],
      sleep: (ms) => this.#sleep(ms),
      coverage: { hit: () => this.#stopIfHolding() },
    });
    if (this.#hooks.interactive) await bash.exec('shopt -s expand_aliases');
    bash.registerTransformPlugin({
      name: 'live',
      transform: ({ ast }) => {
        const top = this.#isTop();
        if (top) this.listing = this.#hooks.interactive && isListing(ast);
        return { ast: prepare(ast, { out: LIVE_OUT, err: LIVE_ERR, functions: this.#functions, top }) };
      },
    });
    this.#bash = bash;
    return bash;
  }

  /** Whether the script being read is the command line itself rather than a `bash -c` inside it. */
  #isTop(): boolean {
    const top = this.#depth === 0;
    this.#depth += 1;
    return top;
  }
  #depth = 0;

  #inner(): Command[] {
    const status = (env: Map<string, string>) => ({ stdout: '', stderr: '', exitCode: Number(env.get('?') ?? 0) });
    return [
      {
        name: BREATHE,
        execute: async (_, context) => {
          const result = status(context.env);
          const now = Date.now();
          if (now - this.#lastBreath > BREATHE_EVERY_MS) {
            await nextTurn();
            this.#lastBreath = Date.now();
            this.#noteTurn();
          }
          return result;
        },
      },
      { name: STATUS, execute: async () => ({ stdout: '', stderr: '', exitCode: this.#lastExit }) },
      {
        name: END,
        execute: async (_, context) => {
          this.#reachedEnd = true;
          return status(context.env);
        },
      },
    ];
  }

  /** Puts the library's words, which are for programmers, into those of a machine. */
  #tidied(live: LiveOutput): LiveOutput {
    return {
      out: (bytes) => live.out(bytes),
      err: (bytes) => live.err(Buffer.from(this.#tidy(bytes.toString('utf8')))),
    };
  }

  #tidy(text: string): string {
    const plain = text
      .replace(
        RAW_ERROR,
        (_, code: string, path: string) => `bash: ${path}: ${RAW_WORDS[code] ?? 'Input/output error'}`,
      )
      .replace(NOT_THERE, (line, before: string, path: string) => {
        const there = this.#computer.tree.find(this.files.resolvePath(this.cwd, path)) !== undefined;
        return there
          ? `${before}${line.slice(before.length).replace('No such file or directory', 'Permission denied')}`
          : line;
      });
    if (/syntax error|unexpected EOF|Parse error/.test(text)) this.#brokenOff = true;
    if (!wasLimited(text)) return plain;
    this.#brokenOff = true;
    const told = plain
      .replace(LIMIT_HINT, '')
      .replace(/^bash: execution (aborted|timed out).*$/m, 'bash: time is over');
    return `${told.trimEnd()}\nbash: killed: this was too much for a practice machine.\n`;
  }

  async #sleep(ms: number): Promise<void> {
    const signal = this.#abort;
    if (!signal) return this.#computer.world.sleep(ms);
    if (signal.aborted) return;
    let stop = () => {};
    const aborted = new Promise<void>((resolve) => {
      stop = resolve;
    });
    signal.addEventListener('abort', stop, { once: true });
    await Promise.race([this.#computer.world.sleep(ms), aborted]);
    signal.removeEventListener('abort', stop);
  }

  #noteTurn(): void {
    this.#holdSince = Date.now();
  }

  #stopIfHolding(): void {
    if (Date.now() - this.#holdSince > LONGEST_HOLD_MS) throw new HeldTooLong();
  }
}

/** Which of the shell library's own commands a practice machine has. */
const BUILT_IN = (
  'echo cat printf mkdir rmdir touch rm cp mv ln chmod pwd readlink head tail wc stat grep fgrep egrep sed awk sort uniq ' +
  'comm cut paste tr rev nl fold expand unexpand strings split column join tee find basename dirname tree du env printenv ' +
  'alias unalias history xargs true false clear bash sh jq base64 diff date sleep timeout time seq expr md5sum sha1sum ' +
  'sha256sum file help which tac od gzip gunzip zcat tar ls'
).split(' ') as ['echo'];

class HeldTooLong extends Error {}

function killedBecause(error: unknown): string {
  if (error instanceof HeldTooLong) return 'a practice machine stops a command that keeps the processor to itself.';
  return 'this was too much for a practice machine.';
}

const RAW_ERROR = /^(?:[\w-]+: )?(E[A-Z]{3,9}): [a-z ]+, (?:[a-z]+ )?'([^'\n]*)'$/gm;
const RAW_WORDS: Readonly<Record<string, string | undefined>> = {
  EACCES: 'Permission denied',
  EPERM: 'Operation not permitted',
  ENOSPC: 'No space left on device',
  ENOENT: 'No such file or directory',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  EEXIST: 'File exists',
  ENOTEMPTY: 'Directory not empty',
  ELOOP: 'Too many levels of symbolic links',
};
const NOT_THERE = /^([\w-]+: (?:cannot [\w ]+ )?)['‘]?([^'’:\n]+)['’]?: No such file or directory$/gm;

const LIMIT_HINT = /,? ?\(?increase executionLimits\.\w+\)?/g;

function wasLimited(text: string): boolean {
  return /increase executionLimits|limit exceeded|execution (aborted|timed out|time)|exceeded/.test(text);
}
