import { AppError, toErrorShape } from '../../src/core/errors.ts';
import type { CreateKeyPairRequest } from '../../src/keys/contract.ts';
import type { Vault } from '../accounts/vault.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf, outcomeUnknown } from '../aws/errors.ts';
import type { PublicKeyPair } from './ec2-keys.ts';
import { type KeyPlace, vaultName } from './key-place.ts';
import { nameTaken } from './key-refusals.ts';

/** What making a pair needs besides the cloud. */
export interface MakeKeyPairDeps {
  readonly vault: Vault;
  /** From now on this text never appears in the log. */
  readonly hideFromLog: (secret: string) => void;
  readonly randomId: () => string;
}

/** Makes the pair and keeps its private half, or takes the pair back. */
export async function makeKeyPair(
  deps: MakeKeyPairDeps,
  cloud: Cloud,
  place: KeyPlace,
  request: CreateKeyPairRequest,
): Promise<PublicKeyPair> {
  const { sendCreateKeyPair, deleteKeyPair } = await import('./ec2-keys.ts');
  const operationId = `amiable-${deps.randomId()}`;
  const made = await sendCreateKeyPair(cloud, request, operationId).catch(async (error: unknown) => {
    if (awsCodeOf(error) === 'InvalidKeyPair.Duplicate') throw nameTaken(request.name, false);
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

function leftover(name: string, error: unknown, undo: unknown): AppError {
  const why = error === undefined ? 'The answer of AWS was lost' : toErrorShape(error).message.replace(/\.$/, '');
  return new AppError(
    'keys.left-behind',
    `${why}, and the key pair “${name}” may be left in AWS without its private half.`,
    {
      fix: 'Delete it on the Key pairs page, or use another name.',
      field: 'name',
      cause: undo,
    },
  );
}
