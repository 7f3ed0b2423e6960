import {
  DescribeInstanceTypeOfferingsCommand,
  DescribeInstanceTypesCommand,
  type InstanceTypeInfo,
} from '@aws-sdk/client-ec2';
import type { InstanceType } from '../../src/launch/contract.ts';
import type { Cloud } from '../aws/cloud.ts';
import { allPages } from '../aws/shapes.ts';

/** The types of this Region for an architecture, with the zones that offer each: free ones first, then the smallest. */
export async function describeTypes(cloud: Cloud, architecture: string): Promise<InstanceType[]> {
  const [found, zones] = await Promise.all([
    typesFor(cloud, architecture),
    // Whoever may not see the offerings can still launch; the zone is then AWS's to refuse.
    zonesByType(cloud).catch(() => undefined),
  ]);
  return found
    .map((type) => shapeType(type, zones))
    .filter(({ zones }) => zones === undefined || zones.length > 0)
    .sort(
      (a, b) =>
        Number(b.freeTierEligible) - Number(a.freeTierEligible) ||
        a.vCpus - b.vCpus ||
        a.memoryMiB - b.memoryMiB ||
        a.name.localeCompare(b.name),
    );
}

function typesFor(cloud: Cloud, architecture: string): Promise<InstanceTypeInfo[]> {
  return allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeInstanceTypesCommand({
        Filters: [
          { Name: 'processor-info.supported-architecture', Values: [architecture] },
          { Name: 'supported-root-device-type', Values: ['ebs'] },
          { Name: 'current-generation', Values: ['true'] },
        ],
        MaxResults: 100,
        ...(NextToken ? { NextToken } : {}),
      }),
    );
    return { items: page.InstanceTypes ?? [], next: page.NextToken };
  });
}

async function zonesByType(cloud: Cloud): Promise<ReadonlyMap<string, string[]>> {
  const offerings = await allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeInstanceTypeOfferingsCommand({
        LocationType: 'availability-zone',
        MaxResults: 1000,
        ...(NextToken ? { NextToken } : {}),
      }),
    );
    return { items: page.InstanceTypeOfferings ?? [], next: page.NextToken };
  });
  const zones = new Map<string, string[]>();
  for (const { InstanceType = '', Location = '' } of offerings) {
    const known = zones.get(InstanceType);
    if (known) known.push(Location);
    else zones.set(InstanceType, [Location]);
  }
  return zones;
}

function shapeType(type: InstanceTypeInfo, zones: ReadonlyMap<string, string[]> | undefined): InstanceType {
  const name = type.InstanceType ?? '';
  return {
    name,
    vCpus: type.VCpuInfo?.DefaultVCpus ?? 0,
    memoryMiB: type.MemoryInfo?.SizeInMiB ?? 0,
    architectures: type.ProcessorInfo?.SupportedArchitectures ?? [],
    bootModes: type.SupportedBootModes ?? [],
    ...(zones ? { zones: (zones.get(name) ?? []).sort() } : {}),
    freeTierEligible: type.FreeTierEligible ?? false,
    burstable: type.BurstablePerformanceSupported ?? false,
  };
}
