import type { DialAddress } from './connect-deps.ts';

/**
 * The command that does the same in a terminal of the person's own.
 *
 * It is meant to be pasted into a shell, and a key pair's name may hold any printable sign: what double quotes would
 * not hold is put into single ones.
 */
export function outsideCommand(keyName: string, user: string, address: DialAddress): string {
  const file = `${keyName}.pem`;
  const quoted = /^[\w@%+=:,. ()-]+$/.test(file) ? `"${file}"` : `'${file.replaceAll("'", `'\\''`)}'`;
  // A port of its own means that practice answers on this computer: there the shown name leads nowhere.
  return address.port === 22
    ? `ssh -i ${quoted} ${user}@${address.shownHost}`
    : `ssh -i ${quoted} -p ${address.port} ${user}@${address.host}`;
}
