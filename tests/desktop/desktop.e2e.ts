import { expect, test } from 'vitest';
import { launchApp } from './app.ts';

test.skipIf(process.platform !== 'linux')(
  'window tests run with a real keyring, which keeps secrets encrypted',
  async () => {
    const { app, close } = await launchApp();
    const keyring = await app.evaluate(({ safeStorage }) => ({
      available: safeStorage.isEncryptionAvailable(),
      backend: safeStorage.getSelectedStorageBackend(),
      opened: safeStorage.decryptString(safeStorage.encryptString('a secret')),
      sealed: safeStorage.encryptString('a secret').toString('latin1').includes('a secret'),
    }));
    expect(keyring).toEqual({ available: true, backend: 'gnome_libsecret', opened: 'a secret', sealed: false });
    await close();
  },
);
