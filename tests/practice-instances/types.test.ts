import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { expectRefusal } from '../practice-launch/launch-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
beforeAll(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
});
afterAll(() => it.end());

const describeTypes = async (input: sdk.DescribeInstanceTypesCommandInput) =>
  (await ec2.send(new sdk.DescribeInstanceTypesCommand(input))).InstanceTypes ?? [];
const names = async (...Filters: [name: string, ...values: string[]][]) =>
  (await describeTypes({ Filters: Filters.map(([Name, ...Values]) => ({ Name, Values })) })).map(
    ({ InstanceType }) => InstanceType,
  );

test('a type tells all that is known of it', async () => {
  const [small, disks, graphics, arm] = await Promise.all(
    (['t3.micro', 'i4i.large', 'g4dn.xlarge', 'c7g.large'] as const).map(
      async (type) => (await describeTypes({ InstanceTypes: [type] }))[0],
    ),
  );
  expect(small).toMatchObject({
    CurrentGeneration: true,
    FreeTierEligible: true,
    SupportedUsageClasses: ['on-demand', 'spot'],
    Hypervisor: 'nitro',
    ProcessorInfo: { SupportedArchitectures: ['x86_64'], SustainedClockSpeedInGhz: 2.5, Manufacturer: 'Intel' },
    VCpuInfo: { DefaultVCpus: 2, DefaultCores: 1, DefaultThreadsPerCore: 2, ValidThreadsPerCore: [1, 2] },
    MemoryInfo: { SizeInMiB: 1024 },
    InstanceStorageSupported: false,
    EbsInfo: {
      EbsOptimizedSupport: 'default',
      EbsOptimizedInfo: { BaselineBandwidthInMbps: 87, MaximumBandwidthInMbps: 2085 },
      NvmeSupport: 'required',
    },
    NetworkInfo: {
      NetworkPerformance: 'Up to 5 Gigabit',
      MaximumNetworkInterfaces: 2,
      Ipv4AddressesPerInterface: 2,
      EnaSupport: 'required',
    },
    BurstablePerformanceSupported: true,
    SupportedBootModes: ['legacy-bios', 'uefi'],
  });
  expect(disks?.InstanceStorageInfo).toEqual({
    TotalSizeInGB: 468,
    Disks: [{ SizeInGB: 468, Count: 1, Type: 'ssd' }],
    NvmeSupport: 'required',
    EncryptionSupport: 'required',
  });
  expect(graphics?.GpuInfo).toMatchObject({ Gpus: [{ Manufacturer: 'NVIDIA', Count: 1 }] });
  expect(arm).toMatchObject({ ProcessorInfo: { Manufacturer: 'AWS' }, SupportedBootModes: ['uefi'] });
});

describe('types are found by', () => {
  test.each([
    [
      [['instance-type', 't3.*']],
      ['t3.nano', 't3.micro', 't3.small', 't3.medium', 't3.large', 't3.xlarge', 't3.2xlarge'],
    ],
    [
      [
        ['free-tier-eligible', 'true'],
        ['processor-info.supported-architecture', 'arm64'],
      ],
      ['t4g.micro', 't4g.small'],
    ],
    [
      [
        ['burstable-performance-supported', 'true'],
        ['hypervisor', 'xen'],
        ['memory-info.size-in-mib', '1024'],
      ],
      ['t2.micro'],
    ],
    [
      [
        ['vcpu-info.default-vcpus', '1'],
        ['current-generation', 'true'],
        ['instance-type', 't*'],
      ],
      ['t2.nano', 't2.micro', 't2.small'],
    ],
    [
      [
        ['instance-storage-info.disk.type', 'hdd'],
        ['instance-type', 'm*'],
      ],
      [],
    ],
    [
      [
        ['supported-usage-class', 'spot'],
        ['instance-type', 't2.n*'],
      ],
      [],
    ],
    [[['instance-storage-info.total-size-in-gb', '468']], ['i4i.large']],
    [
      [
        ['supported-boot-mode', 'uefi'],
        ['instance-type', 't2.*'],
      ],
      [],
    ],
    [
      [
        ['network-info.ena-support', 'unsupported'],
        ['instance-type', 't*.micro'],
      ],
      ['t2.micro'],
    ],
    [[['ebs-info.ebs-optimized-info.baseline-bandwidth-in-mbps', '87']], ['t3.micro']],
  ] as [[string, ...string[]][], string[]][])('%j', async (filters, found) => {
    const shown = await names(...filters);
    for (const type of found) expect(shown).toContain(type);
    if (found.length === 0) expect(shown).toEqual([]);
  });

  test('whether they are whole machines', async () => {
    const metal = await names(['bare-metal', 'true']);
    expect(metal.length).toBeGreaterThan(0);
    expect(metal.every((type) => String(type).includes('metal'))).toBe(true);
    const [first] = await describeTypes({ InstanceTypes: [metal[0] as never] });
    expect(first?.Hypervisor).toBeUndefined();
  });
});

test('types of no kind, and filters of no kind, are refused', async () => {
  await expectRefusal(
    describeTypes({ InstanceTypes: ['t9.huge', 't3.micro', 'x.y'] as never[] }),
    'InvalidInstanceType',
    /^The following supplied instance types do not exist: \[t9\.huge, x\.y\]$/,
  );
  await expectRefusal(names(['colour', 'red']), 'InvalidParameterValue', /'colour'/);
  await expectRefusal(describeTypes({ MaxResults: 101 }), 'InvalidParameterValue', /maxResults/);
});

describe('offerings', () => {
  const offered = async (LocationType: sdk.LocationType | undefined, type: string) => {
    const input = { LocationType, Filters: [{ Name: 'instance-type', Values: [type] }] };
    const { InstanceTypeOfferings = [] } = await ec2.send(new sdk.DescribeInstanceTypeOfferingsCommand(input));
    return InstanceTypeOfferings.map(({ Location }) => Location);
  };

  test('are of the Region, its zones or their IDs', async () => {
    expect(await offered(undefined, 't2.micro')).toEqual(['eu-central-1']);
    expect(await offered('availability-zone', 't2.micro')).toEqual(['eu-central-1a', 'eu-central-1b']);
    expect(await offered('availability-zone', 't3.micro')).toHaveLength(3);
    expect(await offered('availability-zone-id', 't2.micro')).toEqual(expect.arrayContaining(['euc1-az2']));
    expect(await offered('outpost', 't3.micro')).toEqual([]);
    await expectRefusal(offered('planet' as never, 't3.micro'), 'InvalidParameterValue', /planet/);
  });

  test('are what the Region has at all', async () => {
    expect(await offered('region', 'x2gd.medium')).toEqual([]);
    expect(await names(['instance-type', 'x2gd.medium'])).toEqual([]);
  });

  test('of one zone are those that a launch there takes', async () => {
    const Filters = [{ Name: 'location', Values: ['eu-central-1c'] }];
    const input = { LocationType: 'availability-zone' as const, Filters };
    const { InstanceTypeOfferings = [] } = await ec2.send(new sdk.DescribeInstanceTypeOfferingsCommand(input));
    const types = InstanceTypeOfferings.map(({ InstanceType }) => InstanceType);
    expect(types).toContain('t3.micro');
    expect(types).not.toContain('t2.micro');
  });
});
