import fc from 'fast-check';
import { z } from 'zod';
import type { Log } from '../../main/app/platform.ts';
import type { Call, FeatureContract } from '../../src/ipc/call.ts';

/** Every call of a contract by its full name. */
export function allCalls(contract: Readonly<Record<string, FeatureContract>>): [string, Call][] {
  return Object.entries(contract).flatMap(([feature, { calls }]) =>
    Object.entries(calls).map(([key, call]): [string, Call] => [`${feature}.${key}`, call]),
  );
}

/** A log that keeps its lines in memory. */
export function quietLog(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const write = (message: string, facts?: Readonly<Record<string, unknown>>): void => {
    lines.push(
      `${message} ${Object.values(facts ?? {})
        .map(String)
        .join(' ')}`,
    );
  };
  return { log: { info: write, warn: write, error: write }, lines };
}

const nasty: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -0,
    2 ** 53,
    10n,
    '',
    ' ',
    '__proto__',
    '../../etc/passwd',
    '\u0000',
    '\u202e',
    '<img src=x onerror=alert(1)>',
    'x'.repeat(100_000),
    new Date(0),
    new Map([['a', 1]]),
    new Set([1]),
    /x/,
    new Uint8Array(3),
  ),
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true, maxDepth: 3 }),
);

/** Requests around a schema: its own fields with fitting and unfitting values, fields too many, and anything at all. */
export function fuzzedInput(schema: z.ZodType): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 1, arbitrary: nasty }, { weight: 4, arbitrary: around(schema) });
}

function around(schema: z.ZodType): fc.Arbitrary<unknown> {
  const guess = fc.oneof({ weight: 1, arbitrary: nasty }, { weight: 3, arbitrary: fitting(schema) });
  if (!(schema instanceof z.ZodObject)) return guess;
  const fields = Object.fromEntries(
    Object.entries(schema.shape).map(([key, field]) => [key, around(field as z.ZodType)]),
  );
  const extra = fc.dictionary(fc.constantFrom('extra', 'constructor', 'toString', '__proto__', 'admin'), nasty, {
    maxKeys: 1,
  });
  return fc
    .tuple(
      fc.record(fields, { requiredKeys: [] }),
      fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: extra }),
    )
    .map(([known, more]) => ({ ...known, ...more }));
}

/** Values that often fit; what has no simple form is guessed at. */
function fitting(schema: z.ZodType): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodOptional) {
    return fc.option(fitting(schema.unwrap() as z.ZodType), { nil: undefined });
  }
  if (schema instanceof z.ZodObject) {
    return fc.record(
      Object.fromEntries(Object.entries(schema.shape).map(([key, field]) => [key, fitting(field as z.ZodType)])),
    );
  }
  if (schema instanceof z.ZodArray) return fc.array(fitting(schema.element as z.ZodType), { maxLength: 4 });
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values);
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema.options.map((each) => fitting(each as z.ZodType)));
  if (schema instanceof z.ZodNumber) return fc.oneof(fc.integer({ min: 1, max: 100 }), fc.double());
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodString) {
    return fc.oneof(
      fc.constantFrom(
        'i-0123456789abcdef0',
        'ami-0123456789abcdef0',
        'sg-0123456789abcdef0',
        'eu-central-1',
        'ubuntu',
        'web',
      ),
      fc.string(),
    );
  }
  return nasty;
}
