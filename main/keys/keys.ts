import type { CurrentAccount } from '../../src/accounts/contract.ts';
import { AppError, toErrorShape } from '../../src/core/errors.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { CreateKeyPairRequest, keys as contract, KeyPair } from '../../src/keys/contract.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Vault } from '../accounts/vault.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf, dryRun, outcomeUnknown } from '../aws/errors.ts';
import type { PublicKeyPair } from './ec2-keys.ts';

export interface KeysDeps {
  readonly accounts: Accounts;
  readonly vault: Vault;
  /** From now on this text never appears in the log. */
  readonly hideFromLog: (secret: string) => void;
  readonly randomId: () => string;
}

/** Whose key pair it is. */
export interface KeyPlace {
  readonly accountId: string;
  readonly region: string;
  /** Practice accounts may have the number of a real one. */
  readonly practice: boolean;
}

/** Where the vault keeps everything that belongs to the practice cloud. */
export const PRACTICE_KEYS = 'keys/practice/';

/** The name under which the vault keeps a private half. */
export function vaultName({ accountId, region, practice }: KeyPlace, keyName: string): string {
  return `${practice ? PRACTICE_KEYS : 'keys/'}${accountId}/${region}/${keyName}`;
}

/** The key pairs of the current account; their private halves stay in the vault. */
export function createKeys(deps: KeysDeps): Handlers<typeof contract> {
  const { accounts, vault } = deps;
  const ec2 = () => import('./ec2-keys.ts');

  const shown = ({ operation: _operation, ...pair }: PublicKeyPair, place: KeyPlace): KeyPair => ({
    ...pair,
    privateHalfHere: vault.has(vaultName(place, pair.name)),
  });

  return {
    async list() {
      const { account, cloud } = await accounts.reading();
      const { describeKeyPairs } = await ec2();
      return { keyPairs: (await describeKeyPairs(cloud)).map((pair) => shown(pair, placeOf(account))) };
    },
    async storage() {
      return { ...vault.status() };
    },
    async create(request) {
      // Before anything is made: a private half that cannot be kept would be lost for ever.
      const status = vault.status();
      if (!status.available) throw new AppError('vault.no-keyring', status.reason, { fix: status.fix });
      const { account, cloud } = await accounts.changing();
      const place = placeOf(account);
      const { describeKeyPairs, tryCreateKeyPair } = await ec2();
      const known = await describeKeyPairs(cloud);
      const same = known.find(({ name }) => name === request.name);
      if (same) throw taken(request.name, vault.has(vaultName(place, request.name)));
      if (vault.has(vaultName(place, request.name))) {
        throw new AppError(
          'keys.kept-already',
          `A private half named “${request.name}” is kept on this computer, although its pair is gone from ${account.region}.`,
          { fix: 'Use another name, so that the kept one is not lost.', field: 'name' },
        );
      }
      await dryRun(() => tryCreateKeyPair(cloud, request));
      return shown(await make(deps, cloud, place, request), place);
    },
  };
}

/** Makes the pair and keeps its private half, or takes the pair back. */
async function make(
  deps: KeysDeps,
  cloud: Cloud,
  place: KeyPlace,
  request: CreateKeyPairRequest,
): Promise<PublicKeyPair> {
  const { sendCreateKeyPair, deleteKeyPair } = await import('./ec2-keys.ts');
  const operationId = `amiable-${deps.randomId()}`;
  const made = await sendCreateKeyPair(cloud, request, operationId).catch(async (error: unknown) => {
    if (awsCodeOf(error) === 'InvalidKeyPair.Duplicate') throw taken(request.name, false);
    if (!outcomeUnknown(error)) throw error;
    await takeBackUnanswered(cloud, request.name, operationId);
    throw error;
  });
  deps.hideFromLog(made.privateKey);
  try {
    deps.vault.put(vaultName(place, request.name), made.privateKey);
  } catch (error) {
    await deleteKeyPair(cloud, made.pair.keyPairId).catch((undo: unknown) => {
      throw leftover(request.name, error, undo);
    });
    throw error;
  }
  return made.pair;
}

/** A pair whose answer was lost has lost its private half: it is removed, so that the name can be used. */
async function takeBackUnanswered(cloud: Cloud, name: string, operationId: string): Promise<void> {
  const { deleteKeyPair, describeKeyPairs } = await import('./ec2-keys.ts');
  try {
    const ours = (await describeKeyPairs(cloud)).find((pair) => pair.operation === operationId);
    if (ours) await deleteKeyPair(cloud, ours.keyPairId);
  } catch (undo) {
    throw leftover(name, undefined, undo);
  }
}

/** The place of the current account's key pairs. */
export function placeOf({ accountId, region, source }: CurrentAccount): KeyPlace {
  return { accountId, region, practice: source.kind === 'practice' };
}

function taken(name: string, here: boolean): AppError {
  return new AppError('keys.name-taken', `A key pair named “${name}” exists already in this Region.`, {
    fix: here
      ? 'Choose it from the list: its private half is on this computer.'
      : 'Use another name: its private half is not on this computer.',
    field: 'name',
  });
}

function leftover(name: string, error: unknown, undo: unknown): AppError {
  const why = error === undefined ? 'The answer of AWS was lost' : toErrorShape(error).message.replace(/\.$/, '');
  return new AppError(
    'keys.left-behind',
    `${why}, and the key pair “${name}” may be left in AWS without its private half.`,
    {
      fix: 'Delete that key pair in the AWS console, or use another name.',
      field: 'name',
      cause: undo,
    },
  );
}
