import type { ServerChannel } from 'ssh2';
import { channelOutput, finish } from './channel-output.ts';
import { complete } from './completion.ts';
import type { Computer } from './computer.ts';
import { DISK_BYTES } from './file-tree.ts';
import { needsMore } from './incomplete.ts';
import { LineEditor } from './line-editor.ts';
import type { LiveOutput } from './live-paths.ts';
import { homeOf } from './platforms.ts';
import { readsInput } from './script-input.ts';
import { type SessionHooks, Shell } from './shell.ts';
import { keepHistory, readHistory } from './shell-history.ts';
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
