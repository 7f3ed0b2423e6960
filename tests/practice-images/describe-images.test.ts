import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accounts, type ImageCloud, idOf, nobody, snapshotsOf, startImageCloud } from './image-cloud.ts';

let it: ImageCloud;
let image: sdk.Image;
let lent: sdk.Image;
beforeAll(async () => {
  it = await startImageCloud();
  image = await it.image('shop-1', {
    Description: 'The shop',
    TagSpecifications: [{ ResourceType: 'image', Tags: [{ Key: 'Team', Value: 'shop' }] }],
  });
  lent = await it.image('lent-1', {
    TagSpecifications: [
      {
        ResourceType: 'image',
        Tags: [
          { Key: 'Price', Value: 'a secret' },
          { Key: 'ec2:SharedTag/Contact', Value: 'shop' },
        ],
      },
    ],
  });
  await it.own.send(
    new sdk.ModifyImageAttributeCommand({
      ImageId: idOf(lent),
      LaunchPermission: { Add: [{ UserId: accounts.other }] },
    }),
  );
});
afterAll(() => it.end());

async function names(input: sdk.DescribeImagesCommandInput, client = it.own): Promise<string[]> {
  const { Images = [] } = await client.send(new sdk.DescribeImagesCommand(input));
  return Images.map(({ Name = '' }) => Name).sort();
}

describe('images of owners', () => {
  test('oneself, by word and by number', async () => {
    const own = ['lent-1', 'shop-1', 'web-ubuntu-24.04-2026-10-01'];
    expect(await names({ Owners: ['self'] })).toEqual(own);
    expect(await names({ Owners: [accounts.own] })).toEqual(own);
  });

  test('another account: what it shares', async () => {
    expect(await names({ Owners: [accounts.own] }, it.other)).toEqual(['lent-1']);
    expect(await names({ Owners: ['self'] }, it.other)).toEqual([]);
  });

  test('Amazon and AWS Marketplace by their aliases', async () => {
    const { Images = [] } = await it.own.send(new sdk.DescribeImagesCommand({ Owners: ['amazon'] }));
    expect(new Set(Images.map(({ ImageOwnerAlias }) => ImageOwnerAlias))).toEqual(new Set(['amazon']));
    const sold = (await it.own.send(new sdk.DescribeImagesCommand({ Owners: ['aws-marketplace'] }))).Images;
    expect(sold).toMatchObject([{ ProductCodes: [{ ProductCodeType: 'marketplace' }], FreeTierEligible: false }]);
  });

  test('are those of all kinds where none is named', async () => {
    const all = await names({});
    expect(all).toEqual(expect.arrayContaining(['shop-1', expect.stringContaining('noble')]));
  });
});

describe('images that are lent', () => {
  test('to the caller', async () => {
    expect(await names({ ExecutableUsers: ['self'] }, it.other)).toEqual(['lent-1']);
    expect(await names({ ExecutableUsers: [accounts.other] }, it.other)).toEqual(['lent-1']);
    expect(await names({ ExecutableUsers: ['self'] })).toEqual([]);
  });

  test('by the caller to an account', async () => {
    expect(await names({ ExecutableUsers: [accounts.other] })).toEqual(['lent-1']);
  });

  test('to all', async () => {
    const { Images = [] } = await it.own.send(new sdk.DescribeImagesCommand({ ExecutableUsers: ['all'] }));
    expect(Images.length).toBeGreaterThan(10);
    expect(Images.every((one) => one.Public)).toBe(true);
  });

  test('show others only the tags that are meant for them, and nothing of their protection', async () => {
    const seen = await it.look(idOf(lent), it.other);
    expect(seen.Tags).toEqual([{ Key: 'ec2:SharedTag/Contact', Value: 'shop' }]);
    expect(seen).not.toHaveProperty('DeregistrationProtection');
    expect((await it.look(idOf(lent))).Tags).toHaveLength(2);
    expect(await names({ Filters: [{ Name: 'tag:Price', Values: ['*'] }] }, it.other)).toEqual([]);
    expect(await names({ Filters: [{ Name: 'tag:Price', Values: ['*'] }] })).toEqual(['lent-1']);
  });
});

describe('a filter lets through what fits:', () => {
  const cases: [string, string][] = [
    ['architecture', 'x86_64'],
    ['block-device-mapping.delete-on-termination', 'true'],
    ['block-device-mapping.device-name', '/dev/sda1'],
    ['block-device-mapping.encrypted', 'false'],
    ['block-device-mapping.volume-size', '8'],
    ['block-device-mapping.volume-type', 'gp3'],
    ['boot-mode', 'uefi-preferred'],
    ['creation-date', '202*'],
    ['description', 'The sh?p'],
    ['ena-support', 'true'],
    ['free-tier-eligible', 'true'],
    ['hypervisor', 'xen'],
    ['image-allowed', 'true'],
    ['image-type', 'machine'],
    ['is-public', 'false'],
    ['manifest-location', `${accounts.own}/shop-1`],
    ['name', 'shop-*'],
    ['name', 'shop-1'],
    ['owner-id', accounts.own],
    ['platform-details', 'Linux/UNIX'],
    ['root-device-name', '/dev/sda1'],
    ['root-device-type', 'ebs'],
    ['source-image-region', 'eu-central-1'],
    ['sriov-net-support', 'simple'],
    ['state', 'available'],
    ['tag:Team', 'shop'],
    ['tag-key', 'Team'],
    ['virtualization-type', 'hvm'],
  ];
  test.each(cases)('%s %s', async (Name, value) => {
    expect(await names({ Owners: ['self'], Filters: [{ Name, Values: [value] }] })).toContain('shop-1');
    // The control: the same filter with a value that nothing has lets nothing through.
    expect(await names({ Owners: ['self'], Filters: [{ Name, Values: ['no such value'] }] })).toEqual([]);
  });

  test('what only one image has', async () => {
    const only = (Name: string, value: string | undefined) =>
      names({ Owners: ['self'], Filters: [{ Name, Values: [value ?? ''] }] });
    expect(await only('image-id', image.ImageId)).toEqual(['shop-1']);
    expect(await only('block-device-mapping.snapshot-id', snapshotsOf(image)[0])).toEqual(['shop-1']);
    expect(await only('source-instance-id', it.web)).toEqual(['lent-1', 'shop-1', 'web-ubuntu-24.04-2026-10-01']);
    expect(await only('source-image-id', image.SourceImageId)).toContain('shop-1');
    expect(await names({ Filters: [{ Name: 'owner-alias', Values: ['aws-marketplace'] }] })).toHaveLength(1);
    expect(await names({ Filters: [{ Name: 'product-code.type', Values: ['marketplace'] }] })).toHaveLength(1);
    expect(
      await names({
        Filters: [
          {
            Name: 'public-ssm-parameter-name',
            Values: ['/aws/service/canonical/ubuntu/server/noble/stable/current/amd64/hvm/ebs-gp3/ami-id'],
          },
        ],
      }),
    ).toEqual([expect.stringContaining('noble-24.04-amd64')]);
  });

  test('known filters of what the practice cloud has none of let nothing through', async () => {
    for (const Name of [
      'kernel-id',
      'ramdisk-id',
      'platform',
      'image-watermark.watermark-key',
      'scan-result.finding-scan-date',
    ]) {
      expect(await names({ Filters: [{ Name, Values: ['*'] }] }), Name).toEqual([]);
    }
  });
});

describe('images that are past their day', () => {
  test('deprecated ones of others are seen by ID or on request; own ones always', async () => {
    await it.own.send(new sdk.EnableImageDeprecationCommand({ ImageId: idOf(lent), DeprecateAt: await soon(60) }));
    expect(await names({ Owners: [accounts.own] }, it.other)).toEqual(['lent-1']);
    await it.step(120);
    expect(await names({ Owners: [accounts.own] }, it.other)).toEqual([]);
    expect(await names({ Owners: [accounts.own], IncludeDeprecated: true }, it.other)).toEqual(['lent-1']);
    expect((await it.look(idOf(lent), it.other)).DeprecationTime).toMatch(/:00\.000Z$/);
    expect(await names({ Owners: ['self'] })).toContain('lent-1');
    const old = { Filters: [{ Name: 'name', Values: ['*jammy*20230919'] }] };
    expect(await names(old)).toEqual([]);
    expect(await names({ ...old, IncludeDeprecated: true })).toHaveLength(2);
  });

  test('disabled ones are seen by their owner on request only', async () => {
    const { ImageId } = await it.image('off-1');
    await it.own.send(new sdk.DisableImageCommand({ ImageId }));
    expect(await names({ Owners: ['self'] })).not.toContain('off-1');
    expect(await names({ ImageIds: [ImageId ?? ''] })).toEqual([]);
    expect(await names({ ImageIds: [ImageId ?? ''], IncludeDisabled: true })).toEqual(['off-1']);
    expect(await names({ Owners: ['self'], IncludeDisabled: true })).toContain('off-1');
    await expect(names({ ImageIds: [ImageId ?? ''], IncludeDisabled: true }, it.other)).rejects.toMatchObject({
      name: 'InvalidAMIID.NotFound',
    });
  });
});

test('lists come in pages, each image once', async () => {
  const whole = await names({});
  const seen: string[] = [];
  for await (const page of sdk.paginateDescribeImages({ client: it.own, pageSize: 7 }, {})) {
    expect(page.Images?.length).toBeLessThanOrEqual(7);
    seen.push(...(page.Images ?? []).map(({ Name = '' }) => Name));
  }
  expect(seen.sort()).toEqual(whole);
});

describe('describing is refused for', () => {
  const cases: [string, sdk.DescribeImagesCommandInput, string][] = [
    ['an image of nobody', { ImageIds: [`ami-${nobody}`] }, 'InvalidAMIID.NotFound'],
    ['an ID that is none', { ImageIds: ['ami-web'] }, 'InvalidAMIID.Malformed'],
    ['an owner that is none', { Owners: ['me'] }, 'InvalidUserID.Malformed'],
    ['a user that is none', { ExecutableUsers: ['everyone'] }, 'InvalidUserID.Malformed'],
    ['a filter that is none', { Filters: [{ Name: 'colour', Values: ['red'] }] }, 'InvalidParameterValue'],
    ['a page of none', { MaxResults: 0 }, 'InvalidParameterValue'],
    ['a token that is none', { NextToken: 'next' }, 'InvalidNextToken'],
    ['a dry run', { DryRun: true }, 'DryRunOperation'],
  ];
  test.each(cases)('%s', async (_name, input, code) => {
    await expect(names(input)).rejects.toMatchObject({ name: code });
  });

  test("another account's image that is not lent", async () => {
    await expect(names({ ImageIds: [idOf(image)] }, it.other)).rejects.toMatchObject({
      name: 'InvalidAMIID.NotFound',
      message: `The image id '[${idOf(image)}]' does not exist`,
    });
  });
});

/** The practice time in so many seconds. */
async function soon(seconds: number): Promise<Date> {
  const { now } = await it.cloud.request('status', {});
  return new Date(Date.parse(now) + seconds * 1000);
}
