import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { imageLimits } from '../../main/practice/cloud/data/image-limits.ts';
import { accounts, type ImageCloud, idOf, nobody, snapshotsOf, startImageCloud } from './image-cloud.ts';

let it: ImageCloud;
beforeAll(async () => {
  it = await startImageCloud();
});
afterAll(() => it.end());

const deregister = (ImageId: string | undefined, DeleteAssociatedSnapshots = false, client = it.own) =>
  client.send(new sdk.DeregisterImageCommand({ ImageId, DeleteAssociatedSnapshots }));

const binned = async (ImageIds?: string[]) =>
  (await it.own.send(new sdk.ListImagesInRecycleBinCommand({ ImageIds }))).Images ?? [];

async function snapshotIds(): Promise<string[]> {
  const { Snapshots = [] } = await it.own.send(new sdk.DescribeSnapshotsCommand({ OwnerIds: ['self'] }));
  return Snapshots.map(({ SnapshotId = '' }) => SnapshotId);
}

/** Sets how long the Recycle Bin keeps images; 0 for no rule. */
const retain = (imageRetentionDays: number) =>
  it.cloud.request('configure', {
    accountId: accounts.own,
    region: 'eu-central-1',
    imageRetentionDays: imageRetentionDays || null,
  });

async function now(): Promise<number> {
  return Date.parse((await it.cloud.request('status', {})).now);
}

describe('deregistering', () => {
  test('takes the image and leaves its snapshots, and frees the name', async () => {
    const image = await it.image('gone-1');
    expect(await deregister(image.ImageId)).toMatchObject({ Return: true, DeleteSnapshotResults: [] });
    await expect(it.look(idOf(image))).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
    expect(await snapshotIds()).toEqual(expect.arrayContaining(snapshotsOf(image)));
    expect((await it.image('gone-1')).State).toBe('available');
  });

  test('takes the snapshots too on request, and tells of each', async () => {
    await retain(0);
    const image = await it.image('gone-2');
    const { DeleteSnapshotResults } = await deregister(image.ImageId, true);
    expect(DeleteSnapshotResults).toEqual([{ SnapshotId: snapshotsOf(image)[0], ReturnCode: 'success' }]);
    expect(await snapshotIds()).not.toEqual(expect.arrayContaining(snapshotsOf(image)));
    await retain(7);
  });

  test('leaves what other images still need', async () => {
    await retain(0);
    const image = await it.image('gone-3');
    const [SnapshotId = ''] = snapshotsOf(image);
    const { ImageId } = await it.own.send(
      new sdk.RegisterImageCommand({
        Name: 'needs-it-1',
        Architecture: 'x86_64',
        VirtualizationType: 'hvm',
        RootDeviceName: '/dev/sda1',
        BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { SnapshotId } }],
      }),
    );
    expect((await deregister(image.ImageId, true)).DeleteSnapshotResults).toEqual([
      { SnapshotId, ReturnCode: 'skipped' },
    ]);
    expect(await snapshotIds()).toContain(SnapshotId);
    expect((await deregister(ImageId, true)).DeleteSnapshotResults).toEqual([{ SnapshotId, ReturnCode: 'success' }]);
    await retain(7);
  });

  test('leaves what the caller may not delete, and the image goes all the same', async () => {
    await it.allow('auditor', ['ec2:DeregisterImage']);
    const image = await it.image('gone-4');
    const [SnapshotId] = snapshotsOf(image);
    expect((await deregister(image.ImageId, true, it.ec2('auditor'))).DeleteSnapshotResults).toEqual([
      { SnapshotId, ReturnCode: 'missing-permissions' },
    ]);
    expect(await snapshotIds()).toContain(SnapshotId);
    await expect(it.look(idOf(image))).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
  });

  test('ends an image that is still pending', async () => {
    const { ImageId } = await it.own.send(new sdk.CreateImageCommand({ InstanceId: it.web, Name: 'early-1' }));
    await deregister(ImageId);
    await it.ready();
    await expect(it.look(ImageId ?? '')).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
    expect(await binned()).not.toContainEqual(expect.objectContaining({ ImageId }));
  });

  test("is refused for others' images, none, and ones of nobody", async () => {
    const image = await it.image('kept-1');
    await it.own.send(
      new sdk.ModifyImageAttributeCommand({
        ImageId: image.ImageId,
        LaunchPermission: { Add: [{ UserId: accounts.other }] },
      }),
    );
    await expect(deregister(image.ImageId, false, it.other)).rejects.toMatchObject({
      name: 'AuthFailure',
      message: `Not authorized for image:${image.ImageId}`,
    });
    await expect(deregister(`ami-${nobody}`)).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
    await expect(deregister('ami-1')).rejects.toMatchObject({ name: 'InvalidAMIID.Malformed' });
    await expect(deregister('')).rejects.toMatchObject({ name: 'MissingParameter' });
  });
});

describe('the Recycle Bin', () => {
  test('keeps an image for as long as the rule says, and gives it back with its permissions and tags', async () => {
    const image = await it.image('undo-1', {
      Description: 'to be had back',
      TagSpecifications: [{ ResourceType: 'image', Tags: [{ Key: 'Name', Value: 'undo' }] }],
    });
    await deregister(image.ImageId);
    const [held] = await binned([idOf(image)]);
    expect(held).toMatchObject({ ImageId: image.ImageId, Name: 'undo-1', Description: 'to be had back' });
    const stay = Number(held?.RecycleBinExitTime) - Number(held?.RecycleBinEnterTime);
    expect(stay).toBe(7 * 86_400_000);
    expect(await it.own.send(new sdk.RestoreImageFromRecycleBinCommand({ ImageId: image.ImageId }))).toMatchObject({
      Return: true,
    });
    expect(await it.look(idOf(image))).toEqual(image);
    await expect(binned([idOf(image)])).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
  });

  test('lets an image go when its time is over', async () => {
    const image = await it.image('late-1');
    await deregister(image.ImageId);
    await it.step(7 * 86_400 - 600);
    expect(await binned()).toContainEqual(expect.objectContaining({ Name: 'late-1' }));
    await it.step(600);
    expect(await binned()).not.toContainEqual(expect.objectContaining({ Name: 'late-1' }));
    await expect(
      it.own.send(new sdk.RestoreImageFromRecycleBinCommand({ ImageId: image.ImageId })),
    ).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
  });

  test('is not used without a rule', async () => {
    await retain(0);
    const image = await it.image('no-undo-1');
    await deregister(image.ImageId);
    await expect(binned([idOf(image)])).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
    await retain(7);
  });

  test('cannot give back an image whose name is taken, or whose snapshot is gone', async () => {
    const restore = (ImageId: string | undefined) =>
      it.own.send(new sdk.RestoreImageFromRecycleBinCommand({ ImageId }));
    const first = await it.image('twice-1');
    await deregister(first.ImageId);
    const second = await it.image('twice-1');
    await expect(restore(first.ImageId)).rejects.toMatchObject({ name: 'InvalidAMIName.Duplicate' });
    await deregister(second.ImageId, true);
    await expect(restore(second.ImageId)).rejects.toMatchObject({ name: 'InvalidSnapshot.NotFound' });
    expect(await restore(first.ImageId)).toMatchObject({ Return: true });
  });

  test('lists in pages, and 20 by ID at most', async () => {
    for (let count = 0; count < 6; count += 1) await deregister((await it.image(`page-${count}`)).ImageId);
    const seen: string[] = [];
    for await (const page of sdk.paginateListImagesInRecycleBin({ client: it.own, pageSize: 5 }, {})) {
      seen.push(...(page.Images ?? []).map(idOf));
    }
    expect(seen).toEqual((await binned()).map(idOf));
    const many = Array.from({ length: imageLimits.listedInBin + 1 }, () => `ami-${nobody}`);
    await expect(binned(many)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });
});

describe('protection from deregistration', () => {
  const protect = (ImageId: string | undefined, WithCooldown?: boolean) =>
    it.own.send(new sdk.EnableImageDeregistrationProtectionCommand({ ImageId, WithCooldown }));
  const release = (ImageId: string | undefined) =>
    it.own.send(new sdk.DisableImageDeregistrationProtectionCommand({ ImageId }));

  test('keeps the image until it is switched off', async () => {
    const image = await it.image('guarded-1');
    expect((await protect(image.ImageId)).Return).toBe('enabled-without-cooldown');
    expect((await it.look(idOf(image))).DeregistrationProtection).toBe('enabled-without-cooldown');
    await expect(deregister(image.ImageId)).rejects.toMatchObject({
      name: 'OperationNotPermitted',
      message: expect.stringContaining('protected from deregistration'),
    });
    expect((await release(image.ImageId)).Return).toBe('disabled');
    await deregister(image.ImageId);
  });

  test('with a cooldown goes on for a day after it was switched off', async () => {
    const image = await it.image('guarded-2');
    expect((await protect(image.ImageId, true)).Return).toBe('enabled-with-cooldown');
    const { Return = '' } = await release(image.ImageId);
    const ends = Return.replace('disabled-after-', '');
    expect(Math.abs(Date.parse(ends) - (await now()) - 86_400_000)).toBeLessThan(60_000);
    await it.step(3_600);
    // Once more does not make it longer.
    expect((await release(image.ImageId)).Return).toBe(`disabled-after-${ends}`);
    expect((await it.look(idOf(image))).DeregistrationProtection).toBe(`disabled-after-${ends}`);
    await expect(deregister(image.ImageId)).rejects.toMatchObject({
      name: 'OperationNotPermitted',
      message: expect.stringContaining(ends),
    });
    await it.step(82_800);
    expect((await it.look(idOf(image))).DeregistrationProtection).toBe('disabled');
    await deregister(image.ImageId);
  });
});

describe('deprecation', () => {
  const deprecate = (ImageId: string | undefined, at: number) =>
    it.own.send(new sdk.EnableImageDeprecationCommand({ ImageId, DeprecateAt: new Date(at) }));

  test('is rounded to the minute, and can be taken back', async () => {
    const image = await it.image('old-1');
    const at = Math.ceil((await now()) / 60_000) * 60_000 + 86_400_000;
    await deprecate(image.ImageId, at + 25_000);
    expect((await it.look(idOf(image))).DeprecationTime).toBe(new Date(at).toISOString());
    await it.own.send(new sdk.DisableImageDeprecationCommand({ ImageId: image.ImageId }));
    expect(await it.look(idOf(image))).not.toHaveProperty('DeprecationTime');
  });

  test('does not keep anybody from launching', async () => {
    const image = await it.image('old-2');
    await deprecate(image.ImageId, (await now()) + 60_000);
    await it.step(120);
    await expect(
      it.own.send(
        new sdk.RunInstancesCommand({ ImageId: idOf(image), InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }),
      ),
    ).resolves.toHaveProperty('Instances');
  });

  test('is refused for the past and for more than ten years ahead', async () => {
    const image = await it.image('old-3');
    await expect(deprecate(image.ImageId, (await now()) - 1_000)).rejects.toMatchObject({
      name: 'InvalidParameter',
      message: expect.stringContaining('past'),
    });
    await expect(deprecate(image.ImageId, (await now()) + 11 * 366 * 86_400_000)).rejects.toMatchObject({
      name: 'InvalidParameter',
      message: expect.stringContaining('10 years'),
    });
  });
});

describe('switching an image off', () => {
  test('takes it from everyone, and switching on does not give it back to others', async () => {
    const image = await it.image('switch-1');
    const ImageId = idOf(image);
    await it.own.send(
      new sdk.ModifyImageAttributeCommand({ ImageId, LaunchPermission: { Add: [{ UserId: accounts.other }] } }),
    );
    const launch = (client: sdk.EC2Client) =>
      client.send(new sdk.RunInstancesCommand({ ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }));
    await it.own.send(new sdk.DisableImageCommand({ ImageId }));
    expect((await it.look(ImageId, it.own, { IncludeDisabled: true })).State).toBe('disabled');
    await expect(launch(it.own)).rejects.toMatchObject({ name: 'InvalidAMIID.Unavailable' });
    await expect(launch(it.other)).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
    await it.own.send(new sdk.EnableImageCommand({ ImageId }));
    await expect(launch(it.own)).resolves.toHaveProperty('Instances');
    await expect(launch(it.other)).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
  });

  test('is not for images that are pending or failed', async () => {
    await it.cloud.request('addFault', { operation: 'CreateImage', mode: 'fail-later', times: 1 });
    const { ImageId } = await it.own.send(new sdk.CreateImageCommand({ InstanceId: it.web, Name: 'switch-2' }));
    const refused = { name: 'InvalidAMIID.Unavailable' };
    await expect(it.own.send(new sdk.DisableImageCommand({ ImageId }))).rejects.toMatchObject(refused);
    await it.ready();
    await expect(it.own.send(new sdk.DisableImageCommand({ ImageId }))).rejects.toMatchObject(refused);
    await expect(it.own.send(new sdk.EnableImageCommand({ ImageId }))).rejects.toMatchObject(refused);
  });
});
