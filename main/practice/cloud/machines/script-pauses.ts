import type { parse as Parse, serialize as Serialize, StatementNode } from 'just-bash';
import {
  BREATHE,
  innerCommand,
  LOOPS,
  literal,
  PREPARE_FILE,
  PREPARE_TEXT,
  type ScriptTree,
  type SimpleNode,
  visit,
  type WordNode,
} from './script-nodes.ts';

/**
 * Puts a pause at the beginning of every loop's body, so that others get their turn and Ctrl-C is heard.
 *
 * `eval TEXT` and `source FILE` are made to ask for their script with such pauses: the library parses it by itself, at
 * the run, so that it cannot be changed beforehand.
 */
export function addPauses(tree: ScriptTree): void {
  visit(tree, (node) => {
    const { type, body } = node as { type?: string; body?: StatementNode[] };
    if (type !== undefined && LOOPS.has(type) && Array.isArray(body)) body.unshift(innerCommand(BREATHE));
    if (type === 'SimpleCommand') askForPauses(node as SimpleNode);
  });
}

/** A script's text with pauses in its loops; the text itself where there are none, or it cannot be written anew. */
export function withPauses(text: string, tools: { parse: typeof Parse; serialize: typeof Serialize }): string {
  // The library cannot write a here-document inside a function.
  if (!/\b(while|until|for)\b/.test(text) || text.includes('<<')) return text;
  try {
    const tree = tools.parse(text);
    addPauses(tree);
    const written = tools.serialize(tree);
    tools.parse(written);
    return written;
  } catch {
    return text;
  }
}

function askForPauses(command: SimpleNode): void {
  const name = literal(command.name);
  const [first, ...rest] = command.args;
  if (!first) return;
  if (name === 'eval') command.args = [outputOf(PREPARE_TEXT, command.args)];
  else if (name === 'source' || name === '.') command.args = [outputOf(PREPARE_FILE, [first]), ...rest];
}

/** `"$(NAME WORDS)"` */
function outputOf(name: string, args: WordNode[]): WordNode {
  const body: ScriptTree = { type: 'Script', statements: [innerCommand(name, args)] };
  return {
    type: 'Word',
    parts: [{ type: 'DoubleQuoted', parts: [{ type: 'CommandSubstitution', body, legacy: false }] }],
  };
}
