/** One piece of a pattern: plain text, `*` for any run of characters, or `?` for one character. */
export type PatternPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'one' };

/** Whether a text fits. */
export type Matcher = (text: string) => boolean;

/** Splits a text at its wildcards. */
export function splitWildcards(text: string): PatternPart[] {
  const parts: PatternPart[] = [];
  let from = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const character = text[at];
    if (at < text.length && character !== '*' && character !== '?') continue;
    if (at > from) parts.push({ kind: 'text', text: text.slice(from, at) });
    if (at < text.length) parts.push({ kind: character === '*' ? 'any' : 'one' });
    from = at + 1;
  }
  return parts;
}

/**
 * Compiles a pattern.
 *
 * The text between two `*` is looked for once, from left to right and never again, so that no pattern takes longer than
 * the text is long times its longest run between two `*`: `****a****` costs what `*a*` costs.
 */
export function compilePattern(parts: readonly PatternPart[]): Matcher {
  const runs = splitRuns(parts);
  const [head = emptyRun, ...rest] = runs;
  const tail = rest.pop();
  if (!tail) {
    const { text, holes } = head;
    return holes ? (value) => value.length === text.length && stands(head, value, 0) : (value) => value === text;
  }
  const middles = rest.filter(({ text }) => text.length > 0);
  if (middles.length === 0 && tail.text === '' && !head.holes) {
    const { text } = head;
    return text === '' ? () => true : (value) => value.startsWith(text);
  }
  const least = [head, ...middles, tail].reduce((sum, { text }) => sum + text.length, 0);
  return (value) => {
    const end = value.length - tail.text.length;
    if (value.length < least || !stands(head, value, 0) || !stands(tail, value, end)) return false;
    let from = head.text.length;
    for (const middle of middles) {
      const at = find(middle, value, from, end);
      if (at < 0) return false;
      from = at + middle.text.length;
    }
    return true;
  };
}

/** Characters between two `*`; a hole takes any character. */
interface Run {
  readonly text: string;
  readonly holes: readonly boolean[] | null;
}

const emptyRun: Run = { text: '', holes: null };

function splitRuns(parts: readonly PatternPart[]): Run[] {
  const runs: Run[] = [];
  let text = '';
  let holes: boolean[] = [];
  const close = (): void => {
    runs.push({ text, holes: holes.includes(true) ? holes : null });
    text = '';
    holes = [];
  };
  for (const part of parts) {
    if (part.kind === 'any') close();
    else {
      const piece = part.kind === 'text' ? part.text : '?';
      text += piece;
      for (let at = 0; at < piece.length; at += 1) holes.push(part.kind === 'one');
    }
  }
  close();
  return runs;
}

function stands({ text, holes }: Run, value: string, offset: number): boolean {
  if (!holes) return value.startsWith(text, offset);
  for (let at = 0; at < text.length; at += 1) {
    if (!holes[at] && text.charCodeAt(at) !== value.charCodeAt(offset + at)) return false;
  }
  return true;
}

function find(run: Run, value: string, from: number, end: number): number {
  const last = end - run.text.length;
  if (!run.holes) {
    const at = value.indexOf(run.text, from);
    return at <= last ? at : -1;
  }
  for (let at = from; at <= last; at += 1) if (stands(run, value, at)) return at;
  return -1;
}
