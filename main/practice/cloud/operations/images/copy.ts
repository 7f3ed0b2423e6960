import type { CopyImageRequest, CopyImageResult } from '@aws-sdk/client-ec2';
import { plainImage } from '../../world/records/image-records.ts';
import { durations } from '../../world/settling.ts';
import { defaultKeyArn, keyArnOf } from '../kms-use.ts';
import { type CallContext, changes } from '../operation.ts';
import { keepToken, replayOf } from '../tokens.ts';
import { type CopyPlan, planCopy } from './copy-plan.ts';
import { addSnapshot, pendingUntil, wordsOf } from './new-snapshots.ts';

/** Data has farther to go to another Region. */
const copying = { near: durations.image, far: 2 * durations.image } as const;

function makeCopy(input: CopyImageRequest, plan: CopyPlan, call: CallContext): string {
  const { record } = plan.source;
  const id = call.world.newId('ami');
  const readyAt = call.now + (plan.sourceRegion === call.region ? copying.near : copying.far);
  const byDefault = call.place.settings.get('region')?.encryptVolumes ?? false;
  const mappings = plan.disks.map(({ mapping, snapshot }) => {
    if (!snapshot) return mapping;
    const encrypted = (input.Encrypted ?? false) || byDefault || snapshot.encrypted;
    const given = input.KmsKeyId === undefined ? null : (keyArnOf(call, input.KmsKeyId) ?? input.KmsKeyId);
    const kmsKeyId = encrypted ? (given ?? defaultKeyArn(call)) : null;
    const copy = addSnapshot(call, {
      // A copied snapshot is of no volume: EC2 writes this ID for all of them.
      volumeId: 'vol-ffffffff',
      size: snapshot.size,
      description: `Copied for DestinationAmi ${id} from SourceAmi ${record.id} for SourceSnapshot ${snapshot.id}. Task created on ${call.now.toLocaleString('en-US')}.`,
      encrypted,
      kmsKeyId,
      completesAt: readyAt,
      diskId: snapshot.diskId,
      tags: plan.snapshotTags,
      stateMessage: wordsOf(plan.failed),
    });
    return { ...mapping, snapshotId: copy.id, encrypted, kmsKeyId };
  });
  call.place.images.add({
    ...record,
    // Who may launch it, when it is deprecated and what protects it are the source's own matter.
    ...plainImage,
    bootMode: record.bootMode,
    tpm: record.tpm,
    enaSupport: record.enaSupport,
    sriovSupport: record.sriovSupport,
    productCodes: record.productCodes,
    id,
    name: plan.name,
    description: plan.description,
    mappings,
    createdAt: call.now,
    sourceInstanceId: null,
    sourceImageId: record.id,
    sourceImageRegion: plan.sourceRegion,
    ...pendingUntil(readyAt, plan.failed),
    tags: plan.imageTags,
  });
  return id;
}

/** Copying into the Region that the call is sent to, from there or from another. */
export const copyOperations = [
  changes(
    'CopyImage',
    (input: CopyImageRequest, call): CopyImageResult => {
      const replay = replayOf(call, 'CopyImage', input.ClientToken, input);
      if (replay) {
        call.proceed();
        return { ImageId: replay[0] };
      }
      const plan = planCopy(input, call);
      call.proceed();
      const id = makeCopy(input, plan, call);
      keepToken(call, 'CopyImage', input.ClientToken, input, [id]);
      return { ImageId: id };
    },
    { makes: ['image', 'snapshot'] },
  ),
];
