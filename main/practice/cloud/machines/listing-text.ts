import type { FileNode } from './file-tree.ts';

/** `-rw-r--r--`. */
export function modeText(kind: FileNode['kind'], mode: number): string {
  const letter = kind === 'directory' ? 'd' : kind === 'link' ? 'l' : '-';
  const bits = [...'rwxrwxrwx'].map((each, at) => (mode & (1 << (8 - at)) ? each : '-'));
  if (mode & 0o4000) bits[2] = bits[2] === 'x' ? 's' : 'S';
  if (mode & 0o2000) bits[5] = bits[5] === 'x' ? 's' : 'S';
  if (mode & 0o1000) bits[8] = bits[8] === 'x' ? 't' : 'T';
  return letter + bits.join('');
}

/** `Nov 24 10:15`, or with the year where it is half a year ago. */
export function listTime(at: Date, now: Date): string {
  const [, day, month, year, time] = at.toUTCString().match(/^\w{3}, (\d\d) (\w{3}) (\d{4}) (\d\d:\d\d)/) ?? [];
  const recent = Math.abs(now.getTime() - at.getTime()) < 182 * 86_400_000;
  return `${month} ${String(Number(day)).padStart(2)} ${(recent ? time : year)?.padStart(5)}`;
}

/** `1.5G`, as `-h` shows sizes. */
export function humanSize(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  let value = bytes;
  let unit = -1;
  while (value >= 1024 && unit < 3) {
    value /= 1024;
    unit += 1;
  }
  const rounded = value < 10 ? Math.ceil(value * 10) / 10 : Math.ceil(value);
  return `${rounded < 10 ? rounded.toFixed(1) : rounded}${'KMGT'[unit]}`;
}

/** `4096`, `10M`, `1GB` as bytes; null when it is no size. */
export function bytesFrom(text: string | undefined): number | null {
  const found = /^(\d{1,12})([KMGT]?)(i?B)?$/i.exec(text ?? '');
  if (!found) return null;
  return Number(found[1]) * 1024 ** ['', 'K', 'M', 'G', 'T'].indexOf((found[2] ?? '').toUpperCase());
}
