import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from './practice-cloud.ts';

/** The AWS CLI of another maker's SDK (botocore): what it understands, everybody does. */
const installed = hasCli();
const run = promisify(execFile);

let it: TestCloud;
beforeAll(async () => {
  it = await startTestCloud();
});
afterAll(() => it.end());

function hasCli(): boolean {
  try {
    execFileSync('aws', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function aws(...args: string[]): Promise<Record<string, unknown>> {
  const { endpoint, people } = it.cloud.ready;
  const { stdout } = await run('aws', [...args, '--endpoint-url', endpoint, '--output', 'json'], {
    env: {
      PATH: process.env.PATH,
      HOME: '/nonexistent',
      AWS_ACCESS_KEY_ID: people[0].accessKeyId,
      AWS_SECRET_ACCESS_KEY: people[0].secretAccessKey,
      AWS_DEFAULT_REGION: 'eu-central-1',
      AWS_MAX_ATTEMPTS: '1',
    },
  });
  return stdout.trim() === '' ? {} : JSON.parse(stdout);
}

describe.skipIf(!installed)('the AWS CLI goes on a tour of the practice cloud', () => {
  test('and understands every station', { timeout: 300_000 }, async () => {
    expect(await aws('sts', 'get-caller-identity')).toMatchObject({ Account: '111122223333' });
    expect(await aws('iam', 'get-user')).toMatchObject({ User: { UserName: 'trainee' } });
    const found = await aws(
      'ec2',
      'describe-instances',
      '--filters',
      'Name=tag:Name,Values=web-01',
      '--query',
      '{id: Reservations[0].Instances[0].InstanceId}',
    );
    const id = String(found.id);
    const { ImageId } = await aws(
      'ec2',
      'create-image',
      '--instance-id',
      id,
      '--name',
      'cli-1',
      '--description',
      'a <b> & "c" ü',
    );
    const image = String(ImageId);
    expect(await aws('ec2', 'describe-images', '--image-ids', image)).toMatchObject({
      Images: [{ State: 'pending', Description: 'a <b> & "c" ü' }],
    });
    await it.step(600);
    expect(
      await aws('ec2', 'describe-snapshots', '--owner-ids', 'self', '--filters', `Name=description,Values=*${image}`),
    ).toMatchObject({ Snapshots: [{ Progress: '100%' }] });
    await aws('ec2', 'create-tags', '--resources', image, '--tags', 'Key=Name,Value=cli');
    const key = await aws('ec2', 'create-key-pair', '--key-name', 'cli', '--key-type', 'ed25519');
    expect(key.KeyMaterial).toContain('OPENSSH PRIVATE KEY');
    const group = await aws('ec2', 'create-security-group', '--group-name', 'cli', '--description', 'cli');
    await aws(
      'ec2',
      'authorize-security-group-ingress',
      '--group-id',
      String(group.GroupId),
      '--protocol',
      'tcp',
      '--port',
      '22',
      '--cidr',
      '198.51.100.24/32',
    );
    const launched = await aws(
      'ec2',
      'run-instances',
      '--image-id',
      image,
      '--instance-type',
      't3.micro',
      '--key-name',
      'cli',
      '--security-group-ids',
      String(group.GroupId),
    );
    expect(launched).toMatchObject({ Instances: [{ State: { Name: 'pending' }, ImageId: image }] });
    await expect(
      aws('ec2', 'run-instances', '--image-id', image, '--instance-type', 't3.micro', '--dry-run'),
    ).rejects.toThrow('DryRunOperation');
    const copy = await aws(
      'ec2',
      'copy-image',
      '--name',
      'cli-2',
      '--source-image-id',
      image,
      '--source-region',
      'eu-central-1',
      '--copy-image-tags',
    );
    expect(await aws('ec2', 'describe-images', '--image-ids', String(copy.ImageId))).toMatchObject({
      Images: [{ State: 'pending', SourceImageId: image, Tags: [{ Key: 'Name', Value: 'cli' }] }],
    });
    await aws(
      'ec2',
      'modify-image-attribute',
      '--image-id',
      image,
      '--launch-permission',
      'Add=[{UserId=444455556666}]',
    );
    expect(
      await aws('ec2', 'describe-image-attribute', '--image-id', image, '--attribute', 'launchPermission'),
    ).toMatchObject({ LaunchPermissions: [{ UserId: '444455556666' }] });
    await expect(aws('ec2', 'describe-fpga-images')).rejects.toThrow('does not do DescribeFpgaImages yet');
  });
});
