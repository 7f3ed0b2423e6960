/** A place in a text, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where a statement stands in its policy's text. */
export interface Span {
  readonly start: Place;
  readonly end: Place;
}

/** What JSON.parse does not tell. */
export interface JsonPlaces {
  /** A name that an object has twice; JSON.parse would keep the last one in silence. */
  readonly repeated: string | null;
  /** Where the statements stand, in their order. */
  readonly statements: readonly Span[];
}

/**
 * Goes over a text that JSON.parse has read, for repeated names and for the places of the statements.
 *
 * A statement begins at its brace where it stands in a list, and after it where it stands alone, and ends after its
 * brace: so do the StartPosition and EndPosition of SimulateCustomPolicy in the AWS CLI's examples.
 */
export function findPlaces(text: string): JsonPlaces {
  const open: Bracket[] = [];
  const spans: [number, number][] = [];
  let repeated: string | null = null;
  let single = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    const top = open.at(-1);
    if (character === '"') {
      const end = endOfString(text, at);
      if (top?.names && top.name === null) {
        top.name = String(JSON.parse(text.slice(at, end)));
        if (top.names.has(top.name)) repeated ??= top.name;
        top.names.add(top.name);
      }
      at = end - 1;
    } else if (character === ',') {
      if (top) top.name = null;
    } else if (character === '{' || character === '[') {
      open.push({ names: character === '{' ? new Set() : null, name: null, start: at });
    } else if (character === '}' || character === ']') {
      open.pop();
      if (character === ']' || open[0]?.name !== 'Statement' || !top) continue;
      if (open.length === 1) single = true;
      if (open.length === 1 || (open.length === 2 && open[1]?.names === null)) spans.push([top.start, at + 1]);
    }
  }
  const statements = spans.map(([start, end]) => ({
    start: placeAt(text, single ? start + 1 : start),
    end: placeAt(text, end),
  }));
  return { repeated, statements };
}

/** An object or a list that is not closed yet. */
interface Bracket {
  /** The names so far; null for a list. */
  readonly names: Set<string> | null;
  /** The name whose value comes now; null before a name. */
  name: string | null;
  readonly start: number;
}

function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
