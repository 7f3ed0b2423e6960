/** What an account has once in each Region; its ID is `region`. */
export interface PlaceSettingsRecord {
  readonly id: 'region';
  readonly encryptVolumes: boolean;
  /** The ARN that EncryptionByDefault uses; null for AWS's own `aws/ebs`. */
  readonly defaultKmsKeyId: string | null;
  readonly imageBlockPublicAccess: ImagePublicAccess;
  /** What it was told to become, and when it is; null when nothing is under way or all of it is past. */
  readonly imageBlockPublicAccessNext: { readonly state: ImagePublicAccess; readonly at: number } | null;
  readonly allowedImages: AllowedImagesRecord;
  readonly snapshotBlockPublicAccess: 'block-all-sharing' | 'block-new-sharing' | 'unblocked';
  /** Days that a deregistered image stays in the Recycle Bin; null without a retention rule. */
  readonly imageRetentionDays: number | null;
  readonly metadataDefaults: MetadataDefaultsRecord;
  /** vCPUs of on-demand standard instances that may run at once. */
  readonly vcpuQuota: number;
  /** Public images that the account may have here. */
  readonly publicImageQuota: number;
  /** Seconds for which new things stay unseen: eventual consistency, on request. */
  readonly visibilityDelay: number;
}

/** Whether images may be made public. */
export type ImagePublicAccess = 'block-new-sharing' | 'unblocked';

/** Which images of others an account lets in; its own are always allowed. */
export interface AllowedImagesRecord {
  readonly state: 'disabled' | 'audit-mode' | 'enabled';
  /** An image is allowed that one of these fits; all are where there is none. */
  readonly criteria: readonly ImageCriterionRecord[];
}

/** What an image must be like; a null asks for nothing. */
export interface ImageCriterionRecord {
  /** Account numbers, `amazon`, `aws-marketplace`, or `none` for nobody else's. */
  readonly providers: readonly string[] | null;
  /** Names with `*` and `?`. */
  readonly names: readonly string[] | null;
  readonly productCodes: readonly string[] | null;
  /** Days since it was made. */
  readonly maxAge: number | null;
  /** Days since it was deprecated; 0 lets no deprecated one in. */
  readonly maxDeprecated: number | null;
}

/** How new instances may ask for their metadata where their launch does not say; null for no preference. */
export interface MetadataDefaultsRecord {
  readonly tokens: 'required' | 'optional' | null;
  readonly hopLimit: number | null;
  readonly endpoint: 'enabled' | 'disabled' | null;
  readonly tagsInMetadata: 'enabled' | 'disabled' | null;
  /** Whether a launch without required tokens is refused. */
  readonly tokensEnforced: boolean | null;
}

/** A client token that was used, so that it is not acted on twice; its ID is `OPERATION TOKEN`. */
export interface TokenRecord {
  readonly id: string;
  readonly digest: string;
  /** The IDs of what was made. */
  readonly made: readonly string[];
  readonly usedAt: number;
}
