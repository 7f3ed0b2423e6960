/** What an account has once in each Region; its ID is `region`. */
export interface PlaceSettingsRecord {
  readonly id: 'region';
  readonly encryptVolumes: boolean;
  /** The ARN that EncryptionByDefault uses; null for AWS's own `aws/ebs`. */
  readonly defaultKmsKeyId: string | null;
  readonly imageBlockPublicAccess: 'block-new-sharing' | 'unblocked';
  readonly snapshotBlockPublicAccess: 'block-all-sharing' | 'block-new-sharing' | 'unblocked';
  /** Days that a deregistered image stays in the Recycle Bin; null without a retention rule. */
  readonly imageRetentionDays: number | null;
  /** vCPUs of on-demand standard instances that may run at once. */
  readonly vcpuQuota: number;
  /** Public images that the account may have here. */
  readonly publicImageQuota: number;
  /** Seconds for which new things stay unseen: eventual consistency, on request. */
  readonly visibilityDelay: number;
}

/** A client token that was used, so that it is not acted on twice; its ID is `OPERATION TOKEN`. */
export interface TokenRecord {
  readonly id: string;
  readonly digest: string;
  /** The IDs of what was made. */
  readonly made: readonly string[];
  readonly usedAt: number;
}

/** A KMS key; its ID is the key ID. */
export interface KmsKeyRecord {
  readonly id: string;
  readonly arn: string;
  readonly description: string;
  readonly manager: 'AWS' | 'CUSTOMER';
  readonly alias: string | null;
  readonly createdAt: number;
  readonly enabled: boolean;
  readonly deletionAt: number | null;
  readonly policy: string;
  readonly grants: readonly KmsGrantRecord[];
  readonly tags: readonly { readonly TagKey: string; readonly TagValue: string }[];
}

/** A grant on a KMS key. */
export interface KmsGrantRecord {
  readonly id: string;
  readonly token: string;
  readonly grantee: string;
  readonly operations: readonly string[];
  readonly name: string | null;
  readonly createdAt: number;
}
