import { AppError } from '../../src/core/errors.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { keys as contract, ImportKeyPairRequest, KeyPair, KeyUse } from '../../src/keys/contract.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf, dryRun } from '../aws/errors.ts';
import { makeByName } from '../aws/make-by-name.ts';
import { type BringDeps, createBringing } from './bring-private-half.ts';
import type { PublicKeyPair } from './ec2-keys.ts';
import { type KeyPlace, namesKept, placeOf, vaultName } from './key-place.ts';
import { keptAlready, nameTaken } from './key-refusals.ts';
import { type MakeKeyPairDeps, makeKeyPair } from './make-key-pair.ts';

export interface KeysDeps extends MakeKeyPairDeps, Pick<BringDeps, 'openPrivate'> {
  readonly accounts: Accounts;
  /** Asks the person where to, and writes a file there that nobody else can read; false when they thought better of it. */
  readonly savePrivate: (name: string, text: string) => Promise<boolean>;
}

/** The key pairs of the current account; their private halves leave the vault only into a file that the person names. */
export function createKeys(deps: KeysDeps): Handlers<typeof contract> {
  const { accounts, vault } = deps;
  const ec2 = () => import('./ec2-keys.ts');

  const shown = ({ operation: _operation, ...pair }: PublicKeyPair, place: KeyPlace): KeyPair => ({
    ...pair,
    privateHalfHere: vault.has(vaultName(place, pair.name)),
  });

  /** Refuses a name that is taken at AWS, or under which a private half is kept here. */
  const insistFree = async (cloud: Cloud, place: KeyPlace, name: string): Promise<void> => {
    const { describeKeyPairs } = await ec2();
    const here = vault.has(vaultName(place, name));
    if ((await describeKeyPairs(cloud)).some((pair) => pair.name === name)) throw nameTaken(name, here);
    if (here) throw keptAlready(name, place.region);
  };

  const bringPublic = async (cloud: Cloud, request: ImportKeyPairRequest): Promise<PublicKeyPair> => {
    const { describeKeyPairs, sendImportKeyPair, tryImportKeyPair } = await ec2();
    await dryRun(() => tryImportKeyPair(cloud, request));
    const operationId = `amiable-${deps.randomId()}`;
    return makeByName({
      send: () => sendImportKeyPair(cloud, request, operationId),
      find: async () => (await describeKeyPairs(cloud)).find(({ operation }) => operation === operationId),
      duplicate: 'InvalidKeyPair.Duplicate',
      what: `the key pair “${request.name}”`,
    }).catch((error: unknown) => {
      throw awsCodeOf(error) === 'InvalidKeyPair.Duplicate' ? nameTaken(request.name, false) : error;
    });
  };
  const bringing = createBringing(deps, { insistFree, bringPublic });

  return {
    async list() {
      const { account, cloud } = await accounts.reading();
      const { describeKeyPairs } = await ec2();
      const place = placeOf(account);
      const keyPairs = (await describeKeyPairs(cloud)).map((pair) => shown(pair, place));
      const atAws = new Set(keyPairs.map(({ name }) => name));
      const keptHalves = namesKept(vault.names(), place).filter((name) => !atAws.has(name));
      return { keyPairs, keptHalves };
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
      await insistFree(cloud, place, request.name);
      const { tryCreateKeyPair } = await ec2();
      await dryRun(() => tryCreateKeyPair(cloud, request));
      return shown(await makeKeyPair(deps, cloud, place, request), place);
    },
    async uses() {
      const { cloud } = await accounts.reading();
      return { uses: await keyUses(cloud) };
    },
    async importPublic(request) {
      const { account, cloud } = await accounts.changing();
      const place = placeOf(account);
      await insistFree(cloud, place, request.name);
      return shown(await bringPublic(cloud, request), place);
    },
    chooseKeyFile: () => bringing.choose(),
    async importPrivate(request) {
      const { account, cloud } = await accounts.changing();
      return bringing.bring(cloud, placeOf(account), request);
    },
    async exportPrivate({ name, form = 'pem' }) {
      const secret = vault.get(vaultName(placeOf(await accounts.current()), name));
      if (secret === undefined) throw notHere(name);
      deps.hideFromLog(secret);
      const text = form === 'ppk' ? await (await import('./putty-file.ts')).puttyFile(secret, name) : secret;
      deps.hideFromLog(text);
      const saved = await deps.savePrivate(`${fileNameOf(name)}.${form}`, text).catch((cause: unknown) => {
        throw notWritten(cause);
      });
      return { saved };
    },
    async forgetPrivate({ name }) {
      const { account, cloud } = await accounts.changing();
      const place = placeOf(account);
      const { describeKeyPairs } = await ec2();
      if ((await describeKeyPairs(cloud)).some((pair) => pair.name === name)) throw hasPair(name);
      const opened = (await keyUses(cloud)).find(({ keyName }) => keyName === name);
      if (opened) throw stillOpens(opened, 'Keep it, or export it first and keep the file.');
      vault.remove(vaultName(place, name));
      return {};
    },
    async delete({ keyPairId, forgetPrivateHalf }) {
      const { account, cloud } = await accounts.changing();
      const { deleteKeyPair, describeKeyPairs, tryDeleteKeyPair } = await ec2();
      const pair = (await describeKeyPairs(cloud)).find((one) => one.keyPairId === keyPairId);
      // Gone already is what was asked for.
      if (!pair) return {};
      if (forgetPrivateHalf) {
        const opened = (await keyUses(cloud)).find(({ keyName }) => keyName === pair.name);
        if (opened) {
          throw stillOpens(opened, 'Delete the pair at AWS and keep the private half, so that you can still log in.');
        }
      }
      await dryRun(() => tryDeleteKeyPair(cloud, keyPairId));
      await deleteKeyPair(cloud, keyPairId);
      if (forgetPrivateHalf) vault.remove(vaultName(placeOf(account), pair.name));
      return {};
    },
  };
}

/** The machines of the Region by the key pair that they were launched with. */
async function keyUses(cloud: Cloud): Promise<KeyUse[]> {
  const { describeMachines } = await import('../aws/ec2-machines.ts');
  const uses = new Map<string, KeyUse>();
  for (const { keyName, instanceId, name, state } of await describeMachines(cloud)) {
    if (keyName === undefined) continue;
    const use = uses.get(keyName) ?? { keyName, instances: [] };
    uses.set(keyName, use);
    use.instances.push({ instanceId, name, state });
  }
  return [...uses.values()];
}

/** A name that every file system takes. */
function fileNameOf(name: string): string {
  return `${name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[-.]+/, '') || 'key'}`;
}

function notHere(name: string): AppError {
  return new AppError('keys.not-here', `The private half of “${name}” is not on this computer.`, {
    fix: 'Look on the computer where the pair was made. AWS keeps no copy.',
  });
}

function notWritten(cause: unknown): AppError {
  return new AppError('keys.not-written', 'The file could not be written there.', {
    fix: 'Choose a folder of your own that has room, for example Documents. The key itself is kept here as before.',
    retryable: true,
    cause,
  });
}

function stillOpens({ keyName, instances }: KeyUse, fix: string): AppError {
  const names = instances.map(({ name, instanceId }) => name || instanceId).join(', ');
  return new AppError('keys.still-opens', `The private half of “${keyName}” opens ${names}.`, { fix });
}

function hasPair(name: string): AppError {
  return new AppError('keys.has-pair', `The key pair “${name}” is still at AWS.`, {
    fix: 'Refresh the list, and delete the key pair instead.',
  });
}
