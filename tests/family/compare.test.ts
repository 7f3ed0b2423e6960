import { describe, expect, test } from 'vitest';
import { timeBetween } from '../../src/family/ages.ts';
import { compareImages, comparisonText } from '../../src/family/compare.ts';
import type { ComparedImage } from '../../src/family/contract.ts';
import { kinship } from '../../src/family/kinship.ts';
import type { Image } from '../../src/images/contract.ts';

const NOW = '2026-03-11T00:00:00.000Z';

function compared(imageId: string, more: Partial<Image> = {}, rest: Partial<ComparedImage> = {}): ComparedImage {
  return {
    mine: true,
    line: [],
    sharedWith: { accounts: [], organizations: [], everyone: false },
    ...rest,
    image: {
      imageId,
      region: 'eu-central-1',
      name: imageId,
      nameTag: '',
      description: '',
      state: 'available',
      createdAt: '2026-03-01T00:00:00.000Z',
      ownerId: '111122223333',
      architecture: 'x86_64',
      platform: 'Linux/UNIX',
      rootDeviceType: 'ebs',
      productCodes: [],
      public: false,
      volumes: [
        {
          deviceName: '/dev/sda1',
          sizeGiB: 8,
          type: 'gp3',
          iops: 3000,
          throughput: 125,
          encrypted: false,
          deleteOnTermination: true,
          isRoot: true,
        },
      ],
      tags: [],
      ...more,
    },
  };
}

const differing = (one: ComparedImage, other: ComparedImage) =>
  compareImages(one, other, NOW).flatMap(({ facts }) => facts.flatMap(({ label, same }) => (same ? [] : label)));

describe('what differs', () => {
  test('is nothing between equal images but their names', () => {
    expect(differing(compared('web-1'), compared('web-2'))).toEqual(['AMI name']);
  });

  test.each([
    ['Architecture', { architecture: 'arm64' }],
    ['Boot mode', { bootMode: 'uefi' }],
    ['Instance metadata', { imdsSupport: 'v2.0' }],
    ['Everyone', { public: true }],
    ['purpose', { tags: [{ key: 'purpose', value: 'shop' }] }],
    ['State', { state: 'disabled' }],
    ['Region', { region: 'us-east-1' }],
  ] as const)('%s', (label, more) => {
    expect(differing(compared('web'), compared('web', more as Partial<Image>))).toEqual([label]);
  });

  test('an encrypted, larger disk and one more', () => {
    const [root] = compared('web').image.volumes;
    if (!root) throw new Error('There is no root volume.');
    const other = compared('web', {
      volumes: [
        { ...root, sizeGiB: 20, encrypted: true },
        { ...root, deviceName: '/dev/sdf', isRoot: false },
      ],
    });
    expect(differing(compared('web'), other)).toEqual(['Size of all', 'Encryption', '/dev/sda1', '/dev/sdf']);
    const volumes = compareImages(compared('web'), other, NOW).find(({ title }) => title === 'Volumes');
    expect(volumes?.facts.at(-1)).toMatchObject({ one: '-', other: expect.stringContaining('8 GiB gp3') });
  });

  test('whom an image of another account is shared with is not told', () => {
    const { sharedWith: _none, ...foreign } = compared('web', {}, { mine: false });
    expect(differing(compared('web'), foreign)).toEqual(['Accounts', 'Organizations']);
  });

  test('is marked in the text that is copied', () => {
    const [one, other] = [compared('web'), compared('web', { architecture: 'arm64' })];
    const text = comparisonText(one, other, compareImages(one, other, NOW));
    expect(text).toContain('* Architecture: x86_64 | arm64');
    expect(text).toContain('  Platform: Linux/UNIX');
  });
});

describe('the relation', () => {
  const old = compared('ami-a', { name: 'base' });
  const copy = { createdAt: '2026-03-04T00:00:00.000Z', sourceImageId: 'ami-a', name: 'copy' };

  test.each([
    ['copy was copied from base, 3 days later.', compared('ami-b', copy), old],
    ['copy was copied from base, 3 days later.', old, compared('ami-b', copy)],
    [
      'copy was made from an instance of base, 3 days later.',
      compared('ami-b', { ...copy, sourceInstanceId: 'i-1' }),
      old,
    ],
    [
      'last comes from base in 2 steps, 9 days later.',
      compared(
        'ami-c',
        { name: 'last', createdAt: '2026-03-10T00:00:00.000Z' },
        {
          line: ['ami-c', 'ami-b', 'ami-a'].map((imageId) => ({ imageId, region: 'eu-central-1' })),
        },
      ),
      old,
    ],
    ['Both come from ami-a in eu-central-1.', compared('ami-b', copy), compared('ami-c', copy)],
    [
      'Both were made from the instance i-1, 3 days apart.',
      compared('ami-b', { sourceInstanceId: 'i-1' }),
      compared('ami-c', { ...copy, sourceInstanceId: 'i-1' }),
    ],
    ['AWS records no link between them.', old, compared('ami-z')],
    ['This is one image, compared with itself.', old, old],
  ])('%s', (sentence, one, other) => {
    expect(kinship(one, other)).toBe(sentence);
  });
});

test.each([
  ['2026-01-01T00:00:00Z', '2026-01-01T00:00:30Z', 'less than a minute'],
  ['2026-01-01T00:00:00Z', '2026-01-01T00:01:00Z', '1 minute'],
  ['2026-01-01T00:00:00Z', '2026-01-04T01:00:00Z', '3 days'],
  ['2026-04-01T00:00:00Z', '2026-01-01T00:00:00Z', '2 months'],
  ['2024-01-01T00:00:00Z', '2026-01-02T00:00:00Z', '2 years'],
  ['', '2026-01-02T00:00:00Z', undefined],
])('between %s and %s lie %s', (one, other, words) => {
  expect(timeBetween(one, other)).toBe(words);
});
