import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accounts, type ImageCloud, idOf, nobody, snapshotsOf, startImageCloud } from './image-cloud.ts';

let it: ImageCloud;
beforeAll(async () => {
  it = await startImageCloud();
});
afterAll(() => it.end());

type Change = Partial<sdk.ModifyImageAttributeCommandInput>;

const modify = (ImageId: string | undefined, change: Change, client = it.own) =>
  client.send(new sdk.ModifyImageAttributeCommand({ ImageId, ...change }));

async function permissions(ImageId: string | undefined) {
  const answer = await it.own.send(new sdk.DescribeImageAttributeCommand({ ImageId, Attribute: 'launchPermission' }));
  return answer.LaunchPermissions;
}

/** Allows public images, and waits until that holds. */
async function unblock() {
  await it.own.send(new sdk.DisableImageBlockPublicAccessCommand({}));
  await it.step(600);
}

const organization = 'arn:aws:organizations::111122223333:organization/o-1234567890';
const unit = 'arn:aws:organizations::111122223333:ou/o-1234567890/ou-ab12-12345678';

describe('launch permissions', () => {
  test('are added and taken away in both forms, and nothing happens twice', async () => {
    const { ImageId } = await it.image('lent-1');
    const both: Change[] = [
      { LaunchPermission: { Add: [{ UserId: accounts.other }] } },
      { Attribute: 'launchPermission', OperationType: 'add', UserIds: [accounts.other] },
    ];
    for (const change of both) {
      await modify(ImageId, change);
      await modify(ImageId, change);
      expect(await permissions(ImageId)).toEqual([{ UserId: accounts.other }]);
      await modify(ImageId, { OperationType: 'remove', UserIds: [accounts.other] });
      expect(await permissions(ImageId)).toEqual([]);
    }
    await modify(ImageId, both[0] ?? {});
    await modify(ImageId, { LaunchPermission: { Remove: [{ UserId: accounts.other }] } });
    expect(await permissions(ImageId)).toEqual([]);
  });

  test('are for organizations and their units too', async () => {
    const { ImageId } = await it.image('lent-2');
    await modify(ImageId, {
      LaunchPermission: { Add: [{ OrganizationArn: organization }, { OrganizationalUnitArn: unit }] },
    });
    expect(await permissions(ImageId)).toEqual([{ OrganizationArn: organization }, { OrganizationalUnitArn: unit }]);
    await modify(ImageId, {
      OperationType: 'remove',
      OrganizationArns: [organization],
      OrganizationalUnitArns: [unit],
    });
    expect(await permissions(ImageId)).toEqual([]);
  });

  test('let the other account launch, and its snapshot need not be shared for that', async () => {
    const image = await it.image('lent-3');
    const launch = () =>
      it.other.send(
        new sdk.RunInstancesCommand({ ImageId: idOf(image), InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }),
      );
    await expect(launch()).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
    await modify(idOf(image), { LaunchPermission: { Add: [{ UserId: accounts.other }] } });
    await expect(launch()).resolves.toHaveProperty('Instances');
  });

  test('are all taken away by a reset', async () => {
    const { ImageId } = await it.image('lent-4');
    await modify(ImageId, {
      LaunchPermission: { Add: [{ UserId: accounts.other }, { OrganizationArn: organization }] },
    });
    await it.own.send(new sdk.ResetImageAttributeCommand({ ImageId, Attribute: 'launchPermission' }));
    expect(await permissions(ImageId)).toEqual([]);
  });

  test('can be given back by who has them, and only by that account', async () => {
    const { ImageId } = await it.image('lent-5');
    const cancel = (client: sdk.EC2Client) => client.send(new sdk.CancelImageLaunchPermissionCommand({ ImageId }));
    await expect(cancel(it.other)).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
    await modify(ImageId, { LaunchPermission: { Add: [{ UserId: accounts.other }, { UserId: '999988887777' }] } });
    await expect(cancel(it.own)).rejects.toMatchObject({ name: 'AuthFailure' });
    expect(await cancel(it.other)).toMatchObject({ Return: true });
    expect(await permissions(ImageId)).toEqual([{ UserId: '999988887777' }]);
    await expect(it.look(ImageId ?? '', it.other)).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
  });
});

describe('public images', () => {
  test('are blocked at first; the switch takes a while, and tells the former state until then', async () => {
    const { ImageId } = await it.image('public-1');
    const publish = () => modify(ImageId, { LaunchPermission: { Add: [{ Group: 'all' }] } });
    const state = async () =>
      (await it.own.send(new sdk.GetImageBlockPublicAccessStateCommand({}))).ImageBlockPublicAccessState;
    const blocked = {
      name: 'OperationNotPermitted',
      message:
        "You can't publicly share this image because block public access for AMIs is enabled for this account. To publicly share the image, you must call the DisableImageBlockPublicAccess API.",
    };
    expect(await state()).toBe('block-new-sharing');
    await expect(publish()).rejects.toMatchObject(blocked);
    expect(await it.own.send(new sdk.DisableImageBlockPublicAccessCommand({}))).toMatchObject({
      ImageBlockPublicAccessState: 'unblocked',
    });
    expect(await state()).toBe('block-new-sharing');
    await expect(publish()).rejects.toMatchObject(blocked);
    await it.step(600);
    expect(await state()).toBe('unblocked');
    await publish();
    const seen = await it.look(ImageId ?? '', it.other);
    expect(seen.Public).toBe(true);
    // A public image is deprecated two years after its creation, whatever its owner says.
    expect(Date.parse(seen.DeprecationTime ?? '') - Date.parse(seen.CreationDate ?? '')).toBeGreaterThan(
      728 * 86_400_000,
    );

    await it.own.send(
      new sdk.EnableImageBlockPublicAccessCommand({ ImageBlockPublicAccessState: 'block-new-sharing' }),
    );
    expect(await state()).toBe('unblocked');
    await it.step(600);
    expect(await state()).toBe('block-new-sharing');
    // What is public stays so, and saying it once more is no new sharing.
    await publish();
    await modify(ImageId, { OperationType: 'remove', UserGroups: ['all'] });
    await expect(publish()).rejects.toMatchObject(blocked);
  });

  test('are five at most', async () => {
    await unblock();
    const images = [];
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) images.push(await it.image(`quota-${name}`));
    const publish = (image: sdk.Image | undefined) =>
      modify(image?.ImageId, { LaunchPermission: { Add: [{ Group: 'all' }] } });
    for (const image of images.slice(0, 5)) await publish(image);
    await expect(publish(images[5])).rejects.toMatchObject({
      name: 'ResourceLimitExceeded',
      message: expect.stringContaining('your quota of 5 for the number of public images allowed in this Region'),
    });
    await modify(images[0]?.ImageId, { LaunchPermission: { Remove: [{ Group: 'all' }] } });
    await publish(images[5]);
    for (const image of images.slice(1)) {
      await modify(image?.ImageId, { LaunchPermission: { Remove: [{ Group: 'all' }] } });
    }
  });

  test('cannot be given back, and their deprecation can be neither late nor cancelled', async () => {
    await unblock();
    const image = await it.image('public-2');
    await modify(idOf(image), { LaunchPermission: { Add: [{ Group: 'all' }] } });
    const ImageId = idOf(image);
    await expect(it.other.send(new sdk.CancelImageLaunchPermissionCommand({ ImageId }))).rejects.toMatchObject({
      name: 'AuthFailure',
    });
    const late = new Date(Date.parse(image.CreationDate ?? '') + 3 * 365 * 86_400_000);
    await expect(
      it.own.send(new sdk.EnableImageDeprecationCommand({ ImageId, DeprecateAt: late })),
    ).rejects.toMatchObject({ name: 'InvalidParameter', message: expect.stringContaining('2 years') });
    await expect(it.own.send(new sdk.DisableImageDeprecationCommand({ ImageId }))).rejects.toMatchObject({
      name: 'OperationNotPermitted',
    });
    await modify(ImageId, { LaunchPermission: { Remove: [{ Group: 'all' }] } });
    await it.own.send(new sdk.DisableImageDeprecationCommand({ ImageId }));
    expect(await it.look(ImageId)).not.toHaveProperty('DeprecationTime');
  });
});

describe('what is encrypted', () => {
  const kmsKeyId = `arn:aws:kms:eu-central-1:${accounts.own}:key/own-key`;

  /** Makes an image whose disk is encrypted with a key of the account. */
  async function encrypted(name: string) {
    const image = await it.image(name);
    const [snapshotId = ''] = snapshotsOf(image);
    await it.edit(([path, id, record]) => {
      if (path.endsWith('/snapshots') && id === snapshotId) Object.assign(record, { encrypted: true, kmsKeyId });
      if (path.endsWith('/images') && id === image.ImageId) {
        record.mappings = (record.mappings as object[]).map((mapping) => ({
          ...mapping,
          encrypted: true,
          kmsKeyId,
        }));
      }
    });
    return idOf(image);
  }

  test('is never public', async () => {
    await unblock();
    const id = await encrypted('encrypted-1');
    await expect(modify(id, { LaunchPermission: { Add: [{ Group: 'all' }] } })).rejects.toMatchObject({
      name: 'UnsupportedOperation',
      message: "Encrypted snapshots can't be shared publicly. Specify another snapshot.",
    });
  });

  test("can be shared with the account's own key, but not with the key of AWS", async () => {
    const own = await encrypted('encrypted-2');
    await modify(own, { LaunchPermission: { Add: [{ UserId: accounts.other }] } });
    expect(await permissions(own)).toEqual([{ UserId: accounts.other }]);
    const { ImageId } = await it.own.send(
      new sdk.CopyImageCommand({
        Name: 'encrypted-4',
        SourceImageId: idOf(await it.image('plain-4')),
        SourceRegion: 'eu-central-1',
        Encrypted: true,
      }),
    );
    await it.ready(2);
    await expect(modify(ImageId, { LaunchPermission: { Add: [{ UserId: accounts.other }] } })).rejects.toMatchObject({
      name: 'InvalidParameter',
      message: expect.stringContaining('AWS Managed CMK'),
    });
  });

  test('and what is a product is not public either', async () => {
    await unblock();
    const image = await it.image('product-1');
    await it.edit(([path, id, record]) => {
      if (path.endsWith('/images') && id === image.ImageId) record.productCodes = ['abc'];
    });
    await expect(modify(idOf(image), { LaunchPermission: { Add: [{ Group: 'all' }] } })).rejects.toMatchObject({
      name: 'UnsupportedOperation',
    });
    await modify(idOf(image), { LaunchPermission: { Add: [{ UserId: accounts.other }] } });
  });
});

describe('attributes', () => {
  test('are told one by one', async () => {
    const { ImageId } = await it.image('told-1', { Description: 'told' });
    const tell = async (Attribute: sdk.ImageAttributeName) => {
      const { $metadata, ...rest } = await it.own.send(new sdk.DescribeImageAttributeCommand({ ImageId, Attribute }));
      return rest;
    };
    expect(await tell('description')).toEqual({ ImageId, Description: { Value: 'told' } });
    expect(await tell('launchPermission')).toEqual({ ImageId, LaunchPermissions: [] });
    expect(await tell('productCodes')).toEqual({ ImageId, ProductCodes: [] });
    expect(await tell('bootMode')).toEqual({ ImageId, BootMode: { Value: 'uefi-preferred' } });
    expect(await tell('imdsSupport')).toEqual({ ImageId, ImdsSupport: { Value: 'v2.0' } });
    expect(await tell('sriovNetSupport')).toEqual({ ImageId, SriovNetSupport: { Value: 'simple' } });
    expect(await tell('deregistrationProtection')).toEqual({
      ImageId,
      DeregistrationProtection: { Value: 'disabled' },
    });
    for (const name of ['kernel', 'ramdisk', 'tpmSupport', 'uefiData', 'lastLaunchedTime'] as const) {
      expect(await tell(name)).toEqual({ ImageId });
    }
    await expect(tell('blockDeviceMapping')).rejects.toMatchObject({ name: 'AuthFailure' });
  });

  test('that can be changed are changed in both forms', async () => {
    const image = await it.own.send(
      new sdk.RegisterImageCommand({
        Name: 'changed-1',
        Architecture: 'x86_64',
        VirtualizationType: 'hvm',
        RootDeviceName: '/dev/sda1',
        BlockDeviceMappings: [
          { DeviceName: '/dev/sda1', Ebs: { SnapshotId: snapshotsOf(await it.image('changed-0'))[0] } },
        ],
      }),
    );
    await it.step(10);
    const id = image.ImageId ?? '';
    await modify(id, { Description: { Value: 'new' } });
    expect((await it.look(id)).Description).toBe('new');
    await modify(id, { Attribute: 'description', Value: 'newer' });
    expect((await it.look(id)).Description).toBe('newer');
    expect(await it.look(id)).not.toHaveProperty('ImdsSupport');
    await modify(id, { Attribute: 'imdsSupport', Value: 'v2.0' });
    expect((await it.look(id)).ImdsSupport).toBe('v2.0');
    await expect(modify(id, { ImdsSupport: { Value: '' } })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });
});

describe('a change is refused for', () => {
  const add = (permission: sdk.LaunchPermission): Change => ({ LaunchPermission: { Add: [permission] } });
  const item = 'InvalidAMIAttributeItemValue';
  const cases: [string, Change, string, RegExp][] = [
    ['an account with hyphens', add({ UserId: '4444-5555-6666' }), item, /"4444-5555-6666" for userId item type/],
    ['an account of eleven digits', add({ UserId: '44445555666' }), item, /for userId item type/],
    ['no account', add({ UserId: ' ' }), item, /" " for userId item type/],
    ['another group', add({ Group: 'friends' as 'all' }), item, /"friends" for UserGroup item type/],
    ['an organization by its ID', add({ OrganizationArn: 'o-1234567890' }), item, /organizationArn/],
    ['a unit by its ID', add({ OrganizationalUnitArn: 'ou-ab12-12345678' }), item, /organizationalUnitArn/],
    ['accounts without a word on what to do', { UserIds: [accounts.other] }, 'InvalidParameterValue', /operationType/],
    ['nothing', {}, 'InvalidParameterCombination', /No attributes specified/],
    [
      'two things at once',
      { Description: { Value: 'x' }, ...add({ UserId: accounts.other }) },
      'InvalidParameterCombination',
      /description, launchPermission/,
    ],
    ['an attribute that is none', { Attribute: 'name', Value: 'x' }, 'InvalidParameterValue', /Unknown attribute/],
    ['product codes', { ProductCodes: ['abc'] }, 'UnsupportedOperation', /Product codes/],
    ['a description of 256 letters', { Description: { Value: 'x'.repeat(256) } }, 'InvalidParameterValue', /255/],
    [
      'a thousand accounts and one',
      {
        OperationType: 'add',
        UserIds: Array.from({ length: 1001 }, (_, index) => String(100_000_000_000 + index)),
      },
      'ResourceLimitExceeded',
      /1000/,
    ],
  ];
  let id: string;
  beforeAll(async () => {
    id = idOf(await it.image('unchanged-1'));
  });
  test.each(cases)('%s', async (_name, change, code, message) => {
    const before = await it.look(id);
    await expect(modify(id, change)).rejects.toMatchObject({ name: code, message: expect.stringMatching(message) });
    expect(await it.look(id)).toEqual(before);
  });

  test('an image that is pending, switched off, of another account, or of nobody', async () => {
    const lend = add({ UserId: accounts.other });
    const { ImageId } = await it.own.send(new sdk.CreateImageCommand({ InstanceId: it.web, Name: 'pending-1' }));
    await expect(modify(ImageId, lend)).rejects.toMatchObject({
      name: 'InvalidAMIID.Unavailable',
      message: `The AMI ID '${ImageId}' is currently pending and may not be used for this operation`,
    });
    await it.ready();
    await it.own.send(new sdk.DisableImageCommand({ ImageId }));
    await expect(modify(ImageId, lend)).rejects.toMatchObject({ name: 'InvalidAMIID.Unavailable' });
    await expect(modify(`ami-${nobody}`, lend)).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
    await expect(modify(id, lend, it.other)).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
    await modify(id, lend);
    for (const send of [
      () => modify(id, { Description: { Value: 'mine' } }, it.other),
      () => it.other.send(new sdk.DescribeImageAttributeCommand({ ImageId: id, Attribute: 'description' })),
      () => it.other.send(new sdk.ResetImageAttributeCommand({ ImageId: id, Attribute: 'launchPermission' })),
    ]) {
      await expect(send()).rejects.toMatchObject({
        name: 'AuthFailure',
        message: `Not authorized for image:${id}`,
        $metadata: { httpStatusCode: 403 },
      });
    }
  });
});
