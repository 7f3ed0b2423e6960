import { splitArn } from '../../access/arn.ts';
import { Refusal } from '../../refusal.ts';
import type { KmsKeyRecord } from '../../world/records/kms-records.ts';
import type { Place } from '../../world/world.ts';
import type { CallContext } from '../operation.ts';

/** What a KeyId says: a key by its ID, or by an alias, of one account. */
export interface KeyName {
  readonly kind: 'key' | 'alias';
  readonly accountId: string;
  /** The key's ID, or `alias/NAME`. */
  readonly name: string;
}

/** A key, and where it is kept. */
export interface FoundKey {
  readonly key: KmsKeyRecord;
  readonly place: Place;
}

/** Reads a KeyId: the ID, ARN, alias or alias ARN of a key in the Region of the call; else KMS's refusal of it. */
export function parseKeyId(
  given: string,
  { account, region }: Pick<CallContext, 'account' | 'region'>,
): KeyName | Refusal {
  const segments = splitArn(given);
  if (!segments && given.startsWith('arn:')) return new Refusal('InvalidArnException', `Invalid arn ${given}`);
  const [, , service, regionOfArn, accountId = account.id, resource = given] = segments ?? [];
  if (segments && regionOfArn !== region) return new Refusal('NotFoundException', `Invalid arn ${regionOfArn}`);
  if (segments && (service !== 'kms' || !/^(key|alias)\/./.test(resource))) {
    return new Refusal('InvalidArnException', `Invalid arn ${given}`);
  }
  if (resource.startsWith('alias/')) return { kind: 'alias', accountId, name: resource };
  const id = segments ? resource.slice('key/'.length) : given;
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  return isId ? { kind: 'key', accountId, name: id } : new Refusal('NotFoundException', `Invalid keyId '${id}'`);
}

/** The same for KMS's own calls, which refuse what is none of these. */
export function readKeyId(given: string, call: Pick<CallContext, 'account' | 'region'>): KeyName {
  const named = parseKeyId(given, call);
  if (named instanceof Refusal) throw named;
  return named;
}

/** The key that a name stands for in the Region, whoever may use it; null where there is none. */
export function lookUp(
  call: Pick<CallContext, 'world' | 'region'>,
  { kind, accountId, name }: KeyName,
): FoundKey | null {
  const place = call.world.placesIn(call.region).find(({ account }) => account.id === accountId);
  const key = kind === 'alias' ? place?.kmsKeys.by('alias', name)[0] : place?.kmsKeys.get(name);
  return place && key ? { key, place } : null;
}

/** The ARN of a key or an alias. */
export function kmsArn(region: string, { kind, accountId, name }: KeyName): string {
  return `arn:aws:kms:${region}:${accountId}:${kind === 'key' ? 'key/' : ''}${name}`;
}
