import type { ModifyInstanceAttributeRequest, ResetInstanceAttributeRequest } from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import { required } from '../finding.ts';
import { type CallContext, changes } from '../operation.ts';
import { readAttributeChange } from './attribute-changes.ts';
import { findInstance } from './instances.ts';

/** Attributes of instances, changed one at a time. */
export const instanceAttributeOperations = [
  changes('ModifyInstanceAttribute', (input: ModifyInstanceAttributeRequest, call): object => {
    const instance = changeable(input.InstanceId, call);
    const change = readAttributeChange(input, instance, call.place);
    call.proceed();
    call.place.instances.change(instance, change.instance);
    for (const { record, deleteOnTermination } of change.volumes) {
      if (!record.attachment) continue;
      call.place.volumes.change(record, { attachment: { ...record.attachment, deleteOnTermination } });
    }
    return {};
  }),

  changes('ResetInstanceAttribute', (input: ResetInstanceAttributeRequest, call): object => {
    const instance = changeable(input.InstanceId, call);
    const attribute = required(input.Attribute, 'Attribute');
    if (attribute === 'kernel' || attribute === 'ramdisk') {
      throw new Refusal('UnsupportedOperation', `The practice cloud does not change ${attribute} yet.`);
    }
    if (attribute !== 'sourceDestCheck') {
      throw new Refusal('InvalidParameterValue', `Value (${attribute}) for parameter attribute is invalid.`);
    }
    call.proceed();
    call.place.instances.change(instance, { sourceDestCheck: true });
    return {};
  }),
];

/** An instance that is still there to be changed. */
export function changeable(id: string | undefined, call: CallContext): InstanceRecord {
  const instance = findInstance(id, call);
  if (instance.state === 'terminated' || instance.state === 'shutting-down') {
    throw new Refusal(
      'IncorrectInstanceState',
      `The instance '${instance.id}' is not in a state from which its attributes can be modified.`,
    );
  }
  return instance;
}
