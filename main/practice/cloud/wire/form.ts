import { Refusal } from '../refusal.ts';
import type { Member, Shape } from './shape.ts';
import { readTime } from './times.ts';

/** The two query protocols: EC2 flattens every list and writes its own names. */
export type QueryFlavour = 'ec2Query' | 'awsQuery';

interface Branch {
  value: string | null;
  readonly children: Map<string, Branch>;
}

const MAX_PARAMETERS = 5_000;
const MAX_DEPTH = 16;
const notParameters = new Set(['Action', 'Version']);

/** Decodes form parameters (`Filter.1.Value.2=x`) into what an operation's input shape describes. */
export function decodeForm(flavour: QueryFlavour, shape: Shape, parameters: Iterable<readonly [string, string]>) {
  const root = grow(parameters);
  return shape.kind === 'structure' ? structure(flavour, shape, root, '') : {};
}

function grow(parameters: Iterable<readonly [string, string]>): Branch {
  const root: Branch = { value: null, children: new Map() };
  let count = 0;
  for (const [name, value] of parameters) {
    if (notParameters.has(name) || name.startsWith('X-Amz-')) continue;
    count += 1;
    const parts = name.split('.');
    if (count > MAX_PARAMETERS || parts.length > MAX_DEPTH) {
      throw new Refusal('MalformedQueryString', 'The request has more parameters than this service reads.');
    }
    let branch = root;
    for (const part of parts) {
      let next = branch.children.get(part);
      if (!next) {
        next = { value: null, children: new Map() };
        branch.children.set(part, next);
      }
      branch = next;
    }
    if (branch.value !== null) throw new Refusal('InvalidParameter', `The parameter ${name} was given more than once.`);
    branch.value = value;
  }
  return root;
}

function structure(
  flavour: QueryFlavour,
  shape: Extract<Shape, { kind: 'structure' }>,
  branch: Branch,
  path: string,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const unread = new Set(branch.children.keys());
  for (const member of shape.members) {
    const key = structureKey(flavour, member);
    const child = branch.children.get(key);
    if (child) {
      unread.delete(key);
      result[member.name] = decode(flavour, member, child, path ? `${path}.${key}` : key);
    } else if (shape.required.includes(member.name)) {
      const name = path ? `${path}.${key}` : key;
      throw new Refusal('MissingParameter', `The request must contain the parameter ${name}`);
    }
  }
  for (const key of unread) {
    throw new Refusal('UnknownParameter', `The parameter ${path ? `${path}.${key}` : key} is not recognized`);
  }
  return result;
}

function decode(flavour: QueryFlavour, member: Member, branch: Branch, path: string): unknown {
  const { shape } = member;
  switch (shape.kind) {
    case 'structure':
      refusePlain(branch, path);
      return structure(flavour, shape, branch, path);
    case 'list': {
      refusePlain(branch, path);
      const holder =
        flavour === 'ec2Query' || member.merged.xmlFlattened
          ? branch
          : branch.children.get(shape.member.merged.xmlName ?? 'member');
      return holder ? numbered(holder, path).map((item) => decode(flavour, shape.member, item, path)) : [];
    }
    case 'map': {
      const holder = member.merged.xmlFlattened ? branch : branch.children.get('entry');
      const entries = (holder ? numbered(holder, path) : []).map((entry): [string, unknown] => {
        const key = entry.children.get(shape.key.merged.xmlName ?? 'key');
        const value = entry.children.get(shape.value.merged.xmlName ?? 'value');
        if (!key || !value) throw new Refusal('MissingParameter', `The request must contain key and value of ${path}`);
        return [leaf(key, path), decode(flavour, shape.value, value, path)];
      });
      return Object.fromEntries(entries);
    }
    case 'unit':
      return {};
    default:
      return simple(shape, leaf(branch, path), path);
  }
}

/** A list or structure has no value of its own; an empty one may be written as an empty text. */
function refusePlain(branch: Branch, path: string): void {
  if (branch.value) throw new Refusal('InvalidParameter', `The parameter ${path} takes numbered or named parts.`);
}

function leaf(branch: Branch, path: string): string {
  if (branch.children.size > 0 || branch.value === null) {
    throw new Refusal('InvalidParameter', `The parameter ${path} takes one plain value.`);
  }
  return branch.value;
}

function numbered(branch: Branch, path: string): Branch[] {
  return [...branch.children]
    .map(([key, child]): [number, Branch] => {
      if (!/^[1-9]\d{0,5}$/.test(key))
        throw new Refusal('UnknownParameter', `The parameter ${path}.${key} is not recognized`);
      return [Number(key), child];
    })
    .sort((a, b) => a[0] - b[0])
    .map(([, child]) => child);
}

/** Reads one plain value; the text is refused where it is not of its kind. */
function simple(shape: Shape, text: string, path: string): unknown {
  const refuse = (expected: string) =>
    new Refusal('InvalidParameterValue', `Value (${text}) for parameter ${path} is invalid. Expecting ${expected}.`);
  switch (shape.kind) {
    case 'number':
      // JavaScript writes up to 21 digits before it turns to exponents.
      if (!/^[+-]?\d{1,21}(\.\d+)?(e[+-]?\d{1,3})?$/i.test(text)) throw refuse('a number');
      if (!Number.isFinite(Number(text))) throw refuse('a number that is not so large');
      return Number(text);
    case 'boolean':
      if (!/^(true|false)$/i.test(text)) throw refuse('true or false');
      return text.toLowerCase() === 'true';
    case 'timestamp': {
      const time = readTime(text);
      if (!time) throw refuse('a date and time');
      return time;
    }
    case 'blob':
      if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text)) throw refuse('base64 text');
      return new Uint8Array(Buffer.from(text, 'base64'));
    default:
      return text;
  }
}

function structureKey(flavour: QueryFlavour, member: Member): string {
  const { ec2QueryName, xmlName } = member.merged;
  if (flavour === 'awsQuery') return xmlName ?? member.name;
  if (ec2QueryName) return ec2QueryName;
  const key = xmlName ?? member.name;
  return key.charAt(0).toUpperCase() + key.slice(1);
}
