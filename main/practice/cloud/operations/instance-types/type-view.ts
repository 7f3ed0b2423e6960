import type { EbsInfo, InstanceTypeInfo, NetworkInfo } from '@aws-sdk/client-ec2';
import type { InstanceTypeFact } from '../../data/instance-types.ts';

/** An instance type as EC2 describes it, as far as its facts are kept here. */
export function showType(type: InstanceTypeFact): InstanceTypeInfo {
  const { storage, gpus } = type;
  return {
    InstanceType: type.name as InstanceTypeInfo['InstanceType'],
    CurrentGeneration: type.currentGeneration,
    FreeTierEligible: type.freeTier,
    SupportedUsageClasses: [...usageClasses(type)],
    SupportedRootDeviceTypes: ['ebs'],
    SupportedVirtualizationTypes: ['hvm'],
    BareMetal: type.bareMetal,
    ...(type.bareMetal ? {} : { Hypervisor: type.hypervisor }),
    ProcessorInfo: {
      SupportedArchitectures: [...type.architectures],
      ...(type.clockGhz === null ? {} : { SustainedClockSpeedInGhz: type.clockGhz }),
      Manufacturer: type.manufacturer,
    },
    VCpuInfo: {
      DefaultVCpus: type.vcpus,
      DefaultCores: type.cores,
      DefaultThreadsPerCore: type.threadsPerCore,
      ValidThreadsPerCore: validThreads(type),
    },
    MemoryInfo: { SizeInMiB: type.memoryMib },
    InstanceStorageSupported: storage !== null,
    ...(storage
      ? {
          InstanceStorageInfo: {
            TotalSizeInGB: storage.totalGb,
            Disks: [{ SizeInGB: storage.sizeGb, Count: storage.count, Type: storage.kind }],
            NvmeSupport: storage.nvme ? 'required' : 'unsupported',
            EncryptionSupport: storage.nvme ? 'required' : 'unsupported',
          },
        }
      : {}),
    EbsInfo: showEbs(type),
    NetworkInfo: showNetwork(type),
    ...(gpus
      ? {
          GpuInfo: {
            Gpus: [
              { Name: gpus.name, Manufacturer: 'NVIDIA', Count: gpus.count, MemoryInfo: { SizeInMiB: gpus.memoryMib } },
            ],
            TotalGpuMemoryInMiB: gpus.count * gpus.memoryMib,
          },
        }
      : {}),
    PlacementGroupInfo: {
      SupportedStrategies: [...(type.burstable ? [] : ['cluster' as const]), 'partition', 'spread'],
    },
    HibernationSupported: false,
    BurstablePerformanceSupported: type.burstable,
    DedicatedHostsSupported: onHosts(type),
    AutoRecoverySupported: recovers(type),
    SupportedBootModes: [...type.bootModes],
    NitroTpmSupport: hasTpm(type) ? 'supported' : 'unsupported',
    ...(hasTpm(type) ? { NitroTpmInfo: { SupportedVersions: ['2.0'] } } : {}),
    SupportedInRegion: true,
  };
}

/** How a type can be bought. */
export function usageClasses({ spot }: InstanceTypeFact): readonly ('on-demand' | 'spot')[] {
  return spot ? ['on-demand', 'spot'] : ['on-demand'];
}

/** How many threads each of its cores may run. */
export function validThreads({ threadsPerCore }: InstanceTypeFact): number[] {
  return threadsPerCore === 2 ? [1, 2] : [1];
}

/** Whether its bandwidth to disks is its own from the start, only on request, or never. */
export function ebsSupport({ name, ebs }: InstanceTypeFact): 'default' | 'supported' | 'unsupported' {
  if (ebs === null) return 'unsupported';
  return /^m[13]\./.test(name) ? 'supported' : 'default';
}

/** Whether a whole host can be had for it; of the burstable families, T3 alone. */
export function onHosts({ burstable, name }: InstanceTypeFact): boolean {
  return !burstable || name.startsWith('t3.');
}

/** Whether a fault of its host is mended by itself: not where data would be lost with local disks. */
export function recovers({ bareMetal, storage }: InstanceTypeFact): boolean {
  return !bareMetal && storage === null;
}

/** Whether it has a TPM. */
export function hasTpm({ bareMetal, hypervisor, architectures }: InstanceTypeFact): boolean {
  return !bareMetal && hypervisor === 'nitro' && architectures.includes('x86_64');
}

function showEbs(type: InstanceTypeFact): EbsInfo {
  const { ebs } = type;
  return {
    EbsOptimizedSupport: ebsSupport(type),
    EncryptionSupport: 'supported',
    ...(ebs
      ? {
          EbsOptimizedInfo: {
            BaselineBandwidthInMbps: ebs.baselineMbps,
            BaselineThroughputInMBps: ebs.baselineMbps / 8,
            MaximumBandwidthInMbps: ebs.maximumMbps,
            MaximumThroughputInMBps: ebs.maximumMbps / 8,
          },
        }
      : {}),
    NvmeSupport: type.hypervisor === 'nitro' ? 'required' : 'unsupported',
  };
}

function showNetwork(type: InstanceTypeFact): NetworkInfo {
  return {
    NetworkPerformance: type.network,
    MaximumNetworkInterfaces: type.maxInterfaces,
    MaximumNetworkCards: 1,
    DefaultNetworkCardIndex: 0,
    NetworkCards: [
      { NetworkCardIndex: 0, NetworkPerformance: type.network, MaximumNetworkInterfaces: type.maxInterfaces },
    ],
    Ipv4AddressesPerInterface: type.ipv4PerInterface,
    EnaSupport: type.ena,
  };
}
