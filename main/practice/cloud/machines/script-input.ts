import type { parse as Parse } from 'just-bash';
import { commandReadsInput, type Inner, type Word } from './input-readers.ts';

/**
 * Whether a command line comes to read its standard input, so that it must wait for what the client sends.
 *
 * The first command of each pipeline may, unless a redirection gives it another input. Scripts that it names are looked
 * into through `textOf`, which answers undefined where there is none. A line that cannot be parsed reads nothing: its
 * error is told at once.
 */
export function readsInput(script: string, parse: typeof Parse, textOf: (path: string) => string | undefined): boolean {
  const functions = new Map<string, unknown>();
  // Each function and file is judged once: one that read would have ended the search, and it may call itself.
  const judged = new Set<unknown>();

  const inner: Inner = {
    command: (words) => {
      const body = typeof words[0] === 'string' ? functions.get(words[0]) : undefined;
      if (body === undefined) return commandReadsInput(words, inner);
      if (judged.has(body)) return false;
      judged.add(body);
      return reads(body);
    },
    script: (text) => {
      if (text === null) return false;
      try {
        const tree = parse(text);
        collectFunctions(tree, functions);
        return reads(tree);
      } catch {
        return false;
      }
    },
    file: (path) => {
      if (path === null || judged.has(path)) return false;
      judged.add(path);
      return inner.script(textOf(path) ?? null);
    },
  };

  const reads = (node: unknown): boolean => {
    if (Array.isArray(node)) return node.some(reads);
    if (node === null || typeof node !== 'object') return false;
    const shape = node as Shape;
    if (shape.type === 'FunctionDef' || (shape.type === 'Statement' && shape.background)) return false;
    if (shape.type === 'Pipeline') return reads(shape.commands?.[0]);
    if (shape.redirections?.some(givesInput)) return reads(shape.redirections);
    if (
      shape.type === 'SimpleCommand' &&
      shape.name &&
      inner.command([shape.name, ...(shape.args ?? [])].map(wordOf))
    ) {
      return true;
    }
    return Object.values(node).some(reads);
  };
  return inner.script(script);
}

/** What the search needs of the many kinds of node in a parsed script. */
interface Shape {
  readonly type?: string;
  readonly value?: unknown;
  readonly name?: unknown;
  readonly body?: unknown;
  readonly background?: boolean;
  readonly commands?: readonly unknown[];
  readonly args?: readonly unknown[];
  readonly parts?: readonly Shape[];
  readonly redirections?: readonly { fd: number | null; operator: string; target: unknown }[];
}

function givesInput(redirection: { fd: number | null; operator: string; target: unknown }): boolean {
  const { fd, operator, target } = redirection;
  return operator.startsWith('<') && (fd ?? 0) === 0 && wordOf(target) !== '/dev/stdin';
}

function collectFunctions(node: unknown, functions: Map<string, unknown>): void {
  if (node === null || typeof node !== 'object') return;
  const { type, name, body } = node as Shape;
  if (type === 'FunctionDef' && typeof name === 'string') functions.set(name, body);
  for (const value of Object.values(node)) collectFunctions(value, functions);
}

function wordOf(word: unknown): Word {
  let text = '';
  for (const part of (word as Shape).parts ?? []) {
    const inside = part.type === 'DoubleQuoted' ? wordOf(part) : PLAIN.has(part.type) ? String(part.value) : null;
    if (inside === null) return null;
    text += inside;
  }
  return text;
}

const PLAIN = new Set<string | undefined>(['Literal', 'SingleQuoted', 'Escaped']);
