import type { ServerChannel } from 'ssh2';
import { complete } from './completion.ts';
import type { Computer } from './computer.ts';
import { DISK_BYTES } from './file-tree.ts';
import { needsMore } from './incomplete.ts';
import { LineEditor } from './line-editor.ts';
import { homeOf } from './platforms.ts';
import { readsInput } from './script-input.ts';
import { type SessionHooks, Shell } from './shell.ts';
import type { LiveOutput } from './user-files.ts';
import { promptFor, welcome } from './welcome.ts';

/** What came before the shell or command was asked for. */
export interface SessionSetup {
  readonly user: string;
  /** The terminal's size, or null without one; its numbers change as the window does. */
  readonly terminal: { columns: number; rows: number; readonly type: string } | null;
  readonly env: Readonly<Record<string, string>>;
  readonly lastLogin: { at: Date; from: string } | null;
}

/** One session on a machine: a shell on a terminal, or one command. */
export interface Session {
  resized(): void;
  signal(name: string): void;
  /** Shows a broadcast, if it has a terminal. */
  wall(broadcast: string): void;
  /** Shows a last broadcast and stops what runs; resolves when it is written. The connection is closed by others. */
  end(broadcast: string): Promise<void>;
}

const CHUNK = 16 * 1024;
const LONGEST_SCRIPT = 512 * 1024;
/** What a client may send to a command: more than a disk takes is of no use. */
const LONGEST_INPUT = DISK_BYTES + 1024 * 1024;

/** Runs one command without a prompt; its exit status is passed on. */
export function runCommand(computer: Computer, setup: SessionSetup, channel: ServerChannel, command: string): Session {
  const output = channelOutput(channel, setup.terminal !== null);
  const abort = new AbortController();
  const shell = new Shell(
    computer,
    setup.user,
    {
      interactive: false,
      become: () => {},
      columns: () => setup.terminal?.columns ?? 80,
      history: () => [],
    },
    sessionEnv(setup),
  );
  const input: Buffer[] = [];
  let size = 0;
  let started = false;

  const start = () => {
    if (started) return;
    started = true;
    void shell
      .run(command, output.live, { signal: abort.signal, stdin: Buffer.concat(input).toString('latin1') })
      .then((result) => finish(channel, output, result.exitCode));
  };
  channel.on('data', (data: Buffer) => {
    if (setup.terminal && data.includes(3)) abort.abort();
    size += data.length;
    if (size <= LONGEST_INPUT) input.push(data);
    else if (!started) {
      started = true;
      input.length = 0;
      const told = output.live.err(Buffer.from('bash: write error: No space left on device\n'));
      void told.then(() => finish(channel, output, 1));
    }
  });
  channel.once('end', start);
  channel.once('close', () => abort.abort());
  // A command that reads nothing need not wait for the client to close its end: most clients never do.
  const startIfNothingIsRead = async () => {
    const { parse } = await import('just-bash');
    if (!readsInput(command, parse, (path) => textAt(computer, setup.user, path))) start();
  };
  if (setup.terminal) start();
  else void startIfNothingIsRead();
  return {
    resized: () => {},
    signal: () => {
      abort.abort();
      start();
    },
    wall: (text) => {
      if (setup.terminal) output.write(text.replace(/\n/g, '\r\n'));
    },
    end: (text) => {
      started = true;
      abort.abort();
      if (setup.terminal) output.write(text.replace(/\n/g, '\r\n'));
      return output.settled();
    },
  };
}

/** A small file's text, by a path that is seen from the user's home. */
function textAt(computer: Computer, user: string, path: string): string | undefined {
  const node = computer.tree.find(path.startsWith('/') ? path : `${homeOf(user)}/${path}`);
  return node?.kind === 'file' && node.size < LONGEST_SCRIPT ? computer.tree.content(node).toString('utf8') : undefined;
}

/** `cat > file` and `tee file`: on a terminal they take lines until Ctrl-D. */
const TAKES_TYPING = /^\s*(?:cat|(?:sudo\s+)?tee(?:\s+(?:-a\s+)?[\w./~-]+)+)\s*(?:>>?\s*[\w./~-]+\s*)?$/;

/** Gives a person a shell: welcome, prompt, line editor, until they leave. */
export function runShell(computer: Computer, setup: SessionSetup, channel: ServerChannel): Session {
  const output = channelOutput(channel, setup.terminal !== null);
  const terminal = setup.terminal ?? { columns: 80, rows: 24, type: 'dumb' };
  const shells: Shell[] = [];
  let running: AbortController | null = null;
  let exitCode = 0;
  let over = false;
  let partial = '';
  let typed: { command: string; lines: string[] } | null = null;

  const hooks: SessionHooks = {
    interactive: true,
    become: (user) => {
      shells.push(new Shell(computer, user, hooks, sessionEnv(setup)));
    },
    columns: () => terminal.columns,
    history: () => editor.history,
  };
  const top = () => shells.at(-1) as Shell;
  hooks.become(setup.user);

  const leave = () => {
    if (over) return;
    over = true;
    keepHistory(computer, setup.user, editor.history.slice(known));
    void finish(channel, output, exitCode);
  };
  const showPrompt = () => {
    if (over) return;
    partial = '';
    editor.prompt(promptFor(computer, top().user, top().cwd, homeOf(top().user)));
  };
  const runLine = async (line: string) => {
    if (typed) {
      typed.lines.push(line);
      editor.prompt('');
      return;
    }
    const text = partial + line;
    if (await needsMore(text)) {
      partial = text.endsWith('\\') ? text.slice(0, -1) : `${text}\n`;
      editor.prompt('> ');
      return;
    }
    partial = '';
    editor.remember(text);
    if (text.trim() === '') return showPrompt();
    if (/^\s*(exit|logout)\s*(\d*)\s*$/.test(text)) return closeShell(Number(/\d+/.exec(text)?.[0] ?? exitCode));
    if (TAKES_TYPING.test(text)) {
      typed = { command: text, lines: [] };
      editor.prompt('');
      return;
    }
    await runNow(text, '');
  };
  const runNow = async (text: string, stdin: string) => {
    const shell = top();
    running = new AbortController();
    const result = await shell.run(text, output.live, { signal: running.signal, stdin });
    running = null;
    exitCode = result.exitCode;
    await output.freshLine();
    if (result.exited) return closeShell(result.exitCode);
    showPrompt();
  };
  const closeShell = (code: number) => {
    exitCode = code & 255;
    const shell = shells.pop();
    if (shells.length > 0) {
      output.write('exit\r\n');
      showPrompt();
      return;
    }
    if (shell) shells.push(shell);
    output.write('logout\r\n');
    leave();
  };
  const editor = new LineEditor({
    write: (text) => output.write(text),
    columns: () => terminal.columns,
    complete: (line) => complete(line, top(), computer),
    submit: (line) => void runLine(line),
    endOfInput: () => {
      if (!typed) return closeShell(exitCode);
      const { command, lines } = typed;
      typed = null;
      const stdin = lines.map((line) => `${line}\n`).join('');
      void runNow(command, Buffer.from(stdin).toString('latin1'));
    },
    interrupt: () => {
      typed = null;
      exitCode = 130;
      showPrompt();
    },
  });
  editor.history.push(...readHistory(computer, setup.user));
  const known = editor.history.length;

  const decoder = new TextDecoder();
  channel.on('data', (data: Buffer) => {
    const text = decoder.decode(data, { stream: true });
    if (!running) {
      editor.feed(text);
      return;
    }
    const stop = text.lastIndexOf('\u0003');
    if (stop >= 0) {
      editor.dropTypeAhead();
      output.write('^C');
      running.abort();
    }
    editor.typeAhead(text.slice(stop + 1));
  });
  channel.once('end', leave);
  channel.once('close', () => {
    // A client that goes without a word leaves its history too, as when bash is hung up on.
    if (!over) keepHistory(computer, setup.user, editor.history.slice(known));
    over = true;
    running?.abort();
  });

  const start = async () => {
    const quiet = new AbortController();
    const nothing: LiveOutput = { out: async () => {}, err: async () => {} };
    await top().run('. ~/.profile', nothing, { signal: quiet.signal });
    output.write(welcome(computer, setup.lastLogin).replace(/\n/g, '\r\n'));
    showPrompt();
  };
  void start();
  return {
    resized: () => editor.resized(),
    signal: () => running?.abort(),
    wall: (text) => {
      if (setup.terminal && !over) output.write(text.replace(/\n/g, '\r\n'));
    },
    end: (text) => {
      if (!over) keepHistory(computer, setup.user, editor.history.slice(known));
      over = true;
      running?.abort();
      if (setup.terminal) output.write(text.replace(/\n/g, '\r\n'));
      return output.settled();
    },
  };
}

function sessionEnv(setup: SessionSetup): Record<string, string> {
  return {
    ...setup.env,
    ...(setup.terminal ? { TERM: setup.terminal.type, SSH_TTY: '/dev/pts/0' } : {}),
    SSH_CONNECTION: `${setup.lastLogin?.from ?? '203.0.113.25'} 50022 10.0.0.1 22`,
  };
}

interface ChannelOutput {
  readonly live: LiveOutput;
  write(text: string): void;
  /** Begins a new line if the last output did not end one. */
  freshLine(): Promise<void>;
  settled(): Promise<void>;
}

/** Writes to a channel no faster than the client reads; on a terminal, LF becomes CR LF. */
function channelOutput(channel: ServerChannel, terminal: boolean): ChannelOutput {
  let last = Promise.resolve();
  let column = false;
  const send = async (bytes: Buffer, to: NodeJS.WritableStream): Promise<void> => {
    for (let at = 0; at < bytes.length; at += CHUNK) {
      if (channel.destroyed || !to.writable) return;
      if (!to.write(bytes.subarray(at, at + CHUNK))) await drained(to, channel);
    }
  };
  const queue = (bytes: Buffer, to: NodeJS.WritableStream): Promise<void> => {
    if (bytes.length > 0) column = bytes.at(-1) !== 10;
    last = last.then(() => send(bytes, to)).catch(() => {});
    return last;
  };
  const onScreen = (bytes: Buffer) =>
    terminal ? Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1') : bytes;
  return {
    live: {
      out: (bytes) => queue(onScreen(bytes), channel),
      err: (bytes) => (terminal ? queue(onScreen(bytes), channel) : queue(bytes, channel.stderr)),
    },
    write: (text) => void queue(Buffer.from(text), channel),
    freshLine: async () => {
      if (terminal && column) await queue(Buffer.from('\r\n'), channel);
    },
    settled: () => last,
  };
}

function drained(stream: NodeJS.WritableStream, channel: ServerChannel): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stream.removeListener('drain', done);
      channel.removeListener('close', done);
      resolve();
    };
    stream.once('drain', done);
    channel.once('close', done);
  });
}

async function finish(channel: ServerChannel, output: ChannelOutput, exitCode: number): Promise<void> {
  await output.settled();
  if (channel.destroyed || !channel.writable) return;
  channel.exit(exitCode);
  channel.end();
  channel.close();
}

function historyPath(user: string): string {
  return `${homeOf(user)}/.bash_history`;
}

function readHistory(computer: Computer, user: string): string[] {
  const node = computer.tree.find(historyPath(user));
  if (node?.kind !== 'file') return [];
  return computer.tree.content(node).toString('utf8').split('\n').filter(Boolean).slice(-500);
}

function keepHistory(computer: Computer, user: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  const all = [...readHistory(computer, user), ...lines].slice(-500);
  computer.tree.lay(historyPath(user), {
    kind: 'file',
    mode: 0o600,
    owner: user,
    bytes: Buffer.from(`${all.join('\n')}\n`),
    modified: computer.world.now(),
  });
}
