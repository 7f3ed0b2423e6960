import type { Disk } from '../../machines/machine.ts';
import type { TagRecord } from './tag-records.ts';

/** What a disk holds, kept once however many snapshots and instances have it; its ID is a digest of it. */
export interface DiskRecord {
  readonly id: string;
  readonly disk: Disk;
}

/** A disk; unattached when its attachment is null. */
export interface VolumeRecord {
  readonly id: string;
  readonly zone: string;
  readonly size: number;
  readonly type: string;
  readonly iops: number | null;
  readonly throughput: number | null;
  readonly encrypted: boolean;
  /** The key's ARN; null when it is not encrypted. */
  readonly kmsKeyId: string | null;
  readonly snapshotId: string;
  /** What a root volume held when it was detached or its snapshot was taken; null for none. */
  readonly diskId: string | null;
  readonly createdAt: number;
  /** Until then its state is `creating`. */
  readonly availableAt: number;
  readonly attachment: AttachmentRecord | null;
  readonly modification: ModificationRecord | null;
  readonly tags: readonly TagRecord[];
}

/** Where a volume is attached. */
export interface AttachmentRecord {
  readonly instanceId: string;
  readonly device: string;
  readonly attachedAt: number;
  readonly deleteOnTermination: boolean;
}

/** A change of a volume's size or speed, as DescribeVolumesModifications tells it. */
export interface ModificationRecord {
  readonly startedAt: number;
  readonly optimizingAt: number;
  readonly completedAt: number;
  readonly from: VolumeShape;
  readonly to: VolumeShape;
}

/** Size in GiB, type, IOPS and MiB/s of a volume. */
export interface VolumeShape {
  readonly size: number;
  readonly type: string;
  readonly iops: number | null;
  readonly throughput: number | null;
}

/** A copy of a disk at one moment. */
export interface SnapshotRecord {
  readonly id: string;
  readonly volumeId: string;
  readonly size: number;
  readonly description: string;
  readonly encrypted: boolean;
  readonly kmsKeyId: string | null;
  readonly startedAt: number;
  readonly completesAt: number;
  readonly state: 'pending' | 'completed' | 'error';
  readonly stateMessage: string | null;
  /** A root volume's contents, a row of `disks`. */
  readonly diskId: string | null;
  readonly sharedWith: readonly string[];
  readonly isPublic: boolean;
  readonly tags: readonly TagRecord[];
}
