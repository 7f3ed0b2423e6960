import type { Image } from '../../src/images/contract.ts';
import type { InstanceType } from '../../src/launch/contract.ts';
import { launchDefaults } from '../../src/launch/defaults.ts';
import type { LaunchFacts } from '../../src/launch/facts.ts';
import type { LaunchValues } from '../../src/launch/values.ts';
import { listedPrices } from '../../src/prices/machine-prices.ts';

const type = (name: string, architecture: string, memoryMiB: number, freeTierEligible: boolean): InstanceType => ({
  name,
  vCpus: 2,
  memoryMiB,
  architectures: [architecture],
  bootModes: architecture === 'arm64' ? ['uefi'] : ['legacy-bios', 'uefi'],
  zones: ['us-east-1a'],
  burstable: name.startsWith('t'),
  freeTierEligible,
});

/** An available Ubuntu image with an 8 GiB root disk and a 20 GiB encrypted data disk. */
export const image: Image = {
  imageId: 'ami-0123456789abcdef0',
  region: 'eu-central-1',
  productCodes: [],
  name: 'web-ubuntu-24.04',
  nameTag: '',
  description: '',
  state: 'available',
  createdAt: '2026-11-01T10:00:00.000Z',
  ownerId: '111122223333',
  architecture: 'x86_64',
  platform: 'Linux/UNIX',
  rootDeviceType: 'ebs',
  public: false,
  volumes: [
    {
      deviceName: '/dev/sda1',
      snapshotId: 'snap-0123456789abcdef0',
      sizeGiB: 8,
      type: 'gp3',
      iops: 3000,
      throughput: 125,
      encrypted: false,
      deleteOnTermination: true,
      isRoot: true,
    },
    {
      deviceName: '/dev/sdf',
      snapshotId: 'snap-0123456789abcdef1',
      sizeGiB: 20,
      type: 'gp2',
      iops: 100,
      encrypted: true,
      deleteOnTermination: true,
      isRoot: false,
    },
  ],
  tags: [],
};

/** An account with two VPCs, three groups and two key pairs, one of which was made on another computer. */
export const facts: LaunchFacts = {
  image,
  instanceTypes: [
    type('m5.large', 'x86_64', 8192, false),
    type('t3.small', 'x86_64', 2048, true),
    type('t4g.micro', 'arm64', 1024, true),
    type('t3.micro', 'x86_64', 1024, true),
  ],
  keyPairs: [
    { keyPairId: 'key-1', name: 'laptop', type: 'ed25519', fingerprint: 'SHA256:abc', privateHalfHere: true },
    { keyPairId: 'key-2', name: 'old-office', type: 'rsa', fingerprint: '1f:51', privateHalfHere: false },
  ],
  vpcs: [
    { vpcId: 'vpc-0aaaaaaaaaaaaaaaa', name: 'default', cidr: '172.31.0.0/16', isDefault: true },
    { vpcId: 'vpc-0bbbbbbbbbbbbbbbb', name: 'private', cidr: '10.0.0.0/16', isDefault: false },
  ],
  subnets: [
    subnet('subnet-0aaaaaaaaaaaaaaaa', 'vpc-0aaaaaaaaaaaaaaaa', 4091, true),
    subnet('subnet-0aaaaaaaaaaaaaaab', 'vpc-0aaaaaaaaaaaaaaaa', 0, true),
    subnet('subnet-0bbbbbbbbbbbbbbbb', 'vpc-0bbbbbbbbbbbbbbbb', 250, false),
  ],
  groups: [
    { groupId: 'sg-0aaaaaaaaaaaaaaaa', name: 'default', description: '', vpcId: 'vpc-0aaaaaaaaaaaaaaaa', inbound: [] },
    {
      groupId: 'sg-0aaaaaaaaaaaaaaab',
      name: 'launch-wizard-1',
      description: '',
      vpcId: 'vpc-0aaaaaaaaaaaaaaaa',
      inbound: [{ protocol: 'tcp', fromPort: 22, toPort: 22, source: '0.0.0.0/0', description: '' }],
    },
    { groupId: 'sg-0bbbbbbbbbbbbbbbb', name: 'inside', description: '', vpcId: 'vpc-0bbbbbbbbbbbbbbbb', inbound: [] },
  ],
  myAddress: '203.0.113.7',
  prices: listedPrices('Linux'),
};

/** The form as it opens, with a key pair chosen: nothing is wrong with it. */
export function goodValues(): LaunchValues {
  return { ...launchDefaults(facts), key: { mode: 'existing', name: 'laptop' } };
}

function subnet(subnetId: string, vpcId: string, freeAddresses: number, assignsPublicIp: boolean) {
  return {
    subnetId,
    name: '',
    vpcId,
    availabilityZone: 'us-east-1a',
    cidr: '172.31.0.0/20',
    freeAddresses,
    assignsPublicIp,
    isDefault: assignsPublicIp,
    way: assignsPublicIp ? ('internet' as const) : ('nat' as const),
  };
}
