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
 * Judges one try to log in, by the authorized_keys of that user on the machine's own disk and by the keys that EC2
 * Instance Connect has pushed.
 *
 * Keys only: no password and no question is ever accepted. SHA-1 signatures are refused. As sshd does, a file that
 * others could write to is not believed (StrictModes); the journal says why.
 */
export async function authorize(computer: Computer, context: AuthContext): Promise<Grant | null> {
  if (context.method !== 'publickey' || context.service !== 'ssh-connection') return null;
  const user = context.username;
  if (user !== 'root' && user !== computer.facts.user) return null;
  const { default: ssh2 } = await import('ssh2');
  const offered = context.key.data.toString('base64');
  // Debian's images come without the package that asks for pushed keys.
  const asksForPushed = computer.spec.platform !== 'debian';
  const pushed = (asksForPushed && computer.world.pushedKeys?.(computer.spec.instanceId, user)) || [];
  for (const line of [...authorizedKeys(computer, user), ...parseAuthorizedKeys(pushed.join('\n'))]) {
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
  const path = `${homeOf(user)}/.ssh/authorized_keys`;
  const node = computer.tree.find(path);
  if (node?.kind !== 'file' || node.size > 256 * 1024) return [];
  const loose = openToOthers(computer, user, path);
  if (loose !== null) {
    computer.log('sshd', `Authentication refused: bad ownership or modes for ${loose}`);
    return [];
  }
  return parseAuthorizedKeys(computer.tree.content(node).toString('utf8'));
}

/** The first of the file and the folders up to the home that somebody else may write to. */
function openToOthers(computer: Computer, user: string, path: string): string | null {
  // Debian and Ubuntu let a user's own group write, since nobody else is in it.
  const others = computer.spec.platform === 'amazon-linux' ? 0o022 : 0o002;
  for (const each of [path, `${homeOf(user)}/.ssh`, homeOf(user)]) {
    const node = computer.tree.find(each);
    const bad = node && ((node.mode & others) !== 0 || (node.owner !== user && node.owner !== 'root'));
    if (bad) return `${each === path ? 'file' : 'directory'} ${each}`;
  }
  return null;
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
