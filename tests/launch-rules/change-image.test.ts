import { describe, expect, test } from 'vitest';
import { changeImage } from '../../src/launch/change-image.ts';
import { launchErrors } from '../../src/launch/check.ts';
import type { LaunchFacts } from '../../src/launch/facts.ts';
import { toLaunchRequest } from '../../src/launch/values.ts';
import { facts, goodValues, image } from './facts.ts';

const [root, data] = image.volumes;
if (!root || !data) throw new Error('The image has two disks.');

const withImage = (change: Partial<LaunchFacts['image']>): LaunchFacts => ({
  ...facts,
  image: { ...image, imageId: 'ami-0fedcba9876543210', ...change },
});
const other = withImage({ volumes: [{ ...root, deviceName: '/dev/xvda' }] });

test('what was filled in is kept, and the form is right for the new image', () => {
  const values = { ...goodValues(), name: 'web', userData: '#!/bin/sh', count: 3, instanceType: 't3.small' };
  const { values: now } = changeImage(values, facts, other);
  expect(now).toMatchObject({
    name: 'web',
    userData: '#!/bin/sh',
    count: 3,
    instanceType: 't3.small',
    key: values.key,
  });
  expect(launchErrors(toLaunchRequest(now, other.image.imageId, other.myAddress), other)).toEqual({});
});

test('an image like the one before changes nothing, and nothing is told', () => {
  const values = goodValues();
  expect(changeImage(values, facts, withImage({}))).toEqual({ values, changes: [] });
});

describe('the disks', () => {
  test('are those of the new image; what the person changed about the root disk goes with it', () => {
    const values = goodValues();
    const bigger = values.volumes.map((volume) =>
      volume.deviceName === '/dev/sda1' ? { ...volume, sizeGiB: 50, iops: 6_000, deleteOnTermination: false } : volume,
    );
    const { values: now, changes } = changeImage({ ...values, volumes: bigger }, facts, other);
    expect(now.volumes).toEqual([
      expect.objectContaining({ deviceName: '/dev/xvda', sizeGiB: 50, iops: 6_000, deleteOnTermination: false }),
    ]);
    expect(changes).toEqual([expect.stringMatching(/one disk, 50 GiB/)]);
  });

  test('grow where the new image needs more, and that is told', () => {
    const values = goodValues();
    const bigger = values.volumes.map((volume) =>
      volume.deviceName === '/dev/sda1' ? { ...volume, sizeGiB: 10 } : volume,
    );
    const large = withImage({ volumes: [{ ...root, sizeGiB: 30 }, data] });
    const { values: now, changes } = changeImage({ ...values, volumes: bigger }, facts, large);
    expect(now.volumes[0]?.sizeGiB).toBe(30);
    expect(changes).toEqual([expect.stringContaining('30 GiB instead of 10')]);
  });

  test('that were added get another device name where the image has theirs', () => {
    const added = [{ deviceName: '/dev/sdf', sizeGiB: 8, type: 'gp3' as const, deleteOnTermination: true }];
    const bare = withImage({ volumes: [root] });
    const { values: now, changes } = changeImage({ ...goodValues(), newVolumes: added }, bare, facts);
    expect(now.newVolumes).toEqual([expect.objectContaining({ deviceName: '/dev/sdg', sizeGiB: 8 })]);
    expect(changes.join()).toContain('/dev/sdf is a disk of the image');
  });

  test('that are encrypted in the new image stay so', () => {
    const values = goodValues();
    const plain = values.volumes.map((volume) => ({ ...volume, encrypted: volume.deviceName !== '/dev/sda1' }));
    const sealed = withImage({ volumes: [{ ...root, encrypted: true }, data] });
    expect(changeImage({ ...values, volumes: plain }, facts, sealed).values.volumes[0]?.encrypted).toBe(true);
  });
});

describe('the instance type', () => {
  test('changes where it does not fit, and that is told', () => {
    const { values, changes } = changeImage(goodValues(), facts, withImage({ architecture: 'arm64' }));
    expect(values.instanceType).toBe('t4g.micro');
    expect(changes).toEqual([expect.stringMatching(/t3\.micro cannot start.*t4g\.micro now/)]);
  });

  test('is empty where none fits', () => {
    const { values, changes } = changeImage(goodValues(), facts, withImage({ architecture: 'x86_64_mac' }));
    expect(values.instanceType).toBe('');
    expect(changes.join()).toContain('No type of this Region can.');
  });
});
