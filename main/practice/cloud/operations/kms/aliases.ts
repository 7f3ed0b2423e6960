import type {
  AliasListEntry,
  CreateAliasRequest,
  DeleteAliasRequest,
  ListAliasesRequest,
  ListAliasesResponse,
  UpdateAliasRequest,
} from '@aws-sdk/client-kms';
import type { Need } from '../../access/needs.ts';
import { Refusal } from '../../refusal.ts';
import type { KmsAliasRecord, KmsKeyRecord } from '../../world/records/kms-records.ts';
import type { CallContext } from '../operation.ts';
import { keyNeed, onAll } from './key-access.ts';
import { kmsArn, lookUp } from './key-names.ts';
import { checkNotGoing, limitExceeded, needed } from './key-words.ts';
import { findByKeyId, findOwn } from './keys-found.ts';
import { kmsChanges, kmsReads } from './kms-operation.ts';
import { EBS_ALIAS } from './new-key.ts';
import { markedPage } from './pages.ts';

const MOST_ALIASES = 50;

function aliasArn(name: string, { region, account }: CallContext): string {
  return kmsArn(region, { kind: 'alias', accountId: account.id, name });
}

/** That something may be done to an alias, whose permissions are in IAM policies alone. */
function aliasNeed(name: string, alias: string, call: CallContext): Need {
  return { action: `kms:${name}`, resource: aliasArn(alias, call), context: {} };
}

function checkAlias(name: string | undefined): string {
  const given = needed(name, 'aliasName');
  if (!/^alias\/./.test(given)) throw new Refusal('ValidationException', 'Invalid identifier');
  if (given.includes(':')) {
    throw new Refusal('InvalidAliasNameException', `${given} contains invalid characters for an alias`);
  }
  if (given.startsWith('alias/aws/')) {
    throw new Refusal('NotAuthorizedException', 'Aliases that begin with alias/aws/ belong to AWS.');
  }
  return given;
}

function findTarget(keyId: string | undefined, name: string, call: CallContext): KmsKeyRecord {
  if (/^alias\/|:alias\//.test(needed(keyId, 'targetKeyId'))) {
    throw new Refusal('ValidationException', 'Aliases must refer to keys. Not aliases');
  }
  const key = findOwn(call, keyId, name);
  checkNotGoing(key);
  if (key.aliases.length >= MOST_ALIASES) throw limitExceeded(`${key.arn} has ${MOST_ALIASES} aliases already.`);
  return key;
}

/** The key that an alias of the caller's account stands for now. */
function holderOf(name: string, call: CallContext): KmsKeyRecord {
  const held = call.place.kmsKeys.by('alias', name)[0];
  if (!held) throw new Refusal('NotFoundException', `Alias ${aliasArn(name, call)} is not found.`);
  return held;
}

function withoutAlias({ aliases }: KmsKeyRecord, name: string): KmsAliasRecord[] {
  return aliases.filter((alias) => alias.name !== name);
}

function showAlias(key: KmsKeyRecord, { name, createdAt, updatedAt }: KmsAliasRecord, call: CallContext) {
  return {
    AliasName: name,
    AliasArn: aliasArn(name, call),
    TargetKeyId: key.id,
    CreationDate: new Date(createdAt),
    LastUpdatedDate: new Date(updatedAt),
  };
}

/** Aliases, AWS's own among them before there is a key behind it. */
function listed(keys: readonly KmsKeyRecord[], call: CallContext): AliasListEntry[] {
  const shown = keys.flatMap((key) => key.aliases.map((alias): AliasListEntry => showAlias(key, alias, call)));
  const isThere = call.place.kmsKeys.by('alias', EBS_ALIAS).length > 0;
  return isThere ? shown : [...shown, { AliasName: EBS_ALIAS, AliasArn: aliasArn(EBS_ALIAS, call) }];
}

/** Other names of keys. */
export const aliasOperations = [
  kmsChanges(
    'CreateAlias',
    (input: CreateAliasRequest, call): object => {
      const name = checkAlias(input.AliasName);
      const key = findTarget(input.TargetKeyId, 'CreateAlias', call);
      if (call.place.kmsKeys.by('alias', name).length > 0) {
        throw new Refusal('AlreadyExistsException', `An alias with the name ${aliasArn(name, call)} already exists`);
      }
      call.proceed();
      const alias = { name, createdAt: call.now, updatedAt: call.now };
      call.place.kmsKeys.change(key, { aliases: [...key.aliases, alias] });
      return {};
    },
    ({ AliasName = '', TargetKeyId = '' }, call) => [
      aliasNeed('CreateAlias', AliasName, call),
      keyNeed('CreateAlias', TargetKeyId, call),
    ],
  ),

  kmsChanges(
    'UpdateAlias',
    (input: UpdateAliasRequest, call): object => {
      const name = checkAlias(input.AliasName);
      const before = holderOf(name, call);
      const key = findTarget(input.TargetKeyId, 'UpdateAlias', call);
      call.proceed();
      const createdAt = before.aliases.find((alias) => alias.name === name)?.createdAt ?? call.now;
      call.place.kmsKeys.change(before, { aliases: withoutAlias(before, name) });
      call.place.kmsKeys.change(key, { aliases: [...key.aliases, { name, createdAt, updatedAt: call.now }] });
      return {};
    },
    ({ AliasName = '', TargetKeyId = '' }, call) => [
      aliasNeed('UpdateAlias', AliasName, call),
      ...ofHolder('UpdateAlias', AliasName, call),
      keyNeed('UpdateAlias', TargetKeyId, call),
    ],
  ),

  kmsChanges(
    'DeleteAlias',
    (input: DeleteAliasRequest, call): object => {
      const name = checkAlias(input.AliasName);
      const key = holderOf(name, call);
      call.proceed();
      call.place.kmsKeys.change(key, { aliases: withoutAlias(key, name) });
      return {};
    },
    ({ AliasName = '' }, call) => [
      aliasNeed('DeleteAlias', AliasName, call),
      ...ofHolder('DeleteAlias', AliasName, call),
    ],
  ),

  kmsReads(
    'ListAliases',
    (input: ListAliasesRequest, call): ListAliasesResponse => {
      const named = input.KeyId === undefined ? null : findByKeyId(call, input.KeyId);
      const aliases = named
        ? named.key.aliases.map((alias) => showAlias(named.key, alias, call))
        : listed(call.place.kmsKeys.all(), call);
      const { items, paging } = markedPage(aliases, ({ AliasName = '' }) => AliasName, input, { usual: 50, most: 100 });
      return { Aliases: items, ...paging };
    },
    onAll('ListAliases'),
  ),
];

/** That the same may be done to the key that the alias stands for now. */
function ofHolder(action: string, alias: string, call: CallContext): Need[] {
  const held = lookUp(call, { kind: 'alias', accountId: call.account.id, name: alias });
  return held ? [keyNeed(action, held.key.id, call)] : [];
}
