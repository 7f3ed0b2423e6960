import type { Row, World } from './world.ts';

/** The first line of an exported world. */
const HEADING = { format: 'amiable-practice-world', version: 2 } as const;

/** The world as text: a heading, then a line for each row. */
export function exportWorld(world: World): string {
  const lines = [JSON.stringify(HEADING)];
  for (const row of world.rows()) lines.push(JSON.stringify(row));
  return `${lines.join('\n')}\n`;
}

/** The rows of an exported world; throws in words where the text is not one, or not whole. */
export function readExported(text: string): Row[] {
  const [first = '', ...lines] = text.split('\n');
  const heading = parse(first);
  if (typeof heading !== 'object' || heading === null || Reflect.get(heading, 'format') !== HEADING.format) {
    throw new Error('This is not an exported practice world.');
  }
  if (Reflect.get(heading, 'version') !== HEADING.version) {
    throw new Error(`The exported practice world has the unknown form ${String(Reflect.get(heading, 'version'))}.`);
  }
  if (lines.at(-1) !== '') throw new Error('The exported practice world has no end.');
  return lines.slice(0, -1).map((line, index) => readRow(parse(line), index));
}

/** Checks the form of a row; what is in its record is the table's own matter. */
export function readRow(value: unknown, index: number): Row {
  if (Array.isArray(value) && value.length === 3) {
    const [path, id, record] = value as unknown[];
    const fits = record === null || (typeof record === 'object' && Reflect.get(record, 'id') === id);
    if (typeof path === 'string' && typeof id === 'string' && fits) return [path, id, record];
  }
  throw new Error(`Row ${index + 1} of the practice world cannot be read.`);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
