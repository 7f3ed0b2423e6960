import type { Platform } from '../../machines/machine.ts';
import type { ReasonRecord } from './instance-records.ts';
import type { TagRecord } from './tag-records.ts';

/** An image that an account owns. */
export interface ImageRecord {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly architecture: string;
  readonly platform: Platform;
  readonly platformDetails: string;
  readonly rootDevice: string;
  /** Null where an image says nothing and so starts by legacy BIOS. */
  readonly bootMode: string | null;
  readonly mappings: readonly ImageMapping[];
  readonly createdAt: number;
  readonly sourceInstanceId: string | null;
  readonly sourceImageId: string | null;
  readonly sourceImageRegion: string | null;
  readonly productCodes: readonly string[];
  readonly imdsV2: boolean;
  readonly tpm: boolean;
  readonly enaSupport: boolean;
  readonly sriovSupport: boolean;
  readonly state: 'pending' | 'available' | 'failed' | 'disabled';
  readonly next: { readonly state: 'available' | 'failed'; readonly at: number } | null;
  readonly stateReason: ReasonRecord | null;
  /** Who else may launch it. */
  readonly permissions: LaunchPermissionRecord;
  /** When it leaves others' lists, in milliseconds. */
  readonly deprecatedAt: number | null;
  readonly protection: ProtectionRecord;
  readonly lastLaunchedAt: number | null;
  /** Set while it is in the Recycle Bin. */
  readonly bin: { readonly enteredAt: number; readonly exitsAt: number } | null;
  readonly tags: readonly TagRecord[];
}

/** Launch permissions of an image. */
export interface LaunchPermissionRecord {
  readonly accounts: readonly string[];
  readonly organizations: readonly string[];
  readonly organizationalUnits: readonly string[];
  readonly isPublic: boolean;
}

/** Protection from deregistration; `until` is when it ends after it was switched off with a cooldown. */
export interface ProtectionRecord {
  readonly enabled: boolean;
  readonly cooldown: boolean;
  readonly until: number | null;
}

/**
 * What stays known of an image after it was deregistered: instances still tell it of theirs, ancestries go on past it,
 * and who registers its snapshot again gets the same system.
 */
export interface PastImageRecord
  extends Pick<
    ImageRecord,
    'id' | 'name' | 'platform' | 'createdAt' | 'deprecatedAt' | 'sourceImageId' | 'sourceImageRegion'
  > {
  readonly isPublic: boolean;
  readonly snapshotIds: readonly string[];
}

/** One disk that an image or a launch makes. */
export interface ImageMapping {
  readonly device: string;
  readonly snapshotId: string | null;
  readonly size: number;
  readonly type: string;
  readonly iops: number | null;
  readonly throughput: number | null;
  readonly encrypted: boolean;
  readonly kmsKeyId: string | null;
  readonly deleteOnTermination: boolean;
}

/** What an image is when it is new and nobody has said more. */
export const plainImage = {
  bootMode: 'uefi-preferred',
  sourceImageRegion: null,
  productCodes: [],
  tpm: false,
  enaSupport: true,
  sriovSupport: true,
  permissions: { accounts: [], organizations: [], organizationalUnits: [], isPublic: false },
  deprecatedAt: null,
  protection: { enabled: false, cooldown: false, until: null },
  lastLaunchedAt: null,
  bin: null,
} as const satisfies Partial<ImageRecord>;
