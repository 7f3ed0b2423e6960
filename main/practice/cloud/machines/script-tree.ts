import type { StatementNode } from 'just-bash';
import {
  BREATHE,
  type CommandNode,
  END,
  innerCommand,
  LOOPS,
  literal,
  PIPED,
  type ScriptTree,
  STATUS,
  simple,
  visit,
  word,
} from './script-nodes.ts';
import { addPauses } from './script-pauses.ts';

/** The most functions that are known from one command line to the next. */
const MOST_FUNCTIONS = 300;

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
  addPauses(script);
  containFailedWrites(script);
  if (!how.top) return script;
  const own = script.statements.filter(isFunction);
  const known = [...how.functions];
  for (const statement of own) {
    const at = how.functions.findIndex((other) => functionName(other) === functionName(statement));
    if (at >= 0) how.functions.splice(at, 1);
    how.functions.push(statement);
    if (how.functions.length > MOST_FUNCTIONS) how.functions.shift();
  }
  const statements = script.statements.map((statement) => sendOn(statement, how));
  return { ...script, statements: [...known, innerCommand(STATUS), ...statements, innerCommand(END)] };
}

/**
 * Puts each command whose output goes to a file into a group of its own.
 *
 * The library lets a full disk or a missing permission end the whole statement, `|| exit` and all; only a group turns
 * it into the exit status that bash gives the command. `exec` stays as it is: its redirections are the shell's own.
 */
function containFailedWrites(tree: ScriptTree): void {
  visit(tree, (node) => {
    markPiped(node);
    const { type, pipelines } = node as { type?: string; pipelines?: StatementNode['pipelines'] };
    if (type !== 'Statement' || !pipelines) return;
    for (const pipeline of pipelines) {
      pipeline.commands = pipeline.commands.map((inner) => {
        const decides = pipeline === pipelines.at(-1) && !pipeline.negated && inner === pipeline.commands.at(-1);
        return writesFile(inner) ? grouped(inner, decides) : inner;
      });
    }
  });
}

/** Tells `yes` that it writes into a pipe: nobody could wait for its end. */
function markPiped(node: object): void {
  const { type, commands } = node as { type?: string; commands?: CommandNode[] };
  if (type !== 'Pipeline' || !commands) return;
  for (const command of commands.slice(0, -1)) {
    if (command.type === 'SimpleCommand' && literal(command.name) === 'yes') command.args.unshift(word(PIPED));
  }
}

function writesFile(node: CommandNode): boolean {
  if (node.type === 'FunctionDef' || !node.redirections.some(({ operator }) => operator.includes('>'))) return false;
  return node.type !== 'SimpleCommand' || literal(node.name) !== 'exec';
}

/** @param decides Whether `set -e` leaves when the command fails. Where it does not, `&&` in the group keeps it from that. */
function grouped(node: CommandNode, decides: boolean): CommandNode {
  const alone = simple(node);
  const spared: StatementNode = {
    ...alone,
    pipelines: [...alone.pipelines, ...innerCommand(BREATHE).pipelines],
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
  return LISTINGS.has(loneCommand(script) ?? '');
}

/** The name of the one command that a script consists of, its output going nowhere else; `sudo` is looked through. */
export function loneCommand(script: ScriptTree): string | undefined {
  const [statement, ...others] = script.statements;
  const [pipeline, ...more] = statement?.pipelines ?? [];
  const [command, ...rest] = pipeline?.commands ?? [];
  if (command?.type !== 'SimpleCommand' || others.length + more.length + rest.length > 0) return undefined;
  if (command.redirections.length > 0 || statement?.background) return undefined;
  const name = literal(command.name);
  return name === 'sudo' ? literal(command.args[0]) : name;
}

function isFunction(statement: StatementNode): boolean {
  return functionName(statement) !== undefined;
}

function functionName(statement: StatementNode): string | undefined {
  const first = statement.pipelines[0]?.commands[0];
  return first?.type === 'FunctionDef' ? first.name : undefined;
}

function redirection(fd: number, path: string) {
  return { type: 'Redirection' as const, fd, operator: '>>' as const, target: word(path) };
}
