import type { Remedy } from './check-contract.ts';
import type { CheckFacts } from './check-facts.ts';

/** What is found of one link, looked at by itself. */
export interface Finding {
  readonly state: 'ok' | 'broken' | 'unseen';
  readonly sentence: string;
  readonly remedy?: Remedy;
}

export const ok = (sentence: string): Finding => ({ state: 'ok', sentence });
export const unseen = (sentence: string): Finding => ({ state: 'unseen', sentence });
export const broken = (sentence: string, remedy: Remedy): Finding => ({ state: 'broken', sentence, remedy });

/** Advice without a button, with a request to send to whoever looks after the account, where somebody else has to act. */
export const ask = (means: string, request?: string): Remedy => ({
  kind: 'ask',
  means,
  ...(request === undefined ? {} : { request }),
});

/** The machine as somebody else finds it: name, id, Region and account. */
export function whichMachine({ machine, region, accountId }: CheckFacts): string {
  const name = machine.name ? `${machine.name} (${machine.instanceId})` : machine.instanceId;
  return `${name} in ${region} of account ${accountId}`;
}
