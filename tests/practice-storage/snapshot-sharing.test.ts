import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { accounts, type Machine, type StorageCloud, sharedKeyPolicy, startStorageCloud } from './storage-cloud.ts';

let it: StorageCloud;
let web: Machine;
beforeAll(async () => {
  it = await startStorageCloud();
  web = await it.machine('web-01');
});
beforeEach(() => it.pause());
afterAll(() => it.end());

const modify = (SnapshotId: string, more: Partial<sdk.ModifySnapshotAttributeCommandInput>) =>
  it.own.send(new sdk.ModifySnapshotAttributeCommand({ SnapshotId, Attribute: 'createVolumePermission', ...more }));
const share = (id: string, UserIds: string[] = [accounts.other]) => modify(id, { OperationType: 'add', UserIds });
const permissions = async (SnapshotId: string) =>
  (await it.own.send(new sdk.DescribeSnapshotAttributeCommand({ SnapshotId, Attribute: 'createVolumePermission' })))
    .CreateVolumePermissions;
const seen = async (input: sdk.DescribeSnapshotsCommandInput, client = it.other) =>
  ((await client.send(new sdk.DescribeSnapshotsCommand(input))).Snapshots ?? []).map(({ SnapshotId }) => SnapshotId);
const use = (SnapshotId: string, client = it.other) =>
  client.send(new sdk.CreateVolumeCommand({ AvailabilityZone: 'eu-central-1a', SnapshotId }));

describe('a snapshot that is shared with an account', () => {
  test('is seen and used there, without its tags, until it is taken back', async () => {
    const id = await it.snapshot(web.root, {
      TagSpecifications: [{ ResourceType: 'snapshot', Tags: [{ Key: 'Secret', Value: 'x' }] }],
    });
    await expect(it.lookAtSnapshot(id, it.other)).rejects.toMatchObject({ name: 'InvalidSnapshot.NotFound' });
    await expect(use(id)).rejects.toMatchObject({ name: 'InvalidSnapshot.NotFound' });
    await share(id);
    expect(await it.lookAtSnapshot(id, it.other)).toMatchObject({ OwnerId: accounts.own, Tags: [] });
    expect(await seen({ OwnerIds: [accounts.own] })).toContain(id);
    expect(await seen({ RestorableByUserIds: ['self'] })).toContain(id);
    expect(await seen({ OwnerIds: ['self'] })).not.toContain(id);
    expect(await seen({ Filters: [{ Name: 'tag-key', Values: ['Secret'] }] })).toEqual([]);
    expect(await seen({ RestorableByUserIds: [accounts.other] }, it.own)).toEqual([id]);
    expect((await use(id)).SnapshotId).toBe(id);
    const foreign = it.other.send(new sdk.DeleteSnapshotCommand({ SnapshotId: id }));
    await expect(foreign).rejects.toMatchObject({ name: 'AuthFailure' });
    await modify(id, { OperationType: 'remove', UserIds: [accounts.other] });
    await expect(use(id)).rejects.toMatchObject({ name: 'InvalidSnapshot.NotFound' });
  });

  test('tells its owner with whom, and is reset', async () => {
    const id = await it.snapshot(web.root);
    expect(await permissions(id)).toEqual([]);
    await modify(id, {
      CreateVolumePermission: { Add: [{ UserId: accounts.other }, { UserId: '123456789012' }, { Group: 'all' }] },
    });
    expect(await permissions(id)).toEqual([{ UserId: accounts.other }, { UserId: '123456789012' }, { Group: 'all' }]);
    await modify(id, { CreateVolumePermission: { Remove: [{ UserId: '123456789012' }] } });
    await share(id);
    expect(await permissions(id)).toEqual([{ UserId: accounts.other }, { Group: 'all' }]);
    await it.own.send(new sdk.ResetSnapshotAttributeCommand({ SnapshotId: id, Attribute: 'createVolumePermission' }));
    expect(await permissions(id)).toEqual([]);
    const codes = new sdk.DescribeSnapshotAttributeCommand({ SnapshotId: id, Attribute: 'productCodes' });
    expect((await it.own.send(codes)).ProductCodes).toEqual([]);
  });
});

describe('a public snapshot', () => {
  test('is seen by all, and shut up again by the account', async () => {
    const id = await it.snapshot(web.root);
    await modify(id, { OperationType: 'add', GroupNames: ['all'] });
    expect(await seen({})).toContain(id);
    const block = (State: sdk.SnapshotBlockPublicAccessState) =>
      it.own.send(new sdk.EnableSnapshotBlockPublicAccessCommand({ State }));
    await block('block-new-sharing');
    expect(await seen({})).toContain(id);
    const second = await it.snapshot(web.root);
    const refused = {
      name: 'OperationNotPermitted',
      message: expect.stringMatching(/block public access for snapshots is enabled/),
    };
    await expect(modify(second, { OperationType: 'add', GroupNames: ['all'] })).rejects.toMatchObject(refused);
    await share(second);
    await block('block-all-sharing');
    expect(await seen({})).not.toContain(id);
    await expect(use(id)).rejects.toMatchObject({ name: 'InvalidSnapshot.NotFound' });
    expect(await seen({})).toContain(second);
    expect(await permissions(id)).toEqual([{ Group: 'all' }]);
    const state = () => it.own.send(new sdk.GetSnapshotBlockPublicAccessStateCommand({}));
    expect(await state()).toMatchObject({ State: 'block-all-sharing', ManagedBy: 'account' });
    await it.own.send(new sdk.DisableSnapshotBlockPublicAccessCommand({}));
    expect((await state()).State).toBe('unblocked');
    expect(await seen({})).toContain(id);
  });
});

describe('an encrypted snapshot', () => {
  test("is never shared with AWS's own key, and never public with any", async () => {
    const plain = await it.volume({ Encrypted: true });
    const withDefault = await it.snapshot(plain);
    await expect(share(withDefault)).rejects.toMatchObject({
      name: 'OperationNotPermitted',
      message: 'Encrypted snapshots with EBS default key cannot be shared',
    });
    const KmsKeyId = await it.key();
    const withOwn = await it.snapshot(await it.volume({ Encrypted: true, KmsKeyId }));
    await expect(modify(withOwn, { OperationType: 'add', GroupNames: ['all'] })).rejects.toMatchObject({
      name: 'OperationNotPermitted',
    });
    await share(withOwn);
    expect(await it.lookAtSnapshot(withOwn, it.other)).toMatchObject({ Encrypted: true, KmsKeyId });
  });

  test('is of use to the other account once it may use the key', async () => {
    const KmsKeyId = await it.key();
    const id = await it.snapshot(await it.volume({ Encrypted: true, KmsKeyId }));
    await share(id);
    const make = async () => {
      const { VolumeId = '' } = await use(id);
      await it.step(5);
      const { Volumes = [] } = await it.other.send(
        new sdk.DescribeVolumesCommand({ Filters: [{ Name: 'volume-id', Values: [VolumeId] }] }),
      );
      return Volumes[0];
    };
    // AWS looks at the key after it has answered; a volume that it cannot encrypt disappears.
    expect(await make()).toBeUndefined();
    const { PutKeyPolicyCommand } = await import('@aws-sdk/client-kms');
    const Policy = sharedKeyPolicy(`arn:aws:iam::${accounts.other}:root`);
    await it.kms().send(new PutKeyPolicyCommand({ KeyId: KmsKeyId, Policy }));
    const made = await make();
    expect(made).toMatchObject({ State: 'available', Encrypted: true });
    // Someone else's key is not gone on with: the copy has the default one of who makes it.
    expect(made?.KmsKeyId).toMatch(new RegExp(`^arn:aws:kms:eu-central-1:${accounts.other}:key/`));
  });
});

describe('a change of permissions is refused', () => {
  let id: string;
  beforeAll(async () => {
    id = await it.snapshot(web.root);
  });
  const users = (count: number) => Array.from({ length: count }, (_, at) => String(100_000_000_000 + at));
  const cases: [string, () => Partial<sdk.ModifySnapshotAttributeCommandInput>, string][] = [
    ['of nobody', () => ({}), 'MissingParameter'],
    ['of users without an operation', () => ({ UserIds: [accounts.other] }), 'MissingParameter'],
    [
      'of an account number that is none',
      () => ({ OperationType: 'add', UserIds: ['4444-5555-6666'] }),
      'InvalidUserID.Malformed',
    ],
    ['of another group than all', () => ({ OperationType: 'add', GroupNames: ['friends'] }), 'InvalidParameterValue'],
    [
      'of another attribute',
      () => ({ Attribute: 'productCodes', OperationType: 'add', UserIds: [accounts.other] }),
      'InvalidParameterValue',
    ],
    ['of more than 500', () => ({ OperationType: 'add', UserIds: users(501) }), 'InvalidParameterValue'],
  ];
  test.each(cases)('%s', async (_what, input, code) => {
    await expect(modify(id, input())).rejects.toMatchObject({ name: code });
    expect(await permissions(id)).toEqual([]);
  });

  test('of more than a thousand accounts in all', async () => {
    const all = users(1001);
    for (const part of [all.slice(0, 500), all.slice(500, 1000)]) await share(id, part);
    await expect(share(id, all.slice(1000))).rejects.toMatchObject({ name: 'ResourceLimitExceeded' });
    await share(id, all.slice(0, 1));
    expect(await permissions(id)).toHaveLength(1000);
  });
});
