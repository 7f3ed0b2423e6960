import type { AttachVolumeRequest, DetachVolumeRequest, VolumeAttachment } from '@aws-sdk/client-ec2';
import { findInstanceType } from '../../data/instance-types.ts';
import { storageLimits } from '../../data/volume-limits.ts';
import { Refusal } from '../../refusal.ts';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import type { VolumeRecord } from '../../world/records/storage-records.ts';
import { findOne, kinds, required } from '../finding.ts';
import { platformOf } from '../images/snapshot-platform.ts';
import { keyTrouble } from '../kms-use.ts';
import { type CallContext, changes, refuseUnmodelled } from '../operation.ts';
import { asSeen } from '../visibility.ts';
import { isDeviceName } from './device-names.ts';
import { showAttachment } from './shown-volume.ts';
import { contentOf, holderOf, isRootVolume, lookAtVolumes } from './volume-contents.ts';
import { stateOf } from './volume-states.ts';

/** Refuses a volume and an instance that cannot come together. */
function checkPair(volume: VolumeRecord, instance: InstanceRecord, call: CallContext): void {
  if (volume.attachment) throw new Refusal('VolumeInUse', `${volume.id} is already attached to an instance`);
  if (stateOf(volume, call.now) !== 'available') {
    throw new Refusal('IncorrectState', `${volume.id} is not 'available'.`);
  }
  if (instance.state !== 'running' && instance.state !== 'stopped') {
    throw new Refusal('IncorrectState', `Instance '${instance.id}' is not 'running'.`);
  }
  if (volume.zone !== instance.zone) {
    throw new Refusal(
      'InvalidVolume.ZoneMismatch',
      `The volume '${volume.id}' is not in the same availability zone as instance '${instance.id}'`,
    );
  }
  const trouble = volume.kmsKeyId === null ? null : keyTrouble(call, volume.kmsKeyId);
  if (trouble !== null) {
    throw new Refusal('InvalidKMSKey.InvalidState', 'The KMS key provided is in an incorrect state');
  }
}

/** Refuses a device name that is none or taken, and more volumes than the machine takes. */
function checkDevice(device: string, instance: InstanceRecord, call: CallContext): void {
  if (!isDeviceName(device)) {
    throw new Refusal(
      'InvalidParameterValue',
      `Value (${device}) for parameter device is invalid. ${device} is not a valid EBS device name.`,
    );
  }
  const attached = call.place.volumes.by('instance', instance.id);
  if (attached.some(({ attachment }) => attachment?.device === device)) {
    throw new Refusal(
      'InvalidParameterValue',
      `Invalid value '${device}' for unixDevice. Attachment point ${device} is already in use`,
    );
  }
  if (device === instance.rootDevice && instance.state === 'running') {
    throw new Refusal('IncorrectState', `Instance '${instance.id}' is not 'stopped'.`);
  }
  const most = storageLimits.attachments[findInstanceType(instance.type)?.hypervisor ?? 'nitro'];
  if (attached.length >= most) {
    throw new Refusal(
      'AttachmentLimitExceeded',
      `Instance '${instance.id}' of type ${instance.type} has ${most} volumes attached, which is the most that it takes.`,
    );
  }
}

/** What is on a root volume goes on in its machine. */
function becomeRoot(volume: VolumeRecord, instance: InstanceRecord, call: CallContext): void {
  const { snapshotId } = volume;
  const platform = snapshotId === '' ? instance.platform : platformOf(call, snapshotId, instance.rootDevice);
  call.place.instances.change(instance, { diskId: volume.diskId, platform });
}

/** Finds what a request wants to take apart; refuses what does not hang together as it says. */
function findAttached(
  input: DetachVolumeRequest,
  call: CallContext,
): { volume: VolumeRecord; instance: InstanceRecord } {
  const { place } = call;
  const volume = findOne(kinds.volume, asSeen(place.volumes, call), input.VolumeId);
  const instance = holderOf(place, volume);
  if (!instance) {
    throw new Refusal('IncorrectState', `Volume '${volume.id}' is in the '${stateOf(volume, call.now)}' state.`);
  }
  if (input.InstanceId !== undefined) findOne(kinds.instance, place.instances, input.InstanceId);
  const differs =
    (input.InstanceId !== undefined && input.InstanceId !== instance.id) ||
    (input.Device !== undefined && input.Device !== volume.attachment?.device);
  if (differs) {
    throw new Refusal(
      'InvalidAttachment.NotFound',
      `The volume '${volume.id}' is not attached to instance '${input.InstanceId ?? instance.id}' as device '${input.Device ?? volume.attachment?.device}'.`,
    );
  }
  return { volume, instance };
}

/** Volumes that are attached to instances, and taken from them. */
export const attachmentOperations = [
  changes('AttachVolume', (input: AttachVolumeRequest, call): VolumeAttachment => {
    const { place, now } = call;
    refuseUnmodelled(input, ['EbsCardIndex']);
    const volume = findOne(kinds.volume, asSeen(place.volumes, call), input.VolumeId);
    const instance = findOne(kinds.instance, asSeen(place.instances, call), input.InstanceId);
    const device = required(input.Device, 'Device');
    checkPair(volume, instance, call);
    checkDevice(device, instance, call);
    call.proceed();
    if (device === instance.rootDevice) becomeRoot(volume, instance, call);
    place.volumes.change(volume, {
      attachment: { instanceId: instance.id, device, attachedAt: now, deleteOnTermination: false },
    });
    return { ...showAttachment(volume), State: 'attaching' };
  }),

  changes('DetachVolume', async (input: DetachVolumeRequest, call): Promise<VolumeAttachment> => {
    const { place } = call;
    const asked = place.volumes.get(input.VolumeId);
    if (asked) await lookAtVolumes(holderOf(place, asked), call);
    const { volume, instance } = findAttached(input, call);
    const isRoot = isRootVolume(place, volume);
    if (isRoot && instance.state !== 'stopped') {
      throw new Refusal(
        'OperationNotPermitted',
        `Unable to detach root volume '${volume.id}' from instance '${instance.id}'`,
      );
    }
    call.proceed();
    const shown = showAttachment(volume);
    place.volumes.change(volume, { diskId: contentOf(place, volume), attachment: null });
    if (isRoot) place.instances.change(instance, { diskId: null });
    return { ...shown, State: 'detaching' };
  }),
];
