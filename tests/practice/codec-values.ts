import fc from 'fast-check';
import type { Member, Shape } from '../../main/practice/cloud/wire/shape.ts';

/** How a service speaks, as far as it bears on what can be said at all. */
export type Protocol = 'ec2Query' | 'awsQuery' | 'awsJson';

/** Where a value goes, and by which protocol. */
export interface Way {
  readonly protocol: Protocol;
  readonly direction: 'request' | 'answer';
}

/** How deep structures, lists and maps may be inside each other; deeper ones are left out. */
const DEPTH = 4;
/** The most members of one structure at a time: a value of all 40 says no more than a few of them do. */
const MEMBERS = 6;

const awkward = [
  ...['', ' ', '  a  ', '\n', ' \n\t ', 'a\r\nb\tc', '\r', '\u0085', '\u2028', '\u00a0'],
  ...['<a>&amp;"\'', ']]>', '<![CDATA[x]]>', '<!-- a -->', '&#65;', '&lt;', '<?xml?>', '%41', '%', 'a+b=c&d%20'],
  ...['__proto__', 'constructor', 'null', 'undefined', 'true', '0', '-0', '1e3', '007', 'NaN', '[]', '{}'],
  ...['日本語 ü 🎈', '👩‍👩‍👧‍👦', '\u{10FFFF}', '\u{FFFD}', '\u{FEFF}a', 'e\u0301', '\u202Eabc'],
  ...['{"a":1}', '\\', '\\u0041', "'; DROP", '../..', 'x'.repeat(3_000)],
];

/** Any text that XML and forms can carry. */
const anyText = fc.oneof(
  fc
    .string({ unit: 'binary', maxLength: 12 })
    .map((value) => value.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')),
  fc.constantFrom(...awkward),
);

/** The SDK takes blanks with a line break among them for the layout of the XML, however they are escaped. */
const xmlText = anyText.filter((value) => value === '' || value.trim() !== '' || !value.includes('\n'));

const number = fc.oneof(
  fc.integer({ min: -2_147_483_648, max: 2_147_483_647 }),
  fc.constantFrom(
    0,
    1,
    -1,
    2_147_483_647,
    -2_147_483_648,
    4_294_967_296,
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
  ),
  fc.constantFrom(0.1, -0.5, 1 / 3, 1e21, 1e-7, Number.MAX_VALUE, Number.MIN_VALUE, 123_456_789.123_456_78),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
);

/** Whole milliseconds, from the first day to the last that four digits of a year can say. */
const time = fc.oneof(
  fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
  fc.constantFrom(
    ...['1970-01-01T00:00:00.000Z', '2000-02-29T23:59:59.999Z', '2026-11-24T10:10:10.001Z', '2038-01-19T03:14:08Z'].map(
      (each) => new Date(each),
    ),
  ),
);

/** Any value of a structure's shape. */
export function valuesOf(shape: Shape, way: Way, depth = 0): fc.Arbitrary<Record<string, unknown>> {
  if (shape.kind !== 'structure') return fc.constant({});
  const members = shape.members.filter(
    ({ name, shape: inner }) => depth < DEPTH || !isNested(inner) || shape.required.includes(name),
  );
  const names = members.map(({ name }) => name);
  const needed = shape.required.filter((name) => names.includes(name));
  const optional = names.filter((name) => !needed.includes(name));
  const made = (chosen: readonly string[]) => {
    const model = members
      .filter(({ name }) => chosen.includes(name))
      .map((member) => {
        const any = anyOf(member, way, depth);
        // What is required must be said, and a form cannot say that something is there and empty.
        const sure = needed.includes(member.name) || shape.union;
        return [member.name, sure ? any.filter((value) => said(member.shape, value, way) !== undefined) : any] as const;
      });
    return fc.record(Object.fromEntries(model), { noNullPrototype: true });
  };
  if (shape.union) return fc.constantFrom(...names).chain((name) => made([name]));
  return fc
    .subarray(optional, { maxLength: Math.min(MEMBERS, optional.length) })
    .chain((chosen) => made([...needed, ...chosen]));
}

function anyOf(member: Member, way: Way, depth: number): fc.Arbitrary<unknown> {
  const { shape } = member;
  switch (shape.kind) {
    case 'structure':
      return valuesOf(shape, way, depth + 1);
    case 'list':
      return fc.array(anyOf(shape.member, way, depth + 1), { maxLength: depth < DEPTH ? 3 : 1 });
    case 'map':
      return fc.dictionary(fc.constantFrom('a', 'b c', 'ü<&>', 'x.1', '1'), anyOf(shape.value, way, depth + 1), {
        maxKeys: 2,
        noNullPrototype: true,
      });
    case 'number':
      return number;
    case 'boolean':
      return fc.boolean();
    case 'timestamp':
      return shape.format === 'http-date'
        ? time.map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000))
        : time;
    case 'blob':
      return fc.uint8Array({ maxLength: 40 });
    case 'string':
      return way.protocol === 'awsJson' || way.direction === 'request' ? anyText : xmlText;
    default:
      return fc.constant({});
  }
}

function isNested(shape: Shape): boolean {
  return shape.kind === 'structure' || shape.kind === 'list' || shape.kind === 'map';
}

/**
 * What of a value can be said on its way; undefined where nothing of it can.
 *
 * Forms have no word for an empty structure or map, and EC2's have none for an empty list. Everything else arrives as it was.
 */
export function said(shape: Shape, value: unknown, way: Way): unknown {
  if (way.direction === 'answer' || way.protocol === 'awsJson' || value === undefined) return value;
  if (shape.kind === 'structure') {
    const fields = value as Readonly<Record<string, unknown>>;
    const entries = shape.members
      .map((member) => [member.name, said(member.shape, fields[member.name], way)] as const)
      .filter(([, held]) => held !== undefined);
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }
  if (shape.kind === 'list') {
    const items = (value as readonly unknown[])
      .map((item) => said(shape.member.shape, item, way))
      .filter((item) => item !== undefined);
    return items.length === 0 && (way.protocol === 'ec2Query' || (value as readonly unknown[]).length > 0)
      ? undefined
      : items;
  }
  if (shape.kind === 'map') return Object.keys(value as object).length === 0 ? undefined : value;
  return value;
}

/** The least value of a shape: what is required, with plain contents. */
export function smallestOf(shape: Shape, way: Way): Record<string, unknown> {
  return fc.sample(valuesOf(shape, way), { numRuns: 1, seed: 1 })[0] ?? {};
}
