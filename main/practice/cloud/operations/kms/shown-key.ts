import type { KeyMetadata } from '@aws-sdk/client-kms';
import { accountOf } from '../../access/arn.ts';
import type { KmsKeyRecord } from '../../world/records/kms-records.ts';

/** A key's state in KMS's word. */
export function stateOf({ enabled, deletionAt }: KmsKeyRecord): 'Enabled' | 'Disabled' | 'PendingDeletion' {
  if (deletionAt !== null) return 'PendingDeletion';
  return enabled ? 'Enabled' : 'Disabled';
}

/** A key as KMS describes it. */
export function showKey(key: KmsKeyRecord): KeyMetadata {
  const state = stateOf(key);
  return {
    AWSAccountId: accountOf(key.arn) ?? '',
    KeyId: key.id,
    Arn: key.arn,
    CreationDate: new Date(key.createdAt),
    Enabled: state === 'Enabled',
    Description: key.description,
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: state,
    ...(key.deletionAt === null ? {} : { DeletionDate: new Date(key.deletionAt) }),
    Origin: 'AWS_KMS',
    KeyManager: key.manager,
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
  };
}
