import type { LoginWay } from '../../src/connect/ways.ts';

/** What proves to a machine who logs in. */
export type Credential =
  /** A private key in a form that ssh2 opens. */
  | { readonly kind: 'key'; readonly privateKey: string }
  /** The socket of an SSH agent, which signs and keeps its keys to itself. */
  | { readonly kind: 'agent'; readonly socket: string };

/** One way to log in, decided upon; the secret itself is fetched when the machine asks for it, and not before. */
export interface LoginMeans {
  readonly way: LoginWay;
  /** The kept key, for the way `key`. */
  readonly keyName: string | undefined;
  /** For how long a pushed key has been on its way in milliseconds; undefined when none was pushed. */
  pushedFor(): number | undefined;
  /** Asked for after the host key was accepted. Throws what the person has to know. */
  credential(user: string): Promise<Credential>;
}

/** How long AWS keeps a pushed key, in milliseconds. Source: SendSSHPublicKey, "remains for 60 seconds". */
export const PUSHED_KEY_MS = 60_000;
