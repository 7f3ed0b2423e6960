import { createPrivateKey } from 'node:crypto';
import type * as Ssh2 from 'ssh2';
import { AppError } from '../../src/core/errors.ts';

/**
 * Gives the private key in a form that ssh2 opens.
 *
 * ssh2 does not read PKCS#8; Node does, and writes RSA and EC keys in the older forms. What neither opens is named.
 */
export function openableKey(pem: string, ssh2: typeof Ssh2): string {
  if (!(ssh2.utils.parseKey(pem) instanceof Error)) return pem;
  const converted = pem.includes('-----BEGIN PRIVATE KEY-----') ? olderForm(pem) : null;
  if (converted && !(ssh2.utils.parseKey(converted) instanceof Error)) return converted;
  throw new AppError('connect.key-unreadable', 'The private key that is kept for this machine cannot be read.', {
    fix: 'Import the key file again, in OpenSSH or PEM form and without a passphrase.',
  });
}

function olderForm(pem: string): string | null {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'rsa') return key.export({ type: 'pkcs1', format: 'pem' }).toString();
    if (key.asymmetricKeyType === 'ec') return key.export({ type: 'sec1', format: 'pem' }).toString();
    return null;
  } catch {
    return null;
  }
}
