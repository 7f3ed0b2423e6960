import type { AuthContext } from 'ssh2';
import type { Computer } from './computer.ts';
import { homeOf } from './platforms.ts';

/** Who was let in, and the one command that the key is good for, if its line says so. */
export interface Grant {
  readonly user: string;
  readonly forced: string | null;
}

/** One line of an authorized_keys file. */
export interface AuthorizedKey {
  readonly type: string;
  readonly base64: string;
  readonly forced: string | null;
}

/**
 * Judges one try to log in, by the authorized_keys of that user on the machine's own disk.
 *
 * Keys only: no password and no question is ever accepted. SHA-1 signatures are refused.
 */
export async function authorize(computer: Computer, context: AuthContext): Promise<Grant | null> {
  if (context.method !== 'publickey' || context.service !== 'ssh-connection') return null;
  const user = context.username;
  if (user !== 'root' && user !== computer.facts.user) return null;
  const { default: ssh2 } = await import('ssh2');
  const offered = context.key.data.toString('base64');
  for (const line of authorizedKeys(computer, user)) {
    if (line.base64 !== offered) continue;
    const key = ssh2.utils.parseKey(`${line.type} ${line.base64}`);
    if (key instanceof Error) continue;
    if (key.type === 'ssh-rsa' && context.hashAlgo === undefined && context.signature) continue;
    if (context.signature && context.blob) {
      if (key.verify(context.blob, context.signature, context.hashAlgo) !== true) return null;
    }
    return { user, forced: line.forced };
  }
  return null;
}

function authorizedKeys(computer: Computer, user: string): AuthorizedKey[] {
  const node = computer.tree.find(`${homeOf(user)}/.ssh/authorized_keys`);
  if (node?.kind !== 'file' || node.size > 256 * 1024) return [];
  return parseAuthorizedKeys(computer.tree.content(node).toString('utf8'));
}

const KEY = /(?:^|\s)(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521))\s+([A-Za-z0-9+/]+={0,2})(?:\s|$)/;

/** Reads an authorized_keys file; lines that are no key are passed over, as sshd does. */
export function parseAuthorizedKeys(text: string): AuthorizedKey[] {
  const keys: AuthorizedKey[] = [];
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    // What stands between quotes may look like a key and is none.
    const bare = line.replace(/"(?:\\.|[^"\\])*"/g, (quoted) => '_'.repeat(quoted.length));
    const found = KEY.exec(bare);
    if (!found?.[1] || !found[2]) continue;
    const options = line.slice(0, found.index);
    const command = /(?:^|,)command="((?:\\.|[^"\\])*)"/i.exec(options)?.[1];
    keys.push({
      type: found[1],
      base64: found[2],
      forced: command === undefined ? null : command.replace(/\\"/g, '"'),
    });
  }
  return keys;
}
