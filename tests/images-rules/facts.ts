import type { CreateImageFacts } from '../../src/images/create-form.ts';
import type { Instance } from '../../src/instances/contract.ts';

/** A running instance with a root disk and a data disk, as the wizard would open on it. */
export const webServer: Instance = {
  instanceId: 'i-0a1b2c3d4e5f60718',
  name: 'web-01',
  state: 'running',
  checks: { passed: 2, of: 2 },
  instanceType: 't3.micro',
  imageId: 'ami-0aa11bb22cc33dd44',
  imageName: 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20261101',
  platform: 'Linux/UNIX',
  architecture: 'x86_64',
  rootDeviceType: 'ebs',
  keyName: 'team-key',
  groups: [{ groupId: 'sg-0123456789abcdef0', name: 'web-servers' }],
  availabilityZone: 'us-east-1a',
  launchedAt: '2026-11-20T09:30:00Z',
  volumes: [
    {
      deviceName: '/dev/sda1',
      volumeId: 'vol-0123456789abcdef0',
      sizeGiB: 8,
      type: 'gp3',
      encrypted: false,
      deleteOnTermination: true,
      isRoot: true,
    },
    {
      deviceName: '/dev/sdf',
      volumeId: 'vol-0123456789abcdef1',
      sizeGiB: 20,
      type: 'gp3',
      encrypted: true,
      deleteOnTermination: false,
      isRoot: false,
    },
  ],
  tags: [{ key: 'Name', value: 'web-01' }],
};

/** The name of an image that is there already. */
export const TAKEN = 'web-image';

/** The instance, and one taken name. */
export const facts: CreateImageFacts = {
  instance: webServer,
  takenNames: [{ name: TAKEN, imageId: 'ami-0f00000000000001a' }],
};
