/** The most bytes of a name on every file system that machines of AWS begin with. */
const LONGEST_NAME = 255;

/** Characters that move the cursor, turn the direction of writing, or cannot be seen. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** What Windows keeps for devices. */
const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;

/** The bytes of a text in UTF-8. */
function bytesOf(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Why a name cannot be given to a file on a machine, in a sentence; undefined where it can. */
export function nameFault(name: string): string | undefined {
  if (name.trim() === '') return 'Type a name.';
  if (name === '.' || name === '..') return `“${name}” always means a folder itself: choose another name.`;
  if (name.includes('/')) return 'A name cannot hold “/”: it separates folders.';
  if (name.replace(UNSEEN, '') !== name) return 'This name holds characters that cannot be seen: type it anew.';
  if (bytesOf(name) > LONGEST_NAME) return `This name is too long: ${LONGEST_NAME} bytes at most. Shorten it.`;
  return undefined;
}

/** True for what may be between two slashes of a path; a server that sends anything else means harm or is broken. */
export function canBeName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\0]/.test(name);
}

/** A name as it is shown: what cannot be seen, or would turn the text around it, as its number. */
export function shownName(name: string): string {
  return name.replace(UNSEEN, (one) => `<${(one.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}>`);
}

/**
 * A name for this computer, made of one that a machine gave.
 *
 * It names a file of the chosen folder on Windows, macOS and Linux alike, whatever the machine sent.
 */
export function localName(name: string): string {
  const plain = name
    .replace(UNSEEN, '_')
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/[. ]+$/, '');
  const safe = RESERVED.test(plain) ? `_${plain}` : plain;
  return shortened(safe === '' ? 'file' : safe, '');
}

/** The temporary name beside `name`, under which a file is until it is whole. */
export function partName(name: string): string {
  return `.${shortened(name, '..amiable-part')}.amiable-part`;
}

/** `report (2).txt` for `report.txt`: the first of such names that is not taken. */
export function keptBothName(name: string, count: number): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  const tail = ` (${count})${ending}`;
  return `${shortened(stem, tail)}${tail}`;
}

/** Cut so that it fits together with `tail`, never inside of a character. */
function shortened(name: string, tail: string): string {
  const room = LONGEST_NAME - bytesOf(tail);
  let kept = '';
  let bytes = 0;
  for (const character of name) {
    bytes += bytesOf(character);
    if (bytes > room) break;
    kept += character;
  }
  return kept;
}

/** A path of the machine. */
export function joinPath(folder: string, name: string): string {
  return folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;
}

/** The folders on the way to `path`, the outermost first. */
export function foldersOf(path: string): readonly { readonly name: string; readonly path: string }[] {
  const names = path.split('/').filter(Boolean);
  return [
    { name: '/', path: '/' },
    ...names.map((name, at) => ({ name, path: `/${names.slice(0, at + 1).join('/')}` })),
  ];
}

/** What owner and others may do, in words. */
export function rightsInWords(mode: number, isFolder: boolean): string {
  const may = (bits: number) =>
    [
      bits & 4 ? 'read' : '',
      bits & 2 ? (isFolder ? 'change' : 'write') : '',
      bits & 1 ? (isFolder ? 'open' : 'run') : '',
    ]
      .filter(Boolean)
      .join(', ') || 'nothing';
  const [owner, group, others] = [(mode >> 6) & 7, (mode >> 3) & 7, mode & 7];
  const parts = [`owner: ${may(owner)}`];
  if (group !== others) parts.push(`group: ${may(group)}`);
  parts.push(`others: ${may(others)}`);
  return parts.join(' · ');
}

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'];

/** A size in thousands, as file managers and `ls --si` tell it. */
export function sizeInWords(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  if (unit === 0) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}
