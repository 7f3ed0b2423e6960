import type { CopySnapshotRequest, CopySnapshotResult } from '@aws-sdk/client-ec2';
import { imageLimits } from '../../data/image-limits.ts';
import { storageDurations } from '../../data/volume-limits.ts';
import { Refusal } from '../../refusal.ts';
import type { SnapshotRecord } from '../../world/records/storage-records.ts';
import type { TagRecord } from '../../world/records/tag-records.ts';
import { checkId, kinds, required } from '../finding.ts';
import { addSnapshot, checkPending, failureOf, snapshotFault, wordsOf } from '../images/new-snapshots.ts';
import { defaultKeyArn, keyArnOf, mayUseKey } from '../kms-use.ts';
import { type CallContext, changes, refuseUnmodelled } from '../operation.ts';
import { callIn } from '../other-region.ts';
import { tagsFor } from '../tags.ts';
import { showTags } from '../views.ts';
import { checkDescription } from './create-snapshots.ts';
import { checkKeyAsked } from './disk-key.ts';
import { noVolume, visibleSnapshot } from './visible-snapshots.ts';

/** EBS's word for a key that it may not use; it notices after it has answered. */
const keyFault = 'Given key ID is not accessible';

/** Everything about a copy, checked before anything is made. */
interface CopyPlan {
  readonly source: SnapshotRecord;
  readonly there: CallContext;
  readonly description: string;
  readonly tags: readonly TagRecord[];
}

function findSource(there: CallContext, id: string): SnapshotRecord {
  checkId(kinds.snapshot, id);
  const found = visibleSnapshot(there, id);
  if (!found) throw new Refusal('InvalidSnapshot.NotFound', kinds.snapshot.missing([id]));
  if (found.record.state !== 'completed') {
    throw new Refusal('IncorrectState', `Snapshot is in invalid state - ${found.record.state}`);
  }
  return found.record;
}

function checkMinutes(minutes: number | undefined): void {
  const { step, least, most } = imageLimits.copyMinutes;
  if (minutes !== undefined && (minutes % step !== 0 || minutes < least || minutes > most)) {
    throw new Refusal(
      'InvalidParameterValue',
      `Value (${minutes}) for parameter completionDurationMinutes is invalid. It must be a multiple of ${step} from ${least} to ${most}.`,
    );
  }
}

function planCopy(input: CopySnapshotRequest, call: CallContext): CopyPlan {
  refuseUnmodelled(input, ['DestinationOutpostArn', 'DestinationAvailabilityZone']);
  const sourceRegion = required(input.SourceRegion, 'SourceRegion');
  const there = callIn(call, sourceRegion);
  if (input.DestinationRegion !== undefined && input.DestinationRegion !== call.region) {
    throw new Refusal(
      'InvalidParameterValue',
      `Value (${input.DestinationRegion}) for parameter destinationRegion is invalid. It must be the Region that the request is sent to.`,
    );
  }
  const source = findSource(there, required(input.SourceSnapshotId, 'SourceSnapshotId'));
  checkKeyAsked(input);
  if (input.Encrypted === false && source.encrypted) {
    throw new Refusal(
      'InvalidRequest',
      `Snapshot ${source.id} is encrypted. Creating an unencrypted copy from an encrypted snapshot is not supported.`,
    );
  }
  checkMinutes(input.CompletionDurationMinutes);
  checkPending(call, 1, [], false);
  const told = `[Copied ${source.id} from ${sourceRegion}] ${source.description}`;
  return {
    source,
    there,
    description: checkDescription(input.Description ?? told.slice(0, 255)),
    tags: tagsFor(input.TagSpecifications, 'snapshot', ['snapshot']),
  };
}

function makeCopy(input: CopySnapshotRequest, { source, there, description, tags }: CopyPlan, call: CallContext) {
  const always = call.place.settings.get('region')?.encryptVolumes ?? false;
  const encrypted = input.Encrypted === true || always || source.encrypted;
  const wanted = input.KmsKeyId === undefined ? null : (keyArnOf(call, input.KmsKeyId) ?? input.KmsKeyId);
  // A copy does not go on with its source's key: without one it gets the default one.
  const kmsKeyId = encrypted ? (wanted ?? defaultKeyArn(call)) : null;
  const isUsable =
    (source.kmsKeyId === null || mayUseKey(there, source.kmsKeyId)) && (kmsKeyId === null || mayUseKey(call, kmsKeyId));
  const duration = there.region === call.region ? storageDurations.copyNear : storageDurations.copyFar;
  return addSnapshot(call, {
    volumeId: noVolume,
    size: source.size,
    description,
    encrypted,
    kmsKeyId,
    completesAt: call.now + duration,
    diskId: source.diskId,
    stateMessage: isUsable ? wordsOf(failureOf(call, snapshotFault)) : keyFault,
    tags,
  });
}

/** Copying a snapshot into the Region that the call is sent to, from there or from another. */
export const snapshotCopying = [
  changes(
    'CopySnapshot',
    (input: CopySnapshotRequest, call): CopySnapshotResult => {
      const plan = planCopy(input, call);
      call.proceed();
      const copy = makeCopy(input, plan, call);
      return { SnapshotId: copy.id, Tags: showTags(copy.tags) };
    },
    { makes: ['snapshot'] },
  ),
];
