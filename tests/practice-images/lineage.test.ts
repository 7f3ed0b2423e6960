import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instanceNamed } from '../practice/practice-cloud.ts';
import { accounts, type ImageCloud, idOf, nobody, snapshotsOf, startImageCloud } from './image-cloud.ts';

let it: ImageCloud;
beforeAll(async () => {
  it = await startImageCloud();
});
afterAll(() => it.end());

describe('the ancestry of an image', () => {
  const ancestry = async (ImageId: string | undefined, client = it.own) =>
    (await client.send(new sdk.GetImageAncestryCommand({ ImageId }))).ImageAncestryEntries ?? [];

  test('goes back through copies in other Regions to the image of a publisher, also past images that are gone', async () => {
    const first = await it.image('line-1');
    const away = it.ec2('trainee', 'eu-west-1');
    const second = await away.send(
      new sdk.CopyImageCommand({ Name: 'line-2', SourceImageId: idOf(first), SourceRegion: 'eu-central-1' }),
    );
    await it.ready(2);
    const third = await it.own.send(
      new sdk.CopyImageCommand({ Name: 'line-3', SourceImageId: second.ImageId, SourceRegion: 'eu-west-1' }),
    );
    const line = [
      { ImageId: third.ImageId, SourceImageId: second.ImageId, SourceImageRegion: 'eu-west-1' },
      { ImageId: second.ImageId, SourceImageId: first.ImageId, SourceImageRegion: 'eu-central-1' },
      { ImageId: first.ImageId, SourceImageId: first.SourceImageId, SourceImageRegion: 'eu-central-1' },
      { ImageId: first.SourceImageId },
    ];
    expect(await ancestry(third.ImageId)).toMatchObject(line);
    await away.send(new sdk.DeregisterImageCommand({ ImageId: second.ImageId }));
    await it.step(8 * 86_400);
    expect(await ancestry(third.ImageId)).toMatchObject(line);
  });

  test('ends at a verified provider', async () => {
    const built = await instanceNamed(it.own, 'build-01');
    const image = await it.image('line-4', { InstanceId: built.InstanceId });
    const entries = await ancestry(image.ImageId);
    expect(entries).toHaveLength(2);
    expect(entries[1]).toMatchObject({ ImageId: built.ImageId, ImageOwnerAlias: 'amazon' });
    expect(entries[1]).not.toHaveProperty('SourceImageId');
  });

  test('has fifty entries at most, and no end without end', async () => {
    const image = await it.image('line-5');
    await it.edit(([path, id, record]) => {
      if (path.endsWith('/images') && id === image.ImageId) record.sourceImageId = id;
    });
    expect(await ancestry(image.ImageId)).toHaveLength(1);
    const { world } = await it.cloud.request('exportWorld', {});
    const row = world.split('\n').find((line) => line.includes(`/images","${image.ImageId}"`)) ?? '';
    const idAt = (index: number) => `ami-${String(index).padStart(17, '0')}`;
    const chain = Array.from({ length: 60 }, (_, index) => {
      const [path, , record] = JSON.parse(row) as [string, string, object];
      return JSON.stringify([
        path,
        idAt(index),
        { ...record, id: idAt(index), name: `chain-${index}`, sourceImageId: idAt(index + 1) },
      ]);
    });
    await it.cloud.request('importWorld', { world: `${world}${chain.join('\n')}\n` });
    expect(await ancestry(idAt(0))).toHaveLength(50);
  });

  test('is told of images that the caller sees', async () => {
    const image = await it.image('line-6');
    await expect(ancestry(image.ImageId, it.other)).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
    await expect(ancestry('line-6')).rejects.toMatchObject({ name: 'InvalidAMIID.Malformed' });
    await expect(ancestry('')).rejects.toMatchObject({ name: 'MissingParameter' });
  });
});

describe('references to images', () => {
  const references = async (input: Partial<sdk.DescribeImageReferencesCommandInput>, client = it.own) =>
    (await client.send(new sdk.DescribeImageReferencesCommand({ ImageIds: [], ...input }))).ImageReferences ?? [];
  const all = { IncludeAllResourceTypes: true } as const;
  const instances = (...OptionValues: string[]) => ({
    ResourceTypes: [
      {
        ResourceType: 'ec2:Instance' as const,
        ResourceTypeOptions: OptionValues.length > 0 ? [{ OptionName: 'state-name' as const, OptionValues }] : [],
      },
    ],
  });
  const templates = (depth: string) => ({
    ResourceTypes: [
      {
        ResourceType: 'ec2:LaunchTemplate' as const,
        ResourceTypeOptions: [{ OptionName: 'version-depth' as const, OptionValues: [depth] }],
      },
    ],
  });
  let image: sdk.Image;
  let instanceArn: string;
  const templateArn = `arn:aws:ec2:eu-central-1:${accounts.own}:launch-template/lt-${nobody}`;
  beforeAll(async () => {
    image = await it.image('used-1');
    const { Instances = [] } = await it.own.send(
      new sdk.RunInstancesCommand({ ImageId: idOf(image), InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }),
    );
    await it.step(60);
    instanceArn = `arn:aws:ec2:eu-central-1:${accounts.own}:instance/${Instances[0]?.InstanceId}`;
    const { world } = await it.cloud.request('exportWorld', {});
    const version = (number: number, data: object) => ({
      number,
      description: '',
      createdAt: 0,
      createdBy: '',
      data: JSON.stringify(data),
    });
    const template = {
      id: `lt-${nobody}`,
      name: 'shop',
      createdAt: 0,
      createdBy: '',
      defaultVersion: 1,
      latestVersion: 2,
      versions: [version(1, { ImageId: image.ImageId }), version(2, { InstanceType: 't3.micro' })],
      tags: [],
    };
    const row = [`${accounts.own}/eu-central-1/launch-templates`, template.id, template];
    await it.cloud.request('importWorld', { world: `${world}${JSON.stringify(row)}\n` });
  });

  test('are the instances and launch templates of the account', async () => {
    expect(await references({ ImageIds: [idOf(image)], ...all })).toEqual([
      { ImageId: image.ImageId, ResourceType: 'ec2:Instance', Arn: instanceArn },
      { ImageId: image.ImageId, ResourceType: 'ec2:LaunchTemplate', Arn: templateArn },
    ]);
    expect(await references({ ImageIds: [idOf(await it.image('unused-1'))], ...all })).toEqual([]);
  });

  test('are those in a state, and in so many versions', async () => {
    const ImageIds = [idOf(image)];
    expect(await references({ ImageIds, ...instances() })).toHaveLength(1);
    expect(await references({ ImageIds, ...instances('running', 'pending') })).toHaveLength(1);
    expect(await references({ ImageIds, ...instances('stopped') })).toEqual([]);
    expect(await references({ ImageIds, ...templates('2') })).toHaveLength(1);
    expect(await references({ ImageIds, ...templates('1') })).toEqual([]);
  });

  test('come in pages', async () => {
    const pages = [];
    const config = { client: it.own, pageSize: 1 };
    for await (const page of sdk.paginateDescribeImageReferences(config, { ImageIds: [idOf(image)], ...all })) {
      pages.push(page.ImageReferences);
    }
    expect(pages).toHaveLength(2);
  });

  const type = (ResourceType: string) => ({ ResourceTypes: [{ ResourceType: ResourceType as 'ec2:Instance' }] });
  const cases: [string, Partial<sdk.DescribeImageReferencesCommandInput>, string][] = [
    ['no image', { ...all }, 'MissingParameter'],
    ['eleven images', { ImageIds: Array.from({ length: 11 }, () => `ami-${nobody}`), ...all }, 'InvalidParameterValue'],
    ['an ID that is none', { ImageIds: ['shop'], ...all }, 'InvalidAMIID.Malformed'],
    ['no kind', { ImageIds: [`ami-${nobody}`] }, 'MissingParameter'],
    ['a kind that is none', { ImageIds: [`ami-${nobody}`], ...type('ec2:Volume') }, 'InvalidParameterValue'],
    ['a state that is none', { ImageIds: [`ami-${nobody}`], ...instances('asleep') }, 'InvalidParameterValue'],
    ['versions of none', { ImageIds: [`ami-${nobody}`], ...templates('0') }, 'InvalidParameterValue'],
  ];
  test.each(cases)('are refused for %s', async (_name, input, code) => {
    await expect(references(input)).rejects.toMatchObject({ name: code });
  });

  test('are refused where looking at what may refer is not allowed', async () => {
    await it.allow('auditor', ['ec2:DescribeImageReferences', 'ec2:DescribeInstances']);
    const auditor = it.ec2('auditor');
    expect(await references({ ImageIds: [idOf(image)], ...instances() }, auditor)).toHaveLength(1);
    await expect(references({ ImageIds: [idOf(image)], ...all }, auditor)).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      message: expect.stringContaining('ec2:DescribeLaunchTemplates'),
    });
  });
});

describe('what instances tell of their images', () => {
  const metadata = async (input: sdk.DescribeInstanceImageMetadataCommandInput = {}, client = it.own) =>
    (await client.send(new sdk.DescribeInstanceImageMetadataCommand(input))).InstanceImageMetadata ?? [];

  test('is who owns them, and what they are called', async () => {
    const built = await instanceNamed(it.own, 'build-01');
    const [found] = await metadata({ InstanceIds: [built.InstanceId ?? ''] });
    expect(found).toMatchObject({
      InstanceId: built.InstanceId,
      InstanceType: 't3.medium',
      AvailabilityZone: built.Placement?.AvailabilityZone,
      ZoneId: expect.stringMatching(/^euc1-az\d$/),
      State: { Name: 'stopped' },
      OwnerId: accounts.own,
      Tags: expect.arrayContaining([{ Key: 'Name', Value: 'build-01' }]),
      ImageMetadata: {
        ImageId: built.ImageId,
        Name: expect.stringContaining('al2023'),
        ImageOwnerAlias: 'amazon',
        State: 'available',
        IsPublic: true,
      },
    });
  });

  test('stays when the image is gone, for the account that it was lent to as well', async () => {
    const image = await it.image('told-1');
    await it.own.send(
      new sdk.ModifyImageAttributeCommand({
        ImageId: image.ImageId,
        LaunchPermission: { Add: [{ UserId: accounts.other }] },
      }),
    );
    const { Instances = [] } = await it.other.send(
      new sdk.RunInstancesCommand({ ImageId: idOf(image), InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }),
    );
    await it.own.send(new sdk.DeregisterImageCommand({ ImageId: image.ImageId, DeleteAssociatedSnapshots: true }));
    await it.step(8 * 86_400);
    const [found] = await metadata({ InstanceIds: [Instances[0]?.InstanceId ?? ''] }, it.other);
    expect(found?.ImageMetadata).toEqual({
      ImageId: image.ImageId,
      Name: 'told-1',
      OwnerId: accounts.own,
      State: 'deregistered',
      CreationDate: image.CreationDate,
      IsPublic: false,
    });
  });

  test('is filtered, and comes in pages', async () => {
    const count = async (Name: string, value: string) =>
      (await metadata({ Filters: [{ Name, Values: [value] }] })).length;
    expect(await count('owner-alias', 'amazon')).toBe(1);
    expect(await count('instance-state-name', 'stopped')).toBe(1);
    expect(await count('instance-type', 't3.medium')).toBe(1);
    expect(await count('tag:Name', 'build-01')).toBe(1);
    expect(await count('owner-id', '099720109477')).toBeGreaterThan(2);
    expect(await count('image-allowed', 'false')).toBe(0);
    expect(await count('launch-time', '1999-*')).toBe(0);
    expect(await count('zone-id', 'euc1-*')).toBe((await metadata()).length);
    const seen = [];
    for await (const page of sdk.paginateDescribeInstanceImageMetadata({ client: it.own, pageSize: 5 }, {})) {
      seen.push(...(page.InstanceImageMetadata ?? []));
    }
    expect(seen).toEqual(await metadata());
    await expect(metadata({ InstanceIds: [`i-${nobody}`] })).rejects.toMatchObject({
      name: 'InvalidInstanceID.NotFound',
    });
  });
});

test('the last launch of an image is told a day later, to its owner', async () => {
  const image = await it.image('launched-1');
  await it.edit(([path, id, record]) => {
    if (path.endsWith('/images') && id === image.ImageId) record.lastLaunchedAt = Date.parse(image.CreationDate ?? '');
  });
  expect(await it.look(idOf(image))).not.toHaveProperty('LastLaunchedTime');
  await it.step(86_400);
  expect((await it.look(idOf(image))).LastLaunchedTime).toBe(`${image.CreationDate?.slice(0, 19)}Z`);
  const { LastLaunchedTime } = await it.own.send(
    new sdk.DescribeImageAttributeCommand({ ImageId: image.ImageId, Attribute: 'lastLaunchedTime' }),
  );
  expect(LastLaunchedTime?.Value).toMatch(/Z$/);
  expect(snapshotsOf(image)).toHaveLength(1);
});
