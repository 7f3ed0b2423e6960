import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type CallSender, createGate, isWindow } from '../../main/ipc/gate.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Call } from '../../src/ipc/call.ts';
import { contract } from '../../src/ipc/contract.ts';
import { allCalls, fuzzedInput, quietLog } from './fuzz.ts';

const window: CallSender = { contentsId: 1, origin: 'app://amiable', isMainFrame: true };
const trusts = (sender: CallSender | null): boolean => isWindow(sender, 1, 'app://amiable');

const small = {
  pets: {
    calls: {
      feed: {
        input: z.strictObject({
          name: z.string().min(1, 'Give the pet a name.'),
          food: z.strictObject({ grams: z.number() }),
        }),
        output: z.object({ name: z.string(), meals: z.array(z.object({ grams: z.number() })) }),
      },
      explode: { input: z.strictObject({}), output: z.object({}) },
      refuse: { input: z.strictObject({}), output: z.object({}) },
      late: { input: z.strictObject({}), output: z.object({ ok: z.boolean() }) },
    },
    events: {},
  },
};
const { log, lines } = quietLog();
const handlers = {
  pets: {
    feed: async ({ name, food }: { name: string; food: { grams: number } }) => ({
      name,
      secretAccessKey: 'canary',
      meals: [{ grams: food.grams, token: 'canary' }],
    }),
    explode: async () => {
      throw new Error('canary at /home/person');
    },
    refuse: async () => {
      throw new AppError('pets.full', 'It is full.', { fix: 'Wait.', cause: new Error('canary') });
    },
    late: async () => ({ ok: true }),
  },
};
const gate = createGate({ contract: small, handlers: async () => handlers, trusts, log });
const feed = { call: 'pets.feed', input: { name: 'Rex', food: { grams: 3 } } };

describe('the gate', () => {
  test('lets a well-formed call of the window through, and only declared fields out', async () => {
    expect(await gate(window, feed)).toEqual({ ok: true, value: { name: 'Rex', meals: [{ grams: 3 }] } });
  });

  test.each([
    ['a frame that is gone', null],
    ['a frame inside the page', { ...window, isMainFrame: false }],
    ['another window', { ...window, contentsId: 2 }],
    ['a data: page', { ...window, origin: '' }],
    ['a web site', { ...window, origin: 'https://example.com' }],
    ['a look-alike', { ...window, origin: 'app://amiable.example' }],
  ])('refuses %s, before it looks at anything else', async (_who, sender) => {
    const reply = await gate(sender, { call: 'pets.no-such', input: 1 });
    expect(reply).toMatchObject({ ok: false, error: { code: 'ipc.stranger' } });
  });

  test('negative control: a gate that trusts everybody answers each of them', async () => {
    const open = createGate({ contract: small, handlers: async () => handlers, trusts: () => true, log });
    for (const sender of [null, { ...window, isMainFrame: false }, { ...window, origin: 'https://example.com' }]) {
      expect(await open(sender, feed)).toMatchObject({ ok: true });
    }
  });

  test.each([
    'pets.nope',
    'nope.feed',
    'pets',
    '',
    'pets.feed ',
    'pets.feed.x',
    '__proto__.toString',
    'pets.constructor',
    'constructor.name',
    'toString',
    'pets.__proto__',
  ])('refuses the unknown call %j by name', async (call) => {
    const reply = await gate(window, { call, input: {} });
    expect(reply).toMatchObject({ ok: false, error: { code: 'ipc.unknown-call' } });
    expect(JSON.stringify(reply)).toContain(JSON.stringify(call).slice(1, -1));
  });

  test.each([
    undefined,
    null,
    0,
    'pets.feed',
    [],
    ['pets.feed'],
    {},
    { call: 1, input: {} },
    { ...feed, extra: 1 },
    { input: {} },
    new Map([['call', 'pets.feed']]),
  ])('refuses what is not a call: %j', async (message) => {
    expect(await gate(window, message)).toMatchObject({ ok: false, error: { code: 'ipc.bad-message' } });
  });

  test.each([
    ['an empty text', { name: '', food: { grams: 1 } }, 'name', 'Give the pet a name.'],
    ['a wrong type deep inside', { name: 'Rex', food: { grams: '1' } }, 'food.grams', 'Invalid'],
    ['a field that does not exist', { name: 'Rex', food: { grams: 1 }, admin: true }, 'admin', 'no field “admin”'],
    ['one deep inside', { name: 'Rex', food: { grams: 1, x: 1 } }, 'food.x', 'no field “x”'],
    ['nothing', undefined, undefined, 'Invalid'],
  ])('answers %s with the field and a sentence', async (_what, input, field, words) => {
    const reply = await gate(window, { call: 'pets.feed', input });
    expect(reply).toMatchObject({
      ok: false,
      error: { code: 'ipc.bad-input', ...(field === undefined ? {} : { field }) },
    });
    expect(JSON.stringify(reply)).toContain(words);
  });

  test('tells an expected failure in its own words, without its cause', async () => {
    const reply = await gate(window, { call: 'pets.refuse', input: {} });
    expect(reply).toEqual({
      ok: false,
      error: { code: 'pets.full', message: 'It is full.', fix: 'Wait.', retryable: false },
    });
  });

  test('tells an unexpected failure without its text, and logs its stack', async () => {
    const reply = await gate(window, { call: 'pets.explode', input: {} });
    expect(reply).toMatchObject({ ok: false, error: { code: 'app.unexpected' } });
    expect(JSON.stringify(reply)).not.toContain('canary');
    expect(lines.at(-1)).toContain('canary at /home/person');
  });

  test('makes an early call wait for the main process, and tells it when that could not start', async () => {
    const starting = deferred();
    const early = createGate({ contract: small, handlers: () => starting.promise.then(() => handlers), trusts, log });
    const reply = early(window, { call: 'pets.late', input: {} });
    starting.resolve(undefined);
    expect(await reply).toEqual({ ok: true, value: { ok: true } });
    const failed = createGate({
      contract: small,
      handlers: async () => {
        throw new AppError('store.newer', 'It is newer.');
      },
      trusts,
      log,
    });
    expect(await failed(window, { call: 'pets.late', input: {} })).toMatchObject({
      ok: false,
      error: { code: 'store.newer' },
    });
  });
});

function deferred(): { promise: Promise<unknown>; resolve: (value: unknown) => void } {
  let resolve: (value: unknown) => void = () => undefined;
  const promise = new Promise((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

// 10,000 a call: npm run bench ipc-fuzz.
const RUNS = 300;

/** What reached a handler although its schema refuses it, of `RUNS` fuzzed requests; each of them must get an answer. */
async function fuzzCall(name: string, call: Call, guarded: Call): Promise<{ wrong: number; answered: number }> {
  const [feature = '', key = ''] = name.split('.');
  let handled = 0;
  let wrong = 0;
  let answered = 0;
  const spied = createGate({
    contract: { [feature]: { calls: { [key]: guarded }, events: {} } },
    handlers: async () => ({ [feature]: { [key]: async () => handled++ } }),
    trusts,
    log: quietLog().log,
  });
  await fc.assert(
    fc.asyncProperty(fuzzedInput(call.input), async (input) => {
      handled = 0;
      const reply = await spied(window, { call: name, input });
      const fits = call.input.safeParse(input).success;
      if (handled !== (fits ? 1 : 0)) wrong += 1;
      if (fits || (!reply.ok && reply.error.code === 'ipc.bad-input')) answered += 1;
    }),
    { numRuns: RUNS, seed: 5 },
  );
  return { wrong, answered };
}

describe(`${RUNS} fuzzed requests for each call of the contract`, () => {
  test('are more than 10,000 for the one channel that all calls share', () => {
    expect(allCalls(contract).length * RUNS).toBeGreaterThan(10_000);
  });

  test.each(allCalls(contract))(
    '%s: each gets an answer, and what its schema refuses reaches no handler',
    async (name, call) => {
      expect(await fuzzCall(name, call, call)).toEqual({ wrong: 0, answered: RUNS });
    },
  );

  test('negative control: a gate that lets every input pass lets some reach the handler', async () => {
    const wrong = await Promise.all(
      allCalls(contract).map(
        async ([name, call]) => (await fuzzCall(name, call, { ...call, input: z.unknown() })).wrong,
      ),
    );
    expect(Math.min(...wrong)).toBeGreaterThan(0);
  });
});
