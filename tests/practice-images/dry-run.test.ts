import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { imageOperations } from '../../main/practice/cloud/operations/images.ts';
import { accounts, type ImageCloud, idOf, snapshotsOf, startImageCloud } from './image-cloud.ts';

let it: ImageCloud;
beforeAll(async () => {
  it = await startImageCloud();
});
afterAll(() => it.end());

/** All that calls could have changed: the account's things in the Region. */
async function everything(): Promise<string[]> {
  const { world } = await it.cloud.request('exportWorld', {});
  return world.split('\n').filter((line) => line.startsWith(`["${accounts.own}/eu-central-1/`));
}

/** An input for each operation that works. */
async function inputs(): Promise<Record<string, { input: object; client?: sdk.EC2Client }>> {
  const image = await it.image('dry-1');
  const gone = await it.image('dry-2');
  await it.own.send(new sdk.DeregisterImageCommand({ ImageId: gone.ImageId }));
  await it.own.send(
    new sdk.ModifyImageAttributeCommand({
      ImageId: image.ImageId,
      LaunchPermission: { Add: [{ UserId: accounts.other }] },
    }),
  );
  const ImageId = idOf(image);
  const { now } = await it.cloud.request('status', {});
  const one = { input: { ImageId } };
  return {
    CreateImage: { input: { InstanceId: it.web, Name: 'dry-5' } },
    RegisterImage: {
      input: {
        Name: 'dry-3',
        Architecture: 'x86_64',
        VirtualizationType: 'hvm',
        RootDeviceName: '/dev/sda1',
        BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { SnapshotId: snapshotsOf(image)[0] } }],
      },
    },
    CopyImage: { input: { Name: 'dry-4', SourceImageId: ImageId, SourceRegion: 'eu-central-1', Encrypted: true } },
    DescribeImages: { input: {} },
    DescribeImageAttribute: { input: { ImageId, Attribute: 'description' } },
    ModifyImageAttribute: { input: { ImageId, Description: { Value: 'dry' } } },
    ResetImageAttribute: { input: { ImageId, Attribute: 'launchPermission' } },
    CancelImageLaunchPermission: { ...one, client: it.other },
    DisableImage: one,
    EnableImage: one,
    EnableImageDeregistrationProtection: one,
    DisableImageDeregistrationProtection: one,
    EnableImageDeprecation: { input: { ImageId, DeprecateAt: new Date(Date.parse(now) + 86_400_000) } },
    DisableImageDeprecation: one,
    DeregisterImage: { input: { ImageId, DeleteAssociatedSnapshots: true } },
    ListImagesInRecycleBin: { input: {} },
    RestoreImageFromRecycleBin: { input: { ImageId: gone.ImageId } },
    GetImageBlockPublicAccessState: { input: {} },
    EnableImageBlockPublicAccess: { input: { ImageBlockPublicAccessState: 'block-new-sharing' } },
    DisableImageBlockPublicAccess: { input: {} },
    GetAllowedImagesSettings: { input: {} },
    EnableAllowedImagesSettings: { input: { AllowedImagesSettingsState: 'enabled' } },
    DisableAllowedImagesSettings: { input: {} },
    ReplaceImageCriteriaInAllowedImagesSettings: { input: { ImageCriteria: [{ ImageProviders: ['amazon'] }] } },
    DescribeImageReferences: { input: { ImageIds: [ImageId], IncludeAllResourceTypes: true } },
    GetImageAncestry: one,
    DescribeInstanceImageMetadata: { input: {} },
  };
}

test('DryRun answers that each operation on images would work, and changes nothing', async () => {
  const given = await inputs();
  expect(Object.keys(given).sort()).toEqual(imageOperations.map(({ name }) => name).sort());
  const send = (name: string, more: object) => {
    const Command = Reflect.get(sdk, `${name}Command`) as new (input: object) => sdk.DescribeImagesCommand;
    const { input, client = it.own } = given[name] ?? { input: {} };
    return client.send(new Command({ ...input, ...more }));
  };
  const before = await everything();
  for (const name of Object.keys(given)) {
    await expect(send(name, { DryRun: true }), name).rejects.toMatchObject({
      name: 'DryRunOperation',
      $metadata: { httpStatusCode: 412 },
    });
  }
  expect(await everything()).toEqual(before);
  // The control: the same calls without DryRun do change something.
  for (const { name, changes } of imageOperations) {
    if (changes && name !== 'CancelImageLaunchPermission') await send(name, {});
  }
  expect(await everything()).not.toEqual(before);
});

test('and answers that an operation is not allowed to who may not do it', async () => {
  const auditor = it.ec2('auditor');
  const ImageId = idOf(await it.image('dry-9'));
  for (const command of [
    new sdk.CreateImageCommand({ InstanceId: it.web, Name: 'dry-10', DryRun: true }),
    new sdk.DeregisterImageCommand({ ImageId, DryRun: true }),
    new sdk.ModifyImageAttributeCommand({ ImageId, Description: { Value: 'x' }, DryRun: true }),
  ]) {
    await expect(auditor.send(command as sdk.CreateImageCommand)).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
    });
  }
  const { Images } = await auditor.send(new sdk.DescribeImagesCommand({ ImageIds: [ImageId] }));
  expect(Images).toHaveLength(1);
});
