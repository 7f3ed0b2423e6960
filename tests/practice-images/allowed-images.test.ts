import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accounts, type ImageCloud, idOf, startImageCloud } from './image-cloud.ts';

let it: ImageCloud;
let lent: sdk.Image;
beforeAll(async () => {
  it = await startImageCloud();
  lent = await it.image('lent-1');
  await it.own.send(
    new sdk.ModifyImageAttributeCommand({
      ImageId: lent.ImageId,
      LaunchPermission: { Add: [{ UserId: accounts.other }] },
    }),
  );
});
afterAll(() => it.end());

const enable = (AllowedImagesSettingsState: 'enabled' | 'audit-mode') =>
  it.other.send(new sdk.EnableAllowedImagesSettingsCommand({ AllowedImagesSettingsState }));
const disable = () => it.other.send(new sdk.DisableAllowedImagesSettingsCommand({}));
const criteria = (...ImageCriteria: sdk.ImageCriterionRequest[]) =>
  it.other.send(new sdk.ReplaceImageCriteriaInAllowedImagesSettingsCommand({ ImageCriteria }));
const settings = async () => {
  const { State, ImageCriteria, ManagedBy } = await it.other.send(new sdk.GetAllowedImagesSettingsCommand({}));
  return { State, ImageCriteria, ManagedBy };
};
const seen = async () => {
  const { Images = [] } = await it.other.send(new sdk.DescribeImagesCommand({}));
  return Images;
};

test('at first every image is allowed', async () => {
  expect(await settings()).toEqual({ State: 'disabled', ImageCriteria: [], ManagedBy: 'account' });
  expect((await seen())[0]).not.toHaveProperty('ImageAllowed');
});

test('criteria are kept as they were given', async () => {
  const given = {
    ImageProviders: ['amazon', accounts.own],
    ImageNames: ['al2023-*'],
    MarketplaceProductCodes: ['abc123'],
    CreationDateCondition: { MaximumDaysSinceCreated: 300 },
    DeprecationTimeCondition: { MaximumDaysSinceDeprecated: 0 },
  };
  expect(await criteria(given)).toMatchObject({ ReturnValue: true });
  expect((await settings()).ImageCriteria).toEqual([given]);
  await criteria();
});

test('audit mode tells what would be allowed, and hides nothing', async () => {
  const before = (await seen()).length;
  await criteria({ ImageProviders: ['amazon'] });
  expect(await enable('audit-mode')).toMatchObject({ AllowedImagesSettingsState: 'audit-mode' });
  const images = await seen();
  expect(images).toHaveLength(before);
  for (const image of images) {
    expect(image.ImageAllowed, image.Name).toBe(image.ImageOwnerAlias === 'amazon');
  }
  const { Images = [] } = await it.other.send(
    new sdk.DescribeImagesCommand({ Filters: [{ Name: 'image-allowed', Values: ['false'] }] }),
  );
  expect(Images.map(({ Name }) => Name)).toContain('lent-1');
  await disable();
});

describe('when it is switched on', () => {
  const launch = (client: sdk.EC2Client, ImageId: string) =>
    client.send(new sdk.RunInstancesCommand({ ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }));

  test('an image that is not allowed looks as if it were not there', async () => {
    await criteria({ ImageProviders: ['amazon'] });
    await enable('enabled');
    expect((await seen()).every(({ ImageOwnerAlias }) => ImageOwnerAlias === 'amazon')).toBe(true);
    await expect(it.look(idOf(lent), it.other)).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
    await expect(launch(it.other, idOf(lent))).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
    await criteria({ ImageProviders: ['amazon'] }, { ImageProviders: [accounts.own] });
    expect((await it.look(idOf(lent), it.other)).ImageAllowed).toBe(true);
    await expect(launch(it.other, idOf(lent))).resolves.toHaveProperty('Instances');
    await disable();
  });

  test("own images are always allowed, and another account's setting is its own", async () => {
    await it.own.send(
      new sdk.ReplaceImageCriteriaInAllowedImagesSettingsCommand({ ImageCriteria: [{ ImageProviders: ['none'] }] }),
    );
    await it.own.send(new sdk.EnableAllowedImagesSettingsCommand({ AllowedImagesSettingsState: 'enabled' }));
    const { Images = [] } = await it.own.send(new sdk.DescribeImagesCommand({}));
    expect(new Set(Images.map(({ OwnerId }) => OwnerId))).toEqual(new Set([accounts.own]));
    expect((await seen()).length).toBeGreaterThan(10);
    await it.own.send(new sdk.DisableAllowedImagesSettingsCommand({}));
  });

  const cases: [string, sdk.ImageCriterionRequest, RegExp][] = [
    ['a name', { ImageNames: ['debian-13-?rm64-*'] }, /^debian-13-arm64/],
    ['a product', { MarketplaceProductCodes: ['5n0u1exw4bst7ckpr2ct1ce60'] }, /^practice-hardened/],
    ['AWS Marketplace', { ImageProviders: ['aws-marketplace'] }, /^practice-hardened/],
  ];
  test.each(cases)('images are let in by %s', async (_name, criterion, expected) => {
    await criteria(criterion);
    await enable('enabled');
    const images = await seen();
    await disable();
    expect(images.length).toBeGreaterThan(0);
    for (const { Name = '' } of images) expect(Name).toMatch(expected);
  });

  test('images are let in by their age', async () => {
    await criteria({ CreationDateCondition: { MaximumDaysSinceCreated: 30 } });
    await enable('enabled');
    const young = await seen();
    await criteria({ DeprecationTimeCondition: { MaximumDaysSinceDeprecated: 0 } });
    const { Images: current = [] } = await it.other.send(new sdk.DescribeImagesCommand({ IncludeDeprecated: true }));
    await disable();
    const { now } = await it.cloud.request('status', {});
    expect(young.length).toBeGreaterThan(0);
    for (const { CreationDate = '' } of young) {
      expect(Date.parse(now) - Date.parse(CreationDate)).toBeLessThanOrEqual(30 * 86_400_000);
    }
    for (const { DeprecationTime } of current) {
      expect(DeprecationTime === undefined || Date.parse(DeprecationTime) > Date.parse(now)).toBe(true);
    }
  });
});

describe('a criterion is refused for', () => {
  const cases: [string, sdk.ImageCriterionRequest, string][] = [
    ['a provider that is none', { ImageProviders: ['canonical'] }, 'InvalidParameterValue'],
    ['nobody and somebody', { ImageProviders: ['none', 'amazon'] }, 'InvalidParameterValue'],
    ['a name with an umlaut', { ImageNames: ['büro'] }, 'InvalidParameterValue'],
    ['days of less than none', { CreationDateCondition: { MaximumDaysSinceCreated: -1 } }, 'InvalidParameterValue'],
    ['watermarks', { ImageWatermarks: [{ WatermarkKey: '111122223333:approved' }] }, 'UnsupportedOperation'],
  ];
  test.each(cases)('%s', async (_name, criterion, code) => {
    await expect(criteria({ ImageNames: ['x'], ...criterion })).rejects.toMatchObject({ name: code });
  });

  test('a state that is none, and more than ten criteria', async () => {
    await expect(enable('on' as 'enabled')).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    const many = Array.from({ length: 11 }, () => ({ ImageProviders: ['amazon'] }));
    await expect(criteria(...many)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });
});
