import type { HostKeyFinding, Knock } from '../../src/connect/check-facts.ts';
import { consoleFingerprints, consoleKeyType } from '../../src/connect/console-fingerprints.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Clock } from '../app/platform.ts';
import type { LoginProspect } from './check-deps.ts';
import { knock } from './check-knock.ts';
import { type HostKey, judgeHostKey } from './host-keys.ts';
import { openableKey } from './private-key.ts';

/** How many other users are tried after the first was refused: servers count, and shut out who tries too often. */
const OTHER_USERS = 2;

export interface TryParts {
  readonly clock: Clock;
  readonly answerMs: number;
  /** Gives up: what did not answer by then counts as silent. */
  readonly signal: AbortSignal;
}

/** Knocks as the user; where that one is refused, as the image's likely ones, which tells a wrong user from a wrong key. */
export async function tryUsers(prospect: LoginProspect, user: string, parts: TryParts): Promise<Knock> {
  const { address, keyName = '' } = prospect;
  if (!address) return { kind: 'not-tried' };
  const [ssh2, pem] = await Promise.all([import('ssh2').then((loaded) => loaded.default), prospect.privateKey()]);
  const key = pem === null ? {} : openable(() => openableKey(pem, ssh2));
  const knockAs = (name: string) =>
    knock({ address, user: name, keyName, privateKey: key.privateKey }, { ssh2, judge: judging(prospect), ...parts });
  const first = await knockAs(user);
  if (first.kind !== 'ssh') return first;
  const { login } = first;
  if (login.kind === 'not-tried' && key.fault) return { ...first, login: { kind: 'broken-off', ...key.fault } };
  if (login.kind !== 'denied') return first;
  const tried = [user];
  // Root is let in by cloud-init only to be sent away: that proves nothing.
  const others = prospect.users.filter((name) => name !== user && name !== 'root').slice(0, OTHER_USERS);
  for (const other of others) {
    const again = await knockAs(other);
    tried.push(other);
    if (again.kind === 'ssh' && again.login.kind === 'accepted') {
      return { ...first, login: { kind: 'denied', tried, instead: other } };
    }
  }
  return { ...first, login: { kind: 'denied', tried } };
}

interface OpenedKey {
  readonly privateKey?: string;
  /** Why it cannot be used. */
  readonly fault?: { readonly sentence: string; readonly fix: string };
}

function openable(open: () => string): OpenedKey {
  try {
    return { privateKey: open() };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { fault: { sentence: error.message, fix: error.details.fix ?? 'Import the key file again.' } };
  }
}

/** Judges a host key as a log-in does, and finds what the console says beside it. */
function judging(prospect: LoginProspect): (shown: HostKey) => Promise<HostKeyFinding> {
  return async (shown) => {
    const verdict = await judgeHostKey(shown, await prospect.rememberedHostKey(), () => prospect.consoleOutput());
    if (verdict.kind !== 'changed') return { ...verdict, shown };
    const printed = consoleFingerprints((await prospect.consoleOutput()) ?? '');
    const console = printed.find(({ type }) => type === consoleKeyType(shown.type))?.fingerprint;
    return { kind: 'changed', shown, before: verdict.before, console };
  };
}
