import { Refusal } from '../refusal.ts';
import type { Shape } from './shape.ts';
import { readTime } from './times.ts';

/** Decodes a JSON 1.1 body into what an operation's input shape describes; a stranger's field is refused by name. */
export function decodeJson(shape: Shape, body: string): Record<string, unknown> {
  const parsed = parse(body === '' ? '{}' : body);
  const value = decode(shape, parsed, '');
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Encodes an answer as JSON 1.1: times as seconds, bytes as base64. */
export function encodeJson(shape: Shape, value: unknown): string {
  return JSON.stringify(encode(shape, value) ?? {});
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal('SerializationException', 'The body of the request is not JSON.');
  }
}

function decode(shape: Shape, value: unknown, path: string): unknown {
  if (value === null || value === undefined) return undefined;
  const refuse = (expected: string) =>
    new Refusal('SerializationException', `The field ${path || 'body'} of the request takes ${expected}.`);
  switch (shape.kind) {
    case 'structure': {
      if (typeof value !== 'object' || Array.isArray(value)) throw refuse('an object');
      const given = new Map(Object.entries(value));
      const result: Record<string, unknown> = {};
      for (const member of shape.members) {
        const held = given.get(member.name);
        given.delete(member.name);
        const decoded = decode(member.shape, held, path ? `${path}.${member.name}` : member.name);
        if (decoded !== undefined) result[member.name] = decoded;
        else if (shape.required.includes(member.name)) {
          throw new Refusal('ValidationException', `The request must have the field ${member.name}.`);
        }
      }
      for (const name of given.keys()) throw new Refusal('ValidationException', `The field ${name} is not known here.`);
      return result;
    }
    case 'list':
      if (!Array.isArray(value)) throw refuse('a list');
      return value.map((item) => decode(shape.member.shape, item, path)).filter((item) => item !== undefined);
    case 'map': {
      if (typeof value !== 'object' || Array.isArray(value)) throw refuse('an object');
      return Object.fromEntries(
        Object.entries(value).map(([key, held]) => [key, decode(shape.value.shape, held, `${path}.${key}`)]),
      );
    }
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) throw refuse('a number');
      return value;
    case 'boolean':
      if (typeof value !== 'boolean') throw refuse('true or false');
      return value;
    case 'timestamp': {
      const time = typeof value === 'number' || typeof value === 'string' ? readTime(value) : null;
      if (!time) throw refuse('a time');
      return time;
    }
    case 'blob':
      if (typeof value !== 'string') throw refuse('base64 text');
      return new Uint8Array(Buffer.from(value, 'base64'));
    case 'string':
      if (typeof value !== 'string') throw refuse('text');
      return value;
    default:
      return value;
  }
}

function encode(shape: Shape, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  switch (shape.kind) {
    case 'structure': {
      const fields = value as Readonly<Record<string, unknown>>;
      const entries = shape.members.map((member) => [member.name, encode(member.shape, fields[member.name])] as const);
      return Object.fromEntries(entries.filter(([, held]) => held !== undefined));
    }
    case 'list':
      return (value as readonly unknown[]).map((item) => encode(shape.member.shape, item));
    case 'map':
      return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, encode(shape.value.shape, held)]));
    case 'timestamp':
      return (value as Date).getTime() / 1000;
    case 'blob':
      return Buffer.from(value as Uint8Array).toString('base64');
    default:
      return value;
  }
}
