import { attachmentOperations } from './attachments.ts';
import { snapshotCopying } from './copy-snapshot.ts';
import { snapshotCreation } from './create-snapshots.ts';
import { volumeCreation } from './create-volume.ts';
import { snapshotDeletion } from './delete-snapshot.ts';
import { snapshotReads } from './describe-snapshots.ts';
import { volumeReads } from './describe-volumes.ts';
import { encryptionDefaults } from './encryption-defaults.ts';
import { volumeModification } from './modify-volume.ts';
import { snapshotPublicAccess } from './snapshot-public-access.ts';
import { snapshotSharing } from './snapshot-sharing.ts';
import { volumeStatus } from './volume-status.ts';

/** Volumes and snapshots. */
export const storageOperations = [
  ...snapshotReads,
  ...snapshotCreation,
  ...snapshotCopying,
  ...snapshotDeletion,
  ...snapshotSharing,
  ...snapshotPublicAccess,
  ...volumeReads,
  ...volumeCreation,
  ...attachmentOperations,
  ...volumeModification,
  ...volumeStatus,
  ...encryptionDefaults,
];
