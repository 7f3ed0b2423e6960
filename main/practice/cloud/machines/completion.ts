import type { Computer } from './computer.ts';
import { PROGRAMS } from './fresh-system.ts';
import type { Completion } from './line-editor.ts';
import type { Shell } from './shell.ts';

const BUILTINS =
  'alias cd command declare echo eval exit export history jobs logout pwd read set source type unalias unset'.split(
    ' ',
  );

/** Ends of the word before the cursor: commands in first place, paths elsewhere. */
export async function complete(line: string, shell: Shell, _computer: Computer): Promise<Completion> {
  const word = /(?:\\.|[^\s|;&<>()'"])*$/.exec(line)?.[0] ?? '';
  const before = line.slice(0, line.length - word.length).trimEnd();
  const first = before === '' || /([|;&(]|\bsudo|\bwhich|\bman)$/.test(before);
  if (first && !word.includes('/')) {
    const names = new Set([...PROGRAMS, ...BUILTINS, ...shell.commandNames()]);
    const candidates = [...names].filter((name) => name.startsWith(word)).sort();
    return { replaces: word.length, candidates: candidates.length === 1 ? [`${candidates[0]} `] : candidates };
  }
  const plain = word.replace(/\\(.)/g, '$1');
  const cut = plain.lastIndexOf('/') + 1;
  const folder = plain.slice(0, cut);
  const start = plain.slice(cut);
  const from = folder.startsWith('~/') ? `${shell.env.HOME ?? '/'}${folder.slice(1)}` : folder;
  const at = shell.files.resolvePath(shell.cwd, from === '' ? '.' : from);
  const entries = (await shell.files.readdirWithFileTypes(at)).filter(
    ({ name }) => name.startsWith(start) && (start.startsWith('.') || !name.startsWith('.')),
  );
  const candidates: string[] = [];
  for (const entry of entries) {
    const isFolder =
      entry.isDirectory ||
      (entry.isSymbolicLink &&
        (await shell.files.exists(`${at}/${entry.name}`)) &&
        (await shell.files.stat(`${at}/${entry.name}`)).isDirectory);
    const name = `${folder}${entry.name}`.replace(/[\s'"\\$&;|<>()*?[\]]/g, '\\$&');
    candidates.push(isFolder ? `${name}/` : entries.length === 1 ? `${name} ` : name);
  }
  return { replaces: word.length, candidates: candidates.filter((name) => name.startsWith(word)) };
}
