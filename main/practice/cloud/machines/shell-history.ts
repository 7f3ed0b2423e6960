import type { Computer } from './computer.ts';
import { homeOf } from './platforms.ts';

function historyPath(user: string): string {
  return `${homeOf(user)}/.bash_history`;
}

/** The command lines of earlier sessions, oldest first. */
export function readHistory(computer: Computer, user: string): string[] {
  const node = computer.tree.find(historyPath(user));
  if (node?.kind !== 'file') return [];
  return computer.tree.content(node).toString('utf8').split('\n').filter(Boolean).slice(-500);
}

/** Adds a session's lines to those of earlier ones, as bash does when it leaves. */
export function keepHistory(computer: Computer, user: string, lines: readonly string[]): void {
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
