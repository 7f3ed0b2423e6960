/** A word of a command, or null where only the run can tell what it will be (a variable, a pattern). */
export type Word = string | null;

/** What decides about a command that hands on to something else: another command, a script, a script's file. */
export interface Inner {
  command(words: readonly Word[]): boolean;
  script(text: Word): boolean;
  file(path: Word): boolean;
}

type Reader = (words: readonly Word[], inner: Inner) => boolean;

/**
 * Whether a command reads its standard input, by its own name and words.
 *
 * A long option whose value is a word of its own (`--lines 5`) is not known as such: that value passes for a file.
 */
export function commandReadsInput(words: readonly Word[], inner: Inner): boolean {
  const [name, ...rest] = words;
  if (name == null || rest.includes('--help') || rest.includes('--version')) return false;
  const reader = READERS.get(name.replace(/^\/(?:usr\/)?s?bin\//, ''));
  if (reader) return reader(rest, inner);
  return name.includes('/') && inner.file(name);
}

/** Reads when it is given no file, or `-`. */
const filter =
  (valued = ''): Reader =>
  (words) =>
    filesLeaveInput(parts(words, valued).operands);

/** Reads only where `-` is named. */
const byName: Reader = (words) => words.some(isInput);

/** Hands on to the command in its words. */
const wrapper =
  (valued: string, skip = 0): Reader =>
  (words, inner) => {
    const { operands } = parts(words, valued, true);
    const own = operands.slice(skip);
    const at = own.findIndex((word) => word === null || !ASSIGNMENT.test(word));
    return at >= 0 && inner.command(own.slice(at));
  };

const shell: Reader = (words, inner) => {
  const { operands, values, flags } = parts(words, 'coO', true);
  if (values.has('c')) return inner.script(values.get('c') ?? null);
  if (flags.has('s') || filesLeaveInput(operands.slice(0, 1))) return true;
  return inner.file(operands[0] ?? null);
};

const grep: Reader = (words) => {
  const { operands, values, flags } = parts(words, 'efmABCdD');
  if (isInput(values.get('f'))) return true;
  const given = values.has('e') || values.has('f') || has(words, /^--(regexp|file)=/);
  const files = given ? operands : operands.slice(1);
  const recursive = flags.has('r') || flags.has('R') || words.includes('--recursive');
  return files.length === 0 ? !recursive && (given || operands.length > 0) : files.some(isInput);
};

const sed: Reader = (words) => {
  const { operands, values } = parts(words, 'efl');
  const given = values.has('e') || values.has('f') || has(words, /^--(expression|file)=/);
  if (isInput(values.get('f'))) return true;
  return (given || operands.length > 0) && filesLeaveInput(given ? operands : operands.slice(1));
};

const awk: Reader = (words) => {
  const { operands, values } = parts(words, 'Fvf', true);
  if (isInput(values.get('f'))) return true;
  const program = values.has('f') ? null : (operands[0] ?? '');
  if (program !== null && (program === '' || isOnlyBegin(program))) return false;
  const files = values.has('f') ? operands : operands.slice(1);
  return filesLeaveInput(files.filter((word) => word === null || !ASSIGNMENT.test(word)));
};

const jq: Reader = (words) => {
  const plain: Word[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as Word;
    if (word === '--args' || word === '--jsonargs') break;
    if (word !== null && /^--(arg|argjson|slurpfile|rawfile)$/.test(word)) at += 2;
    else plain.push(word);
  }
  const { operands, values, flags } = parts(plain, 'fL');
  if (flags.has('n') || plain.includes('--null-input')) return false;
  return filesLeaveInput(values.has('f') ? operands : operands.slice(1));
};

const tar: Reader = (words) => {
  const [first, ...rest] = words;
  const { values, flags } = parts(
    [first != null && !first.startsWith('-') ? `-${first}` : (first ?? null), ...rest],
    'fCTX',
  );
  const reads = flags.has('x') || flags.has('t') || words.includes('--extract') || words.includes('--list');
  if (isInput(values.get('T'))) return true;
  return reads && !has(words, /^--file=(?!-$)/) && (!values.has('f') || isInput(values.get('f')));
};

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...['cat', 'tac', 'rev', 'zcat', 'gunzip', 'gzip', 'md5sum', 'sha1sum', 'sha256sum', 'less', 'more'].map(
    (name): [string, Reader] => [name, filter()],
  ),
  ...['comm', 'join', 'diff', '.', 'source', 'file'].map((name): [string, Reader] => [name, byName]),
  ...['tee', 'tr'].map((name): [string, Reader] => [name, () => true]),
  ...['sh', 'bash'].map((name): [string, Reader] => [name, shell]),
  ...['grep', 'egrep', 'fgrep'].map((name): [string, Reader] => [name, grep]),
  ...['command', 'builtin', 'nohup'].map((name): [string, Reader] => [name, wrapper('')]),
  ['head', filter('nc')],
  ['tail', filter('ncs')],
  ['wc', filter()],
  ['sort', filter('ktoST')],
  ['uniq', filter('fsw')],
  ['cut', filter('dfbc')],
  ['paste', filter('d')],
  ['nl', filter('bdfhilnsvw')],
  ['fold', filter('w')],
  ['expand', filter('t')],
  ['unexpand', filter('t')],
  ['column', filter('cost')],
  ['strings', filter('net')],
  ['split', filter('abln')],
  ['od', filter('AjNtw')],
  ['base64', filter('w')],
  ['sed', sed],
  ['awk', awk],
  ['jq', jq],
  ['tar', tar],
  ['xargs', (words) => !parts(words, 'adEILnPs', true).values.has('a')],
  ['read', (words) => (parts(words, 'adinNptu').values.get('u') ?? '0') === '0'],
  ['mapfile', (words) => (parts(words, 'CcdnOsu').values.get('u') ?? '0') === '0'],
  ['readarray', (words) => (parts(words, 'CcdnOsu').values.get('u') ?? '0') === '0'],
  ['env', wrapper('uCS')],
  ['exec', wrapper('a')],
  ['nice', wrapper('n')],
  ['time', wrapper('fo')],
  ['timeout', wrapper('ks', 1)],
  ['sudo', wrapper('ugpCDRThrt')],
  [
    'su',
    (words, inner) => parts(words, 'csg').values.has('c') && inner.script(parts(words, 'csg').values.get('c') ?? null),
  ],
  ['eval', (words, inner) => !words.includes(null) && inner.script(words.join(' '))],
]);

const ASSIGNMENT = /^[A-Za-z_]\w*=/;

function isInput(word: Word | undefined): boolean {
  return word === '-' || word === '/dev/stdin' || word === '/dev/fd/0' || word === '/proc/self/fd/0';
}

function filesLeaveInput(files: readonly Word[]): boolean {
  return files.length === 0 || files.some(isInput);
}

function has(words: readonly Word[], pattern: RegExp): boolean {
  return words.some((word) => word !== null && pattern.test(word));
}

/** An awk program that is one BEGIN block never comes to its input. */
function isOnlyBegin(program: string): boolean {
  const code = program.replace(/"(?:[^"\\]|\\.)*"/g, '').trim();
  if (!/^BEGIN\s*\{/.test(code) || /\bgetline\b/.test(code)) return false;
  let depth = 0;
  for (let at = code.indexOf('{'); at < code.length; at += 1) {
    if (code[at] === '{') depth += 1;
    else if (code[at] === '}') depth -= 1;
    if (depth === 0) return at === code.length - 1;
  }
  return false;
}

/**
 * Sorts a command's words as getopt does; `valued` are the short options that take a value.
 *
 * @param first True where the first word that is no option ends the options: what follows belongs to another command.
 */
function parts(words: readonly Word[], valued: string, first = false) {
  const operands: Word[] = [];
  const values = new Map<string, Word>();
  const flags = new Set<string>();
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as Word;
    if (word === '--') return { operands: [...operands, ...words.slice(at + 1)], values, flags };
    if (word === null || word === '-' || !word.startsWith('-')) {
      if (first) return { operands: words.slice(at), values, flags };
      operands.push(word);
      continue;
    }
    if (word.startsWith('--')) continue;
    const taker = [...word].findIndex((letter, index) => index > 0 && valued.includes(letter));
    for (const letter of word.slice(1, taker < 0 ? undefined : taker)) flags.add(letter);
    if (taker < 0) continue;
    const attached = word.slice(taker + 1);
    if (attached === '') at += 1;
    values.set(word[taker] as string, attached === '' ? (words[at] ?? null) : attached);
  }
  return { operands, values, flags };
}
