import type {
  CreateGrantRequest,
  CreateGrantResponse,
  GrantConstraints,
  GrantListEntry,
  GrantOperation,
  ListGrantsRequest,
  ListGrantsResponse,
  RetireGrantRequest,
  RevokeGrantRequest,
} from '@aws-sdk/client-kms';
import { splitArn } from '../../access/arn.ts';
import { Refusal } from '../../refusal.ts';
import type { KmsConstraintsRecord, KmsGrantRecord, KmsKeyRecord } from '../../world/records/kms-records.ts';
import type { CallContext } from '../operation.ts';
import { namesOf } from './grant-use.ts';
import { keyNeed, onKey } from './key-access.ts';
import type { FoundKey } from './key-names.ts';
import { isThere } from './key-policy-checks.ts';
import { checkUsable, limitExceeded, needed, refuseUnsupported } from './key-words.ts';
import { findByKeyId } from './keys-found.ts';
import { kmsChanges, kmsReads } from './kms-operation.ts';
import { markedPage } from './pages.ts';

const MOST_GRANTS = 50_000;

/** What a key for symmetric encryption can be granted for. */
const operations: readonly string[] = [
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
  'CreateGrant',
  'RetireGrant',
  'DescribeKey',
];

function checkPrincipal(arn: string | undefined, call: CallContext): string | null {
  if (arn === undefined) return null;
  const [, , service = '', region, account = '', resource = ''] = splitArn(arn) ?? [];
  const fits =
    ['iam', 'sts'].includes(service) &&
    region === '' &&
    /^\d{12}$/.test(account) &&
    /^(root|(user|role|assumed-role|federated-user)\/.+)$/.test(resource);
  if (!fits || !isThere(arn, call)) {
    throw new Refusal('InvalidArnException', `ARN does not refer to a valid principal: ${arn}`);
  }
  return arn;
}

function checkOperations(given: readonly string[] | undefined): readonly string[] {
  const wanted = needed(given?.length ? given : undefined, 'operations');
  const wrong = wanted.find((one) => !operations.includes(one));
  if (wrong !== undefined) {
    throw new Refusal(
      'ValidationException',
      `1 validation error detected: Value '[${wanted.join(', ')}]' at 'operations' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [${operations.join(', ')}]]`,
    );
  }
  return [...new Set(wanted)];
}

function readConstraints(given: GrantConstraints | undefined): KmsConstraintsRecord | null {
  if (!given) return null;
  refuseUnsupported(given, ['SourceArn']);
  return { equals: given.EncryptionContextEquals ?? null, subset: given.EncryptionContextSubset ?? null };
}

function showGrant(key: KmsKeyRecord, grant: KmsGrantRecord): GrantListEntry {
  const { equals, subset } = grant.constraints ?? {};
  return {
    KeyId: key.arn,
    GrantId: grant.id,
    Name: grant.name ?? '',
    CreationDate: new Date(grant.createdAt),
    GranteePrincipal: grant.grantee,
    ...(grant.retiring === null ? {} : { RetiringPrincipal: grant.retiring }),
    IssuingAccount: `arn:aws:iam::${grant.issuer}:root`,
    Operations: grant.operations as GrantOperation[],
    ...(grant.constraints
      ? {
          Constraints: {
            ...(equals ? { EncryptionContextEquals: equals } : {}),
            ...(subset ? { EncryptionContextSubset: subset } : {}),
          },
        }
      : {}),
  };
}

/** A new grant, or the one that was made by the same request with the same name. */
function grantOf(
  input: CreateGrantRequest,
  { key }: FoundKey,
  call: CallContext,
): { grant: KmsGrantRecord; isNew: boolean } {
  const facts = {
    grantee: needed(checkPrincipal(input.GranteePrincipal, call) ?? undefined, 'granteePrincipal'),
    retiring: checkPrincipal(input.RetiringPrincipal, call),
    issuer: call.account.id,
    operations: checkOperations(input.Operations),
    constraints: readConstraints(input.Constraints),
    name: input.Name ?? null,
  };
  const same = (one: KmsGrantRecord) => {
    const { id: _id, token: _token, createdAt: _at, ...rest } = one;
    return JSON.stringify(Object.entries(rest).sort()) === JSON.stringify(Object.entries(facts).sort());
  };
  const held = facts.name === null ? undefined : key.grants.find(same);
  if (held) return { grant: held, isNew: false };
  if (key.grants.length >= MOST_GRANTS) throw limitExceeded(`${key.arn} has ${MOST_GRANTS} grants already.`);
  const digits = (bytes: number) => Buffer.from(call.world.random(bytes));
  const grant = { ...facts, id: digits(32).toString('hex'), token: digits(60).toString('base64'), createdAt: call.now };
  return { grant, isNew: true };
}

function removeGrant({ key, place }: FoundKey, grantId: string | undefined, call: CallContext): void {
  const grant = key.grants.find(({ id }) => id === needed(grantId, 'grantId'));
  if (!grant) throw new Refusal('NotFoundException', `Grant ID ${grantId} not found`);
  call.proceed();
  place.kmsKeys.change(key, { grants: key.grants.filter((one) => one !== grant) });
}

/** The key and the grant that RetireGrant means: by a grant's token, or by its ID. */
function retired({ GrantToken, KeyId, GrantId }: RetireGrantRequest, call: CallContext) {
  if (GrantToken === undefined) {
    const found = findByKeyId(call, KeyId);
    return { found, grant: found.key.grants.find(({ id }) => id === GrantId) };
  }
  for (const place of call.world.placesIn(call.region)) {
    for (const key of place.kmsKeys) {
      const grant = key.grants.find(({ token }) => token === GrantToken);
      if (grant) return { found: { key, place }, grant };
    }
  }
  throw new Refusal('InvalidGrantTokenException', 'The grant token is not valid.');
}

/** Grants: the use of a key lent to somebody. */
export const grantOperations = [
  kmsChanges(
    'CreateGrant',
    (input: CreateGrantRequest, call): CreateGrantResponse => {
      refuseUnsupported(input, ['GranteeServicePrincipal', 'RetiringServicePrincipal']);
      const found = findByKeyId(call, input.KeyId);
      checkUsable(found.key);
      const { grant, isNew } = grantOf(input, found, call);
      call.proceed();
      if (isNew) found.place.kmsKeys.change(found.key, { grants: [...found.key.grants, grant] });
      return { GrantToken: grant.token, GrantId: grant.id };
    },
    ({ KeyId = '', GranteePrincipal, Operations = [] }, call) => {
      const context = {
        'kms:GrantIsForAWSResource': ['false'],
        'kms:GrantOperations': Operations,
        ...(GranteePrincipal === undefined ? {} : { 'kms:GranteePrincipal': [GranteePrincipal] }),
      };
      return [keyNeed('CreateGrant', KeyId, call, { context })];
    },
  ),

  kmsReads(
    'ListGrants',
    (input: ListGrantsRequest, call): ListGrantsResponse => {
      refuseUnsupported(input, ['GranteeServicePrincipal']);
      const { key } = findByKeyId(call, input.KeyId);
      const { GrantId, GranteePrincipal } = input;
      const wanted = key.grants.filter(
        ({ id, grantee }) =>
          (GrantId === undefined || id === GrantId) && (GranteePrincipal === undefined || grantee === GranteePrincipal),
      );
      const { items, paging } = markedPage(wanted, ({ id }) => id, input, { usual: 50, most: 100 });
      return { Grants: items.map((grant) => showGrant(key, grant)), ...paging };
    },
    onKey('ListGrants'),
  ),

  kmsChanges(
    'RevokeGrant',
    (input: RevokeGrantRequest, call): object => {
      removeGrant(findByKeyId(call, input.KeyId), input.GrantId, call);
      return {};
    },
    onKey('RevokeGrant'),
  ),

  kmsChanges(
    'RetireGrant',
    (input: RetireGrantRequest, call): object => {
      const { found, grant } = retired(input, call);
      removeGrant(found, grant?.id ?? input.GrantId, call);
      return {};
    },
    (input, call) => {
      const { found, grant } = retired(input, call);
      // Whom the grant names may end it without asking anybody.
      const isNamed = grant?.retiring && namesOf(call.principal).includes(grant.retiring);
      return isNamed ? [] : [keyNeed('RetireGrant', found.key.arn, call)];
    },
  ),
];
