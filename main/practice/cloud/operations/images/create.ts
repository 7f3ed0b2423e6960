import type { CreateImageRequest, CreateImageResult } from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import { type ImageMapping, plainImage } from '../../world/records/image-records.ts';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import type { TagRecord } from '../../world/records/tag-records.ts';
import { durations } from '../../world/settling.ts';
import { findOne, kinds } from '../finding.ts';
import { type CallContext, changes, refuseUnmodelled } from '../operation.ts';
import { tagsFor } from '../tags.ts';
import { asSeen } from '../visibility.ts';
import { type Attached, attachedVolumes, planMappings } from './created-mappings.ts';
import { findFacts } from './image-facts.ts';
import { checkDescription, checkName, checkQuota } from './image-words.ts';
import { addSnapshot, checkPending, failureOf, pendingUntil, snapshotFault, wordsOf } from './new-snapshots.ts';

const taggable = ['image', 'snapshot'] as const;

/** Everything about a new image, checked before anything is made. */
interface ImagePlan {
  readonly instance: InstanceRecord;
  readonly name: string;
  readonly description: string;
  readonly attached: ReadonlyMap<string, Attached>;
  readonly mappings: readonly ImageMapping[];
  readonly imageTags: readonly TagRecord[];
  readonly snapshotTags: readonly TagRecord[];
}

function planImage(input: CreateImageRequest, call: CallContext): ImagePlan {
  const instance = findOne(kinds.instance, asSeen(call.place.instances, call), input.InstanceId);
  // Only Local Zones and Outposts know more locations than the Region, and no instance here was booted by UEFI.
  if (input.SnapshotLocation !== 'regional') refuseUnmodelled(input, ['SnapshotLocation']);
  refuseUnmodelled(input, ['BootModeOverride']);
  const name = checkName(input.Name, call.place);
  if (instance.state !== 'running' && instance.state !== 'stopped') {
    throw new Refusal(
      'IncorrectInstanceState',
      `The instance '${instance.id}' is not in a valid state for this operation. It must be running or stopped.`,
    );
  }
  const attached = attachedVolumes(call.place, instance);
  const mappings = planMappings(input.BlockDeviceMappings, instance, attached, call);
  const imaged = mappings.flatMap(({ device }) => attached.get(device)?.volume.id ?? []);
  checkPending(call, imaged.length, imaged, input.NoReboot === true);
  checkQuota(call.place);
  return {
    instance,
    name,
    description: checkDescription(input.Description ?? ''),
    attached,
    mappings,
    imageTags: tagsFor(input.TagSpecifications, 'image', taggable),
    snapshotTags: tagsFor(input.TagSpecifications, 'snapshot', taggable),
  };
}

function makeImage(plan: ImagePlan, diskId: string | null, call: CallContext): string {
  const { instance } = plan;
  const id = call.world.newId('ami');
  const readyAt = call.now + durations.image;
  const failed = failureOf(call, snapshotFault);
  const mappings = plan.mappings.map((mapping) => {
    const volume = plan.attached.get(mapping.device)?.volume;
    if (!volume) return mapping;
    const isRoot = mapping.device === instance.rootDevice;
    const snapshot = addSnapshot(call, {
      volumeId: volume.id,
      size: volume.size,
      description: `Created by CreateImage(${instance.id}) for ${id}`,
      encrypted: volume.encrypted,
      kmsKeyId: volume.kmsKeyId,
      completesAt: readyAt,
      diskId: isRoot ? diskId : volume.diskId,
      tags: plan.snapshotTags,
      stateMessage: isRoot ? wordsOf(failed) : null,
    });
    return { ...mapping, snapshotId: snapshot.id };
  });
  const source = findFacts(call.world, call.region, instance.imageId)?.record;
  call.place.images.add({
    ...plainImage,
    id,
    name: plan.name,
    description: plan.description,
    architecture: instance.architecture,
    platform: instance.platform,
    platformDetails: instance.platformDetails,
    rootDevice: instance.rootDevice,
    bootMode: instance.bootMode,
    mappings,
    createdAt: call.now,
    sourceInstanceId: instance.id,
    sourceImageId: instance.imageId,
    sourceImageRegion: call.region,
    // Whoever makes an image of a product's instance does not own the product: its code stays on every copy.
    productCodes: instance.productCodes,
    imdsV2: source ? source.imdsV2 : instance.metadata.tokens === 'required',
    tpm: source?.tpm ?? false,
    enaSupport: source?.enaSupport ?? true,
    sriovSupport: source?.sriovSupport ?? true,
    ...pendingUntil(readyAt, failed),
    tags: plan.imageTags,
  });
  return id;
}

/** Making an image of an instance. */
export const createOperations = [
  changes(
    'CreateImage',
    async (input: CreateImageRequest, call): Promise<CreateImageResult> => {
      const { instance } = planImage(input, call);
      call.proceed();
      // What is on the disk has to be waited for, and the world goes on meanwhile: all is checked once more after it.
      const diskId = await call.fleet.snapshot(instance);
      const id = makeImage(planImage(input, call), diskId, call);
      // Without NoReboot the machine goes down and comes up again; its state stays running all the while, as in EC2.
      if (input.NoReboot !== true && instance.state === 'running') call.fleet.reboot(instance);
      return { ImageId: id };
    },
    { makes: ['image', 'snapshot'] },
  ),
];
