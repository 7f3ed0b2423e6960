import type { CopyImageRequest } from '@aws-sdk/client-ec2';
import { imageLimits } from '../../data/image-limits.ts';
import { Refusal } from '../../refusal.ts';
import type { ImageMapping } from '../../world/records/image-records.ts';
import type { ReasonRecord } from '../../world/records/instance-records.ts';
import type { SnapshotRecord } from '../../world/records/storage-records.ts';
import type { TagRecord } from '../../world/records/tag-records.ts';
import { launchableImage, readableSnapshot, type VisibleImage } from '../available-images.ts';
import { required } from '../finding.ts';
import { keyArnOf, mayUseKey } from '../kms-use.ts';
import { type CallContext, refuseUnmodelled } from '../operation.ts';
import { callIn } from '../other-region.ts';
import { tagsFor } from '../tags.ts';
import { checkDescription, checkName, checkQuota } from './image-words.ts';
import { checkPending, failure, failureOf } from './new-snapshots.ts';
import { tagsSeenBy } from './shown-image.ts';

const taggable = ['image', 'snapshot'] as const;
const unmodelled = ['DestinationOutpostArn', 'DestinationAvailabilityZone', 'DestinationAvailabilityZoneId'] as const;

/** EC2's word for a key that it may not use; it notices after it has answered. */
const keyFault = 'Given key ID is not accessible. You must have DescribeKey permissions on the default CMK.';

/** A disk of the source with its snapshot; an empty one has none. */
export interface CopiedDisk {
  readonly mapping: ImageMapping;
  readonly snapshot: SnapshotRecord | null;
}

/** Everything about a copy, checked before anything is made. */
export interface CopyPlan {
  readonly source: VisibleImage;
  readonly sourceRegion: string;
  readonly name: string;
  readonly description: string;
  readonly disks: readonly CopiedDisk[];
  /** Why the copy is going to fail, or null. */
  readonly failed: ReasonRecord | null;
  readonly imageTags: readonly TagRecord[];
  readonly snapshotTags: readonly TagRecord[];
}

/** The source's disks, if the caller may read all that is on them. */
function readDisks({ record, ownerId }: VisibleImage, there: CallContext): CopiedDisk[] {
  if (record.productCodes.length > 0 && ownerId !== there.account.id) {
    throw new Refusal('InvalidRequest', 'Images from AWS Marketplace cannot be copied to another AWS account');
  }
  return record.mappings.map((mapping) => {
    if (mapping.snapshotId === null) return { mapping, snapshot: null };
    const snapshot = readableSnapshot(there, mapping.snapshotId);
    if (!snapshot) {
      throw new Refusal('InvalidRequest', 'You do not have permission to access the storage of this ami');
    }
    return { mapping, snapshot };
  });
}

function checkEncryption(input: CopyImageRequest, disks: readonly CopiedDisk[]): void {
  if (input.KmsKeyId !== undefined && input.Encrypted !== true) {
    throw new Refusal(
      'InvalidParameterDependency',
      'The parameter KmsKeyId requires the parameter Encrypted to be set.',
    );
  }
  const encrypted = disks.find(({ snapshot }) => snapshot?.encrypted)?.snapshot;
  if (input.Encrypted === false && encrypted) {
    throw new Refusal(
      'InvalidRequest',
      `Snapshot ${encrypted.id} is encrypted. Creating an unencrypted copy from an encrypted snapshot is not supported.`,
    );
  }
}

function checkMinutes(minutes: number | undefined): void {
  const { step, least, most } = imageLimits.copyMinutes;
  if (minutes !== undefined && (minutes % step !== 0 || minutes < least || minutes > most)) {
    throw new Refusal(
      'InvalidParameterValue',
      `Value (${minutes}) for parameter snapshotCopyCompletionDurationMinutes is invalid. It must be a multiple of ${step} from ${least} to ${most}.`,
    );
  }
}

/** Whether the keys of both ends can be used: of the encrypted source, and the one that the copy is to have. */
function findFailure(input: CopyImageRequest, disks: readonly CopiedDisk[], there: CallContext, call: CallContext) {
  const asked = failureOf(call, 'An internal error has occurred during the copy');
  if (asked) return asked;
  const held = disks.flatMap(({ snapshot }) => snapshot?.kmsKeyId ?? []);
  const wanted = input.KmsKeyId === undefined ? null : keyArnOf(call, input.KmsKeyId);
  const fine =
    held.every((arn) => mayUseKey(there, arn)) &&
    (input.KmsKeyId === undefined || (wanted !== null && mayUseKey(call, wanted)));
  return fine ? null : failure(keyFault);
}

/** Checks all of a copy's request; the call is the one to the destination. */
export function planCopy(input: CopyImageRequest, call: CallContext): CopyPlan {
  refuseUnmodelled(input, unmodelled);
  const name = checkName(input.Name, call.place);
  const sourceRegion = required(input.SourceRegion, 'SourceRegion');
  const there = callIn(call, sourceRegion);
  const source = launchableImage(there, required(input.SourceImageId, 'SourceImageId'));
  const disks = readDisks(source, there);
  checkEncryption(input, disks);
  checkMinutes(input.SnapshotCopyCompletionDurationMinutes);
  checkQuota(call.place);
  checkPending(call, disks.filter(({ snapshot }) => snapshot).length, [], false);
  const imageTags = tagsFor(input.TagSpecifications, 'image', taggable);
  const copied = input.CopyImageTags ? tagsSeenBy(call, source) : [];
  return {
    source,
    sourceRegion,
    name,
    description: checkDescription(
      input.Description ??
        `[Copied ${source.record.id} from ${sourceRegion}] ${source.record.description}`.slice(0, 255),
    ),
    disks,
    failed: findFailure(input, disks, there, call),
    imageTags: [...copied.filter(({ Key }) => !imageTags.some((tag) => tag.Key === Key)), ...imageTags],
    snapshotTags: tagsFor(input.TagSpecifications, 'snapshot', taggable),
  };
}
