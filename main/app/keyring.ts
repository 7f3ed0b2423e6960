import { AppError } from '../../src/core/errors.ts';
import type { Cipher } from './platform.ts';

/** What is used of Electron's safeStorage. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(bytes: Buffer): string;
  getSelectedStorageBackend?(): string;
}

/**
 * Encryption by the operating system's keyring, or a refusal that says what is missing.
 *
 * On Linux without a keyring Chromium would "encrypt" with a password that is public (`basic_text`): that counts as
 * not available. Asked anew each time, because a keyring may be unlocked later.
 */
export function createKeyringCipher(safeStorage: SafeStorage, platform: NodeJS.Platform): Cipher {
  const status: Cipher['status'] = () => {
    const backend = platform === 'linux' ? safeStorage.getSelectedStorageBackend?.() : undefined;
    if (safeStorage.isEncryptionAvailable() && backend !== 'basic_text' && backend !== 'unknown') {
      return { available: true };
    }
    return {
      available: false,
      reason: 'This computer has no keyring that is unlocked, so Amiable cannot keep secrets safely on it.',
      fix:
        platform === 'linux'
          ? 'Install and unlock GNOME Keyring or KWallet, then start Amiable again.'
          : 'Sign in to your computer account again, then start Amiable again.',
    };
  };
  const insist = (): void => {
    const now = status();
    if (!now.available) throw new AppError('vault.no-keyring', now.reason, { fix: now.fix });
  };
  return {
    status,
    encrypt(text) {
      insist();
      return safeStorage.encryptString(text);
    },
    decrypt(bytes) {
      insist();
      return safeStorage.decryptString(Buffer.from(bytes));
    },
  };
}
