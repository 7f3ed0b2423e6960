import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { choosePrivateAddresses } from '../../main/practice/cloud/operations/network/addresses.ts';
import { inBlock, toNumber } from '../../main/practice/cloud/world/ipv4.ts';
import type { InstanceRecord } from '../../main/practice/cloud/world/records/instance-records.ts';
import type { SubnetRecord } from '../../main/practice/cloud/world/records/network-records.ts';
import type { Place } from '../../main/practice/cloud/world/world.ts';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { copyWorld, expectRefusal, launchInto, makeNetwork, told } from './network-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
let place: Place;
beforeAll(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
  place = (await copyWorld(it)).place('444455556666', 'eu-central-1');
});
afterAll(() => it.end());

function subnetOf(cidr: string): SubnetRecord {
  return {
    id: `subnet-${cidr}`,
    vpcId: `vpc-${cidr}`,
    cidr,
    zone: 'eu-central-1a',
    zoneId: 'euc1-az2',
    isDefault: false,
    givesPublicAddress: false,
    tags: [],
  };
}

function settle(subnet: SubnetRecord, privateIp: string): void {
  const { id: subnetId, vpcId } = subnet;
  const state = 'running';
  place.instances.add({ id: `i-${vpcId}-${privateIp}`, subnetId, vpcId, privateIp, state, groupIds: [] } as never);
}

/** Sizes from the smallest to the largest, one that begins in the middle of a third number, one above it. */
const blocks: [cidr: string, room: number][] = [
  ['10.1.0.0/28', 11],
  ['10.1.7.176/28', 11],
  ['10.2.3.64/26', 59],
  ['10.3.9.0/24', 251],
  ['10.4.128.0/20', 4_091],
  ['10.5.0.0/16', 65_531],
];

describe('private addresses', () => {
  test.each(blocks)('in %s are %i, each once, and never one of the five that AWS keeps', (cidr, room) => {
    const subnet = subnetOf(cidr);
    const found = choosePrivateAddresses(place, subnet, room, undefined);
    expect(new Set(found).size).toBe(room);
    const first = toNumber(told(cidr.split('/')[0]));
    const offsets = found.map((address) => toNumber(address) - first);
    expect(found.every((address) => inBlock(address, cidr))).toBe(true);
    expect(Math.min(...offsets.slice(0, 1_000))).toBeGreaterThanOrEqual(4);
    expect(offsets.every((offset) => offset >= 4 && offset <= room + 3)).toBe(true);
    expect(() => choosePrivateAddresses(place, subnet, room + 1, undefined)).toThrow(/not enough free addresses/);
  });

  test('that are taken are left out, until none is left', () => {
    const subnet = subnetOf('10.6.0.0/28');
    const seen = new Set<string>();
    for (let count = 0; count < 11; count += 1) {
      const [address = ''] = choosePrivateAddresses(place, subnet, 1, undefined);
      expect(seen).not.toContain(address);
      seen.add(address);
      settle(subnet, address);
    }
    expect(() => choosePrivateAddresses(place, subnet, 1, undefined)).toThrow(/enough free addresses/);
    const [gone] = seen;
    const instance = place.instances.by('privateIp', gone)[0] as InstanceRecord;
    place.instances.change(instance, { state: 'terminated' });
    expect(choosePrivateAddresses(place, subnet, 1, undefined)).toEqual([gone]);
  });

  test('may be the same in two networks', () => {
    const [subnet, twin] = [subnetOf('10.7.0.0/28'), { ...subnetOf('10.7.0.0/28'), id: 'subnet-b', vpcId: 'vpc-b' }];
    settle(subnet, '10.7.0.5');
    expect(choosePrivateAddresses(place, twin, 1, '10.7.0.5')).toEqual(['10.7.0.5']);
    expect(() => choosePrivateAddresses(place, subnet, 1, '10.7.0.5')).toThrow('Address 10.7.0.5 is in use.');
  });

  test.each([
    ['10.8.0.3', /reserved address range/],
    ['10.8.0.255', /reserved address range/],
    ['10.8.1.4', /does not fall within the subnet's address range/],
    ['10.8.0', /invalid value for parameter address/],
  ])('asked for by name are refused where they cannot be: %s', (address, words) => {
    expect(() => choosePrivateAddresses(place, subnetOf('10.8.0.0/24'), 1, address)).toThrow(words);
  });
});

test('machines of a small subnet get its eleven addresses, and a twelfth none', async () => {
  const own = await makeNetwork(ec2);
  const { Subnet } = await ec2.send(new sdk.CreateSubnetCommand({ VpcId: own.vpcId, CidrBlock: '10.20.3.48/28' }));
  const subnetId = told(Subnet?.SubnetId);
  const wanted = await launchInto(it, ec2, { ...own, subnetId }, { PrivateIpAddress: '10.20.3.60' });
  expect(wanted.PrivateIpAddress).toBe('10.20.3.60');
  await launchInto(it, ec2, { ...own, subnetId }, { MinCount: 10, MaxCount: 10 });
  const Filters = [{ Name: 'subnet-id', Values: [subnetId] }];
  const { NetworkInterfaces = [] } = await ec2.send(new sdk.DescribeNetworkInterfacesCommand({ Filters }));
  const addresses = NetworkInterfaces.map(({ PrivateIpAddress }) => told(PrivateIpAddress));
  expect(new Set(addresses).size).toBe(11);
  expect(addresses.every((address) => inBlock(address, '10.20.3.48/28'))).toBe(true);
  const { Subnets } = await ec2.send(new sdk.DescribeSubnetsCommand({ SubnetIds: [subnetId] }));
  expect(Subnets?.[0]?.AvailableIpAddressCount).toBe(0);
  await expectRefusal(launchInto(it, ec2, { ...own, subnetId }), 'InsufficientFreeAddressesInSubnet');
});
