import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { expectRefusal, told } from './network-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
beforeAll(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
});
afterAll(() => it.end());

describe('Regions', () => {
  const names = async (input: sdk.DescribeRegionsCommandInput) =>
    ((await ec2.send(new sdk.DescribeRegionsCommand(input))).Regions ?? []).map(({ RegionName }) => told(RegionName));

  test('that are switched on come by themselves, the others when all are asked for', async () => {
    const own = await names({});
    expect(own).toContain('eu-central-2');
    expect(own).not.toContain('af-south-1');
    const all = await names({ AllRegions: true });
    expect(all).toContain('af-south-1');
    // Another partition is another world.
    expect(all.filter((name) => /^(cn|us-gov|us-iso)/.test(name))).toEqual([]);
    expect(await names({ RegionNames: ['af-south-1'] })).toEqual(['af-south-1']);
  });

  test('are found by each of their filters, with endpoint and opt-in status', async () => {
    const { Regions } = await ec2.send(new sdk.DescribeRegionsCommand({ RegionNames: ['eu-west-1'] }));
    expect(Regions).toEqual([
      { RegionName: 'eu-west-1', Endpoint: 'ec2.eu-west-1.amazonaws.com', OptInStatus: 'opt-in-not-required' },
    ]);
    const filter = (Name: string, value: string) => ({ AllRegions: true, Filters: [{ Name, Values: [value] }] });
    expect(await names(filter('region-name', 'eu-west-?'))).toHaveLength(3);
    expect(await names(filter('endpoint', '*eu-west-1.*'))).toEqual(['eu-west-1']);
    expect(await names(filter('opt-in-status', 'opted-in'))).toEqual(['eu-central-2', 'eu-south-1']);
    await expectRefusal(names({ RegionNames: ['eu-nowhere-9'] }), 'InvalidParameterValue', /^Invalid region provided/);
    await expectRefusal(names({ RegionNames: ['cn-north-1'] }), 'InvalidParameterValue');
  });
});

describe('zones', () => {
  const zones = async (input: sdk.DescribeAvailabilityZonesCommandInput) =>
    (await ec2.send(new sdk.DescribeAvailabilityZonesCommand(input))).AvailabilityZones ?? [];
  const namesOf = async (input: sdk.DescribeAvailabilityZonesCommandInput) =>
    (await zones(input)).map(({ ZoneName }) => told(ZoneName));

  test('are the Region’s own, and small ones elsewhere when all are asked for', async () => {
    expect(await namesOf({})).toEqual(['eu-central-1a', 'eu-central-1b', 'eu-central-1c']);
    expect((await zones({}))[0]).toEqual({
      ZoneName: 'eu-central-1a',
      ZoneId: 'euc1-az2',
      RegionName: 'eu-central-1',
      GroupName: 'eu-central-1-zg-1',
      GroupLongName: 'Europe (Frankfurt) 1',
      NetworkBorderGroup: 'eu-central-1',
      State: 'available',
      ZoneType: 'availability-zone',
      OptInStatus: 'opt-in-not-required',
      Messages: [],
    });
    const hamburg = await zones({
      AllAvailabilityZones: true,
      Filters: [{ Name: 'zone-id', Values: ['euc1-ham1-az1'] }],
    });
    expect(hamburg).toMatchObject([
      { ZoneName: 'eu-central-1-ham-1a', ZoneType: 'local-zone', OptInStatus: 'not-opted-in' },
    ]);
  });

  test('are found by name, by ID and by each of their filters', async () => {
    expect(await namesOf({ ZoneNames: ['eu-central-1c'] })).toEqual(['eu-central-1c']);
    expect(await namesOf({ ZoneIds: ['euc1-az3'] })).toEqual(['eu-central-1b']);
    const filters: [string, string, number][] = [
      ['zone-name', '*b', 1],
      ['zone-type', 'availability-zone', 3],
      ['zone-type', 'wavelength-zone', 3],
      ['group-name', 'eu-central-1-waw-1', 1],
      ['group-long-name', 'Europe*', 3],
      ['region-name', 'eu-central-1', 8],
      ['opt-in-status', 'not-opted-in', 5],
      ['state', 'impaired', 0],
      ['message', '*', 0],
      ['parent-zone-name', '*', 0],
    ];
    for (const [Name, value, count] of filters) {
      const found = await zones({ AllAvailabilityZones: true, Filters: [{ Name, Values: [value] }] });
      expect(found, `${Name} ${value}`).toHaveLength(count);
    }
    await expectRefusal(
      zones({ ZoneNames: ['eu-central-1x'] }),
      'InvalidParameterValue',
      /^Invalid availability zone: \[eu-central-1x\]$/,
    );
  });
});

describe('what networks do not have here', () => {
  const missing = '0123456789abcdef0';
  const absent: [string, string, string, string, string][] = [
    ['DescribeNatGateways', 'NatGateways', 'NatGatewayIds', `nat-${missing}`, 'NatGatewayNotFound'],
    ['DescribeVpcEndpoints', 'VpcEndpoints', 'VpcEndpointIds', `vpce-${missing}`, 'InvalidVpcEndpointId.NotFound'],
    [
      'DescribeVpcPeeringConnections',
      'VpcPeeringConnections',
      'VpcPeeringConnectionIds',
      `pcx-${missing}`,
      'InvalidVpcPeeringConnectionID.NotFound',
    ],
    [
      'DescribeEgressOnlyInternetGateways',
      'EgressOnlyInternetGateways',
      'EgressOnlyInternetGatewayIds',
      `eigw-${missing}`,
      'InvalidEgressOnlyInternetGatewayId.NotFound',
    ],
    [
      'DescribeTransitGateways',
      'TransitGateways',
      'TransitGatewayIds',
      `tgw-${missing}`,
      'InvalidTransitGatewayID.NotFound',
    ],
    ['DescribeVpnGateways', 'VpnGateways', 'VpnGatewayIds', `vgw-${missing}`, 'InvalidVpnGatewayID.NotFound'],
    [
      'DescribeCarrierGateways',
      'CarrierGateways',
      'CarrierGatewayIds',
      `cagw-${missing}`,
      'InvalidCarrierGatewayID.NotFound',
    ],
  ];
  const send = async (name: string, input: object): Promise<object> => {
    const Command = Reflect.get(sdk, `${name}Command`) as new (input: object) => sdk.DescribeVpcsCommand;
    return ec2.send(new Command(input));
  };

  test.each(absent)('%s tells that there is none', async (name, list, ids, id, code) => {
    expect(Reflect.get(await send(name, {}), list) ?? []).toEqual([]);
    await expectRefusal(send(name, { [ids]: [id] }), code, new RegExp(id));
    const filters = name === 'DescribeNatGateways' ? 'Filter' : 'Filters';
    expect(Reflect.get(await send(name, { [filters]: [{ Name: 'tag-key', Values: ['x'] }] }), list) ?? []).toEqual([]);
    await expectRefusal(
      send(name, { [filters]: [{ Name: 'colour', Values: ['red'] }] }),
      'InvalidParameterValue',
      /'colour'/,
    );
  });

  test.each([
    ['CreateNatGateway', { SubnetId: 'subnet-0', ConnectivityType: 'public' }],
    ['CreateVpcEndpoint', { VpcId: 'vpc-0', ServiceName: 's3' }],
    ['CreateVpcPeeringConnection', { VpcId: 'vpc-0' }],
    ['CreateDhcpOptions', { DhcpConfigurations: [] }],
    ['CreateManagedPrefixList', { PrefixListName: 'x', MaxEntries: 1, AddressFamily: 'IPv4' }],
    ['CreateEgressOnlyInternetGateway', { VpcId: 'vpc-0' }],
    ['CreateNetworkInterface', { SubnetId: 'subnet-0' }],
  ])('%s is refused by name', async (name, input) => {
    await expectRefusal(send(name, input), 'InvalidAction', new RegExp(`does not do ${name} yet`));
  });
});

describe('what AWS gives to networks', () => {
  test('is one set of DHCP options', async () => {
    const { DhcpOptions } = await ec2.send(new sdk.DescribeDhcpOptionsCommand({}));
    expect(DhcpOptions).toMatchObject([
      {
        OwnerId: '111122223333',
        DhcpConfigurations: [
          { Key: 'domain-name', Values: [{ Value: 'eu-central-1.compute.internal' }] },
          { Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] },
        ],
      },
    ]);
    const { Vpcs } = await ec2.send(new sdk.DescribeVpcsCommand({}));
    expect(Vpcs?.[0]?.DhcpOptionsId).toBe(DhcpOptions?.[0]?.DhcpOptionsId);
    await expectRefusal(
      ec2.send(new sdk.DescribeDhcpOptionsCommand({ DhcpOptionsIds: ['dopt-0123456789abcdef0'] })),
      'InvalidDhcpOptionID.NotFound',
    );
  });

  test('is the lists of the blocks of S3 and DynamoDB', async () => {
    const managed = await ec2.send(new sdk.DescribeManagedPrefixListsCommand({}));
    expect(managed.PrefixLists).toMatchObject([
      { PrefixListId: 'pl-6ea54007', PrefixListName: 'com.amazonaws.eu-central-1.s3', OwnerId: 'AWS' },
      { PrefixListName: 'com.amazonaws.eu-central-1.dynamodb', State: 'create-complete', AddressFamily: 'IPv4' },
    ]);
    const Filters = [{ Name: 'prefix-list-name', Values: ['*.s3'] }];
    const plain = await ec2.send(new sdk.DescribePrefixListsCommand({ Filters }));
    const entries = await ec2.send(new sdk.GetManagedPrefixListEntriesCommand({ PrefixListId: 'pl-6ea54007' }));
    expect(plain.PrefixLists?.[0]?.Cidrs).toEqual(entries.Entries?.map(({ Cidr }) => Cidr));
    await expectRefusal(
      ec2.send(new sdk.DescribePrefixListsCommand({ PrefixListIds: ['pl-01234567'] })),
      'InvalidPrefixListID.NotFound',
    );
    const elsewhere = it.ec2('trainee', 'eu-north-1');
    const there = await elsewhere.send(new sdk.DescribeManagedPrefixListsCommand({}));
    expect(there.PrefixLists?.[0]?.PrefixListId).toMatch(/^pl-[0-9a-f]{8}$/);
  });
});
