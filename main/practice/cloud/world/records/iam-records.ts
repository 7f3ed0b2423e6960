import type { TagRecord } from './tag-records.ts';

/** An inline policy of a user, group or role. */
export interface InlinePolicyRecord {
  readonly name: string;
  readonly document: string;
}

/** What users, groups and roles have in common. Their record's ID is their name in small letters: names differ by more than case. */
export interface IdentityRecord {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** `AIDA…`, `AGPA…`, `AROA…` */
  readonly uniqueId: string;
  readonly createdAt: number;
  readonly inline: readonly InlinePolicyRecord[];
  /** ARNs of managed policies. */
  readonly attached: readonly string[];
}

/** An IAM user. */
export interface UserRecord extends IdentityRecord {
  /** Names of the groups. */
  readonly groups: readonly string[];
  /** The ARN of a managed policy. */
  readonly boundary: string | null;
  readonly login: LoginRecord | null;
  readonly passwordLastUsedAt: number | null;
  readonly tags: readonly TagRecord[];
}

/** What is kept of a password. */
export interface PasswordDigest {
  /** Both in base64. */
  readonly salt: string;
  readonly digest: string;
}

/** A user's console password; only a digest of it is kept. */
export interface LoginRecord extends PasswordDigest {
  readonly createdAt: number;
  readonly changedAt: number;
  readonly mustChange: boolean;
  /** Passwords before this one, the latest first: at most as many as any password policy remembers. */
  readonly previous: readonly PasswordDigest[];
}

/** A virtual MFA device; its ID is its serial number, an ARN. */
export interface MfaDeviceRecord {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** Base32. */
  readonly seed: string;
  readonly createdAt: number;
  /** Whose it is, and since when; null while nobody has enabled it. */
  readonly holder: { readonly userName: string; readonly enabledAt: number } | null;
  /** Which thirty seconds the last accepted code was of: no code is accepted twice. */
  readonly lastStep: number;
  readonly tags: readonly TagRecord[];
}

/** An IAM group. */
export type IamGroupRecord = IdentityRecord;

/** An IAM role. */
export interface RoleRecord extends IdentityRecord {
  readonly description: string;
  readonly trust: string;
  readonly boundary: string | null;
  /** Seconds. */
  readonly maxSession: number;
  readonly lastUsedAt: number | null;
  readonly lastUsedRegion: string | null;
  readonly tags: readonly TagRecord[];
}

/** What hands a role to an instance. */
export interface InstanceProfileRecord {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** `AIPA…` */
  readonly uniqueId: string;
  readonly createdAt: number;
  readonly roleName: string | null;
  readonly tags: readonly TagRecord[];
}

/** A managed policy of the account; its ID is its ARN. */
export interface PolicyRecord {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** `ANPA…` */
  readonly uniqueId: string;
  readonly description: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly defaultVersion: string;
  /** The number that the next version gets. */
  readonly nextVersion: number;
  readonly versions: readonly { readonly id: string; readonly document: string; readonly createdAt: number }[];
  readonly tags: readonly TagRecord[];
}

/** A long-term access key; its ID is the access key ID. */
export interface AccessKeyRecord {
  readonly id: string;
  readonly secret: string;
  readonly userName: string;
  readonly status: 'Active' | 'Inactive';
  readonly createdAt: number;
  readonly lastUsed: { readonly at: number; readonly service: string; readonly region: string } | null;
}

/** Temporary credentials; their ID is the access key ID. */
export interface SessionRecord {
  readonly id: string;
  readonly secret: string;
  readonly token: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly holder:
    | { readonly kind: 'role'; readonly roleName: string; readonly sessionName: string }
    | { readonly kind: 'user'; readonly userName: string };
  /** Session policies, inline and managed. */
  readonly policies: readonly { readonly name: string; readonly document: string }[];
  readonly tags: readonly TagRecord[];
  /** Which of the tags a session that is opened with this one keeps. */
  readonly transitiveKeys: readonly string[];
  /** Who stands behind the session; it stays through every further role. */
  readonly sourceIdentity: string | null;
  /** Whether the session was opened with a one-time password. */
  readonly mfa: boolean;
}

/** When a principal last used an action: what the access advisor tells. Its ID is `PRINCIPAL-ARN ACTION`. */
export interface UsageRecord {
  readonly id: string;
  readonly principalArn: string;
  readonly service: string;
  readonly action: string;
  readonly at: number;
  readonly region: string;
}

/** A report of what was last accessed. */
export interface AccessReportRecord {
  readonly id: string;
  readonly arn: string;
  readonly granularity: 'SERVICE_LEVEL' | 'ACTION_LEVEL';
  readonly startedAt: number;
  readonly completedAt: number;
}

/** A credential report, one for an account; its ID is `report`. */
export interface CredentialReportRecord {
  readonly id: 'report';
  readonly startedAt: number;
  readonly completedAt: number;
  /** CSV. */
  readonly content: string;
}

/** What an account has once; its ID is `account`. */
export interface AccountSettingsRecord {
  readonly id: 'account';
  readonly alias: string | null;
  readonly passwordPolicy: PasswordPolicyRecord | null;
  /** Product codes whose terms were accepted. */
  readonly subscriptions: readonly string[];
  /** The free plan takes few instance types only. */
  readonly freePlan: boolean;
  /** Service control policies of the organisation, by name; none when the account is in none. */
  readonly controlPolicies: readonly { readonly name: string; readonly id: string; readonly document: string }[];
}

/** Rules for console passwords. */
export interface PasswordPolicyRecord {
  readonly minimumLength: number;
  readonly symbols: boolean;
  readonly numbers: boolean;
  readonly uppercase: boolean;
  readonly lowercase: boolean;
  readonly usersMayChange: boolean;
  readonly maxAge: number | null;
  readonly reusePrevention: number | null;
  readonly hardExpiry: boolean;
}
