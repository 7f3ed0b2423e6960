/** A KMS key; its ID is the key ID. */
export interface KmsKeyRecord {
  readonly id: string;
  readonly arn: string;
  readonly description: string;
  /** AWS's own keys come into being by themselves, and nobody can share, change or delete them. */
  readonly manager: 'AWS' | 'CUSTOMER';
  readonly aliases: readonly KmsAliasRecord[];
  readonly createdAt: number;
  readonly enabled: boolean;
  /** When it goes, and all that it encrypted with it; null while nobody wants that. */
  readonly deletionAt: number | null;
  /** The document as it was given. */
  readonly policy: string;
  readonly grants: readonly KmsGrantRecord[];
  /** Days between rotations; null where it is not rotated. */
  readonly rotationDays: number | null;
  /** What it encrypts with: 32 bytes, base64. */
  readonly material: string;
  readonly tags: readonly KmsTagRecord[];
}

/** Another name of a key. */
export interface KmsAliasRecord {
  /** `alias/NAME` */
  readonly name: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A grant on a KMS key. */
export interface KmsGrantRecord {
  readonly id: string;
  readonly token: string;
  /** ARN of the user, role, session or account that may use the key by it. */
  readonly grantee: string;
  /** Who may end it, besides who may retire grants of the key; null for nobody. */
  readonly retiring: string | null;
  /** The account in which it was made. */
  readonly issuer: string;
  readonly operations: readonly string[];
  /** What a use must be about; null for anything. */
  readonly constraints: KmsConstraintsRecord | null;
  readonly name: string | null;
  readonly createdAt: number;
}

/** The encryption context that a use must bring: all of `equals`, or at least what is in `subset`. */
export interface KmsConstraintsRecord {
  readonly equals: Readonly<Record<string, string>> | null;
  readonly subset: Readonly<Record<string, string>> | null;
}

/** A tag, in KMS's own words. */
export interface KmsTagRecord {
  readonly TagKey: string;
  readonly TagValue: string;
}
