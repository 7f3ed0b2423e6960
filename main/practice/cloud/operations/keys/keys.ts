import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type {
  CreateKeyPairRequest,
  DeleteKeyPairRequest,
  DeleteKeyPairResult,
  DescribeKeyPairsRequest,
  DescribeKeyPairsResult,
  ImportKeyPairRequest,
  ImportKeyPairResult,
  KeyPair,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { KeyPairRecord } from '../../world/records/instance-records.ts';
import type { Place } from '../../world/world.ts';
import { applyFilters } from '../filters.ts';
import { findAll, kinds, required } from '../finding.ts';
import { findKeyPair } from '../launch/options.ts';
import { narrowed } from '../narrowing.ts';
import { type CallContext, changes, reads } from '../operation.ts';
import { tagsFor } from '../tags.ts';
import { showTags } from '../views.ts';
import { importedFingerprint, madeFingerprint } from './fingerprints.ts';
import { readPublicKey } from './imported-keys.ts';
import { judgedByKey } from './key-access.ts';
import { puttyPrivateKey } from './putty-keys.ts';
import { openSshPrivateKey, openSshPublicKey } from './ssh-keys.ts';

/** AWS's quota of key pairs in a Region. */
const MOST_KEY_PAIRS = 5_000;

/** Key pairs: AWS keeps the public half only. */
export const keyOperations = [
  changes(
    'CreateKeyPair',
    (input: CreateKeyPairRequest, call): KeyPair => {
      const name = checkName(input.KeyName, call.place);
      const type = oneOf(input.KeyType ?? 'rsa', ['rsa', 'ed25519'], 'KeyType');
      const format = oneOf(input.KeyFormat ?? 'pem', ['pem', 'ppk'], 'KeyFormat');
      const tags = tagsFor(input.TagSpecifications, 'key-pair', ['key-pair']);
      call.proceed();
      const { publicKey, privateKey } =
        type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519');
      const fingerprint = madeFingerprint(privateKey, publicKey);
      const pair = keep(call, { name, type, fingerprint, publicKey: openSshPublicKey(publicKey, name), tags });
      return {
        KeyPairId: pair.id,
        KeyName: name,
        KeyFingerprint: fingerprint,
        KeyMaterial: format === 'ppk' ? puttyPrivateKey(privateKey, publicKey, name) : pemOf(privateKey),
        Tags: showTags(tags),
      };
    },
    judgedByKey('CreateKeyPair'),
  ),

  changes(
    'ImportKeyPair',
    (input: ImportKeyPairRequest, call): ImportKeyPairResult => {
      const name = checkName(input.KeyName, call.place);
      const read = readPublicKey(required(input.PublicKeyMaterial, 'PublicKeyMaterial'));
      if (!read) throw new Refusal('InvalidKey.Format', 'Key is not in valid OpenSSH public key format');
      const tags = tagsFor(input.TagSpecifications, 'key-pair', ['key-pair']);
      call.proceed();
      const fingerprint = importedFingerprint(read);
      const publicKey = openSshPublicKey(read.key, name);
      const pair = keep(call, { name, type: read.type, fingerprint, publicKey, tags });
      return { KeyPairId: pair.id, KeyName: name, KeyFingerprint: fingerprint, Tags: showTags(tags) };
    },
    judgedByKey('ImportKeyPair'),
  ),

  reads('DescribeKeyPairs', (input: DescribeKeyPairsRequest, call): DescribeKeyPairsResult => {
    const { place } = call;
    const byName = input.KeyNames?.map((name) => findKeyPair(place, name)) ?? [];
    const byId = input.KeyPairIds?.length ? findAll(kinds.keyPair, place.keyPairs, input.KeyPairIds) : [];
    const named = [...new Set([...byName, ...byId])];
    const kept = applyFilters(
      named.length > 0 ? named : narrowed(place.keyPairs, input.Filters, { 'key-name': 'name', 'key-pair-id': 'id' }),
      input.Filters,
      {
        'key-pair-id': ({ id }) => id,
        'key-name': ({ name }) => name,
        fingerprint: (pair) => pair.fingerprint,
      },
      ({ tags }) => tags,
    );
    return {
      KeyPairs: kept.map((pair) => ({
        KeyPairId: pair.id,
        KeyName: pair.name,
        KeyType: pair.type,
        KeyFingerprint: pair.fingerprint,
        CreateTime: new Date(pair.createdAt),
        Tags: showTags(pair.tags),
        ...(input.IncludePublicKey ? { PublicKey: pair.publicKey } : {}),
      })),
    };
  }),

  changes(
    'DeleteKeyPair',
    (input: DeleteKeyPairRequest, call): DeleteKeyPairResult => {
      const { KeyName, KeyPairId } = input;
      if (KeyName === undefined && KeyPairId === undefined) {
        throw new Refusal('MissingParameter', 'The request must contain the parameter KeyName or KeyPairId');
      }
      call.proceed();
      const { keyPairs } = call.place;
      const found = KeyPairId ? keyPairs.get(KeyPairId) : keyPairs.by('name', KeyName)[0];
      if (found) keyPairs.remove(found);
      // Deleting what is not there succeeds, as in EC2.
      return { Return: true, ...(found ? { KeyPairId: found.id } : {}) };
    },
    judgedByKey('DeleteKeyPair'),
  ),
];

function checkName(name: string | undefined, place: Place): string {
  const given = required(name, 'KeyName');
  if (given.length > 255 || !/^[\x20-\x7e]+$/.test(given)) {
    throw new Refusal(
      'InvalidParameterValue',
      `Value (${given}) for parameter KeyName is invalid. Expecting at most 255 ASCII characters.`,
    );
  }
  if (place.keyPairs.by('name', given).length > 0) {
    throw new Refusal('InvalidKeyPair.Duplicate', `The keypair '${given}' already exists.`);
  }
  if (place.keyPairs.size >= MOST_KEY_PAIRS) {
    throw new Refusal('KeyPairLimitExceeded', 'The maximum number of key pairs has been reached.');
  }
  return given;
}

function oneOf<T extends string>(value: string, allowed: readonly T[], name: string): T {
  const found = allowed.find((one) => one === value);
  if (!found) throw new Refusal('InvalidParameterValue', `Value (${value}) for parameter ${name} is invalid.`);
  return found;
}

function keep(call: CallContext, pair: Omit<KeyPairRecord, 'id' | 'createdAt'>): KeyPairRecord {
  return call.place.keyPairs.add({ ...pair, id: call.world.newId('key'), createdAt: call.now });
}

/** RSA in PKCS #1, as EC2 has always given it; ED25519 in OpenSSH's own form. */
function pemOf(privateKey: KeyObject): string {
  if (privateKey.asymmetricKeyType === 'ed25519') return openSshPrivateKey(privateKey, '');
  return String(privateKey.export({ type: 'pkcs1', format: 'pem' })).trimEnd();
}
