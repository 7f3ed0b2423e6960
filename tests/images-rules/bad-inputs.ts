import type { CreateImageRequest } from '../../src/images/contract.ts';
import type { NewVolume } from '../../src/images/volumes.ts';
import { TAKEN } from './facts.ts';

/** One bad input of the Create image wizard: what is typed, the field that must complain, and the words it must use. */
export interface BadInput {
  readonly what: string;
  readonly change: (values: CreateImageRequest) => CreateImageRequest;
  /** Dotted path of the field. */
  readonly field: string;
  /** Part of the sentence that is shown under the field. */
  readonly sentence: string;
}

const set =
  (fields: Partial<CreateImageRequest>) =>
  (values: CreateImageRequest): CreateImageRequest => ({ ...values, ...fields });

const named = (name: string) => set({ name });

const tagged = (...tags: { key: string; value: string }[]) => set({ tags });

const added = (...volumes: Partial<NewVolume>[]) =>
  set({
    newVolumes: volumes.map((fields, index) => ({
      deviceName: `/dev/sd${'ghij'[index] ?? 'k'}`,
      sizeGiB: 10,
      type: 'gp3',
      deleteOnTermination: true,
      ...fields,
    })),
  });

const manyTags = (count: number) => Array.from({ length: count }, (_, index) => ({ key: `key-${index}`, value: '' }));

const names: readonly BadInput[] = [
  { what: 'no name', change: named(''), field: 'name', sentence: 'Give the image a name' },
  { what: 'a name of two characters', change: named('ab'), field: 'name', sentence: 'at least 3 characters' },
  {
    what: 'a name of 128 characters',
    change: named('n'.repeat(128)),
    field: 'name',
    sentence: 'at most 127 characters',
  },
  { what: 'a colon in the name', change: named('web:1'), field: 'name', sentence: '“:” cannot be part of a name' },
  { what: 'an asterisk in the name', change: named('web*'), field: 'name', sentence: '“*” cannot be part of a name' },
  { what: 'an ampersand in the name', change: named('web & db'), field: 'name', sentence: '“&” cannot be part' },
  { what: 'a plus sign in the name', change: named('web+db'), field: 'name', sentence: '“+” cannot be part' },
  { what: 'a backslash in the name', change: named('web\\db'), field: 'name', sentence: '“\\” cannot be part' },
  { what: 'braces left in the name', change: named('web-{date}'), field: 'name', sentence: '“{”, “}” cannot be part' },
  { what: 'an accent in the name', change: named('café'), field: 'name', sentence: '“é” cannot be part of a name' },
  { what: 'an emoji in the name', change: named('web 🚀'), field: 'name', sentence: '“🚀” cannot be part of a name' },
  { what: 'a Chinese name', change: named('图像图像'), field: 'name', sentence: '“图”, “像” cannot be part' },
  { what: 'a tab in the name', change: named('web\t1'), field: 'name', sentence: 'hidden character cannot be part' },
  {
    what: 'a zero-width space',
    change: named('web\u200b1'),
    field: 'name',
    sentence: 'hidden character cannot be part',
  },
  { what: 'a space before the name', change: named(' web'), field: 'name', sentence: 'Remove the space' },
  { what: 'a space after the name', change: named('web '), field: 'name', sentence: 'Remove the space' },
  { what: 'three spaces', change: named('   '), field: 'name', sentence: 'Remove the space' },
  { what: 'a name that is taken', change: named(TAKEN), field: 'name', sentence: 'has this name already' },
];

const descriptions: readonly BadInput[] = [
  {
    what: 'a description of 256 characters',
    change: set({ description: 'd'.repeat(256) }),
    field: 'description',
    sentence: 'at most 255 characters',
  },
  {
    what: 'two lines of description',
    change: set({ description: 'one\ntwo' }),
    field: 'description',
    sentence: 'one line',
  },
];

const volumes: readonly BadInput[] = [
  {
    what: 'the root disk left out',
    change: (values) => ({
      ...values,
      existingVolumes: values.existingVolumes.map((volume, index) =>
        index === 0 ? { ...volume, include: false } : volume,
      ),
    }),
    field: 'existingVolumes.0.include',
    sentence: 'nothing would start',
  },
  { what: 'no size', change: added({ sizeGiB: Number.NaN }), field: 'newVolumes.0.sizeGiB', sentence: 'whole number' },
  { what: 'half a GiB', change: added({ sizeGiB: 8.5 }), field: 'newVolumes.0.sizeGiB', sentence: 'whole number' },
  { what: 'a size of 0', change: added({ sizeGiB: 0 }), field: 'newVolumes.0.sizeGiB', sentence: '1 to 65,536' },
  { what: 'a size below 0', change: added({ sizeGiB: -8 }), field: 'newVolumes.0.sizeGiB', sentence: '1 to 65,536' },
  { what: 'a huge disk', change: added({ sizeGiB: 65_537 }), field: 'newVolumes.0.sizeGiB', sentence: '1 to 65,536' },
  {
    what: 'a huge old disk',
    change: added({ type: 'gp2', sizeGiB: 16_385 }),
    field: 'newVolumes.0.sizeGiB',
    sentence: '1 to 16,384',
  },
  {
    what: 'a hard disk below its least size',
    change: added({ type: 'st1', sizeGiB: 124 }),
    field: 'newVolumes.0.sizeGiB',
    sentence: '125 to 16,384',
  },
  {
    what: 'a small io2 disk',
    change: added({ type: 'io2', sizeGiB: 3, iops: 100 }),
    field: 'newVolumes.0.sizeGiB',
    sentence: '4 to 65,536',
  },
  { what: 'too few IOPS', change: added({ iops: 2_999 }), field: 'newVolumes.0.iops', sentence: '3,000 to 80,000' },
  { what: 'too many IOPS', change: added({ iops: 80_001 }), field: 'newVolumes.0.iops', sentence: '3,000 to 80,000' },
  { what: 'half an IOPS', change: added({ iops: 3_000.5 }), field: 'newVolumes.0.iops', sentence: 'whole number' },
  {
    what: 'IOPS on gp2',
    change: added({ type: 'gp2', iops: 3_000 }),
    field: 'newVolumes.0.iops',
    sentence: 'cannot be set',
  },
  {
    what: 'too little throughput',
    change: added({ throughput: 124 }),
    field: 'newVolumes.0.throughput',
    sentence: '125 to 2,000',
  },
  {
    what: 'throughput on gp2',
    change: added({ type: 'gp2', throughput: 200 }),
    field: 'newVolumes.0.throughput',
    sentence: 'cannot be set',
  },
  {
    what: 'throughput on io2',
    change: added({ type: 'io2', iops: 3_000, throughput: 200 }),
    field: 'newVolumes.0.throughput',
    sentence: 'cannot be set',
  },
  {
    what: 'io2 without IOPS',
    change: added({ type: 'io2' }),
    field: 'newVolumes.0.iops',
    sentence: 'needs its IOPS told',
  },
  {
    what: 'more IOPS than the size allows',
    change: added({ sizeGiB: 10, iops: 5_001 }),
    field: 'newVolumes.0.iops',
    sentence: '10 GiB allow 5,000 IOPS at most',
  },
  {
    what: 'more IOPS than an io1 of its size allows',
    change: added({ type: 'io1', sizeGiB: 10, iops: 501 }),
    field: 'newVolumes.0.iops',
    sentence: '10 GiB allow 500 IOPS at most',
  },
  {
    what: 'more throughput than the IOPS allow',
    change: added({ throughput: 751 }),
    field: 'newVolumes.0.throughput',
    sentence: '3,000 IOPS allow 750 MiB/s at most',
  },
  {
    what: 'the device name of another disk',
    change: added({ deviceName: '/dev/sdf' }),
    field: 'newVolumes.0.deviceName',
    sentence: 'has the device name /dev/sdf already',
  },
  {
    what: 'one device name twice',
    change: added({ deviceName: '/dev/sdh' }, { deviceName: '/dev/sdh' }),
    field: 'newVolumes.1.deviceName',
    sentence: 'has the device name /dev/sdh already',
  },
  {
    what: 'no device name',
    change: added({ deviceName: '' }),
    field: 'newVolumes.0.deviceName',
    sentence: 'such as /dev/sdf',
  },
  {
    what: 'a Windows drive as device name',
    change: added({ deviceName: 'D:' }),
    field: 'newVolumes.0.deviceName',
    sentence: 'such as /dev/sdf',
  },
  {
    what: 'a snapshot that is none',
    change: added({ snapshotId: 'vol-0123456789abcdef0' }),
    field: 'newVolumes.0.snapshotId',
    sentence: 'not the id of a snapshot',
  },
];

const tags: readonly BadInput[] = [
  { what: '51 tags', change: set({ tags: manyTags(51) }), field: 'tags', sentence: 'at most 50 tags' },
  { what: 'a tag without a key', change: tagged({ key: '', value: 'x' }), field: 'tags.0.key', sentence: 'a key' },
  { what: 'a reserved key', change: tagged({ key: 'aws:x', value: '' }), field: 'tags.0.key', sentence: 'reserved' },
  {
    what: 'a reserved key in capitals',
    change: tagged({ key: 'AWS:x', value: '' }),
    field: 'tags.0.key',
    sentence: 'reserved',
  },
  {
    what: 'one key twice',
    change: tagged({ key: 'team', value: 'a' }, { key: 'team', value: 'b' }),
    field: 'tags.1.key',
    sentence: '“team” is used twice',
  },
  {
    what: 'a key of 129 characters',
    change: tagged({ key: 'k'.repeat(129), value: '' }),
    field: 'tags.0.key',
    sentence: 'at most 128 characters',
  },
  {
    what: 'a value of 257 characters',
    change: tagged({ key: 'k', value: 'v'.repeat(257) }),
    field: 'tags.0.value',
    sentence: 'at most 256 characters',
  },
  {
    what: 'a line break in a key',
    change: tagged({ key: 'a\nb', value: '' }),
    field: 'tags.0.key',
    sentence: 'one line',
  },
  {
    what: 'a tab in a value',
    change: tagged({ key: 'a', value: 'b\tc' }),
    field: 'tags.0.value',
    sentence: 'one line',
  },
];

/** Bad inputs of the Create image wizard, each starting from a form that is right. */
export const badInputs: readonly BadInput[] = [...names, ...descriptions, ...volumes, ...tags];
