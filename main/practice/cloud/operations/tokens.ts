import { createHash } from 'node:crypto';
import { Refusal } from '../refusal.ts';
import type { CallContext } from './operation.ts';

/** What a client token was used for before: the IDs that were made then, or null when it is new. */
export function replayOf(
  call: CallContext,
  operation: string,
  token: string | undefined,
  input: object,
  most = 64,
): readonly string[] | null {
  if (!token) return null;
  if (token.length > most || !/^[\x20-\x7e]+$/.test(token)) {
    throw new Refusal(
      'InvalidParameterValue',
      `Client token is invalid. It may be ${most} ASCII characters long at most.`,
    );
  }
  const used = call.place.tokens.get(`${operation} ${token}`);
  if (!used) return null;
  if (used.digest !== digestOf(input)) {
    throw new Refusal(
      'IdempotentParameterMismatch',
      'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
    );
  }
  return used.made;
}

/** Keeps what a token was used for. */
export function keepToken(
  call: CallContext,
  operation: string,
  token: string | undefined,
  input: object,
  made: readonly string[],
): void {
  if (token) {
    call.place.tokens.add({ id: `${operation} ${token}`, digest: digestOf(input), made, usedAt: call.now });
  }
}

function digestOf(input: object): string {
  const relevant = Object.entries(input)
    .filter(([name]) => name !== 'DryRun' && name !== 'ClientToken')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(relevant)).digest('hex');
}
