import type { InstanceMetadata } from '../../main/practice/cloud/machines/machine.ts';

/** Metadata of an example instance; `changes` are what a test wants otherwise. */
export function exampleMetadata(changes: Partial<InstanceMetadata> = {}): InstanceMetadata {
  return {
    accountId: '111122223333',
    region: 'eu-central-1',
    zone: 'eu-central-1a',
    zoneId: 'euc1-az2',
    architecture: 'x86_64',
    reservationId: 'r-0123456789abcdef0',
    launchIndex: 2,
    launchedAt: new Date('2026-11-24T10:00:00Z'),
    keyName: 'team key',
    publicIp: '198.51.100.7',
    publicHostname: 'ec2-198-51-100-7.eu-central-1.compute.amazonaws.com',
    securityGroups: [
      { id: 'sg-0aaaaaaaaaaaaaaaa', name: 'web' },
      { id: 'sg-0bbbbbbbbbbbbbbbb', name: 'ssh' },
    ],
    options: { tokens: 'required', endpoint: 'enabled', tags: 'disabled' },
    tags: [
      { Key: 'Name', Value: 'web 1' },
      { Key: '__proto__', Value: 'odd' },
    ],
    network: {
      interfaceId: 'eni-0123456789abcdef0',
      mac: '02:aa:bb:cc:dd:ee',
      vpcId: 'vpc-0123456789abcdef0',
      vpcCidr: '172.31.0.0/16',
      subnetId: 'subnet-0123456789abcdef0',
      subnetCidr: '172.31.0.0/20',
    },
    volumes: [
      { id: 'vol-0root', device: '/dev/sda1', sizeGib: 12, isRoot: true },
      { id: 'vol-0data', device: '/dev/sdf', sizeGib: 20, isRoot: false },
    ],
    role: null,
    ...changes,
  };
}
