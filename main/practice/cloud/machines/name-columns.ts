import { widthOf } from './terminal-text.ts';

/** Lays names out in columns, as `ls` and the completion list do; lines end in CR LF. */
export function inColumns(names: readonly string[], columns: number): string {
  const shown = names.map((name) => name.replace(/.*\/(?=[^/])/, '').trimEnd());
  const width = Math.max(...shown.map(widthOf)) + 2;
  const across = Math.max(1, Math.floor(columns / width));
  const down = Math.ceil(shown.length / across);
  let text = '';
  for (let row = 0; row < down; row += 1) {
    for (let index = row; index < shown.length; index += down) {
      const name = shown[index] as string;
      text += index + down < shown.length ? name + ' '.repeat(width - widthOf(name)) : name;
    }
    text += '\r\n';
  }
  return text;
}
