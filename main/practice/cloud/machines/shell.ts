import type { Bash, Command, parse as Parse, serialize as Serialize } from 'just-bash';
import { createCommands } from './commands.ts';
import type { Computer } from './computer.ts';
import { heavyCommand } from './heavy-commands.ts';
import { LIVE_ERR, LIVE_IN, LIVE_OUT, LIVE_SCRIPT, type LiveOutput } from './live-paths.ts';
import { homeOf } from './platforms.ts';
import { BREATHE, END, PREPARE_FILE, PREPARE_TEXT, type ScriptTree, STATUS } from './script-nodes.ts';
import { withPauses } from './script-pauses.ts';
import { isListing, loneCommand, prepare } from './script-tree.ts';
import { BUILT_IN, HEAVY, LIMITS } from './shell-limits.ts';
import { ShellPace, sizeOf } from './shell-pace.ts';
import { killedBecause, tidyErrors } from './shell-words.ts';
import { UserFiles } from './user-files.ts';

/** What a command can ask of the session that it runs in. */
export interface SessionHooks {
  /** True on a terminal. */
  readonly interactive: boolean;
  /** Starts a shell of another user on top of this one (`sudo -i`). */
  become(user: string): void;
  readonly columns: () => number;
  /** The command lines of this session, oldest first. */
  readonly history: () => readonly string[];
  /** Takes the words of an `scp -t` or `scp -f`, whose channel is not the shell's to read. */
  readonly copy?: (args: readonly string[]) => void;
}

/** How a command line ended. */
export interface RunResult {
  readonly exitCode: number;
  /** The script said `exit`: the shell is over. */
  readonly exited: boolean;
}

/** How a command line is run. */
export interface RunOptions {
  readonly signal: AbortSignal;
  readonly stdin?: string;
  readonly cwd?: string;
  /** It is part of another command line (`sudo`), which is counted already. */
  readonly isNested?: boolean;
}

/** The library takes no longer input than a string may be. */
const LONGEST_STDIN = 1024 * 1024;
/** What the variables may hold from one command line to the next, in characters. */
const MOST_KEPT = 4 * 1024 * 1024;

/** One user's shell on a machine: its folder and variables live on between command lines, the files are the machine's. */
export class Shell {
  readonly files: UserFiles;
  readonly user: string;
  readonly #computer: Computer;
  readonly #hooks: SessionHooks;
  readonly #pace: ShellPace;
  #bash: Bash | null = null;
  #env: Record<string, string>;
  #lastExit = 0;
  #functions: ScriptTree['statements'] = [];
  #reachedEnd = false;
  /** The script ended neither by its last line nor by `exit`: a limit or its grammar stopped it. */
  #brokenOff = false;
  #wasKilled = false;
  #abort: AbortSignal | null = null;
  #live: LiveOutput | null = null;
  #depth = 0;
  cwd: string;
  /** The command line is one `ls`, straight to the terminal. */
  listing = false;
  /** The name of the one command that the line consists of. */
  lone: string | undefined;

  constructor(computer: Computer, user: string, hooks: SessionHooks, env: Record<string, string> = {}) {
    this.#computer = computer;
    this.user = user;
    this.#hooks = hooks;
    this.#pace = new ShellPace(computer.limits);
    const umask = user !== 'root' && computer.facts.packageTool === 'apt' ? 0o002 : 0o022;
    this.files = new UserFiles(computer.tree, user, { umask, pause: () => this.#pace.breathe() });
    this.cwd = homeOf(user);
    this.#env = {
      HOME: this.cwd,
      USER: user,
      LOGNAME: user,
      SHELL: '/bin/bash',
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      LANG: 'C.UTF-8',
      HOSTNAME: computer.hostname,
      ...env,
    };
  }

  get env(): Readonly<Record<string, string>> {
    return this.#env;
  }

  /** Lets others have their turn, in the middle of something long. */
  breathe(): Promise<void> {
    return this.#pace.breathe();
  }

  /** Lets a command with limits of its own work on, however long it takes. */
  spare<T>(work: () => Promise<T>): Promise<T> {
    return this.#pace.spare(work);
  }

  /** Where a command may print before it is over; null when nothing runs. */
  get live(): LiveOutput | null {
    return this.#live;
  }

  /** Is told when what runs is to stop. */
  get signal(): AbortSignal | null {
    return this.#abort;
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
  async run(script: string, live: LiveOutput, options: RunOptions): Promise<RunResult> {
    const killing = new AbortController();
    const kill = () => {
      this.#wasKilled = true;
      killing.abort();
    };
    const { limits, spec } = this.#computer;
    const counted = options.isNested ? null : limits.commands.begin(spec.instanceId, kill);
    if (!counted && !options.isNested) {
      await live.err(Buffer.from('bash: fork: retry: Resource temporarily unavailable\n'));
      return { exitCode: 254, exited: false };
    }
    const signal = AbortSignal.any([options.signal, killing.signal]);
    this.#pace.begin(counted);
    this.#reachedEnd = false;
    this.#brokenOff = false;
    this.#wasKilled = false;
    this.#depth = 0;
    const output = this.#tidied(live);
    this.files.connect(output);
    this.#live = output;
    try {
      const bash = await this.#ready();
      this.#pace.noteTurn();
      this.#abort = signal;
      const stdin = options.stdin ?? '';
      const isLong = stdin.length > LONGEST_STDIN;
      if (isLong) this.files.offer(LIVE_IN, Buffer.from(stdin, 'latin1'));
      const result = await bash.exec(isLong ? `{\n${script}\n} < ${LIVE_IN}` : script, {
        env: this.#env,
        replaceEnv: true,
        cwd: options.cwd ?? this.cwd,
        rawScript: true,
        signal,
        stdin: isLong ? '' : stdin,
        stdinKind: 'bytes',
      });
      if (signal.aborted) return await this.#interrupted(live);
      if (result.stdout)
        await output.out(Buffer.from(result.stdout, result.stdoutKind === 'bytes' ? 'latin1' : 'utf8'));
      if (result.stderr) await output.err(Buffer.from(result.stderr));
      this.#keep(result.env);
      this.#lastExit = result.exitCode;
      this.cwd = result.env.PWD ?? this.cwd;
      return { exitCode: result.exitCode, exited: !this.#reachedEnd && !this.#brokenOff };
    } catch (error) {
      if (signal.aborted) return await this.#interrupted(live);
      await live.err(Buffer.from(`bash: killed: ${killedBecause(error)}\n`));
      this.#lastExit = 137;
      return { exitCode: 137, exited: false };
    } finally {
      this.#pace.end();
      this.files.connect(null);
      this.files.withdraw(LIVE_IN);
      this.#live = null;
      this.#abort = null;
    }
  }

  async #interrupted(live: LiveOutput): Promise<RunResult> {
    if (this.#wasKilled) await live.err(Buffer.from('Killed\n'));
    this.#lastExit = this.#wasKilled ? 137 : 130;
    return { exitCode: this.#lastExit, exited: false };
  }

  /** Keeps the variables for the next line; the largest are dropped where they take too much. */
  #keep(env: Record<string, string>): void {
    const kept = { ...env };
    let held = sizeOf(Object.values(kept));
    for (const name of Object.keys(kept).sort((a, b) => (kept[b]?.length ?? 0) - (kept[a]?.length ?? 0))) {
      if (held <= MOST_KEPT) break;
      held -= kept[name]?.length ?? 0;
      delete kept[name];
    }
    this.#env = kept;
  }

  async #ready(): Promise<Bash> {
    if (this.#bash) return this.#bash;
    const { Bash: BashShell, parse, serialize } = await import('just-bash');
    const uid = this.user === 'root' ? 0 : 1000;
    const own = createCommands(this.#computer, this, this.#hooks, parse);
    const named = new Set(own.map(({ name }) => name));
    const bash = new BashShell({
      fs: this.files,
      cwd: this.cwd,
      env: this.#env,
      executionLimits: LIMITS,
      // Off: it changes globals of the whole process while a script runs, and this process also answers AWS calls.
      defenseInDepth: false,
      processInfo: { pid: 1482, ppid: 1481, uid, gid: uid },
      commands: [...BUILT_IN],
      customCommands: [
        ...HEAVY.filter((name) => !named.has(name)).map((name) => heavyCommand(name, this)),
        ...own,
        ...this.#inner({ parse, serialize }),
      ],
      sleep: (ms) => this.sleep(ms),
      coverage: { hit: () => this.#pace.stopIfHolding() },
    });
    if (this.#hooks.interactive) await bash.exec('shopt -s expand_aliases');
    bash.registerTransformPlugin({
      name: 'live',
      transform: ({ ast }) => {
        const top = this.#isTop();
        if (top) {
          this.listing = this.#hooks.interactive && isListing(ast);
          this.lone = loneCommand(ast);
        }
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

  #inner(tools: { parse: typeof Parse; serialize: typeof Serialize }): Command[] {
    const status = (env: Map<string, string>) => ({ stdout: '', stderr: '', exitCode: Number(env.get('?') ?? 0) });
    return [
      {
        name: BREATHE,
        execute: async (_, context) => {
          const result = status(context.env);
          await this.#pace.breathe(context.env);
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
      {
        name: PREPARE_TEXT,
        execute: async (args) => ({ stdout: withPauses(args.join(' '), tools), stderr: '', exitCode: 0 }),
      },
      {
        name: PREPARE_FILE,
        execute: async (args, context) => {
          const [name = ''] = args;
          const path = this.files.resolvePath(context.cwd, name);
          const node = this.#computer.tree.find(path);
          if (node?.kind !== 'file' || node.live) return { stdout: name, stderr: '', exitCode: 0 };
          const text = await this.files.readFile(path).catch(() => undefined);
          const prepared = text === undefined ? undefined : withPauses(text, tools);
          if (prepared === undefined || prepared === text) return { stdout: name, stderr: '', exitCode: 0 };
          return { stdout: this.files.offer(`${LIVE_SCRIPT}${path}`, Buffer.from(prepared)), stderr: '', exitCode: 0 };
        },
      },
    ];
  }

  #tidied(live: LiveOutput): LiveOutput {
    return {
      // What was on its way when Ctrl-C came is dropped, as a terminal does.
      out: async (bytes) => {
        if (!this.#abort?.aborted) await live.out(bytes);
      },
      err: async (bytes) => {
        if (this.#abort?.aborted) return;
        const resolve = (path: string) => this.files.resolvePath(this.cwd, path);
        const { text, brokenOff } = tidyErrors(
          bytes.toString('utf8').replaceAll(LIVE_SCRIPT, ''),
          this.#computer.tree,
          resolve,
        );
        if (brokenOff) this.#brokenOff = true;
        await live.err(Buffer.from(text));
      },
    };
  }

  /** Waits, unless what runs is stopped before. */
  async sleep(ms: number): Promise<void> {
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
}
