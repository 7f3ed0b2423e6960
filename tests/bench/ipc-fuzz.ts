import fc from 'fast-check';
import { createGate, isWindow } from '../../main/ipc/gate.ts';
import { contract } from '../../src/ipc/contract.ts';
import { allCalls, fuzzedInput, quietLog } from '../ipc/fuzz.ts';

const RUNS = 10_000;
const sender = { contentsId: 1, origin: 'app://amiable', isMainFrame: true };

/** Sends 10,000 fuzzed requests at each call of the contract; counts what reached a handler although it does not fit. */
export async function bench(print: (facts: object) => void): Promise<void> {
  let wrong = 0;
  let fitted = 0;
  const calls = allCalls(contract);
  for (const [name, call] of calls) {
    const [feature = '', key = ''] = name.split('.');
    let handled = 0;
    const gate = createGate({
      contract,
      handlers: async () => ({
        [feature]: {
          [key]: async () => {
            handled += 1;
          },
        },
      }),
      trusts: (who) => isWindow(who, 1, 'app://amiable'),
      log: quietLog().log,
    });
    await fc.assert(
      fc.asyncProperty(fuzzedInput(call.input), async (input) => {
        handled = 0;
        await gate(sender, { call: name, input });
        const fits = call.input.safeParse(input).success;
        if (fits) fitted += 1;
        if (handled !== (fits ? 1 : 0)) wrong += 1;
      }),
      { numRuns: RUNS },
    );
  }
  print({ calls: calls.length, requestsPerCall: RUNS, fitted, wrong });
}
