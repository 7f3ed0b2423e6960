import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
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
import { Refusal } from '../refusal.ts';
import type { KeyPairRecord } from '../world/records/instance-records.ts';
import type { Place } from '../world/world.ts';
import { applyFilters } from './filters.ts';
import { findAll, kinds, required } from './finding.ts';
import { type CallContext, changes, reads } from './operation.ts';
import { openSshPrivateKey, openSshPublicKey, readOpenSshPublicKey } from './ssh-keys.ts';
import { tagsFor } from './tags.ts';
import { showTags } from './views.ts';

/** EC2's fingerprints: for RSA that it made, SHA-1 of the private key (PKCS#8); for RSA that came in, MD5 of the public key; for ED25519, SHA-256 as OpenSSH. */
function fingerprint(kind: 'made-rsa' | 'imported-rsa' | 'ed25519', bytes: Uint8Array): string {
  if (kind === 'ed25519') return createHash('sha256').update(bytes).digest('base64');
  const digest = createHash(kind === 'made-rsa' ? 'sha1' : 'md5')
    .update(bytes)
    .digest('hex');
  return digest.match(/../g)?.join(':') ?? digest;
}

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
  return given;
}

function keep(call: CallContext, pair: Omit<KeyPairRecord, 'id' | 'createdAt'>): KeyPairRecord {
  return call.place.keyPairs.add({ ...pair, id: call.world.newId('key'), createdAt: call.now });
}

function rsaMaterial(privateKey: KeyObject): string {
  return String(privateKey.export({ type: 'pkcs1', format: 'pem' })).trimEnd();
}

function byNames(place: Place, names: readonly string[]): KeyPairRecord[] {
  return names.map((name) => {
    const found = place.keyPairs.by('name', name)[0];
    if (!found) throw new Refusal('InvalidKeyPair.NotFound', `The key pair '${name}' does not exist`);
    return found;
  });
}

/** Key pairs: AWS keeps the public half only. */
export const keyOperations = [
  changes('CreateKeyPair', (input: CreateKeyPairRequest, call): KeyPair => {
    const name = checkName(input.KeyName, call.place);
    const type = input.KeyType ?? 'rsa';
    if (type !== 'rsa' && type !== 'ed25519') {
      throw new Refusal('InvalidParameterValue', `Value (${type}) for parameter KeyType is invalid.`);
    }
    if (input.KeyFormat !== undefined && input.KeyFormat !== 'pem') {
      throw new Refusal('UnsupportedOperation', `The practice cloud does not give keys as ${input.KeyFormat} yet.`);
    }
    const tags = tagsFor(input.TagSpecifications, 'key-pair', ['key-pair']);
    call.proceed();
    const { publicKey, privateKey } =
      type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519');
    const line = openSshPublicKey(publicKey, name);
    const print =
      type === 'rsa'
        ? fingerprint('made-rsa', privateKey.export({ type: 'pkcs8', format: 'der' }))
        : fingerprint('ed25519', Buffer.from(line.split(' ')[1] ?? '', 'base64'));
    const pair = keep(call, { name, type, fingerprint: print, publicKey: line, tags });
    return {
      KeyPairId: pair.id,
      KeyName: name,
      KeyFingerprint: print,
      KeyMaterial: type === 'rsa' ? rsaMaterial(privateKey) : openSshPrivateKey(privateKey, ''),
      Tags: showTags(tags),
    };
  }),

  changes('ImportKeyPair', (input: ImportKeyPairRequest, call): ImportKeyPairResult => {
    const name = checkName(input.KeyName, call.place);
    const text = Buffer.from(required(input.PublicKeyMaterial, 'PublicKeyMaterial')).toString('utf8').trim();
    const read = readOpenSshPublicKey(text);
    if (!read) throw new Refusal('InvalidKey.Format', 'Key is not in valid OpenSSH public key format');
    const tags = tagsFor(input.TagSpecifications, 'key-pair', ['key-pair']);
    call.proceed();
    const print =
      read.type === 'rsa'
        ? fingerprint('imported-rsa', read.key.export({ type: 'spki', format: 'der' }))
        : fingerprint('ed25519', read.blob);
    const publicKey = `${text.split(/\s+/).slice(0, 2).join(' ')} ${name}`;
    const pair = keep(call, { name, type: read.type, fingerprint: print, publicKey, tags });
    return { KeyPairId: pair.id, KeyName: name, KeyFingerprint: print, Tags: showTags(tags) };
  }),

  reads('DescribeKeyPairs', (input: DescribeKeyPairsRequest, call): DescribeKeyPairsResult => {
    const { place } = call;
    const named = input.KeyNames?.length ? byNames(place, input.KeyNames) : place.keyPairs.all();
    const byId = input.KeyPairIds?.length ? findAll(kinds.keyPair, place.keyPairs, input.KeyPairIds) : named;
    const chosen = named.filter((pair) => byId.includes(pair));
    const kept = applyFilters(
      chosen,
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

  changes('DeleteKeyPair', (input: DeleteKeyPairRequest, call): DeleteKeyPairResult => {
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
  }),
];
