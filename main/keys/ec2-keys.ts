import {
  CreateKeyPairCommand,
  DeleteKeyPairCommand,
  DescribeKeyPairsCommand,
  ImportKeyPairCommand,
  type KeyPairInfo,
} from '@aws-sdk/client-ec2';
import type { CreateKeyPairRequest, ImportKeyPairRequest } from '../../src/keys/contract.ts';
import { typeOfPublicKey } from '../../src/keys/public-key.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsTags, isoTime, OPERATION_TAG, tagValue } from '../aws/shapes.ts';

/** A key pair as EC2 knows it: the public half. */
export interface PublicKeyPair {
  readonly keyPairId: string;
  readonly name: string;
  readonly type: 'rsa' | 'ed25519';
  readonly fingerprint: string;
  readonly createdAt?: string;
  /** Which making it came from, when the app made it. */
  readonly operation: string;
}

/** The key pairs of the Region, by name. */
export async function describeKeyPairs(cloud: Cloud): Promise<PublicKeyPair[]> {
  const { KeyPairs = [] } = await cloud.read.send(new DescribeKeyPairsCommand({}));
  return KeyPairs.map(shape).sort((a, b) => a.name.localeCompare(b.name));
}

/** Makes a pair; AWS tells the private half this once and never again. */
export async function sendCreateKeyPair(
  cloud: Cloud,
  { name, type }: CreateKeyPairRequest,
  operationId: string,
): Promise<{ pair: PublicKeyPair; privateKey: string }> {
  const made = await cloud.once.send(
    new CreateKeyPairCommand({
      KeyName: name,
      KeyType: type,
      KeyFormat: 'pem',
      TagSpecifications: [{ ResourceType: 'key-pair', Tags: awsTags([{ key: OPERATION_TAG, value: operationId }]) }],
    }),
  );
  const { KeyMaterial = '', ...rest } = made;
  return { pair: shape({ ...rest, KeyType: type }), privateKey: KeyMaterial };
}

/** Asks whether a pair could be made, without making it. */
export async function tryCreateKeyPair(cloud: Cloud, { name, type }: CreateKeyPairRequest): Promise<void> {
  await cloud.read.send(new CreateKeyPairCommand({ KeyName: name, KeyType: type, KeyFormat: 'pem', DryRun: true }));
}

/** Brings a public half to AWS, sent once. */
export async function sendImportKeyPair(
  cloud: Cloud,
  request: ImportKeyPairRequest,
  operationId: string,
): Promise<PublicKeyPair> {
  const made = await cloud.once.send(new ImportKeyPairCommand(importInput(request, operationId)));
  return shape({ ...made, KeyType: typeOfPublicKey(request.publicKey) });
}

/** Asks whether the public half could be brought to AWS, without doing so. */
export async function tryImportKeyPair(cloud: Cloud, request: ImportKeyPairRequest): Promise<void> {
  await cloud.read.send(new ImportKeyPairCommand({ ...importInput(request, 'amiable-dry-run'), DryRun: true }));
}

function importInput({ name, publicKey }: ImportKeyPairRequest, operationId: string) {
  return {
    KeyName: name,
    PublicKeyMaterial: Buffer.from(publicKey.trim(), 'utf8'),
    TagSpecifications: [
      { ResourceType: 'key-pair' as const, Tags: awsTags([{ key: OPERATION_TAG, value: operationId }]) },
    ],
  };
}

/** Asks whether the pair could be removed, without removing it. */
export async function tryDeleteKeyPair(cloud: Cloud, keyPairId: string): Promise<void> {
  await cloud.read.send(new DeleteKeyPairCommand({ KeyPairId: keyPairId, DryRun: true }));
}

/** Removes the public half; removing what is gone already is no fault. */
export async function deleteKeyPair(cloud: Cloud, keyPairId: string): Promise<void> {
  await cloud.read.send(new DeleteKeyPairCommand({ KeyPairId: keyPairId }));
}

function shape(pair: KeyPairInfo): PublicKeyPair {
  return {
    keyPairId: pair.KeyPairId ?? '',
    name: pair.KeyName ?? '',
    type: pair.KeyType === 'ed25519' ? 'ed25519' : 'rsa',
    fingerprint: pair.KeyFingerprint ?? '',
    ...(pair.CreateTime ? { createdAt: isoTime(pair.CreateTime) } : {}),
    operation: tagValue(pair.Tags, OPERATION_TAG),
  };
}
