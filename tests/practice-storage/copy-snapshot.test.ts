import * as sdk from '@aws-sdk/client-ec2';
import { PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  accounts,
  type Machine,
  nobody,
  type StorageCloud,
  sharedKeyPolicy,
  startStorageCloud,
} from './storage-cloud.ts';

let it: StorageCloud;
let web: Machine;
let source: string;
let far: sdk.EC2Client;
beforeAll(async () => {
  it = await startStorageCloud();
  web = await it.machine('web-01');
  source = await it.snapshot(web.root, { Description: 'Original' });
  far = it.ec2('trainee', 'us-east-1');
});
beforeEach(() => it.pause());
afterAll(() => it.end());

const copy = async (client: sdk.EC2Client, more: Partial<sdk.CopySnapshotCommandInput> = {}) =>
  (await client.send(new sdk.CopySnapshotCommand({ SourceRegion: 'eu-central-1', SourceSnapshotId: source, ...more })))
    .SnapshotId ?? '';
const done = () => it.step(250);

describe('a copy', () => {
  test('is made in the Region that is asked, takes longer from afar, and holds the same', async () => {
    const made = await far.send(
      new sdk.CopySnapshotCommand({
        SourceRegion: 'eu-central-1',
        SourceSnapshotId: source,
        TagSpecifications: [{ ResourceType: 'snapshot', Tags: [{ Key: 'Of', Value: 'web' }] }],
      }),
    );
    expect(made.Tags).toEqual([{ Key: 'Of', Value: 'web' }]);
    const id = made.SnapshotId ?? '';
    const near = await copy(it.own, { Description: 'Mine' });
    await it.step(130);
    expect(await it.lookAtSnapshot(near)).toMatchObject({ State: 'completed', Description: 'Mine' });
    expect(await it.lookAtSnapshot(id, far)).toMatchObject({
      State: 'pending',
      VolumeId: 'vol-ffffffff',
      VolumeSize: 8,
      Encrypted: false,
      Description: `[Copied ${source} from eu-central-1] Original`,
    });
    await done();
    expect((await it.lookAtSnapshot(id, far)).State).toBe('completed');
    await expect(it.lookAtSnapshot(id)).rejects.toMatchObject({ name: 'InvalidSnapshot.NotFound' });
  });

  test('is encrypted by the default key or by a given one of its own Region', async () => {
    const id = await copy(far, { Encrypted: true });
    await done();
    const shown = await it.lookAtSnapshot(id, far);
    expect(shown).toMatchObject({ State: 'completed', Encrypted: true });
    expect(shown.KmsKeyId).toMatch(/^arn:aws:kms:us-east-1:111122223333:key\//);
    const KmsKeyId = await it.key();
    const second = await copy(it.own, { Encrypted: true, KmsKeyId });
    await done();
    expect(await it.lookAtSnapshot(second)).toMatchObject({ State: 'completed', KmsKeyId });
    // It stays encrypted, and without a key it gets the default one.
    const third = await copy(it.own, { SourceSnapshotId: second });
    await done();
    const again = await it.lookAtSnapshot(third);
    expect(again).toMatchObject({ State: 'completed', Encrypted: true });
    expect(again.KmsKeyId).not.toBe(KmsKeyId);
  });

  test('is encrypted where the account encrypts all that is new', async () => {
    const region = it.ec2('trainee', 'eu-west-1');
    await region.send(new sdk.EnableEbsEncryptionByDefaultCommand({}));
    const id = await copy(region);
    expect((await it.lookAtSnapshot(id, region)).Encrypted).toBe(true);
  });

  test('ends in error with a key that cannot be used', async () => {
    const cases = [
      'alias/nobody',
      `arn:aws:kms:eu-central-1:${accounts.other}:alias/aws/ebs`,
      (await it.key()).replace('eu-central-1', 'us-east-1'),
    ];
    // The other account's own key is there.
    await it.other.send(new sdk.CreateVolumeCommand({ AvailabilityZone: 'eu-central-1a', Size: 1, Encrypted: true }));
    for (const KmsKeyId of cases) {
      const id = await copy(it.own, { Encrypted: true, KmsKeyId });
      await done();
      expect(await it.lookAtSnapshot(id), KmsKeyId).toMatchObject({
        State: 'error',
        StateMessage: 'Given key ID is not accessible',
      });
    }
  });

  test("of another account's snapshot needs its permission, and the use of its key", async () => {
    await expect(copy(it.other)).rejects.toMatchObject({ name: 'InvalidSnapshot.NotFound' });
    const KmsKeyId = await it.key();
    const sealed = await it.snapshot(await it.volume({ Encrypted: true, KmsKeyId }));
    await it.own.send(
      new sdk.ModifySnapshotAttributeCommand({ SnapshotId: sealed, OperationType: 'add', UserIds: [accounts.other] }),
    );
    const attempt = async () => {
      const id = await copy(it.other, { SourceSnapshotId: sealed });
      await done();
      return it.lookAtSnapshot(id, it.other);
    };
    expect((await attempt()).State).toBe('error');
    const Policy = sharedKeyPolicy(`arn:aws:iam::${accounts.other}:root`);
    await it.kms().send(new PutKeyPolicyCommand({ KeyId: KmsKeyId, Policy }));
    const made = await attempt();
    expect(made).toMatchObject({ State: 'completed', OwnerId: accounts.other, Encrypted: true });
    expect(made.KmsKeyId).toContain(accounts.other);
  });
});

describe('a copy is refused', () => {
  const cases: [string, Partial<sdk.CopySnapshotCommandInput>, string, RegExp][] = [
    ['without a Region', { SourceRegion: undefined }, 'MissingParameter', /SourceRegion/],
    ['from a Region that is none', { SourceRegion: 'eu-nowhere-1' }, 'InvalidParameterValue', /sourceRegion/],
    [
      'to another Region than is asked',
      { DestinationRegion: 'us-east-1' },
      'InvalidParameterValue',
      /destinationRegion/,
    ],
    ['of what is not there', { SourceSnapshotId: `snap-${nobody}` }, 'InvalidSnapshot.NotFound', /does not exist/],
    [
      'of what is not there in that Region',
      { SourceRegion: 'us-west-2' },
      'InvalidSnapshot.NotFound',
      /does not exist/,
    ],
    ['of no snapshot', { SourceSnapshotId: 'ami-1' }, 'InvalidSnapshotID.Malformed', /expecting "snap-/],
    [
      'with a key but no encryption',
      { KmsKeyId: 'alias/x' },
      'InvalidParameterDependency',
      /KmsKeyId requires the parameter Encrypted/,
    ],
    ['in an odd time', { CompletionDurationMinutes: 20 }, 'InvalidParameterValue', /multiple of 15/],
    ['to an Outpost', { DestinationOutpostArn: 'arn:x' }, 'UnsupportedOperation', /DestinationOutpostArn/],
    ['with a long description', { Description: 'x'.repeat(256) }, 'InvalidParameterValue', /255/],
  ];
  test.each(cases)('%s', async (_what, more, code, words) => {
    await expect(copy(it.own, more)).rejects.toMatchObject({ name: code, message: expect.stringMatching(words) });
  });

  test('of what is not complete, and unencrypted of what is encrypted', async () => {
    const { SnapshotId } = await it.own.send(new sdk.CreateSnapshotCommand({ VolumeId: web.root }));
    await expect(copy(it.own, { SourceSnapshotId: SnapshotId })).rejects.toMatchObject({
      name: 'IncorrectState',
      message: 'Snapshot is in invalid state - pending',
    });
    const sealed = await it.snapshot(await it.volume({ Encrypted: true }));
    await expect(copy(it.own, { SourceSnapshotId: sealed, Encrypted: false })).rejects.toMatchObject({
      name: 'InvalidRequest',
    });
  });
});
