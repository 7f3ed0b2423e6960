import { splitArn } from '../access/arn.ts';
import type { KmsKeyRecord } from '../world/records/place-records.ts';
import type { Place, World } from '../world/world.ts';
import type { CallContext } from './operation.ts';

/** The alias of the key that EBS uses where nobody names one; its key belongs to AWS and is never shared. */
const EBS_ALIAS = 'alias/aws/ebs';

/**
 * Whether the caller's account may use a KMS key for disks.
 *
 * Its own keys, if they are switched on; another account's where the key's policy or a grant names the caller's
 * account. The key that AWS keeps for EBS is its own account's alone.
 */
export function mayUseKey(call: CallContext, keyArn: string): boolean {
  const { key, place } = findKey(call, keyArn);
  const own = place?.account === call.account;
  // AWS makes this one at its first use.
  if (!key) return own && keyArn === ebsKeyArn(call);
  if (!key.enabled || key.deletionAt !== null) return false;
  if (own) return true;
  if (key.manager === 'AWS') return false;
  return key.policy.includes(call.account.id) || key.grants.some(({ grantee }) => grantee.includes(call.account.id));
}

/**
 * The ARN of the key that an ID, alias, alias ARN or ARN stands for in the Region of the call; null for none.
 *
 * Whether the key may be used is `mayUseKey`'s matter.
 */
export function keyArnOf(call: CallContext, given: string): string | null {
  const segments = splitArn(given);
  const [, , service, region, account, resource = ''] = segments ?? [];
  if (segments && (service !== 'kms' || region !== call.region)) return null;
  const name = segments ? resource : given;
  const place = segments ? placeOf(call.world, call.region, account ?? '') : call.place;
  const key = name.startsWith('alias/')
    ? place?.kmsKeys.by('alias', name)[0]
    : place?.kmsKeys.get(name.replace(/^key\//, ''));
  return key?.arn ?? (name === EBS_ALIAS && place === call.place ? ebsKeyArn(call) : null);
}

/** The key that EBS encrypts with in the caller's place where nobody names one; AWS's own is made at its first use. */
export function defaultKeyArn(call: CallContext): string {
  const { place, now } = call;
  const chosen = place.settings.get('region')?.defaultKmsKeyId;
  if (chosen) return chosen;
  const [held] = place.kmsKeys.by('alias', EBS_ALIAS);
  if (held) return held.arn;
  const arn = ebsKeyArn(call);
  place.kmsKeys.add({
    id: arn.slice(arn.indexOf('/') + 1),
    arn,
    description: 'Default key that protects my EBS volumes when no other key is defined',
    manager: 'AWS',
    alias: EBS_ALIAS,
    createdAt: now,
    enabled: true,
    deletionAt: null,
    policy: '',
    grants: [],
    tags: [],
  });
  return arn;
}

/** Whether a key is one that AWS keeps, which nobody can share. */
export function isAwsKey(call: CallContext, keyArn: string): boolean {
  const { key, place } = findKey(call, keyArn);
  return key ? key.manager === 'AWS' : place?.account === call.account && keyArn === ebsKeyArn(call);
}

/** The ARN of AWS's own key in the caller's place, whether it was used yet or not. */
function ebsKeyArn({ place, world, account, region }: CallContext): string {
  const [held] = place.kmsKeys.by('alias', EBS_ALIAS);
  if (held) return held.arn;
  const digits = world.fixedId('key', `${account.id}/${region}/${EBS_ALIAS}`).slice(-16);
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(12, 15)}`, `8${digits.slice(0, 3)}`];
  return `arn:aws:kms:${region}:${account.id}:key/${parts.join('-')}-${digits.slice(0, 12)}`;
}

interface Found {
  readonly key: KmsKeyRecord | undefined;
  readonly place: Place | undefined;
}

function findKey({ world }: CallContext, arn: string): Found {
  const [, , service, region = '', account = '', resource = ''] = splitArn(arn) ?? [];
  const place = service === 'kms' ? placeOf(world, region, account) : undefined;
  return { place, key: place?.kmsKeys.get(resource.replace(/^key\//, '')) };
}

function placeOf(world: World, region: string, accountId: string): Place | undefined {
  return world.placesIn(region).find(({ account }) => account.id === accountId);
}
