import {
  AuthorizeSecurityGroupIngressCommand,
  CreateImageCommand,
  CreateKeyPairCommand,
  CreateSecurityGroupCommand,
  CreateTagsCommand,
  DescribeImagesCommand,
  DescribeInstanceStatusCommand,
  DescribeInstancesCommand,
  DescribeSnapshotsCommand,
  GetConsoleOutputCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { durations } from '../../main/practice/cloud/world/settling.ts';
import { instanceNamed, startTestCloud } from './practice-cloud.ts';

test('an instance becomes an image, and the image a clone that holds its files', async () => {
  const it = await startTestCloud();
  const ec2 = it.ec2();
  const web = await instanceNamed(ec2, 'web-01');
  const { ImageId } = await ec2.send(
    new CreateImageCommand({
      InstanceId: web.InstanceId,
      Name: 'web-clone-1',
      Description: 'For the <tests> & "more" ü',
    }),
  );
  const pending = (await ec2.send(new DescribeImagesCommand({ ImageIds: [ImageId ?? ''] }))).Images?.[0];
  expect(pending).toMatchObject({
    State: 'pending',
    SourceInstanceId: web.InstanceId,
    Description: 'For the <tests> & "more" ü',
  });
  const snapshotId = pending?.BlockDeviceMappings?.[0]?.Ebs?.SnapshotId ?? '';
  const progress = async () =>
    (await ec2.send(new DescribeSnapshotsCommand({ SnapshotIds: [snapshotId] }))).Snapshots?.[0]?.Progress;
  await it.step(durations.image / 2_000);
  expect(Number.parseInt((await progress()) ?? '', 10)).toBeGreaterThanOrEqual(50);
  expect(Number.parseInt((await progress()) ?? '', 10)).toBeLessThan(60);
  await expect(
    ec2.send(new RunInstancesCommand({ ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 })),
  ).rejects.toMatchObject({ name: 'InvalidAMIID.Unavailable' });
  await it.step(durations.image / 2_000);
  expect(await progress()).toBe('100%');
  expect((await ec2.send(new DescribeImagesCommand({ ImageIds: [ImageId ?? ''] }))).Images?.[0]?.State).toBe(
    'available',
  );

  await ec2.send(new CreateTagsCommand({ Resources: [ImageId ?? ''], Tags: [{ Key: 'Name', Value: 'web clone' }] }));
  const key = await ec2.send(new CreateKeyPairCommand({ KeyName: 'mine', KeyType: 'ed25519' }));
  expect(key.KeyMaterial).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----\n/);
  const group = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: 'launch-wizard-1', Description: 'made by a test' }),
  );
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: group.GroupId,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '198.51.100.24/32' }] }],
    }),
  );
  const launched = await ec2.send(
    new RunInstancesCommand({
      ImageId,
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      KeyName: 'mine',
      SecurityGroupIds: [group.GroupId ?? ''],
      BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { VolumeSize: 12, VolumeType: 'gp3', Encrypted: true } }],
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 2 },
      TagSpecifications: [
        { ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'clone-01' }] },
        { ResourceType: 'volume', Tags: [{ Key: 'Name', Value: 'clone-01' }] },
      ],
    }),
  );
  expect(launched.Instances?.[0]?.State?.Name).toBe('pending');
  await it.step(11);
  const clone = await instanceNamed(ec2, 'clone-01');
  expect(clone).toMatchObject({ State: { Name: 'running' }, ImageId, KeyName: 'mine' });
  await it.cloud.machinesReady();
  const spec = it.machines.specs.find(({ instanceId }) => instanceId === clone.InstanceId);
  expect(spec?.firstBoot).toBe(true);
  expect(spec?.publicKey).toMatch(/^ssh-ed25519 /);
  expect(Object.keys(spec?.disk?.files ?? {})).toContain('/home/ubuntu/notes.txt');

  const status = async () =>
    (await ec2.send(new DescribeInstanceStatusCommand({ InstanceIds: [clone.InstanceId ?? ''] }))).InstanceStatuses?.[0]
      ?.InstanceStatus?.Status;
  expect(await status()).toBe('initializing');
  await it.step(30);
  expect(await status()).toBe('ok');
  const console = await ec2.send(new GetConsoleOutputCommand({ InstanceId: clone.InstanceId, Latest: true }));
  expect(Buffer.from(console.Output ?? '', 'base64').toString()).toContain('login:');
  expect(await it.cloud.request('sshAddress', { publicIp: clone.PublicIpAddress ?? '' })).toMatchObject({
    host: '127.0.0.1',
  });
  const all = await ec2.send(new DescribeInstancesCommand({}));
  expect((all.Reservations ?? []).flatMap(({ Instances }) => Instances ?? [])).toHaveLength(5);
  await it.end();
});
