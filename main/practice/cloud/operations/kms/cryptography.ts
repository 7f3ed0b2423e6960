import type {
  DecryptRequest,
  DecryptResponse,
  EncryptRequest,
  EncryptResponse,
  GenerateDataKeyRequest,
  GenerateDataKeyResponse,
  GenerateDataKeyWithoutPlaintextResponse,
  ReEncryptRequest,
  ReEncryptResponse,
} from '@aws-sdk/client-kms';
import { Refusal } from '../../refusal.ts';
import type { KmsKeyRecord } from '../../world/records/kms-records.ts';
import type { CallContext } from '../operation.ts';
import { keyNeed } from './key-access.ts';
import { checkUsable, needed, refuseUnsupported } from './key-words.ts';
import { findKey } from './keys-found.ts';
import { kmsReads } from './kms-operation.ts';
import { keyOf, open, seal } from './sealing.ts';

const algorithm = 'SYMMETRIC_DEFAULT';
const MOST_PLAIN = 4096;
const unsupported = ['Recipient', 'DryRunModifiers'];

function usable(call: CallContext, keyId: string | undefined): KmsKeyRecord {
  const { key } = findKey(call, keyId);
  checkUsable(key);
  return key;
}

/** The key that opens a ciphertext; where the caller names one, it must be that. */
function opener(sealed: Uint8Array | undefined, keyId: string | undefined, call: CallContext): KmsKeyRecord {
  const { key } = keyOf(needed(sealed, 'ciphertextBlob'), call);
  if (keyId !== undefined && findKey(call, keyId).key !== key) {
    throw new Refusal(
      'IncorrectKeyException',
      'The key ID in the request does not identify a CMK that can perform this operation.',
    );
  }
  checkUsable(key);
  return key;
}

function lengthOf({ KeySpec, NumberOfBytes }: GenerateDataKeyRequest): number {
  if ((KeySpec === undefined) === (NumberOfBytes === undefined)) {
    throw new Refusal('ValidationException', 'Please specify either number of bytes or key spec.');
  }
  if (KeySpec !== undefined && KeySpec !== 'AES_128' && KeySpec !== 'AES_256') {
    throw new Refusal(
      'ValidationException',
      `1 validation error detected: Value '${String(KeySpec)}' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set: [AES_256, AES_128]`,
    );
  }
  return NumberOfBytes ?? (KeySpec === 'AES_128' ? 16 : 32);
}

function dataKey(
  input: GenerateDataKeyRequest,
  call: CallContext,
): Required<Omit<GenerateDataKeyResponse, 'CiphertextForRecipient' | 'KeyMaterialId'>> {
  refuseUnsupported(input, unsupported);
  const length = lengthOf(input);
  const key = usable(call, input.KeyId);
  call.proceed();
  const Plaintext = call.world.random(length);
  return { Plaintext, CiphertextBlob: seal(key, Plaintext, input.EncryptionContext ?? {}, call), KeyId: key.arn };
}

/** That a key may be used with what the ciphertext is bound to. */
const using =
  (name: string) =>
  ({ KeyId = '', EncryptionContext: about = {} }: GenerateDataKeyRequest, call: CallContext) => [
    keyNeed(name, KeyId, call, { about }),
  ];

/** Encryption and data keys. */
export const cryptographyOperations = [
  kmsReads(
    'Encrypt',
    (input: EncryptRequest, call): EncryptResponse => {
      const plain = needed(input.Plaintext, 'plaintext');
      if (plain.length === 0 || plain.length > MOST_PLAIN) {
        throw new Refusal(
          'ValidationException',
          `1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to ${MOST_PLAIN} and greater than or equal to 1`,
        );
      }
      const key = usable(call, input.KeyId);
      call.proceed();
      const CiphertextBlob = seal(key, plain, input.EncryptionContext ?? {}, call);
      return { CiphertextBlob, KeyId: key.arn, EncryptionAlgorithm: algorithm };
    },
    using('Encrypt'),
  ),

  kmsReads(
    'Decrypt',
    (input: DecryptRequest, call): DecryptResponse => {
      refuseUnsupported(input, unsupported);
      const key = opener(input.CiphertextBlob, input.KeyId, call);
      call.proceed();
      const Plaintext = open(key, needed(input.CiphertextBlob, 'ciphertextBlob'), input.EncryptionContext ?? {});
      return { KeyId: key.arn, Plaintext, EncryptionAlgorithm: algorithm };
    },
    (input, call) => [
      keyNeed('Decrypt', input.KeyId ?? keyOf(input.CiphertextBlob, call).key.arn, call, {
        about: input.EncryptionContext ?? {},
      }),
    ],
  ),

  kmsReads('GenerateDataKey', dataKey, using('GenerateDataKey')),

  kmsReads(
    'GenerateDataKeyWithoutPlaintext',
    (input: GenerateDataKeyRequest, call): GenerateDataKeyWithoutPlaintextResponse => {
      const { CiphertextBlob, KeyId } = dataKey(input, call);
      return { CiphertextBlob, KeyId };
    },
    using('GenerateDataKeyWithoutPlaintext'),
  ),

  kmsReads(
    'ReEncrypt',
    (input: ReEncryptRequest, call): ReEncryptResponse => {
      const from = opener(input.CiphertextBlob, input.SourceKeyId, call);
      const to = usable(call, input.DestinationKeyId);
      call.proceed();
      const plain = open(from, needed(input.CiphertextBlob, 'ciphertextBlob'), input.SourceEncryptionContext ?? {});
      return {
        CiphertextBlob: seal(to, plain, input.DestinationEncryptionContext ?? {}, call),
        SourceKeyId: from.arn,
        KeyId: to.arn,
        SourceEncryptionAlgorithm: algorithm,
        DestinationEncryptionAlgorithm: algorithm,
      };
    },
    (input, call) => [
      keyNeed('ReEncryptFrom', input.SourceKeyId ?? keyOf(input.CiphertextBlob, call).key.arn, call, {
        about: input.SourceEncryptionContext ?? {},
      }),
      keyNeed('ReEncryptTo', input.DestinationKeyId ?? '', call, { about: input.DestinationEncryptionContext ?? {} }),
    ],
  ),
];
