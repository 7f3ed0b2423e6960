import type { ScriptNode, StatementNode } from 'just-bash';

/** A parsed script. */
export type ScriptTree = ScriptNode;
/** A command of any kind in a parsed script. */
export type CommandNode = StatementNode['pipelines'][number]['commands'][number];
/** A plain command: a name and words. */
export type SimpleNode = Extract<CommandNode, { type: 'SimpleCommand' }>;
/** One word of a command. */
export type WordNode = SimpleNode['args'][number];

/** Names that no one can type: the commands with which a script is made to pause and to tell that it reached its end. */
export const BREATHE = '\u0001breathe';
/** Tells that the script reached its end. */
export const END = '\u0001end';
/** Answers with the exit status of the line before. */
export const STATUS = '\u0001status';
/** They hand a script that is only known at its run to the preparation. */
export const PREPARE_TEXT = '\u0001prepare';
/** The same for a file that is read into the shell. */
export const PREPARE_FILE = '\u0001prepare-file';

/** The first word of a `yes` that writes into a pipe. */
export const PIPED = '\u0001piped';

/** The kinds of node that repeat their body. */
export const LOOPS = new Set(['While', 'Until', 'For', 'CStyleFor']);

/** A statement of one of the commands that no one can type. */
export function innerCommand(name: string, args: WordNode[] = []): StatementNode {
  return simple({ type: 'SimpleCommand', assignments: [], name: word(`/usr/bin/${name}`), args, redirections: [] });
}

/** A statement of one command. */
export function simple(node: CommandNode): StatementNode {
  return {
    type: 'Statement',
    pipelines: [{ type: 'Pipeline', commands: [node], negated: false }],
    operators: [],
    background: false,
  };
}

/** A word of one plain piece. */
export function word(value: string): WordNode {
  return { type: 'Word', parts: [{ type: 'Literal', value }] };
}

/** A word's text where it is one plain piece. */
export function literal(node: WordNode | null | undefined): string | undefined {
  const part = node?.parts.length === 1 ? node.parts[0] : undefined;
  return part?.type === 'Literal' ? part.value : undefined;
}

/** Shows every node of a tree, those inside before those around them. */
export function visit(node: unknown, see: (node: object) => void): void {
  if (Array.isArray(node)) {
    for (const each of node) visit(each, see);
    return;
  }
  if (node === null || typeof node !== 'object') return;
  for (const value of Object.values(node)) visit(value, see);
  see(node);
}
