/** The date of these limits. */
export const imageLimitsDate = '2026-11-24';

/**
 * AWS's default limits on images, for each account in each Region where nothing else is said.
 *
 * Sources: EC2 user guide, "Amazon EC2 AMI quotas", "Deprecate an AMI", "Time-based copies"; EBS endpoints and quotas.
 */
export const imageLimits = {
  /** Those in the Recycle Bin count. */
  images: 50_000,
  /** Accounts, organizations and units that one image is shared with. */
  sharingEntities: 1_000,
  pendingSnapshots: 100,
  pendingSnapshotsPerVolume: 5,
  descriptionLength: 255,
  /** Years from now, and from its creation for a public image. */
  deprecationYears: 10,
  publicDeprecationYears: 2,
  protectionCooldownHours: 24,
  /** A completion time of a copy comes in steps of 15 minutes. */
  copyMinutes: { step: 15, least: 15, most: 2_880 },
  ancestryEntries: 50,
  referencedImages: 10,
  /** Versions of a launch template that are looked through when nobody says how many. */
  templateVersions: 10,
  listedInBin: 20,
  allowedCriteria: 10,
} as const;
