import type { ScriptNode, StatementNode } from 'just-bash';

/** A parsed script. */
export type ScriptTree = ScriptNode;

/** Names that no one can type: the commands with which a script is made to pause and to tell that it reached its end. */
export const BREATHE = '\u0001breathe';
export const END = '\u0001end';
export const STATUS = '\u0001status';

const LOOPS = new Set(['While', 'Until', 'For', 'CStyleFor']);

/**
 * Makes a script fit for a shared process and a live terminal.
 *
 * Every loop pauses now and then, so that others get their turn and Ctrl-C is heard; a file that cannot be written fails
 * its own command only; each statement's output is sent
 * on as soon as it ends; functions of earlier command lines are known; and a last statement tells whether the script
 * ran to its end or said `exit`.
 */
export function prepare(
  script: ScriptTree,
  how: { out: string; err: string; functions: StatementNode[]; top: boolean },
): ScriptTree {
  pauseInLoops(script);
  containFailedWrites(script);
  if (!how.top) return script;
  const own = script.statements.filter(isFunction);
  const known = [...how.functions];
  for (const statement of own) {
    const at = how.functions.findIndex((other) => functionName(other) === functionName(statement));
    if (at >= 0) how.functions.splice(at, 1);
    how.functions.push(statement);
  }
  const statements = script.statements.map((statement) => sendOn(statement, how));
  return { ...script, statements: [...known, command(STATUS), ...statements, command(END)] };
}

function pauseInLoops(node: unknown): void {
  if (Array.isArray(node)) {
    for (const each of node) pauseInLoops(each);
    return;
  }
  if (node === null || typeof node !== 'object') return;
  for (const value of Object.values(node)) pauseInLoops(value);
  const { type, body } = node as { type?: string; body?: StatementNode[] };
  if (type !== undefined && LOOPS.has(type) && Array.isArray(body)) body.unshift(command(BREATHE));
}

/**
 * Puts each command whose output goes to a file into a group of its own.
 *
 * The library lets a full disk or a missing permission end the whole statement, `|| exit` and all; only a group turns
 * it into the exit status that bash gives the command. `exec` stays as it is: its redirections are the shell's own.
 */
function containFailedWrites(node: unknown): void {
  if (Array.isArray(node)) {
    for (const each of node) containFailedWrites(each);
    return;
  }
  if (node === null || typeof node !== 'object') return;
  for (const value of Object.values(node)) containFailedWrites(value);
  const { type, pipelines } = node as { type?: string; pipelines?: StatementNode['pipelines'] };
  if (type !== 'Statement' || !pipelines) return;
  for (const pipeline of pipelines) {
    pipeline.commands = pipeline.commands.map((inner) => {
      const decides = pipeline === pipelines.at(-1) && !pipeline.negated && inner === pipeline.commands.at(-1);
      return writesFile(inner) ? grouped(inner, decides) : inner;
    });
  }
}

function writesFile(node: CommandNode): boolean {
  if (node.type === 'FunctionDef' || !node.redirections.some(({ operator }) => operator.includes('>'))) return false;
  return node.type !== 'SimpleCommand' || literalName(node) !== 'exec';
}

/** @param decides Whether `set -e` leaves when the command fails. Where it does not, `&&` in the group keeps it from that. */
function grouped(node: CommandNode, decides: boolean): CommandNode {
  const alone = simple(node);
  const spared: StatementNode = {
    ...alone,
    pipelines: [...alone.pipelines, ...command(BREATHE).pipelines],
    operators: ['&&'],
  };
  return { type: 'Group', body: [decides ? alone : spared], redirections: [] };
}

function sendOn(statement: StatementNode, to: { out: string; err: string }): StatementNode {
  if (isFunction(statement) || statement.background || statement.deferredError) return statement;
  const only = statement.pipelines.length === 1 ? statement.pipelines[0]?.commands : undefined;
  const compound = only?.length === 1 ? only[0] : undefined;
  if (compound && 'body' in compound && Array.isArray(compound.body) && LOOPS.has(compound.type)) {
    if ('redirections' in compound && compound.redirections.length === 0) {
      compound.body = compound.body.map((inner) => sendOn(inner, to));
    }
  }
  return simple({
    type: 'Group',
    body: [statement],
    redirections: [redirection(1, to.out), redirection(2, to.err)],
  });
}

const LISTINGS = new Set(['ls', 'll', 'la', 'l', 'dir']);

/** Whether a script is one listing whose output goes nowhere but the terminal: it may come in columns and colours. */
export function isListing(script: ScriptTree): boolean {
  const [statement, ...others] = script.statements;
  const [pipeline, ...more] = statement?.pipelines ?? [];
  const [command, ...rest] = pipeline?.commands ?? [];
  if (command?.type !== 'SimpleCommand' || others.length + more.length + rest.length > 0) return false;
  return LISTINGS.has(literalName(command) ?? '') && command.redirections.length === 0;
}

function literalName(command: Extract<CommandNode, { type: 'SimpleCommand' }>): string | undefined {
  const part = command.name?.parts.length === 1 ? command.name.parts[0] : undefined;
  return part?.type === 'Literal' ? part.value : undefined;
}

function isFunction(statement: StatementNode): boolean {
  return functionName(statement) !== undefined;
}

function functionName(statement: StatementNode): string | undefined {
  const first = statement.pipelines[0]?.commands[0];
  return first?.type === 'FunctionDef' ? first.name : undefined;
}

function command(name: string): StatementNode {
  return simple({ type: 'SimpleCommand', assignments: [], name: word(`/usr/bin/${name}`), args: [], redirections: [] });
}

type CommandNode = StatementNode['pipelines'][number]['commands'][number];

function simple(node: CommandNode): StatementNode {
  return {
    type: 'Statement',
    pipelines: [{ type: 'Pipeline', commands: [node], negated: false }],
    operators: [],
    background: false,
  };
}

function word(value: string) {
  return { type: 'Word' as const, parts: [{ type: 'Literal' as const, value }] };
}

function redirection(fd: number, path: string) {
  return { type: 'Redirection' as const, fd, operator: '>>' as const, target: word(path) };
}
