import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromTemplateData, toTemplateData } from '../../main/launch/template-data.ts';
import { launchDefaults } from '../../src/launch/defaults.ts';
import { templateToSave } from '../../src/launch/template.ts';
import { fillFromTemplate, notKept, toTemplate } from '../../src/launch/template-form.ts';
import type { LaunchValues } from '../../src/launch/values.ts';
import { facts, goodValues, image } from './facts.ts';

/** Form to template, by way of AWS's own shape as it comes back over the wire, and into a form that just opened. */
function thereAndBack(values: LaunchValues) {
  const data = JSON.parse(JSON.stringify(toTemplateData(toTemplate(values, image.imageId))));
  const { settings, beyond } = fromTemplateData(data);
  return { ...fillFromTemplate(launchDefaults(facts), settings, facts), beyond };
}

const [home, away] = ['vpc-0aaaaaaaaaaaaaaaa', 'vpc-0bbbbbbbbbbbbbbbb'];
const opened = launchDefaults(facts);

/** Networks that a template can name: by subnet, by groups, or the default one. */
const network = fc
  .constantFrom(
    { vpcId: home, subnetId: '', groupIds: [] },
    { vpcId: home, subnetId: '', groupIds: ['sg-0aaaaaaaaaaaaaaaa', 'sg-0aaaaaaaaaaaaaaab'] },
    { vpcId: home, subnetId: 'subnet-0aaaaaaaaaaaaaaab', groupIds: ['sg-0aaaaaaaaaaaaaaab'] },
    { vpcId: away, subnetId: 'subnet-0bbbbbbbbbbbbbbbb', groupIds: ['sg-0bbbbbbbbbbbbbbbb'] },
    { vpcId: away, subnetId: 'subnet-0bbbbbbbbbbbbbbbb', groupIds: [] },
  )
  .map(({ vpcId, subnetId, groupIds }) => ({
    vpcId,
    subnetId,
    firewall: groupIds.length > 0 ? { ...opened.firewall, mode: 'existing' as const, groupIds } : opened.firewall,
  }));

const text = fc.string({ unit: 'grapheme', maxLength: 30 });
const oneLine = text.map((words) => words.replace(/\p{Cc}/gu, ''));
const volume = {
  sizeGiB: fc.integer({ min: 20, max: 500 }),
  deleteOnTermination: fc.boolean(),
  type: fc.constantFrom('gp3' as const, 'gp2' as const),
  iops: fc.constant(undefined),
  throughput: fc.constant(undefined),
};
const newVolume = fc.record({ ...volume, deviceName: fc.constantFrom('/dev/sdg', '/dev/sdh', '/dev/sdi') });

/** Every form that a template can hold whole. */
const form: fc.Arbitrary<LaunchValues> = fc
  .record({
    name: oneLine,
    tags: fc.uniqueArray(fc.record({ key: oneLine.map((key) => `k${key}`), value: oneLine }), {
      selector: ({ key }) => key,
      maxLength: 5,
    }),
    instanceType: fc.constantFrom('t3.micro', 't3.small', 'm5.large'),
    key: fc.constantFrom(
      { mode: 'unset' as const, name: '' },
      { mode: 'existing' as const, name: 'laptop' },
      { mode: 'existing' as const, name: 'old-office' },
    ),
    network,
    publicIp: fc.boolean(),
    volumes: fc.tuple(
      fc.record({ ...volume, deviceName: fc.constant('/dev/sda1'), encrypted: fc.boolean() }),
      fc.record({ ...volume, deviceName: fc.constant('/dev/sdf'), encrypted: fc.boolean() }),
    ),
    newVolumes: fc.uniqueArray(newVolume, { selector: ({ deviceName }) => deviceName }),
    requireImdsV2: fc.boolean(),
    terminationProtection: fc.boolean(),
    detailedMonitoring: fc.boolean(),
    credits: fc.constantFrom('default' as const, 'standard' as const, 'unlimited' as const),
    shutdownBehavior: fc.constantFrom('stop' as const, 'terminate' as const),
    instanceProfile: fc.constantFrom('', 'web-role'),
    userData: text,
  })
  .map(({ network: { vpcId, subnetId, firewall }, ...rest }) => ({ ...rest, vpcId, subnetId, firewall, count: 1 }));

test('a form that becomes a template and a form again is the same', () => {
  fc.assert(
    fc.property(form, (values) => {
      expect(thereAndBack(values)).toEqual({ values, notes: [], beyond: [] });
    }),
    { numRuns: 300 },
  );
});

test('what a template cannot hold is told before it is saved, and is open again after', () => {
  const values: LaunchValues = { ...goodValues(), key: { mode: 'none', name: '' }, count: 3 };
  expect(notKept(values)).toHaveLength(3);
  expect(thereAndBack(values).values).toEqual({ ...opened, key: { mode: 'unset', name: '' } });
  expect(notKept({ ...goodValues(), firewall: { ...opened.firewall, mode: 'existing' } })).toEqual([]);
});

describe('a template of somebody else', () => {
  const read = (data: Parameters<typeof fromTemplateData>[0]) => {
    const { settings, beyond } = fromTemplateData(data);
    return { ...fillFromTemplate(goodValues(), settings, facts), beyond };
  };

  test('that says little leaves the form as it is', () => {
    expect(read({ KeyName: 'old-office' })).toEqual({
      values: { ...goodValues(), key: { mode: 'existing', name: 'old-office' } },
      notes: [],
      beyond: [],
    });
  });

  test('what is not there any more is told, and the form keeps its own', () => {
    const { values, notes } = read({
      InstanceType: 't4g.micro',
      KeyName: 'gone',
      SecurityGroupIds: ['sg-0ffffffffffffffff'],
      NetworkInterfaces: [{ SubnetId: 'subnet-0ffffffffffffffff' }],
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 30 } }],
    });
    expect(values).toEqual(goodValues());
    expect(notes.map((note) => note.split(':')[0])).toEqual([
      'Instance type t4g.micro',
      'Key pair “gone”',
      'Subnet subnet-0ffffffffffffffff',
      'Security group sg-0ffffffffffffffff',
      'Disk /dev/xvda',
    ]);
  });

  test('what the form does not ask is named, and what is off is not', () => {
    const { beyond } = read({
      InstanceMarketOptions: { MarketType: 'spot' },
      DisableApiStop: false,
      EbsOptimized: false,
      HibernationOptions: { Configured: true },
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 4 },
      BlockDeviceMappings: [
        { DeviceName: '/dev/sda1', Ebs: { KmsKeyId: 'alias/ours', Encrypted: true } },
        { DeviceName: '/dev/sdb', VirtualName: 'ephemeral0' },
      ],
      NetworkInterfaces: [{ DeviceIndex: 0, PrivateIpAddress: '10.0.0.4' }, { DeviceIndex: 1 }],
      TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'a', Value: 'b' }] }],
      UserData: Buffer.from([0x1f, 0x8b, 0xff]).toString('base64'),
    });
    expect(beyond).toEqual([
      'Spot instances',
      'Hibernation',
      'Further network interfaces',
      'Network interface: PrivateIpAddress',
      'Disk /dev/sda1: KmsKeyId',
      'Instance store disk /dev/sdb',
      'Instance metadata: HttpPutResponseHopLimit',
      'Tags of their own for volume',
      'User data that is no text',
    ]);
  });
});

describe('what is refused before it is sent', () => {
  const settings = toTemplate(goodValues(), image.imageId);
  const troubles = (change: object) =>
    templateToSave
      .safeParse({ target: { kind: 'new', name: 'web' }, description: '', settings, ...change })
      .error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? [];

  test.each([
    ['', 'at least 3'],
    ['ab', 'at least 3'],
    ['x'.repeat(129), 'at most 128'],
    ['web server', 'without spaces'],
    ['büro', 'Use letters'],
  ])('the name “%s”', (name, words) => {
    expect(troubles({ target: { kind: 'new', name } })).toEqual([['target.name', expect.stringContaining(words)]]);
  });

  test('a private key in the user data', () => {
    const userData = '#!/bin/bash\necho "-----BEGIN OPENSSH PRIVATE KEY-----" > /root/key\n';
    expect(troubles({ settings: { ...settings, userData } })).toEqual([
      ['settings.userData', expect.stringContaining('private key')],
    ]);
    expect(troubles({ settings: { ...settings, userData: 'ssh-ed25519 AAAA me' } })).toEqual([]);
  });
});
