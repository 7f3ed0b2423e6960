import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Machine, nobody, type StorageCloud, startStorageCloud } from './storage-cloud.ts';

let it: StorageCloud;
let web: Machine;
beforeAll(async () => {
  it = await startStorageCloud();
  web = await it.machine('web-01');
});
afterAll(() => it.end());

const HOUR = 3600;
const modify = (VolumeId: string, more: Partial<sdk.ModifyVolumeCommandInput>) =>
  it.own.send(new sdk.ModifyVolumeCommand({ VolumeId, ...more }));
const modifications = async (input: sdk.DescribeVolumesModificationsCommandInput) =>
  (await it.own.send(new sdk.DescribeVolumesModificationsCommand(input))).VolumesModifications ?? [];

describe('a volume that is modified', () => {
  test('is first modifying, then optimizing with its new size, then completed', async () => {
    const { VolumeModification } = await modify(web.root, { Size: 16, VolumeType: 'gp3', Iops: 4000, Throughput: 200 });
    const facts = {
      VolumeId: web.root,
      OriginalSize: 8,
      OriginalVolumeType: 'gp3',
      OriginalIops: 3000,
      OriginalThroughput: 125,
      OriginalMultiAttachEnabled: false,
      TargetSize: 16,
      TargetVolumeType: 'gp3',
      TargetIops: 4000,
      TargetThroughput: 200,
      TargetMultiAttachEnabled: false,
      StartTime: expect.any(Date),
    };
    expect(VolumeModification).toEqual({ ...facts, ModificationState: 'modifying', Progress: 0 });
    expect(await it.lookAtVolume(web.root)).toMatchObject({ Size: 8, Iops: 3000, State: 'in-use' });
    await it.step(160);
    const [optimizing] = await modifications({ VolumeIds: [web.root] });
    expect(optimizing).toMatchObject({ ...facts, ModificationState: 'optimizing', Progress: 51 });
    expect(await it.lookAtVolume(web.root)).toMatchObject({ Size: 16, Iops: 4000, Throughput: 200 });
    await it.step(160);
    const [completed] = await modifications({ VolumeIds: [web.root] });
    expect(completed).toEqual({ ...facts, ModificationState: 'completed', Progress: 100, EndTime: expect.any(Date) });
  });

  test('is not modified again while that goes on, nor for six hours', async () => {
    const id = await it.volume();
    await modify(id, { Size: 11 });
    await expect(modify(id, { Size: 12 })).rejects.toMatchObject({
      name: 'IncorrectModificationState',
      message: expect.stringMatching(/currently being modified/),
    });
    await it.step(400);
    const early = modify(id, { Size: 12 });
    await expect(early).rejects.toMatchObject({
      name: 'VolumeModificationRateExceeded',
      message:
        "You've reached the maximum modification rate per volume limit. Wait at least 6 hours between modifications per EBS volume.",
    });
    await it.step(6 * HOUR);
    await modify(id, { Size: 12 });
  });

  test('of another type is as fast as is usual for that', async () => {
    const of = async (more: Partial<sdk.CreateVolumeCommandInput>, change: Partial<sdk.ModifyVolumeCommandInput>) => {
      const { VolumeModification } = await modify(await it.volume(more), change);
      return VolumeModification;
    };
    expect(await of({ VolumeType: 'gp2', Size: 100 }, { VolumeType: 'gp3' })).toMatchObject({
      OriginalIops: 300,
      TargetIops: 3000,
      TargetThroughput: 125,
    });
    expect(await of({ VolumeType: 'gp3', Size: 100 }, { VolumeType: 'io2' })).toMatchObject({ TargetIops: 3000 });
    const plain = await of({ VolumeType: 'gp3', Size: 10 }, { VolumeType: 'gp2' });
    expect(plain).toMatchObject({ TargetIops: 100 });
    expect(plain).not.toHaveProperty('TargetThroughput');
    const kept = await of({ VolumeType: 'gp3', Size: 10, Iops: 4000, Throughput: 300 }, { Size: 20 });
    expect(kept).toMatchObject({ TargetIops: 4000, TargetThroughput: 300 });
  });

  test('is listed with the others by each of their filters, in pages', async () => {
    const id = await it.volume({ VolumeType: 'gp2', Size: 50 });
    await modify(id, { VolumeType: 'gp3', Size: 60, Iops: 5000 });
    const [shown] = await modifications({ VolumeIds: [id] });
    const found = async (Name: string, Value: string) =>
      (await modifications({ Filters: [{ Name, Values: [Value] }] })).map(({ VolumeId }) => VolumeId);
    expect(await found('volume-id', id)).toEqual([id]);
    expect(await found('modification-state', 'modifying')).toContain(id);
    expect(await found('original-iops', '150')).toEqual([id]);
    expect(await found('original-size', '50')).toEqual([id]);
    expect(await found('original-volume-type', 'gp2')).toContain(id);
    expect(await found('target-iops', '5000')).toEqual([id]);
    expect(await found('target-size', '60')).toEqual([id]);
    expect(await found('target-volume-type', 'gp3')).toContain(id);
    expect(await found('originalMultiAttachEnabled', 'true')).toEqual([]);
    expect(await found('targetMultiAttachEnabled', 'false')).toContain(id);
    expect(await found('start-time', shown?.StartTime?.toISOString() ?? '')).toEqual([id]);
    const seen: (string | undefined)[] = [];
    const pages = sdk.paginateDescribeVolumesModifications({ client: it.own, pageSize: 2 }, {});
    for await (const page of pages) seen.push(...(page.VolumesModifications ?? []).map(({ VolumeId }) => VolumeId));
    expect(seen.length).toBe((await modifications({})).length);
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe('a modification is refused', () => {
  const cases: [
    string,
    Partial<sdk.CreateVolumeCommandInput>,
    Partial<sdk.ModifyVolumeCommandInput>,
    string,
    RegExp,
  ][] = [
    ['to a smaller size', {}, { Size: 9 }, 'InvalidParameterValue', /^New size cannot be smaller than existing size$/],
    ['of nothing', {}, {}, 'MissingParameter', /size, volumeType, iops or throughput/],
    ['to a type of no kind', {}, { VolumeType: 'gp9' as never }, 'InvalidParameterValue', /gp9/],
    [
      'to a type that must be larger',
      {},
      { VolumeType: 'st1' },
      'InvalidParameterValue',
      /too small for volume type st1/,
    ],
    ['to a size that the type does not have', {}, { Size: 70_000 }, 'InvalidParameterValue', /too large/],
    [
      'to IOPS that the type does not have',
      { VolumeType: 'gp2' },
      { Iops: 3000 },
      'InvalidParameterCombination',
      /iops is not supported/,
    ],
    ['to IOPS out of proportion', {}, { Iops: 6000 }, 'InvalidParameterValue', /ratio of 600\.000000/],
    ['to throughput out of proportion', {}, { Throughput: 1000 }, 'InvalidParameterValue', /Throughput/],
    [
      'to more IOPS than the account may have',
      { Size: 1000 },
      { VolumeType: 'io2', Iops: 200_000 },
      'MaxIOPSLimitExceeded',
      /100000/,
    ],
    ['to several attachments', {}, { MultiAttachEnabled: true }, 'UnsupportedOperation', /MultiAttachEnabled/],
  ];
  test.each(cases)('%s', async (_what, made, change, code, words) => {
    const id = await it.volume(made);
    await expect(modify(id, change)).rejects.toMatchObject({ name: code, message: expect.stringMatching(words) });
    await expect(modifications({ VolumeIds: [id] })).rejects.toMatchObject({
      name: 'InvalidVolumeModification.NotFound',
      message: `Modification for volume '${id}' does not exist.`,
    });
  });

  test('of what is not there, or is a root volume and would be a cold one', async () => {
    await expect(modify(`vol-${nobody}`, { Size: 9 })).rejects.toMatchObject({ name: 'InvalidVolume.NotFound' });
    const { root } = await it.machine('web-02');
    await expect(modify(root, { VolumeType: 'sc1', Size: 200 })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });
});
