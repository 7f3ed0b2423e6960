import * as sdk from '@aws-sdk/client-ec2';
import * as kms from '@aws-sdk/client-kms';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { describeOne, expectRefusal, launch, launchOne, stopped, told } from './launch-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
beforeAll(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
});
afterAll(() => it.end());

const disk = (Ebs: sdk.EbsBlockDevice, DeviceName = '/dev/sda1'): sdk.BlockDeviceMapping => ({ DeviceName, Ebs });

async function disksOf(client: sdk.EC2Client, InstanceId: string | undefined): Promise<sdk.Volume[]> {
  const Filters = [{ Name: 'attachment.instance-id', Values: [told(InstanceId)] }];
  return (await client.send(new sdk.DescribeVolumesCommand({ Filters }))).Volumes ?? [];
}

test('disks are as they were asked for, and in the order of their devices', async () => {
  const { InstanceId } = await launchOne(ec2, {
    BlockDeviceMappings: [
      disk({ VolumeSize: 20, VolumeType: 'gp3', Iops: 4000, Throughput: 300, DeleteOnTermination: false }),
      disk({ VolumeSize: 100, VolumeType: 'io2', Iops: 1000 }, '/dev/sdf'),
      disk({ VolumeSize: 500, VolumeType: 'st1', DeleteOnTermination: true }, '/dev/sdg'),
    ],
  });
  expect(await disksOf(ec2, InstanceId)).toMatchObject([
    { Size: 20, VolumeType: 'gp3', Iops: 4000, Throughput: 300, Attachments: [{ DeleteOnTermination: false }] },
    { Size: 100, VolumeType: 'io2', Iops: 1000, Attachments: [{ Device: '/dev/sdf', DeleteOnTermination: false }] },
    { Size: 500, VolumeType: 'st1', Attachments: [{ Device: '/dev/sdg', DeleteOnTermination: true }] },
  ]);
});

describe('provisioned IOPS', () => {
  test('are no more than the quota allows for all volumes of a type', async () => {
    const fast = (VolumeType: 'io1' | 'io2', Iops: number) => ({
      BlockDeviceMappings: [disk({ VolumeSize: 4000, VolumeType, Iops }, '/dev/sdf')],
    });
    await expectRefusal(launch(ec2, fast('io2', 100_001)), 'MaxIOPSLimitExceeded', /100000 for io2/);
    await launch(ec2, fast('io2', 60_000));
    await expectRefusal(launch(ec2, fast('io2', 60_000)), 'MaxIOPSLimitExceeded');
    expect(await launch(ec2, fast('io1', 60_000))).toHaveLength(1);
  });
});

describe('encryption', () => {
  const own = 'arn:aws:kms:eu-central-1:111122223333:key/';

  test('is with the default key where none is named, and with the named one else', async () => {
    const { KeyMetadata } = await it.kms().send(new kms.CreateKeyCommand({ Description: 'disks' }));
    await it
      .kms()
      .send(new kms.CreateAliasCommand({ AliasName: 'alias/disks', TargetKeyId: told(KeyMetadata?.KeyId) }));
    const keysOf = async (Ebs: sdk.EbsBlockDevice) => {
      const machine = await launchOne(ec2, { BlockDeviceMappings: [disk(Ebs)] });
      const [root] = await disksOf(ec2, machine.InstanceId);
      return [root?.Encrypted, root?.KmsKeyId];
    };
    expect(await keysOf({})).toEqual([false, undefined]);
    expect(await keysOf({ Encrypted: true })).toEqual([true, expect.stringContaining(own)]);
    expect(await keysOf({ Encrypted: true, KmsKeyId: 'alias/disks' })).toEqual([true, KeyMetadata?.Arn]);
    expect(await keysOf({ Encrypted: true, KmsKeyId: KeyMetadata?.KeyId })).toEqual([true, KeyMetadata?.Arn]);
  });

  test('is of all disks where the account says so', async () => {
    const there = it.ec2('trainee', 'us-east-2');
    await there.send(new sdk.EnableEbsEncryptionByDefaultCommand({}));
    const { InstanceId } = await launchOne(there, { BlockDeviceMappings: [disk({ VolumeSize: 2 }, '/dev/sdf')] });
    expect((await disksOf(there, InstanceId)).map(({ Encrypted }) => Encrypted)).toEqual([true, true]);
  });

  test('with a key that nobody has ends the machine as it starts', async () => {
    const { InstanceId = '', State } = await launchOne(ec2, {
      BlockDeviceMappings: [disk({ Encrypted: true, KmsKeyId: 'alias/nobody' })],
    });
    expect(State?.Name).toBe('pending');
    await it.step(10);
    expect(await describeOne(ec2, InstanceId)).toMatchObject({
      State: { Name: 'terminated' },
      StateReason: { Code: 'Client.InternalError', Message: 'Client.InternalError: Client error on launch' },
    });
    expect(await disksOf(ec2, InstanceId)).toEqual([]);
  });

  test('with a key that was switched off keeps a stopped machine from starting', async () => {
    const { KeyMetadata } = await it.kms().send(new kms.CreateKeyCommand({}));
    const KeyId = told(KeyMetadata?.KeyId);
    const { InstanceId = '' } = await launchOne(ec2, {
      BlockDeviceMappings: [disk({ Encrypted: true, KmsKeyId: KeyId })],
    });
    await it.step(10);
    await stopped(it, ec2, InstanceId);
    const start = () => ec2.send(new sdk.StartInstancesCommand({ InstanceIds: [InstanceId] }));
    await it.kms().send(new kms.DisableKeyCommand({ KeyId }));
    await start();
    await it.step(10);
    expect(await describeOne(ec2, InstanceId)).toMatchObject({
      State: { Name: 'stopped' },
      StateReason: { Code: 'Client.InternalError' },
    });
    await it.kms().send(new kms.EnableKeyCommand({ KeyId }));
    await start();
    await it.step(10);
    expect((await describeOne(ec2, InstanceId)).State?.Name).toBe('running');
  });
});

describe('an encrypted image that another account shares', () => {
  let image: string;
  let keyId: string;
  beforeEach(async () => {
    const { KeyMetadata } = await it.kms().send(new kms.CreateKeyCommand({}));
    keyId = told(KeyMetadata?.KeyId);
    const machine = await launchOne(ec2, { BlockDeviceMappings: [disk({ Encrypted: true, KmsKeyId: keyId })] });
    await it.step(10);
    const Name = `sealed-${keyId}`;
    const made = await ec2.send(new sdk.CreateImageCommand({ InstanceId: machine.InstanceId, Name, NoReboot: true }));
    image = told(made.ImageId);
    await it.step(200);
    await ec2.send(
      new sdk.ModifyImageAttributeCommand({ ImageId: image, LaunchPermission: { Add: [{ UserId: '444455556666' }] } }),
    );
  });

  test('ends at once without the key', async () => {
    const partner = it.ec2('partner');
    const { InstanceId = '' } = await launchOne(partner, { ImageId: image });
    await it.step(10);
    expect(await describeOne(partner, InstanceId)).toMatchObject({
      State: { Name: 'terminated' },
      StateReason: { Message: 'Client.InternalError: Client error on launch' },
    });
    expect(it.machines.specs.map(({ instanceId }) => instanceId)).not.toContain(InstanceId);
  });

  test('runs with it, on a disk with a key of its own', async () => {
    const partner = it.ec2('partner');
    const { Policy } = await it.kms().send(new kms.GetKeyPolicyCommand({ KeyId: keyId, PolicyName: 'default' }));
    const policy = JSON.parse(told(Policy));
    policy.Statement.push({
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::444455556666:root' },
      Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:ReEncrypt*', 'kms:CreateGrant', 'kms:GenerateDataKey*'],
      Resource: '*',
    });
    await it.kms().send(new kms.PutKeyPolicyCommand({ KeyId: keyId, Policy: JSON.stringify(policy) }));
    const { InstanceId = '' } = await launchOne(partner, { ImageId: image });
    await it.step(10);
    expect((await describeOne(partner, InstanceId)).State?.Name).toBe('running');
    const [root] = await disksOf(partner, InstanceId);
    expect(root?.KmsKeyId).toMatch(/^arn:aws:kms:eu-central-1:444455556666:key\//);
  });
});
