import type { Disk } from '../../machines/machine.ts';
import type { TagRecord } from './tag-records.ts';

/** What a disk holds, kept once however many snapshots and instances have it; its ID is a digest of it. */
export interface DiskRecord {
  readonly id: string;
  readonly disk: Disk;
  /** The file system that somebody made; without it, the disk is a system's, told as what differs from a fresh one. */
  readonly fileSystem?: FileSystemRecord;
}

/** A file system on a disk. */
export interface FileSystemRecord {
  readonly type: 'ext4' | 'xfs';
  readonly uuid: string;
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
  /**
   * What it holds, a row of `disks`; null for nothing, and for a fresh system.
   *
   * While it is its instance's root volume, the instance's own `diskId` tells.
   */
  readonly diskId: string | null;
  readonly createdAt: number;
  /** Until then its state is `creating`. */
  readonly availableAt: number;
  /** What becomes of one that can not be made: without its key it disappears, as in AWS. Others become available. */
  readonly fate?: 'error' | 'gone';
  readonly attachment: AttachmentRecord | null;
  readonly modification: ModificationRecord | null;
  /** Whether its input and output go on by themselves after a doubt about its data. */
  readonly autoEnableIo?: boolean;
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
  /** What the volume held, a row of `disks`; null for nothing, and for a fresh system. */
  readonly diskId: string | null;
  readonly sharedWith: readonly string[];
  readonly isPublic: boolean;
  readonly tags: readonly TagRecord[];
}
