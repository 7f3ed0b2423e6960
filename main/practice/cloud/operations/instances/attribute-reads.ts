import type { DescribeInstanceAttributeRequest, InstanceAttribute } from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import { required } from '../finding.ts';
import { reads } from '../operation.ts';
import { groupsOf } from './instance-view.ts';
import { findInstance } from './instances.ts';

/** One attribute of an instance at a time. */
export const instanceAttributeReads = [
  reads('DescribeInstanceAttribute', (input: DescribeInstanceAttributeRequest, call): InstanceAttribute => {
    const { place } = call;
    const instance = findInstance(input.InstanceId, call);
    const attribute = required(input.Attribute, 'Attribute');
    const base = { InstanceId: instance.id };
    switch (attribute) {
      case 'instanceType':
        return { ...base, InstanceType: { Value: instance.type } };
      case 'kernel':
        return { ...base, KernelId: {} };
      case 'ramdisk':
        return { ...base, RamdiskId: {} };
      case 'userData':
        return { ...base, UserData: instance.userData ? { Value: instance.userData.replace(/\s+/g, '') } : {} };
      case 'disableApiTermination':
        return { ...base, DisableApiTermination: { Value: instance.terminationProtection } };
      case 'disableApiStop':
        return { ...base, DisableApiStop: { Value: instance.stopProtection } };
      case 'instanceInitiatedShutdownBehavior':
        return { ...base, InstanceInitiatedShutdownBehavior: { Value: instance.shutdownBehaviour } };
      case 'rootDeviceName':
        return { ...base, RootDeviceName: { Value: instance.rootDevice } };
      case 'blockDeviceMapping':
        return {
          ...base,
          BlockDeviceMappings: place.volumes.by('instance', instance.id).map(({ id, attachment }) => ({
            DeviceName: attachment?.device,
            Ebs: {
              VolumeId: id,
              Status: 'attached',
              AttachTime: new Date(attachment?.attachedAt ?? 0),
              DeleteOnTermination: attachment?.deleteOnTermination,
            },
          })),
        };
      case 'productCodes':
        return {
          ...base,
          ProductCodes: instance.productCodes.map((code) => ({ ProductCodeId: code, ProductCodeType: 'marketplace' })),
        };
      case 'groupSet':
        return { ...base, Groups: groupsOf(place, instance).map(({ GroupId }) => ({ GroupId })) };
      case 'ebsOptimized':
        return { ...base, EbsOptimized: { Value: instance.ebsOptimized } };
      case 'sourceDestCheck':
        return { ...base, SourceDestCheck: { Value: instance.sourceDestCheck } };
      case 'enaSupport':
        return { ...base, EnaSupport: { Value: true } };
      case 'enclaveOptions':
        return { ...base, EnclaveOptions: { Enabled: false } };
      case 'sriovNetSupport':
        return { ...base, SriovNetSupport: {} };
      default:
        throw new Refusal('InvalidParameterValue', `Value (${attribute}) for parameter attribute is invalid.`);
    }
  }),
];
