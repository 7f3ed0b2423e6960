import { describe, expect, test } from 'vitest';
import { launchDefaults, networkDefaults } from '../../src/launch/defaults.ts';
import { nextGroupName, typesForImage } from '../../src/launch/facts.ts';
import { launchSummary } from '../../src/launch/summary.ts';
import { type LaunchValues, toLaunchRequest } from '../../src/launch/values.ts';
import { launchWarnings } from '../../src/launch/warnings.ts';
import { facts, goodValues, image } from './facts.ts';

describe('the form opens with safe defaults', () => {
  const values = launchDefaults(facts);

  test('SSH only from this computer, IMDSv2 required, every disk encrypted', () => {
    expect(values.firewall).toMatchObject({ mode: 'new', ssh: true, sshFrom: 'my-ip', https: false, http: false });
    expect(values.requireImdsV2).toBe(true);
    expect(values.volumes.map((volume) => volume.encrypted)).toEqual([true, true]);
  });

  test('no key pair is chosen for the person', () => {
    expect(values.key.mode).toBe('unset');
  });

  test('the smallest type of the free plan that fits the image', () => {
    expect(values.instanceType).toBe('t3.micro');
    expect(launchDefaults({ ...facts, image: { ...image, architecture: 'arm64' } }).instanceType).toBe('t4g.micro');
  });

  test('the default VPC, no preference of subnet, a public address', () => {
    expect(values).toMatchObject({ vpcId: 'vpc-0aaaaaaaaaaaaaaaa', subnetId: '', publicIp: true });
  });

  test('the next free launch-wizard name of the chosen VPC', () => {
    expect(values.firewall.name).toBe('launch-wizard-2');
    expect(nextGroupName(facts.groups, 'vpc-0bbbbbbbbbbbbbbbb')).toBe('launch-wizard-1');
  });

  test('a disk as in the image, without the IOPS that a gp2 disk only reports', () => {
    expect(values.volumes[1]).toMatchObject({ deviceName: '/dev/sdf', sizeGiB: 20, type: 'gp2', iops: undefined });
  });

  test('when the own address is unknown, SSH asks for a range instead of opening to all', () => {
    expect(launchDefaults({ ...facts, myAddress: undefined }).firewall).toMatchObject({
      sshFrom: 'custom',
      sshRange: '',
    });
  });

  test('outside the default VPC a subnet is chosen, with its own setting of public addresses', () => {
    expect(networkDefaults(facts, 'vpc-0bbbbbbbbbbbbbbbb')).toEqual({
      subnetId: 'subnet-0bbbbbbbbbbbbbbbb',
      publicIp: false,
    });
  });

  test('only types that fit the image are offered, those of the free plan first', () => {
    expect(typesForImage(facts).map(({ name }) => name)).toEqual(['t3.micro', 't3.small', 'm5.large']);
  });
});

describe('what is allowed but may not be meant gets a warning, never an error', () => {
  const warningsOf = (change: (values: LaunchValues) => LaunchValues) =>
    launchWarnings(toLaunchRequest(change(goodValues()), image.imageId, facts.myAddress), facts);
  const firewall = (fields: Partial<LaunchValues['firewall']>) => (values: LaunchValues) => ({
    ...values,
    firewall: { ...values.firewall, ...fields },
  });

  test('the form as it opens has none', () => {
    expect(warningsOf((values) => values)).toEqual({});
  });

  test.each<[string, (values: LaunchValues) => LaunchValues, string, string]>([
    ['SSH from anywhere', firewall({ sshFrom: 'anywhere' }), 'firewall.rules.0.source', 'Anyone on the internet'],
    [
      'SSH from a range without the own address',
      firewall({ sshFrom: 'custom', sshRange: '198.51.100.0/24' }),
      'firewall.rules.0.source',
      '203.0.113.7, is not in this range',
    ],
    ['no SSH rule', firewall({ ssh: false }), 'firewall.rules', 'Nothing lets SSH in'],
    [
      'a group that lets no SSH in',
      firewall({ mode: 'existing', groupIds: ['sg-0aaaaaaaaaaaaaaaa'] }),
      'firewall.groupIds',
      'None of these groups lets SSH',
    ],
    ['no public address', (values) => ({ ...values, publicIp: false }), 'publicIp', 'won’t reach this machine'],
    ['no key pair', (values) => ({ ...values, key: { mode: 'none', name: '' } }), 'key', 'nobody can log in'],
    [
      'a key pair made elsewhere',
      (values) => ({ ...values, key: { mode: 'existing', name: 'old-office' } }),
      'key.name',
      'not on this computer',
    ],
    [
      'a type outside the free plan',
      (values) => ({ ...values, instanceType: 'm5.large' }),
      'instanceType',
      'free plan',
    ],
    ['IMDSv1', (values) => ({ ...values, requireImdsV2: false }), 'requireImdsV2', 'version 1'],
    [
      'shutting down that deletes',
      (values) => ({ ...values, shutdownBehavior: 'terminate' }),
      'shutdownBehavior',
      'deletes it',
    ],
  ])('%s', (_what, change, field, sentence) => {
    const warnings = warningsOf(change);
    expect(warnings[field]).toContain(sentence);
    expect(Object.keys(warnings)).toEqual([field]);
  });
});

test('the summary says in words what will be made', () => {
  const request = toLaunchRequest({ ...goodValues(), count: 2 }, image.imageId, facts.myAddress);
  const lines = Object.fromEntries(launchSummary(request, facts).map(({ label, text }) => [label, text]));
  expect(lines).toEqual({
    Image: 'web-ubuntu-24.04',
    'Instance type': 't3.micro: 2 vCPUs, 1 GiB memory',
    'Key pair': 'laptop',
    'Public address': 'One, which changes with each start',
    Firewall: 'New group launch-wizard-2: SSH from 203.0.113.7/32',
    Storage: '2 disks, 28 GiB for each machine',
  });
});
