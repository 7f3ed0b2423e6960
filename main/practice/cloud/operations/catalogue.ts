import type {
  DescribeAccountAttributesRequest,
  DescribeAccountAttributesResult,
  DescribeInstanceAttributeRequest,
  DescribeInstanceTypeOfferingsRequest,
  DescribeInstanceTypeOfferingsResult,
  DescribeInstanceTypesRequest,
  DescribeInstanceTypesResult,
  InstanceAttribute,
  InstanceTypeInfo,
  LocationType,
} from '@aws-sdk/client-ec2';
import { type InstanceTypeFact, instanceTypes } from '../data/instance-types.ts';
import { regions } from '../data/regions.ts';
import { Refusal } from '../refusal.ts';
import { applyFilters } from './filters.ts';
import { findOne, kinds, required } from './finding.ts';
import { reads } from './operation.ts';
import { pageOf } from './pages.ts';
import { groupsOf } from './views.ts';

function showType(type: InstanceTypeFact): InstanceTypeInfo {
  const cores = type.architectures.includes('arm64') ? type.vcpus : Math.max(1, type.vcpus / 2);
  return {
    InstanceType: type.name as InstanceTypeInfo['InstanceType'],
    CurrentGeneration: type.currentGeneration,
    FreeTierEligible: type.freeTier,
    SupportedUsageClasses: ['on-demand', 'spot'],
    SupportedRootDeviceTypes: ['ebs'],
    SupportedVirtualizationTypes: ['hvm'],
    BareMetal: false,
    Hypervisor: type.hypervisor,
    ProcessorInfo: { SupportedArchitectures: [...type.architectures] },
    VCpuInfo: { DefaultVCpus: type.vcpus, DefaultCores: cores, DefaultThreadsPerCore: type.vcpus / cores },
    MemoryInfo: { SizeInMiB: type.memoryMib },
    InstanceStorageSupported: false,
    EbsInfo: {
      EbsOptimizedSupport: type.hypervisor === 'nitro' ? 'default' : 'unsupported',
      EncryptionSupport: 'supported',
    },
    NetworkInfo: {
      NetworkPerformance: type.network,
      EnaSupport: type.hypervisor === 'nitro' ? 'required' : 'unsupported',
    },
    BurstablePerformanceSupported: type.burstable,
    HibernationSupported: false,
    AutoRecoverySupported: true,
    DedicatedHostsSupported: !type.burstable,
    SupportedBootModes: type.hypervisor === 'nitro' ? ['legacy-bios', 'uefi'] : ['legacy-bios'],
  };
}

/** What can be had: types, where they are offered, an account's attributes. */
export const catalogueReads = [
  reads('DescribeInstanceTypes', (input: DescribeInstanceTypesRequest): DescribeInstanceTypesResult => {
    const wanted = (input.InstanceTypes ?? []).map(String);
    const missing = wanted.filter((name) => !instanceTypes.some((type) => type.name === name));
    if (missing.length > 0) {
      throw new Refusal(
        'InvalidInstanceType',
        `The following supplied instance types do not exist: [${missing.join(', ')}]`,
      );
    }
    const named = instanceTypes.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
    const kept = applyFilters(named, input.Filters, {
      'instance-type': ({ name }) => name,
      'processor-info.supported-architecture': ({ architectures }) => architectures,
      'current-generation': ({ currentGeneration }) => String(currentGeneration),
      'free-tier-eligible': ({ freeTier }) => String(freeTier),
      'burstable-performance-supported': ({ burstable }) => String(burstable),
      'vcpu-info.default-vcpus': ({ vcpus }) => String(vcpus),
      'memory-info.size-in-mib': ({ memoryMib }) => String(memoryMib),
      'bare-metal': () => 'false',
      'supported-virtualization-type': () => 'hvm',
      'supported-root-device-type': () => 'ebs',
      'supported-usage-class': () => ['on-demand', 'spot'],
      hypervisor: ({ hypervisor }) => hypervisor,
    });
    const { items, nextToken } = pageOf(kept, input, { least: 5, most: 100 });
    return { InstanceTypes: items.map(showType), NextToken: nextToken };
  }),

  reads(
    'DescribeInstanceTypeOfferings',
    (input: DescribeInstanceTypeOfferingsRequest, call): DescribeInstanceTypeOfferingsResult => {
      const kind: LocationType = input.LocationType ?? 'region';
      const zones = regions.find(({ name }) => name === call.region)?.zones ?? [];
      const offered = instanceTypes.flatMap((type) => {
        const there = zones.filter(({ name }) => !type.missingInZones.some((letter) => name.endsWith(letter)));
        switch (kind) {
          case 'region':
            return [{ type: type.name, location: call.region }];
          case 'availability-zone':
            return there.map(({ name }) => ({ type: type.name, location: name }));
          case 'availability-zone-id':
            return there.map(({ id }) => ({ type: type.name, location: id }));
          default:
            throw new Refusal('InvalidParameterValue', `Value (${kind}) for parameter LocationType is invalid.`);
        }
      });
      const kept = applyFilters(offered, input.Filters, {
        'instance-type': ({ type }) => type,
        location: ({ location }) => location,
      });
      const { items, nextToken } = pageOf(kept, input);
      return {
        InstanceTypeOfferings: items.map(({ type, location }) => ({
          InstanceType: type as InstanceTypeInfo['InstanceType'],
          Location: location,
          LocationType: kind,
        })),
        NextToken: nextToken,
      };
    },
  ),

  reads(
    'DescribeAccountAttributes',
    (input: DescribeAccountAttributesRequest, call): DescribeAccountAttributesResult => {
      const values: Readonly<Record<string, string>> = {
        'supported-platforms': 'VPC',
        'default-vpc': call.place.vpcs.find(({ isDefault }) => isDefault)?.id ?? 'none',
        'max-instances': '20',
        'vpc-max-security-groups-per-interface': '5',
        'max-elastic-ips': '5',
        'vpc-max-elastic-ips': '5',
      };
      const wanted = input.AttributeNames?.length ? input.AttributeNames.map(String) : Object.keys(values);
      return {
        AccountAttributes: wanted.map((name) => {
          const value = Object.hasOwn(values, name) ? values[name] : undefined;
          if (value === undefined)
            throw new Refusal('InvalidParameterValue', `Value (${name}) for parameter AttributeName is invalid.`);
          return { AttributeName: name, AttributeValues: [{ AttributeValue: value }] };
        }),
      };
    },
  ),

  reads('DescribeInstanceAttribute', (input: DescribeInstanceAttributeRequest, call): InstanceAttribute => {
    const instance = findOne(kinds.instance, call.place.instances, input.InstanceId);
    const attribute = required(input.Attribute, 'Attribute');
    const base = { InstanceId: instance.id };
    switch (attribute) {
      case 'instanceType':
        return { ...base, InstanceType: { Value: instance.type } };
      case 'userData':
        return { ...base, UserData: instance.userData ? { Value: instance.userData.replace(/\s+/g, '') } : {} };
      case 'disableApiTermination':
        return { ...base, DisableApiTermination: { Value: instance.terminationProtection } };
      case 'instanceInitiatedShutdownBehavior':
        return { ...base, InstanceInitiatedShutdownBehavior: { Value: instance.shutdownBehaviour } };
      case 'rootDeviceName':
        return { ...base, RootDeviceName: { Value: instance.rootDevice } };
      case 'groupSet':
        return { ...base, Groups: groupsOf(call.place, instance) };
      case 'ebsOptimized':
        return { ...base, EbsOptimized: { Value: instance.ebsOptimized } };
      case 'sourceDestCheck':
        return { ...base, SourceDestCheck: { Value: true } };
      default:
        throw new Refusal('InvalidParameterValue', `The practice cloud does not show the attribute ${attribute} yet.`);
    }
  }),
];
