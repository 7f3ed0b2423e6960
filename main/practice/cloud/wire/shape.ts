/**
 * The AWS SDK's run-time schemas, read.
 *
 * The SDK clients export a schema for each operation's input and output as nested arrays; the first number says the
 * kind (1 list, 2 map, 3 structure, 4 union, 9 operation, -3 error, 0 a named simple type). This file turns them into
 * shapes that the codecs can walk. Source: @smithy/core's schema submodule, which reads the same arrays.
 */

/** What a schema says about how a member is written on the wire. */
export interface Traits {
  readonly xmlName?: string;
  readonly ec2QueryName?: string;
  readonly xmlFlattened?: number;
  readonly idempotencyToken?: number;
}

/** A place in a structure, list or map: what is there, and how the wire calls it. */
export interface Member {
  readonly name: string;
  readonly shape: Shape;
  /** The member's own traits. */
  readonly traits: Traits;
  /** The member's traits over those of its target. */
  readonly merged: Traits;
}

export type Shape =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'blob' | 'document' | 'unit' }
  | { readonly kind: 'timestamp'; readonly format: 'default' | 'date-time' | 'http-date' | 'epoch-seconds' }
  | { readonly kind: 'list'; readonly member: Member }
  | { readonly kind: 'map'; readonly key: Member; readonly value: Member }
  | {
      readonly kind: 'structure';
      readonly name: string;
      readonly members: readonly Member[];
      readonly required: readonly string[];
      /** Exactly one of the members is there. */
      readonly union: boolean;
    };

/** An operation's name with the shapes of what goes in and what comes out. */
export interface OperationShape {
  readonly name: string;
  readonly input: Shape;
  readonly output: Shape;
}

const noTraits: Traits = {};
const formats = ['default', 'date-time', 'http-date', 'epoch-seconds'] as const;
const known = new WeakMap<object, Shape>();

/** Reads an operation's schema; null for anything else. */
export function readOperation(schema: unknown): OperationShape | null {
  if (!Array.isArray(schema) || schema[0] !== 9) return null;
  return { name: String(schema[2]), input: readShape(schema[4]), output: readShape(schema[5]) };
}

/** Reads any schema; structures are read member by member only when walked, since they may hold themselves. */
export function readShape(schema: unknown): Shape {
  const target = typeof schema === 'function' ? schema() : schema;
  if (target === 'unit') return { kind: 'unit' };
  if (typeof target === 'number') return readSimple(target);
  if (!Array.isArray(target)) throw new Error('The SDK has a schema of an unknown form.');
  if (target.length === 2) return readShape(target[0]);
  const seen = known.get(target);
  if (seen) return seen;
  const shape = readStatic(target);
  known.set(target, shape);
  return shape;
}

function readSimple(code: number): Shape {
  if (code >= 128) return { kind: 'map', key: readMember('key', 0), value: readMember('value', code & 63) };
  if (code >= 64) return { kind: 'list', member: readMember('member', code & 63) };
  if (code >= 4 && code <= 7) return { kind: 'timestamp', format: formats[code - 4] ?? 'default' };
  if (code === 0) return { kind: 'string' };
  if (code === 1 || code === 17 || code === 19) return { kind: 'number' };
  if (code === 2) return { kind: 'boolean' };
  if (code === 21 || code === 42) return { kind: 'blob' };
  if (code === 15) return { kind: 'document' };
  throw new Error(`The SDK has a schema of the unknown kind ${code}.`);
}

function readStatic(target: readonly unknown[]): Shape {
  switch (target[0]) {
    case 0:
      return readShape(target[4]);
    case 1:
      return { kind: 'list', member: readMember('member', target[4]) };
    case 2:
      return { kind: 'map', key: readMember('key', target[4]), value: readMember('value', target[5]) };
    case 3:
    case 4:
    case -3: {
      const names = target[4] as readonly string[];
      const schemas = target[5] as readonly unknown[];
      return {
        kind: 'structure',
        name: String(target[2]),
        members: names.map((name, index) => readMember(name, schemas[index])),
        // The SDK puts required members first and says how many they are.
        required: names.slice(0, typeof target[6] === 'number' ? target[6] : 0),
        union: target[0] === 4,
      };
    }
    default:
      throw new Error(`The SDK has a schema of the unknown kind ${String(target[0])}.`);
  }
}

function readMember(name: string, schema: unknown): Member {
  let inner = schema;
  let traits: Traits = noTraits;
  while (Array.isArray(inner) && inner.length === 2) {
    traits = { ...traitsOf(inner[1]), ...traits };
    inner = inner[0];
  }
  return {
    name,
    traits,
    get shape() {
      return readShape(inner);
    },
    get merged() {
      const target = typeof inner === 'function' ? inner() : inner;
      return Array.isArray(target) && target.length > 2 ? { ...traitsOf(target[3]), ...traits } : traits;
    },
  };
}

/** Traits without a value may come as one number, a bit for each. */
function traitsOf(value: unknown): Traits {
  if (typeof value === 'number') return (value & 4) !== 0 ? { idempotencyToken: 1 } : noTraits;
  return typeof value === 'object' && value !== null ? value : noTraits;
}
