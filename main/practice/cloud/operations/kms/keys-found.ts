import { hiddenSentence } from '../../access/denial-words.ts';
import { Refusal } from '../../refusal.ts';
import type { KmsKeyRecord } from '../../world/records/kms-records.ts';
import type { CallContext } from '../operation.ts';
import { type FoundKey, type KeyName, kmsArn, lookUp, readKeyId } from './key-names.ts';
import { needed } from './key-words.ts';
import { EBS_ALIAS, ebsKey } from './new-key.ts';

/** The key that an ID, ARN, alias or alias ARN names, of the caller's account or of another. */
export function findKey(call: CallContext, keyId: string | undefined): FoundKey {
  const named = readKeyId(needed(keyId, 'keyId'), call);
  const found = lookUp(call, named);
  if (found) return found;
  const isOwn = named.accountId === call.account.id;
  if (isOwn && named.name === EBS_ALIAS) return { key: ebsKey(call), place: call.place };
  throw missing(named, call);
}

/** A key that an ID or ARN names; many calls take no alias. */
export function findByKeyId(call: CallContext, keyId: string | undefined): FoundKey {
  const named = readKeyId(needed(keyId, 'keyId'), call);
  if (named.kind === 'alias') throw new Refusal('NotFoundException', `Invalid keyId '${keyId}'`);
  return findKey(call, keyId);
}

/** A key of the caller's own account by its ID or ARN: no policy lets others do what is done with it. */
export function findOwn(call: CallContext, keyId: string | undefined, name: string): KmsKeyRecord {
  const { key, place } = findByKeyId(call, keyId);
  if (place === call.place) return key;
  throw new Refusal('AccessDeniedException', hiddenSentence(call.principal.arn, `kms:${name}`));
}

function missing(named: KeyName, { region }: CallContext): Refusal {
  const arn = kmsArn(region, named);
  const text = named.kind === 'alias' ? `Alias ${arn} is not found.` : `Key '${arn}' does not exist`;
  return new Refusal('NotFoundException', text);
}
