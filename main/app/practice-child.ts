import type { PracticeReply, PracticeRequest } from '../../src/practice/port.ts';
import type { PracticeProcess } from './platform.ts';

/** What is used of Electron's utility process. */
export interface ChildProcess {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: PracticeReply) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  kill(): boolean;
}

/**
 * The practice cloud's process as the rest of the app sees it.
 *
 * Replies that come before anyone listens are kept, so that the first word (`ready`) cannot be missed; the exit too.
 */
export function toPracticeProcess(child: ChildProcess): PracticeProcess {
  const early: PracticeReply[] = [];
  const listeners: ((reply: PracticeReply) => void)[] = [];
  let exitCode: number | undefined;
  child.on('message', (reply) => {
    if (listeners.length === 0) early.push(reply);
    for (const listener of listeners) listener(reply);
  });
  child.on('exit', (code) => {
    exitCode = code;
  });
  return {
    send: (request: PracticeRequest) => child.postMessage(request),
    onReply(listener) {
      listeners.push(listener);
      for (const reply of early.splice(0)) listener(reply);
    },
    onExit(listener) {
      if (exitCode !== undefined) listener(exitCode);
      else child.on('exit', listener);
    },
    kill() {
      child.kill();
    },
  };
}

/** The little of the environment that the practice cloud may see: no AWS variable of the person reaches it. */
export function practiceEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const passed = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LANG', 'TZ'];
  return Object.fromEntries(passed.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}
