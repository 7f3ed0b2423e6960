import * as sdk from '@aws-sdk/client-ec2';
import * as kms from '@aws-sdk/client-kms';
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

const awsKey = async (client = it.kms()) =>
  (await client.send(new kms.DescribeKeyCommand({ KeyId: 'alias/aws/ebs' }))).KeyMetadata?.Arn;

describe('a volume is encrypted', () => {
  test("by AWS's own key where nobody names one, and by the one that is named: by ID, alias or ARN", async () => {
    const plain = await it.lookAtVolume(await it.volume({ Encrypted: true }));
    expect(plain.KmsKeyId).toBe(await awsKey());
    const arn = await it.key();
    const id = arn.split('/')[1] ?? '';
    await it.kms().send(new kms.CreateAliasCommand({ AliasName: 'alias/volumes', TargetKeyId: id }));
    for (const KmsKeyId of [id, arn, 'alias/volumes', `arn:aws:kms:eu-central-1:${accounts.own}:alias/volumes`]) {
      const volume = await it.lookAtVolume(await it.volume({ Encrypted: true, KmsKeyId }));
      expect(volume, KmsKeyId).toMatchObject({ Encrypted: true, KmsKeyId: arn, State: 'available' });
    }
  });

  test("by its snapshot's key where that is one's own", async () => {
    const KmsKeyId = await it.key();
    const SnapshotId = await it.snapshot(await it.volume({ Encrypted: true, KmsKeyId }));
    expect((await it.lookAtVolume(await it.volume({ SnapshotId }))).KmsKeyId).toBe(KmsKeyId);
    expect((await it.lookAtVolume(await it.volume({ SnapshotId, Encrypted: true }))).KmsKeyId).toBe(KmsKeyId);
    const other = await it.key();
    const again = await it.volume({ SnapshotId, Encrypted: true, KmsKeyId: other });
    expect((await it.lookAtVolume(again)).KmsKeyId).toBe(other);
  });

  test('where the account encrypts all that is new, by the key that it has chosen', async () => {
    const state = async () => {
      const [{ EbsEncryptionByDefault }, { KmsKeyId }] = await Promise.all([
        it.own.send(new sdk.GetEbsEncryptionByDefaultCommand({})),
        it.own.send(new sdk.GetEbsDefaultKmsKeyIdCommand({})),
      ]);
      return [EbsEncryptionByDefault, KmsKeyId];
    };
    expect(await state()).toEqual([false, 'alias/aws/ebs']);
    await it.own.send(new sdk.EnableEbsEncryptionByDefaultCommand({}));
    expect(await it.lookAtVolume(await it.volume())).toMatchObject({ Encrypted: true, KmsKeyId: await awsKey() });
    const arn = await it.key();
    const chosen = await it.own.send(new sdk.ModifyEbsDefaultKmsKeyIdCommand({ KmsKeyId: arn.split('/')[1] }));
    expect(chosen.KmsKeyId).toBe(arn);
    expect(await state()).toEqual([true, arn]);
    expect(await it.lookAtVolume(await it.volume())).toMatchObject({ Encrypted: true, KmsKeyId: arn });
    const reset = await it.own.send(new sdk.ResetEbsDefaultKmsKeyIdCommand({}));
    expect(reset.KmsKeyId).toBe(await awsKey());
    await it.own.send(new sdk.DisableEbsEncryptionByDefaultCommand({}));
    expect(await state()).toEqual([false, 'alias/aws/ebs']);
    expect((await it.lookAtVolume(await it.volume())).Encrypted).toBe(false);
  });

  test('and is of no use while its key is switched off', async () => {
    const KmsKeyId = await it.key();
    const id = await it.volume({ Encrypted: true, KmsKeyId });
    const attach = () =>
      it.own.send(new sdk.AttachVolumeCommand({ VolumeId: id, InstanceId: web.id, Device: '/dev/sdk' }));
    await it.kms().send(new kms.DisableKeyCommand({ KeyId: KmsKeyId }));
    await expect(attach()).rejects.toMatchObject({ name: 'InvalidKMSKey.InvalidState' });
    await it.kms().send(new kms.EnableKeyCommand({ KeyId: KmsKeyId }));
    await attach();
  });
});

describe("an image that is encrypted with one's own key and shared", () => {
  let KmsKeyId: string;
  let ImageId: string;
  beforeAll(async () => {
    KmsKeyId = await it.key();
    const source = await it.own.send(new sdk.CreateImageCommand({ InstanceId: web.id, Name: 'plain' }));
    await it.step(200);
    const copy = await it.own.send(
      new sdk.CopyImageCommand({
        SourceRegion: 'eu-central-1',
        SourceImageId: source.ImageId,
        Name: 'sealed',
        Encrypted: true,
        KmsKeyId,
      }),
    );
    ImageId = copy.ImageId ?? '';
    await it.step(400);
    await it.own.send(
      new sdk.ModifyImageAttributeCommand({
        ImageId,
        LaunchPermission: { Add: [{ UserId: accounts.other }] },
      }),
    );
  });

  /** How a launch in the other account ends. */
  const launch = async () => {
    const { Instances } = await it.other.send(
      new sdk.RunInstancesCommand({ ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }),
    );
    await it.step(15);
    const InstanceIds = Instances?.map(({ InstanceId = '' }) => InstanceId);
    const { Reservations } = await it.other.send(new sdk.DescribeInstancesCommand({ InstanceIds }));
    return Reservations?.[0]?.Instances?.[0];
  };
  const failed = {
    State: { Name: 'terminated' },
    StateReason: { Code: 'Client.InternalError', Message: 'Client.InternalError: Client error on launch' },
  };
  const put = (Policy: string) => it.kms().send(new kms.PutKeyPolicyCommand({ KeyId: KmsKeyId, Policy }));
  const closed = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accounts.own}:root` }, Action: 'kms:*', Resource: '*' },
    ],
  });

  test('ends at its launch there as long as nothing lends the key', async () => {
    expect(await launch()).toMatchObject(failed);
  });

  test("is launched once the key's policy lets the account use it, and not with less than EBS needs", async () => {
    const account = `arn:aws:iam::${accounts.other}:root`;
    await put(sharedKeyPolicy(account).replace('"kms:CreateGrant"', '"kms:ListGrants"'));
    expect(await launch()).toMatchObject(failed);
    await put(sharedKeyPolicy(account));
    const machine = await launch();
    expect(machine).toMatchObject({ State: { Name: 'running' } });
    const Filters = [{ Name: 'attachment.instance-id', Values: [machine?.InstanceId ?? ''] }];
    const { Volumes } = await it.other.send(new sdk.DescribeVolumesCommand({ Filters }));
    expect(Volumes?.[0]).toMatchObject({ Encrypted: true, KmsKeyId: await awsKey(it.kms('partner')) });
    await put(closed);
    expect(await launch()).toMatchObject(failed);
  });

  test('is launched by who has a grant', async () => {
    await put(closed);
    const grant = await it.kms().send(
      new kms.CreateGrantCommand({
        KeyId: KmsKeyId,
        GranteePrincipal: `arn:aws:iam::${accounts.other}:user/partner`,
        Operations: [
          'DescribeKey',
          'Decrypt',
          'GenerateDataKeyWithoutPlaintext',
          'ReEncryptFrom',
          'ReEncryptTo',
          'CreateGrant',
        ],
      }),
    );
    expect(await launch()).toMatchObject({ State: { Name: 'running' } });
    await it.kms().send(new kms.RevokeGrantCommand({ KeyId: KmsKeyId, GrantId: grant.GrantId }));
    expect(await launch()).toMatchObject(failed);
  });

  test('is not launched, nor started again at home, while the key is switched off', async () => {
    await put(sharedKeyPolicy(`arn:aws:iam::${accounts.other}:root`));
    await it.kms().send(new kms.DisableKeyCommand({ KeyId: KmsKeyId }));
    expect(await launch()).toMatchObject({ State: { Name: 'terminated' } });
    await it.kms().send(new kms.EnableKeyCommand({ KeyId: KmsKeyId }));
    expect(await launch()).toMatchObject({ State: { Name: 'running' } });
  });
});
