import { AppError } from '../../src/core/errors.ts';
import type { ImportPrivateRequest } from '../../src/keys/contract.ts';
import type { Vault } from '../accounts/vault.ts';
import type { Cloud } from '../aws/cloud.ts';
import { type KeyPlace, vaultName } from './key-place.ts';
import type { OpenedKey } from './read-private-key.ts';

/** What bringing a private half needs. */
export interface BringDeps {
  readonly vault: Vault;
  /** From now on this text never appears in the log. */
  readonly hideFromLog: (secret: string) => void;
  readonly randomId: () => string;
  /** Asks the person for a file; null when they thought better of it. */
  readonly openPrivate: () => Promise<{ readonly name: string; readonly text: string } | null>;
}

/** How a new key pair is made of a public half; both ends refuse what is taken. */
export interface NewPair {
  insistFree(cloud: Cloud, place: KeyPlace, name: string): Promise<void>;
  bringPublic(cloud: Cloud, request: { readonly name: string; readonly publicKey: string }): Promise<unknown>;
}

/** Longer than any key file is. */
const MOST_CHARACTERS = 64 * 1024;

/** Bringing private halves here: the chosen file is held in memory until it is kept or another one is chosen. */
export function createBringing(deps: BringDeps, newPair: NewPair) {
  let held: { readonly fileId: string; readonly text: string } | undefined;

  const keep = (place: KeyPlace, name: string, { secret }: OpenedKey) => deps.vault.put(vaultName(place, name), secret);

  return {
    async choose() {
      const file = await deps.openPrivate().catch((cause: unknown) => {
        throw notRead(cause);
      });
      if (!file) return {};
      if (file.text.length > MOST_CHARACTERS) throw notRead(undefined);
      deps.hideFromLog(file.text);
      const { lookAtKeyFile } = await import('./read-private-key.ts');
      const { encrypted } = lookAtKeyFile(file.text);
      held = { fileId: deps.randomId(), text: file.text };
      return { file: { fileId: held.fileId, fileName: file.name, encrypted } };
    },

    async bring(cloud: Cloud, place: KeyPlace, { fileId, passphrase, name }: ImportPrivateRequest) {
      const status = deps.vault.status();
      if (!status.available) throw new AppError('vault.no-keyring', status.reason, { fix: status.fix });
      if (held?.fileId !== fileId) {
        throw new AppError('keys.no-file', 'The key file is not held any more.', { fix: 'Choose it once more.' });
      }
      if (passphrase) deps.hideFromLog(passphrase);
      const [{ plainFingerprint, readPrivateKey }, { describeKeyPairs }] = await Promise.all([
        import('./read-private-key.ts'),
        import('./ec2-keys.ts'),
      ]);
      const key = await readPrivateKey(held.text, passphrase);
      deps.hideFromLog(key.secret);
      const pairs = (await describeKeyPairs(cloud)).filter(({ fingerprint }) =>
        key.fingerprints.includes(plainFingerprint(fingerprint)),
      );
      for (const pair of pairs) keep(place, pair.name, key);
      if (pairs.length === 0 && name === undefined) return { type: key.type, keyNames: [] };
      if (pairs.length === 0 && name !== undefined) {
        await newPair.insistFree(cloud, place, name);
        keep(place, name, key);
        // EC2 knows no ECDSA key pairs: such a key opens what somebody has added it to.
        if (key.type !== 'ecdsa') {
          await newPair.bringPublic(cloud, { name, publicKey: key.publicLine }).catch((error: unknown) => {
            deps.vault.remove(vaultName(place, name));
            throw error;
          });
        }
      }
      held = undefined;
      return { type: key.type, keyNames: pairs.length > 0 ? pairs.map((pair) => pair.name) : [name ?? ''] };
    },
  };
}

function notRead(cause: unknown): AppError {
  return new AppError('keys.not-read', 'This file cannot be read as a key.', {
    fix: 'Choose the key file itself, in a folder that you may read.',
    cause,
  });
}
