import type { FileTree } from './file-tree.ts';

/** What a command printed as errors, in a machine's words, and whether a limit or the grammar broke it off. */
export interface TidiedText {
  readonly text: string;
  readonly brokenOff: boolean;
}

/** Puts the library's words, which are for programmers, into those of a machine. */
export function tidyErrors(text: string, tree: FileTree, resolve: (path: string) => string): TidiedText {
  const plain = text
    .replace(RAW_ERROR, (_, code: string, path: string) => `bash: ${path}: ${RAW_WORDS[code] ?? 'Input/output error'}`)
    .replace(RAW_REASON, (_, before: string, code: string) => `${before}: ${RAW_WORDS[code] ?? 'Input/output error'}`)
    .replace(NOT_THERE, (line, before: string, path: string) => {
      const there = tree.find(resolve(path)) !== undefined;
      return there
        ? `${before}${line.slice(before.length).replace('No such file or directory', 'Permission denied')}`
        : line;
    });
  const isUnparsed = /syntax error|unexpected EOF|Parse error/.test(text);
  if (!wasLimited(text)) return { text: plain, brokenOff: isUnparsed };
  const told = plain.replace(LIMIT_HINT, '').replace(/^bash: execution (aborted|timed out).*$/m, 'bash: time is over');
  return { text: `${told.trimEnd()}\nbash: killed: this was too much for a practice machine.\n`, brokenOff: true };
}

/** A script was stopped because it kept the process to itself. */
export class HeldTooLong extends Error {
  constructor() {
    super('this kept the processor to itself (limit exceeded)');
  }
}

/** Why a script was killed. */
export function killedBecause(error: unknown): string {
  if (error instanceof HeldTooLong) return 'a practice machine stops a command that keeps the processor to itself.';
  return 'this was too much for a practice machine.';
}

const RAW_ERROR = /^(?:[\w-]+: )?(E[A-Z]{3,11}): [a-z ]+, (?:[a-z]+ )?'([^'\n]*)'$/gm;
const RAW_REASON = /^([\w.-]+: .*): (E[A-Z]{3,11}): [a-z ]+, (?:[a-z]+ )?'[^'\n]*'$/gm;
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
  EBUSY: 'Device or resource busy',
  ENAMETOOLONG: 'File name too long',
};
const NOT_THERE = /^([\w-]+: (?:cannot [\w ]+ )?)['‘]?([^'’:\n]+)['’]?: No such file or directory$/gm;

const LIMIT_HINT = /,? ?\(?increase executionLimits\.\w+\)?/g;

function wasLimited(text: string): boolean {
  return /increase executionLimits|limit exceeded|execution (aborted|timed out|time)|exceeded/.test(text);
}
