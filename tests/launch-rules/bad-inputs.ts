import type { NewVolume } from '../../src/images/volumes.ts';
import type { LaunchValues, VolumeValues } from '../../src/launch/values.ts';

/** One bad input of the Launch wizard: what is typed, the field that must complain, and the words it must use. */
export interface BadInput {
  readonly what: string;
  readonly change: (values: LaunchValues) => LaunchValues;
  readonly field: string;
  /** Part of the sentence that is shown under the field. */
  readonly sentence: string;
}

const empty = Number.NaN;

const root =
  (fields: Partial<VolumeValues>) =>
  (values: LaunchValues): LaunchValues => ({
    ...values,
    volumes: values.volumes.map((volume, index) => (index === 0 ? { ...volume, ...fields } : volume)),
  });

const data =
  (fields: Partial<VolumeValues>) =>
  (values: LaunchValues): LaunchValues => ({
    ...values,
    volumes: values.volumes.map((volume, index) => (index === 1 ? { ...volume, ...fields } : volume)),
  });

const added =
  (...volumes: Partial<NewVolume>[]) =>
  (values: LaunchValues): LaunchValues => ({
    ...values,
    newVolumes: volumes.map((fields) => ({
      deviceName: '/dev/sdg',
      sizeGiB: 10,
      type: 'gp3',
      deleteOnTermination: true,
      ...fields,
    })),
  });

const firewall =
  (fields: Partial<LaunchValues['firewall']>) =>
  (values: LaunchValues): LaunchValues => ({ ...values, firewall: { ...values.firewall, ...fields } });

const sshFrom = (sshRange: string) => firewall({ sshFrom: 'custom', sshRange });

const set =
  (fields: Partial<LaunchValues>) =>
  (values: LaunchValues): LaunchValues => ({ ...values, ...fields });

const groups = (...groupIds: string[]) => firewall({ mode: 'existing', groupIds });

const manyTags = (count: number) => Array.from({ length: count }, (_, index) => ({ key: `key-${index}`, value: '' }));

/** Bad inputs of the Launch wizard, each starting from a form that is right. */
export const badInputs: readonly BadInput[] = [
  {
    what: 'a name of 257 characters',
    change: set({ name: 'n'.repeat(257) }),
    field: 'name',
    sentence: 'at most 256 characters',
  },
  {
    what: 'a name of two lines',
    change: set({ name: 'web\n01' }),
    field: 'name',
    sentence: 'one line',
  },
  {
    what: 'a tag whose key is aws:',
    change: set({ tags: [{ key: 'aws:owner', value: 'me' }] }),
    field: 'tags.0.key',
    sentence: 'reserved for AWS',
  },
  {
    what: 'a tag whose key is AWS: in capitals',
    change: set({ tags: [{ key: 'AWS:owner', value: 'me' }] }),
    field: 'tags.0.key',
    sentence: 'reserved for AWS',
  },
  {
    what: 'a tag without a key',
    change: set({ tags: [{ key: '', value: 'me' }] }),
    field: 'tags.0.key',
    sentence: 'Give the tag a key',
  },
  {
    what: 'a tag key of 129 characters',
    change: set({ tags: [{ key: 'k'.repeat(129), value: '' }] }),
    field: 'tags.0.key',
    sentence: 'at most 128 characters',
  },
  {
    what: 'a tag value of 257 characters',
    change: set({ tags: [{ key: 'k', value: 'v'.repeat(257) }] }),
    field: 'tags.0.value',
    sentence: 'at most 256 characters',
  },
  {
    what: 'a tag key that is used twice',
    change: set({
      tags: [
        { key: 'team', value: 'a' },
        { key: 'team', value: 'b' },
      ],
    }),
    field: 'tags.1.key',
    sentence: 'used twice',
  },
  {
    what: 'a name and a tag called Name',
    change: set({ name: 'web', tags: [{ key: 'Name', value: 'other' }] }),
    field: 'tags.0.key',
    sentence: 'the tag “Name” already',
  },
  { what: '51 tags', change: set({ tags: manyTags(51) }), field: 'tags', sentence: 'at most 50 tags' },
  {
    what: '50 tags and a name',
    change: set({ name: 'web', tags: manyTags(50) }),
    field: 'tags',
    sentence: 'this makes 51 tags',
  },
  {
    what: 'no instance type',
    change: set({ instanceType: '' }),
    field: 'instanceType',
    sentence: 'Choose an instance type',
  },
  {
    what: 'an instance type with another kind of processor',
    change: set({ instanceType: 't4g.micro' }),
    field: 'instanceType',
    sentence: 'made for x86_64',
  },
  {
    what: 'an instance type that the Region does not offer',
    change: set({ instanceType: 'x9.huge' }),
    field: 'instanceType',
    sentence: 'not offered in this Region',
  },
  {
    what: 'no decision about the key pair',
    change: set({ key: { mode: 'unset', name: '' } }),
    field: 'key.name',
    sentence: 'Choose a key pair, create one, or go on without',
  },
  {
    what: 'a key pair that is not there',
    change: set({ key: { mode: 'existing', name: 'lost' } }),
    field: 'key.name',
    sentence: 'no key pair “lost”',
  },
  { what: 'no VPC', change: set({ vpcId: '' }), field: 'vpcId', sentence: 'Choose the network (VPC)' },
  {
    what: 'a subnet of another VPC',
    change: set({ subnetId: 'subnet-0bbbbbbbbbbbbbbbb' }),
    field: 'subnetId',
    sentence: 'in another VPC',
  },
  {
    what: 'a subnet that is not there',
    change: set({ subnetId: 'subnet-0ccccccccccccccccc' }),
    field: 'subnetId',
    sentence: 'not there',
  },
  {
    what: 'a subnet without free addresses',
    change: set({ subnetId: 'subnet-0aaaaaaaaaaaaaaab' }),
    field: 'subnetId',
    sentence: 'no free address left',
  },
  {
    what: 'no subnet outside the default VPC',
    change: set({ vpcId: 'vpc-0bbbbbbbbbbbbbbbb', subnetId: '' }),
    field: 'subnetId',
    sentence: 'only in the default VPC',
  },
  {
    what: 'a group name beginning with sg-',
    change: firewall({ name: 'sg-web' }),
    field: 'firewall.name',
    sentence: 'reserved for AWS',
  },
  { what: 'an empty group name', change: firewall({ name: '' }), field: 'firewall.name', sentence: 'a name' },
  {
    what: 'a group name that is taken',
    change: firewall({ name: 'launch-wizard-1' }),
    field: 'firewall.name',
    sentence: 'in this VPC already',
  },
  {
    what: 'an empty group description',
    change: firewall({ description: '' }),
    field: 'firewall.description',
    sentence: 'asks for a description',
  },
  {
    what: 'a group description with an accent',
    change: firewall({ description: 'für später' }),
    field: 'firewall.description',
    sentence: 'Use letters',
  },
  {
    what: 'SSH from nowhere',
    change: sshFrom(''),
    field: 'firewall.rules.0.source',
    sentence: 'such as 203.0.113.7/32',
  },
  {
    what: 'SSH from /33',
    change: sshFrom('203.0.113.7/33'),
    field: 'firewall.rules.0.source',
    sentence: 'such as 203.0.113.7/32',
  },
  {
    what: 'SSH from an address with a part over 255',
    change: sshFrom('203.0.113.256/32'),
    field: 'firewall.rules.0.source',
    sentence: 'such as 203.0.113.7/32',
  },
  {
    what: 'SSH from a range that begins in its middle',
    change: sshFrom('203.0.113.7/24'),
    field: 'firewall.rules.0.source',
    sentence: 'begins at 203.0.113.0',
  },
  {
    what: 'SSH from a number with a leading zero, which some programs read as octal',
    change: sshFrom('203.0.113.010/32'),
    field: 'firewall.rules.0.source',
    sentence: 'without zeros in front',
  },
  {
    what: 'SSH from an IPv6 range',
    change: sshFrom('2001:db8::/32'),
    field: 'firewall.rules.0.source',
    sentence: 'such as 203.0.113.7/32',
  },
  { what: 'no existing group chosen', change: groups(), field: 'firewall.groupIds', sentence: 'at least one' },
  {
    what: 'six existing groups',
    change: groups(
      'sg-0aaaaaaaaaaaaaaaa',
      'sg-0aaaaaaaaaaaaaaab',
      'sg-0aaaaaaaaaaaaaaaa',
      'sg-0aaaaaaaaaaaaaaab',
      'sg-0aaaaaaaaaaaaaaaa',
      'sg-0aaaaaaaaaaaaaaab',
    ),
    field: 'firewall.groupIds',
    sentence: 'at most 5',
  },
  {
    what: 'a group of another VPC',
    change: groups('sg-0bbbbbbbbbbbbbbbb'),
    field: 'firewall.groupIds',
    sentence: 'belongs to another VPC',
  },
  {
    what: 'a disk below the size of its snapshot',
    change: root({ sizeGiB: 7 }),
    field: 'volumes.0.sizeGiB',
    sentence: '8 GiB or larger',
  },
  {
    what: 'a second disk below the size of its snapshot',
    change: data({ sizeGiB: 19 }),
    field: 'volumes.1.sizeGiB',
    sentence: '20 GiB or larger',
  },
  {
    what: 'a gp3 disk over the largest size',
    change: root({ sizeGiB: 65_537 }),
    field: 'volumes.0.sizeGiB',
    sentence: '1 to 65,536 GiB',
  },
  { what: 'an empty size', change: root({ sizeGiB: empty }), field: 'volumes.0.sizeGiB', sentence: 'whole number' },
  {
    what: 'a size with a fraction',
    change: root({ sizeGiB: 8.5 }),
    field: 'volumes.0.sizeGiB',
    sentence: 'whole number',
  },
  {
    what: 'gp3 with too few IOPS',
    change: root({ iops: 2_999 }),
    field: 'volumes.0.iops',
    sentence: '3,000 to 80,000',
  },
  {
    what: 'gp3 with too many IOPS',
    change: root({ iops: 80_001 }),
    field: 'volumes.0.iops',
    sentence: '3,000 to 80,000',
  },
  {
    what: 'IOPS on gp2',
    change: root({ type: 'gp2', iops: 3_000, throughput: undefined }),
    field: 'volumes.0.iops',
    sentence: 'cannot be set',
  },
  {
    what: 'throughput on io2',
    change: root({ type: 'io2', iops: 3_000, throughput: 250 }),
    field: 'volumes.0.throughput',
    sentence: 'cannot be set',
  },
  {
    what: 'too much throughput',
    change: root({ throughput: 2_001 }),
    field: 'volumes.0.throughput',
    sentence: '125 to 2,000',
  },
  {
    what: 'io2 without IOPS',
    change: root({ type: 'io2', iops: undefined, throughput: undefined }),
    field: 'volumes.0.iops',
    sentence: 'needs a number of IOPS',
  },
  {
    what: 'a root disk of type st1',
    change: root({ type: 'st1', sizeGiB: 125, iops: undefined, throughput: undefined }),
    field: 'volumes.0.type',
    sentence: 'cannot start from an st1 disk',
  },
  {
    what: 'an encrypted disk made unencrypted',
    change: data({ encrypted: false }),
    field: 'volumes.1.encrypted',
    sentence: 'cannot be made unencrypted',
  },
  {
    what: 'a new volume at the root’s device name',
    change: added({ deviceName: '/dev/sda1' }),
    field: 'newVolumes.0.deviceName',
    sentence: 'Choose another device name, such as /dev/sd',
  },
  {
    what: 'a new volume at a device name that is none',
    change: added({ deviceName: 'sdg' }),
    field: 'newVolumes.0.deviceName',
    sentence: 'such as /dev/sdf',
  },
  {
    what: 'two new volumes at one device name',
    change: added({}, {}),
    field: 'newVolumes.1.deviceName',
    sentence: 'used twice',
  },
  {
    what: 'an empty size of a new volume',
    change: added({ sizeGiB: empty }),
    field: 'newVolumes.0.sizeGiB',
    sentence: 'whole number',
  },
  {
    what: 'an instance profile given as an ARN',
    change: set({ instanceProfile: 'arn:aws:iam::111122223333:instance-profile/web' }),
    field: 'instanceProfile',
    sentence: 'not its ARN',
  },
  {
    what: 'user data of 16,385 bytes',
    change: set({ userData: 'x'.repeat(16_385) }),
    field: 'userData',
    sentence: 'at most 16 KB',
  },
  {
    what: 'user data of 8,193 characters that take two bytes each',
    change: set({ userData: 'é'.repeat(8_193) }),
    field: 'userData',
    sentence: 'at most 16 KB',
  },
  { what: 'no instances', change: set({ count: 0 }), field: 'count', sentence: 'at least one' },
  { what: 'one and a half instances', change: set({ count: 1.5 }), field: 'count', sentence: 'whole number' },
  { what: '21 instances', change: set({ count: 21 }), field: 'count', sentence: 'at most 20' },
  { what: 'an empty number of instances', change: set({ count: empty }), field: 'count', sentence: 'whole number' },
];
