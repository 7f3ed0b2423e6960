/**
 * How far an image may be shared, as AWS sets it for every account that did not ask for more.
 *
 * Source: EC2 user guide, “Amazon EC2 AMI quotas”; KMS developer guide, “Resource quotas”.
 */
export const SHARE_LIMITS = {
  date: '2026-11-24',
  /** Accounts, organisations and units that one image is shared with. */
  receivers: 1_000,
  /** Images that everyone may launch, in one Region. */
  publicImages: 5,
  /** Bytes of a key's policy. */
  keyPolicyBytes: 32_768,
  /** For how long AWS may go on refusing after public images were allowed. */
  publicBlockMinutes: 10,
} as const;
