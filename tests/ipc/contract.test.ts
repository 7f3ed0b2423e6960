import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createPublish } from '../../main/ipc/publish.ts';
import type { EventMessage } from '../../src/ipc/channel.ts';
import { contract } from '../../src/ipc/contract.ts';
import { allCalls, quietLog } from './fuzz.ts';

/** Names that a field with a secret would have. */
const SECRET_NAME =
  /secret|passw|passphrase|private_?-?key|privatehalf$|keymaterial|^pem$|credential|sessiontoken|^token$|accesskeyid|^apikey$/i;
/** Booleans and the like that only speak of a secret. */
const MAY_NAME = new Set(['privateHalfHere']);

/** Secrets that exist in the one answer that makes them, as AWS itself tells them once (see CONTRIBUTING, Decisions). */
const TOLD_ONCE: Readonly<Record<string, readonly string[]>> = {
  'access.create': ['.firstPassword', '.secretAccessKey'],
};

/** Every field that a schema declares, with its path. */
function fieldsOf(schema: unknown, path = '', seen = new Set<unknown>()): { path: string; name: string }[] {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([name, field]) => [
      { path: `${path}.${name}`, name },
      ...fieldsOf(field, `${path}.${name}`, seen),
    ]);
  }
  const { def } = schema as { def?: Record<string, unknown> };
  const inside = [def?.element, def?.innerType, def?.valueType, def?.in, def?.out, def?.left, def?.right];
  const options = Array.isArray(def?.options) ? def.options : [];
  const items = Array.isArray(def?.items) ? def.items : [];
  return [...inside, ...options, ...items].flatMap((each) => fieldsOf(each, path, seen));
}

const answers = allCalls(contract).map(([name, { output }]) => [name, output] as const);
const events = Object.entries(contract).flatMap(([feature, part]) =>
  Object.entries(part.events).map(
    ([key, event]) => [`${feature}.${key}`, (event as { payload: z.ZodType }).payload] as const,
  ),
);

describe('no secret in any answer or event', () => {
  test.each([...answers, ...events])('%s declares no field that could hold one', (call, schema) => {
    const found = fieldsOf(schema).filter(({ name }) => SECRET_NAME.test(name) && !MAY_NAME.has(name));
    expect(found.map(({ path }) => path)).toEqual(TOLD_ONCE[call] ?? []);
  });

  test.each([...answers, ...events])('%s lets no undeclared field out, at any depth', (_name, schema) => {
    const open: string[] = [];
    const walk = (each: unknown, path: string, seen = new Set<unknown>()): void => {
      if (typeof each !== 'object' || each === null || seen.has(each)) return;
      seen.add(each);
      const { def } = each as { def?: Record<string, unknown> };
      if (each instanceof z.ZodObject && def?.catchall !== undefined && !(def.catchall instanceof z.ZodNever))
        open.push(path);
      if (each instanceof z.ZodAny || each instanceof z.ZodUnknown || each instanceof z.ZodRecord) open.push(path);
      if (each instanceof z.ZodObject)
        for (const [key, field] of Object.entries(each.shape)) walk(field, `${path}.${key}`, seen);
      for (const inner of [def?.element, def?.innerType, def?.in, def?.out, ...((def?.options as unknown[]) ?? [])])
        walk(inner, path, seen);
    };
    walk(schema, '');
    expect(open).toEqual([]);
  });

  test('negative control: a field with a secret would be found wherever it is', () => {
    const leaky = z.object({
      list: z.array(
        z.union([
          z.object({ a: z.string() }),
          z.object({ inner: z.object({ secretAccessKey: z.string() }).optional() }),
        ]),
      ),
    });
    expect(fieldsOf(leaky).filter(({ name }) => SECRET_NAME.test(name))).toEqual([
      { path: '.list.inner.secretAccessKey', name: 'secretAccessKey' },
    ]);
    for (const name of ['keyMaterial', 'password', 'privateKey', 'sessionToken', 'token', 'passphrase']) {
      expect(SECRET_NAME.test(name), name).toBe(true);
    }
  });
});

describe('every request', () => {
  test.each(allCalls(contract))('%s refuses a field that is not declared', (_name, { input }) => {
    const issues = input.safeParse({ neverDeclared: 1 }).error?.issues ?? [];
    const told = JSON.stringify(issues);
    expect(told).toContain('neverDeclared');
  });
});

describe('publishing', () => {
  const sent: EventMessage[] = [];
  const { log, lines } = quietLog();
  const publish = createPublish({ contract, send: (message) => sent.push(message), log });

  test('sends declared fields only', () => {
    const theme = {
      theme: 'dark',
      namePattern: '{purpose}',
      terminalFontSize: 14,
      terminalTheme: 'app',
      terminalSide: true,
    } as const;
    publish('settings.changed', { ...theme, secretAccessKey: 'canary' } as typeof theme);
    expect(sent).toEqual([{ event: 'settings.changed', payload: theme }]);
  });

  test('passes bytes as bytes', () => {
    const data = new Uint8Array([27, 91, 65]);
    publish('connect.output', { sessionId: 's', data, offset: 0, end: 3 } as never);
    const last = sent.at(-1)?.payload as { data: unknown } | undefined;
    expect(last?.data).toEqual(data);
  });

  test('does not send what does not fit, and logs it', () => {
    const before = sent.length;
    publish('settings.changed', { theme: 'pink' } as never);
    publish('no.such' as never, {} as never);
    expect(sent).toHaveLength(before);
    expect(lines.filter((line) => line.startsWith('An event was not sent'))).toHaveLength(2);
  });
});
