import * as sdk from '@aws-sdk/client-ec2';
import {
  CreateGrantCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accounts, type ImageCloud, idOf, nobody, snapshotsOf, startImageCloud } from './image-cloud.ts';

const home = 'eu-central-1';
const away = 'eu-west-1';

let it: ImageCloud;
let source: sdk.Image;
let there: sdk.EC2Client;
beforeAll(async () => {
  it = await startImageCloud();
  there = it.ec2('trainee', away);
  source = await it.image('source-1', {
    Description: 'The source',
    TagSpecifications: [{ ResourceType: 'image', Tags: [{ Key: 'Team', Value: 'web' }] }],
  });
});
afterAll(() => it.end());

const copy = (client: sdk.EC2Client, change: Partial<sdk.CopyImageCommandInput> = {}) =>
  client.send(new sdk.CopyImageCommand({ Name: 'copy-1', SourceImageId: idOf(source), SourceRegion: home, ...change }));
const snapshots = async (image: sdk.Image, client: sdk.EC2Client) =>
  (await client.send(new sdk.DescribeSnapshotsCommand({ SnapshotIds: snapshotsOf(image) }))).Snapshots ?? [];

const kms = () => it.kms('trainee', home);

const statement = (account: string) => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'kms:*',
  Resource: '*',
});

/** Makes a key that these accounts may use. */
async function newKey(...allowed: string[]): Promise<string> {
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [accounts.own, ...allowed].map(statement) });
  const { KeyMetadata } = await kms().send(new CreateKeyCommand({ Policy }));
  return KeyMetadata?.Arn ?? '';
}

/** Encrypts an image's snapshot with a key, and shares it. */
async function encryptSource(image: sdk.Image, kmsKeyId: string) {
  await it.edit(([path, id, record]) => {
    if (path.endsWith('/snapshots') && snapshotsOf(image).includes(id)) {
      Object.assign(record, { encrypted: true, kmsKeyId, sharedWith: [accounts.other] });
    }
    if (path.endsWith('/images') && id === image.ImageId) {
      record.mappings = (record.mappings as object[]).map((one) => ({ ...one, encrypted: true, kmsKeyId }));
    }
  });
}

describe('a copy', () => {
  test('is made in the Region that is asked, takes a while, and has the same files', async () => {
    const { ImageId = '' } = await copy(there, {
      Name: 'far-1',
      TagSpecifications: [{ ResourceType: 'snapshot', Tags: [{ Key: 'Of', Value: 'copy' }] }],
    });
    const pending = await it.look(ImageId, there);
    expect(pending).toMatchObject({
      State: 'pending',
      Name: 'far-1',
      Description: `[Copied ${idOf(source)} from ${home}] The source`,
      SourceImageId: source.ImageId,
      SourceImageRegion: home,
      Public: false,
      Tags: [],
    });
    expect(pending).not.toHaveProperty('SourceInstanceId');
    const [snapshot] = await snapshots(pending, there);
    expect(snapshot).toMatchObject({
      State: 'pending',
      VolumeId: 'vol-ffffffff',
      Description: expect.stringMatching(
        `^Copied for DestinationAmi ${ImageId} from SourceAmi ${idOf(source)} for SourceSnapshot ${snapshotsOf(source)[0]}\\. Task created on [\\d,]+\\.$`,
      ),
      Tags: [{ Key: 'Of', Value: 'copy' }],
    });
    await it.ready();
    expect((await snapshots(pending, there))[0]?.Progress).toMatch(/^5\d%$/);
    expect((await it.look(ImageId, there)).State).toBe('pending');
    await it.ready();
    expect((await it.look(ImageId, there)).State).toBe('available');
    const { Instances = [] } = await there.send(
      new sdk.RunInstancesCommand({ ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }),
    );
    await it.cloud.machinesReady();
    const spec = it.machines.specs.find(({ instanceId }) => instanceId === Instances[0]?.InstanceId);
    expect(spec?.platform).toBe('ubuntu');
    expect(Object.keys(spec?.disk?.files ?? {})).toContain('/var/www/html/index.html');
    await expect(it.look(ImageId)).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
  });

  test('within the Region is under a new name, with tags on request; permissions stay behind', async () => {
    await it.own.send(
      new sdk.ModifyImageAttributeCommand({
        ImageId: source.ImageId,
        LaunchPermission: { Add: [{ UserId: accounts.other }] },
      }),
    );
    const { ImageId = '' } = await copy(it.own, {
      Name: 'near-1',
      Description: 'A copy',
      CopyImageTags: true,
      TagSpecifications: [{ ResourceType: 'image', Tags: [{ Key: 'Copy', Value: 'yes' }] }],
    });
    await it.ready();
    const image = await it.look(ImageId);
    expect(image).toMatchObject({ State: 'available', Description: 'A copy', ImdsSupport: 'v2.0' });
    expect(image.Tags).toEqual([
      { Key: 'Team', Value: 'web' },
      { Key: 'Copy', Value: 'yes' },
    ]);
    const { LaunchPermissions } = await it.own.send(
      new sdk.DescribeImageAttributeCommand({ ImageId, Attribute: 'launchPermission' }),
    );
    expect(LaunchPermissions).toEqual([]);
    await it.own.send(new sdk.ResetImageAttributeCommand({ ImageId: source.ImageId, Attribute: 'launchPermission' }));
  });

  test('of a public image is a fresh system of one', async () => {
    const { Images = [] } = await it.own.send(
      new sdk.DescribeImagesCommand({ Filters: [{ Name: 'name', Values: ['debian-12-arm64-*'] }] }),
    );
    const { ImageId = '' } = await copy(it.own, { Name: 'debian-1', SourceImageId: Images[0]?.ImageId });
    await it.ready();
    expect(await it.look(ImageId)).toMatchObject({ State: 'available', Architecture: 'arm64', OwnerId: accounts.own });
  });

  test('is made once for one token', async () => {
    const first = await copy(it.own, { Name: 'once-1', ClientToken: 'token-1' });
    const second = await copy(it.own, { Name: 'once-1', ClientToken: 'token-1' });
    expect(second.ImageId).toBe(first.ImageId);
    await expect(copy(it.own, { Name: 'once-2', ClientToken: 'token-1' })).rejects.toMatchObject({
      name: 'IdempotentParameterMismatch',
    });
  });

  test('ends failed when a fault asks for it', async () => {
    await it.cloud.request('addFault', { operation: 'CopyImage', mode: 'fail-later', times: 1 });
    const { ImageId = '' } = await copy(it.own, { Name: 'doomed-1' });
    await it.ready();
    expect(await it.look(ImageId)).toMatchObject({ State: 'failed', StateReason: { Code: 'Client.InternalError' } });
  });
});

/** What a grant lets EBS do with a disk's key. */
const granted = [
  'DescribeKey',
  'Decrypt',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
  'CreateGrant',
] as const;

describe('encryption of a copy', () => {
  test('is by the key of AWS where none is named', async () => {
    const { ImageId = '' } = await copy(it.own, { Name: 'encrypted-1', Encrypted: true });
    await it.ready();
    const image = await it.look(ImageId);
    expect(image).toMatchObject({ State: 'available', BlockDeviceMappings: [{ Ebs: { Encrypted: true } }] });
    expect((await snapshots(image, it.own))[0]).toMatchObject({ Encrypted: true });
  });

  test('is taken from the account where that encrypts by default', async () => {
    const encrypt = (on: boolean) =>
      it.edit(([path, id, record]) => {
        if (path === `${accounts.own}/${away}/settings` && id === 'region') record.encryptVolumes = on;
      });
    await encrypt(true);
    const { ImageId = '' } = await copy(there, { Name: 'by-default-1' });
    await encrypt(false);
    expect((await it.look(ImageId, there)).BlockDeviceMappings?.[0]?.Ebs?.Encrypted).toBe(true);
  });

  test('with a key that is not there fails later, as AWS looks at keys later', async () => {
    const { ImageId = '' } = await copy(it.own, { Name: 'wrong-key-1', Encrypted: true, KmsKeyId: 'alias/nobody' });
    expect((await it.look(ImageId)).State).toBe('pending');
    await it.ready();
    expect(await it.look(ImageId)).toMatchObject({
      State: 'failed',
      StateReason: { Message: expect.stringContaining('Given key ID is not accessible') },
    });
  });

  test('cannot be taken off, and goes on with a key of the account', async () => {
    const image = await it.image('encrypted-source-1');
    const arn = await newKey();
    await encryptSource(image, arn);
    await expect(
      copy(it.own, { Name: 'plain-1', SourceImageId: image.ImageId, Encrypted: false }),
    ).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: `Snapshot ${snapshotsOf(image)[0]} is encrypted. Creating an unencrypted copy from an encrypted snapshot is not supported.`,
    });
    const { ImageId = '' } = await copy(it.own, {
      Name: 'encrypted-2',
      SourceImageId: image.ImageId,
      Encrypted: true,
      KmsKeyId: arn,
    });
    await it.ready();
    expect(await it.look(ImageId)).toMatchObject({ State: 'available' });
  });

  const keys: [string, () => Promise<string>, 'available' | 'failed'][] = [
    ['that names nobody else', () => newKey(), 'failed'],
    ['whose policy names the account', () => newKey(accounts.other), 'available'],
    [
      'with a grant for it',
      async () => {
        const KeyId = await newKey();
        const GranteePrincipal = `arn:aws:iam::${accounts.other}:user/partner`;
        await kms().send(new CreateGrantCommand({ KeyId, GranteePrincipal, Operations: [...granted] }));
        return KeyId;
      },
      'available',
    ],
    [
      'that is switched off',
      async () => {
        const KeyId = await newKey(accounts.other);
        await kms().send(new DisableKeyCommand({ KeyId }));
        return KeyId;
      },
      'failed',
    ],
    [
      'that is about to be deleted',
      async () => {
        const KeyId = await newKey(accounts.other);
        await kms().send(new ScheduleKeyDeletionCommand({ KeyId }));
        return KeyId;
      },
      'failed',
    ],
    [
      'that AWS keeps',
      async () => {
        // The first encrypted copy makes it.
        await copy(it.own, { Name: 'encrypted-3', Encrypted: true });
        const { KeyMetadata } = await kms().send(new DescribeKeyCommand({ KeyId: 'alias/aws/ebs' }));
        return KeyMetadata?.Arn ?? '';
      },
      'failed',
    ],
  ];
  test.each(keys)("by another account's key %s", async (name, makeKey, State) => {
    const number = keys.findIndex(([one]) => one === name);
    const image = await it.image(`foreign-${number}`);
    await it.own.send(
      new sdk.ModifyImageAttributeCommand({
        ImageId: image.ImageId,
        LaunchPermission: { Add: [{ UserId: accounts.other }] },
      }),
    );
    await encryptSource(image, await makeKey());
    const { ImageId = '' } = await copy(it.other, { Name: `copy-${number}`, SourceImageId: image.ImageId });
    await it.ready();
    expect(await it.look(ImageId, it.other)).toMatchObject({ State });
  });
});

describe("another account's image", () => {
  test('is copied only when its snapshot is shared too', async () => {
    const image = await it.image('shared-1', {
      TagSpecifications: [{ ResourceType: 'image', Tags: [{ Key: 'ec2:SharedTag/For', Value: 'all' }] }],
    });
    const take = () => copy(it.other, { Name: 'taken-1', SourceImageId: image.ImageId, CopyImageTags: true });
    await expect(take()).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
    await it.own.send(
      new sdk.ModifyImageAttributeCommand({
        ImageId: image.ImageId,
        LaunchPermission: { Add: [{ UserId: accounts.other }] },
      }),
    );
    await expect(take()).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: 'You do not have permission to access the storage of this ami',
    });
    await it.edit(([path, id, record]) => {
      if (path.endsWith('/snapshots') && snapshotsOf(image).includes(id)) record.sharedWith = [accounts.other];
    });
    const { ImageId = '' } = await take();
    expect(await it.look(ImageId, it.other)).toMatchObject({
      OwnerId: accounts.other,
      Tags: [{ Key: 'ec2:SharedTag/For', Value: 'all' }],
    });
  });

  test('of a product is not copied, while an own image of a product is', async () => {
    const { Images = [] } = await it.own.send(new sdk.DescribeImagesCommand({ Owners: ['aws-marketplace'] }));
    await expect(copy(it.own, { SourceImageId: Images[0]?.ImageId })).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: 'Images from AWS Marketplace cannot be copied to another AWS account',
    });
    const image = await it.image('own-product-1');
    await it.edit(([path, id, record]) => {
      if (path.endsWith('/images') && id === image.ImageId) record.productCodes = ['abc'];
    });
    const { ImageId = '' } = await copy(it.own, { Name: 'own-product-2', SourceImageId: image.ImageId });
    expect((await it.look(ImageId)).ProductCodes).toMatchObject([{ ProductCodeId: 'abc' }]);
  });
});

describe('a copy is refused for', () => {
  const cases: [string, Partial<sdk.CopyImageCommandInput>, string, RegExp][] = [
    ['no name', { Name: '' }, 'MissingParameter', /Name/],
    ['a name with a colon', { Name: 'a:b:c' }, 'InvalidAMIName.Malformed', /between 3 and 128/],
    ['a taken name', { Name: 'source-1' }, 'InvalidAMIName.Duplicate', /already in use/],
    ['an image of nobody', { SourceImageId: `ami-${nobody}` }, 'InvalidAMIID.NotFound', /does not exist/],
    ['an ID that is none', { SourceImageId: 'web' }, 'InvalidAMIID.Malformed', /expecting/],
    ['the wrong Region', { SourceRegion: away }, 'InvalidAMIID.NotFound', /does not exist/],
    ['a Region that is none', { SourceRegion: 'mars-1' }, 'InvalidParameterValue', /mars-1/],
    ['a key without encryption', { KmsKeyId: 'alias/x' }, 'InvalidParameterDependency', /Encrypted/],
    ['a time between the quarters', { SnapshotCopyCompletionDurationMinutes: 20 }, 'InvalidParameterValue', /15/],
    ['an Outpost', { DestinationOutpostArn: 'arn:aws:outposts:x' }, 'UnsupportedOperation', /Outpost/],
    ['a long description', { Description: 'x'.repeat(256) }, 'InvalidParameterValue', /255/],
    [
      'tags for a volume',
      { TagSpecifications: [{ ResourceType: 'volume', Tags: [] }] },
      'InvalidParameterValue',
      /tagg/,
    ],
  ];
  test.each(cases)('%s', async (_name, change, code, message) => {
    await expect(copy(it.own, { Name: 'refused-1', ...change })).rejects.toMatchObject({
      name: code,
      message: expect.stringMatching(message),
    });
  });

  test('an image that is not there yet, or is switched off', async () => {
    const { ImageId } = await it.own.send(new sdk.CreateImageCommand({ InstanceId: it.web, Name: 'early-1' }));
    await expect(copy(it.own, { SourceImageId: ImageId })).rejects.toMatchObject({ name: 'InvalidAMIID.Unavailable' });
    await it.ready();
    await it.own.send(new sdk.DisableImageCommand({ ImageId }));
    await expect(copy(it.own, { SourceImageId: ImageId })).rejects.toMatchObject({ name: 'InvalidAMIID.Unavailable' });
  });
});
