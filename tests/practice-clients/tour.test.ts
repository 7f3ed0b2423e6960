import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from './aws-cli.ts';
import { type PracticeCommand, startPractice } from './practice-command.ts';

/**
 * Debian's AWS CLI and OpenSSH go on a tour of the practice cloud, as `npm run practice` starts it. Both are made by
 * others on other foundations: what they understand, everybody does.
 */
let it: PracticeCommand;
let webOne: string;
let image: string;
let group: string;
let instance: string;
let volume: string;

beforeAll(async () => {
  it = await startPractice('--ephemeral', '--speed', '100');
}, 120_000);
afterAll(() => it.stop());

const slow = { timeout: 300_000 };
const policy = (actions: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: actions.split(','), Resource: '*' }],
  });

describe('the AWS CLI', () => {
  test('knows who it is, and where it can be', slow, async () => {
    const [identity, user, alias, regions, zones, attributes] = await Promise.all([
      it.aws('sts get-caller-identity'),
      it.aws('iam get-user'),
      it.aws('iam list-account-aliases'),
      it.aws('ec2 describe-regions'),
      it.aws('ec2 describe-availability-zones'),
      it.aws('ec2 describe-account-attributes'),
    ]);
    expect(identity).toMatchObject({ Account: it.printed.accountId, Arn: expect.stringContaining('user/trainee') });
    expect(user.User.UserName).toBe('trainee');
    expect(alias.AccountAliases).toEqual(['practice-team']);
    expect(regions.Regions.length).toBeGreaterThan(15);
    expect(zones.AvailabilityZones).toHaveLength(3);
    expect(attributes.AccountAttributes.length).toBeGreaterThan(3);
    await expect(it.aws('ec2 describe-fpga-images')).rejects.toThrow('does not do DescribeFpgaImages yet');
  });

  test('finds what a machine is made of', slow, async () => {
    const [types, offerings, found, parameter, parameters, groups, keys] = await Promise.all([
      it.aws('ec2 describe-instance-types --filters Name=free-tier-eligible,Values=true'),
      it.aws('ec2 describe-instance-type-offerings --location-type availability-zone'),
      it.aws('ec2 describe-instances --filters Name=tag:Name,Values=web-01'),
      it.aws('ssm get-parameter --name /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64'),
      it.aws('ssm get-parameters-by-path --path /aws/service/ami-amazon-linux-latest --max-items 3'),
      it.aws('ec2 describe-security-groups --filters Name=group-name,Values=web-servers'),
      it.aws('ec2 describe-key-pairs'),
    ]);
    expect(types.InstanceTypes.map((type: Answer) => type.InstanceType)).toContain('t3.micro');
    expect(offerings.InstanceTypeOfferings.length).toBeGreaterThan(60);
    webOne = found.Reservations[0].Instances[0].InstanceId;
    expect(parameter.Parameter.Value).toMatch(/^ami-/);
    expect(parameters.Parameters).toHaveLength(3);
    expect(groups.SecurityGroups[0].IpPermissions).toHaveLength(3);
    expect(keys.KeyPairs[0].KeyName).toBe('team-key');
  });

  test('makes an image and waits for it', slow, async () => {
    image = (await it.aws(`ec2 create-image --instance-id ${webOne} --name tour-1 --description 'a <b> & "c" ü'`))
      .ImageId;
    await it.aws(`ec2 wait image-available --image-ids ${image}`);
    const { Images } = await it.aws(`ec2 describe-images --image-ids ${image}`);
    expect(Images[0]).toMatchObject({ State: 'available', Name: 'tour-1', Description: 'a <b> & "c" ü' });
    const snapshot = Images[0].BlockDeviceMappings[0].Ebs.SnapshotId;
    await it.aws(`ec2 wait snapshot-completed --snapshot-ids ${snapshot}`);
    const { Snapshots } = await it.aws(`ec2 describe-snapshots --snapshot-ids ${snapshot}`);
    expect(Snapshots[0].Progress).toBe('100%');
    await it.aws(`ec2 create-tags --resources ${image} --tags 'Key=Name,Value=Tour image'`);
    const { Tags } = await it.aws(`ec2 describe-tags --filters Name=resource-id,Values=${image}`);
    expect(Tags).toMatchObject([{ Key: 'Name', Value: 'Tour image' }]);
  });

  test('shares it, and the other account sees and copies it', slow, async () => {
    const partner = it.printed.people.find(({ userName }) => userName === 'partner')?.accountId ?? '';
    await it.aws(`ec2 modify-image-attribute --image-id ${image} --launch-permission Add=[{UserId=${partner}}]`);
    const { LaunchPermissions } = await it.aws(
      `ec2 describe-image-attribute --image-id ${image} --attribute launchPermission`,
    );
    expect(LaunchPermissions).toEqual([{ UserId: partner }]);
    const seen = await it.aws('ec2 describe-images --executable-users self', 'partner');
    expect(seen.Images.map((one: Answer) => one.ImageId)).toEqual([image]);
    const copy = `ec2 copy-image --name copied --source-image-id ${image} --source-region eu-central-1 --region eu-west-1`;
    await expect(it.aws(copy, 'partner')).rejects.toThrow('permission to access the storage of this ami');
    const copied = (await it.aws(`${copy} --copy-image-tags`)).ImageId;
    const { Images } = await it.aws(`ec2 describe-images --image-ids ${copied} --region eu-west-1`);
    expect(Images[0].Tags).toEqual([{ Key: 'Name', Value: 'Tour image' }]);
    await it.aws(`ec2 wait image-available --image-ids ${copied} --region eu-west-1`);
    await it.aws(
      `ec2 enable-image-deprecation --image-id ${copied} --deprecate-at 2030-01-01T00:00:00Z --region eu-west-1`,
    );
    const deprecated = await it.aws(`ec2 describe-images --image-ids ${copied} --region eu-west-1`);
    expect(deprecated.Images[0].DeprecationTime).toMatch(/^2030-01-01T00:00/);
    await it.aws(`ec2 deregister-image --image-id ${copied} --region eu-west-1`);
  });

  test('makes a key and a group, and launches', slow, async () => {
    const key = await it.aws('ec2 create-key-pair --key-name tour --key-type ed25519');
    writeFileSync(join(it.folder, 'tour.pem'), `${key.KeyMaterial}\n`, { mode: 0o600 });
    group = (await it.aws("ec2 create-security-group --group-name tour --description 'For the tour'")).GroupId;
    await it.aws(
      `ec2 authorize-security-group-ingress --group-id ${group} --protocol tcp --port 22 --cidr 198.51.100.24/32`,
    );
    const { SecurityGroupRules } = await it.aws(
      `ec2 describe-security-group-rules --filters Name=group-id,Values=${group}`,
    );
    expect(SecurityGroupRules).toHaveLength(2);
    const run = `ec2 run-instances --image-id ${image} --instance-type t3.micro --key-name tour --security-group-ids ${group}`;
    await expect(it.aws(`${run} --dry-run`)).rejects.toThrow('DryRunOperation');
    const launched = await it.aws(
      `${run} --user-data '#!/bin/sh\necho made at boot > /var/tmp/boot.txt' --metadata-options HttpTokens=required --tag-specifications ResourceType=instance,Tags=[{Key=Name,Value=tour}]`,
    );
    instance = launched.Instances[0].InstanceId;
    await it.aws(`ec2 wait instance-running --instance-ids ${instance}`);
    await it.aws(`ec2 wait instance-status-ok --instance-ids ${instance}`);
    const status = await it.aws(`ec2 describe-instance-status --instance-ids ${instance}`);
    expect(status.InstanceStatuses[0].InstanceStatus.Status).toBe('ok');
  });

  test('adds a volume, takes its snapshot, and takes it away', slow, async () => {
    const made = await it.aws('ec2 create-volume --availability-zone eu-central-1a --size 5 --volume-type gp3');
    await it.aws(`ec2 wait volume-available --volume-ids ${made.VolumeId}`);
    volume = made.VolumeId;
    await expect(it.aws(`ec2 create-volume --availability-zone eu-central-1a --size 0`)).rejects.toThrow();
    const modified = await it.aws(`ec2 modify-volume --volume-id ${volume} --size 6`);
    expect(modified.VolumeModification.TargetSize).toBe(6);
    const taken = await it.aws(`ec2 create-snapshot --volume-id ${volume} --description tour`);
    await it.aws(`ec2 wait snapshot-completed --snapshot-ids ${taken.SnapshotId}`);
    await it.aws(`ec2 delete-snapshot --snapshot-id ${taken.SnapshotId}`);
    await it.aws(`ec2 delete-volume --volume-id ${volume}`);
    await expect(it.aws(`ec2 describe-volumes --volume-ids ${volume}`)).rejects.toThrow('InvalidVolume.NotFound');
  });

  test('draws a network of its own', slow, async () => {
    const { Vpc } = await it.aws('ec2 create-vpc --cidr-block 10.1.0.0/16');
    const { Subnet } = await it.aws(`ec2 create-subnet --vpc-id ${Vpc.VpcId} --cidr-block 10.1.1.0/24`);
    const { InternetGateway } = await it.aws('ec2 create-internet-gateway');
    const gateway = InternetGateway.InternetGatewayId;
    await it.aws(`ec2 attach-internet-gateway --internet-gateway-id ${gateway} --vpc-id ${Vpc.VpcId}`);
    const { RouteTables } = await it.aws(`ec2 describe-route-tables --filters Name=vpc-id,Values=${Vpc.VpcId}`);
    await it.aws(
      `ec2 create-route --route-table-id ${RouteTables[0].RouteTableId} --destination-cidr-block 0.0.0.0/0 --gateway-id ${gateway}`,
    );
    const { Subnets } = await it.aws(`ec2 describe-subnets --subnet-ids ${Subnet.SubnetId}`);
    expect(Subnets[0].AvailableIpAddressCount).toBe(251);
    await expect(it.aws(`ec2 delete-vpc --vpc-id ${Vpc.VpcId}`)).rejects.toThrow('DependencyViolation');
    const { AllocationId } = await it.aws('ec2 allocate-address');
    await it.aws(`ec2 associate-address --allocation-id ${AllocationId} --instance-id ${instance}`);
    const { Addresses } = await it.aws('ec2 describe-addresses');
    expect(Addresses[0].InstanceId).toBe(instance);
    await it.aws(`ec2 disassociate-address --association-id ${Addresses[0].AssociationId}`);
    await it.aws(`ec2 release-address --allocation-id ${AllocationId}`);
  });

  test('keeps a launch template', slow, async () => {
    const data = JSON.stringify({ ImageId: image, InstanceType: 't3.micro' });
    await it.aws(`ec2 create-launch-template --launch-template-name tour --launch-template-data '${data}'`);
    const { Instances } = await it.aws('ec2 run-instances --launch-template LaunchTemplateName=tour --count 2');
    expect(Instances).toHaveLength(2);
    const ids = Instances.map((one: Answer) => one.InstanceId).join(' ');
    await it.aws(`ec2 terminate-instances --instance-ids ${ids}`);
    await it.aws(`ec2 wait instance-terminated --instance-ids ${ids}`);
    const { LaunchTemplateVersions } = await it.aws(
      'ec2 describe-launch-template-versions --launch-template-name tour',
    );
    expect(LaunchTemplateVersions).toHaveLength(1);
    await it.aws('ec2 delete-launch-template --launch-template-name tour');
  });

  test('makes a person with a policy, and the policy holds', slow, async () => {
    await it.aws('iam create-user --user-name apprentice');
    const { AccessKey } = await it.aws('iam create-access-key --user-name apprentice');
    await it.aws('iam create-group --group-name apprentices');
    await it.aws('iam add-user-to-group --group-name apprentices --user-name apprentice');
    const { Policy } = await it.aws(
      `iam create-policy --policy-name look --policy-document '${policy('ec2:Describe*')}'`,
    );
    await it.aws(`iam attach-group-policy --group-name apprentices --policy-arn ${Policy.Arn}`);
    const { EvaluationResults } = await it.aws(
      `iam simulate-principal-policy --policy-source-arn arn:aws:iam::${it.printed.accountId}:user/apprentice --action-names ec2:DescribeImages ec2:RunInstances`,
    );
    expect(EvaluationResults.map((one: Answer) => one.EvalDecision)).toEqual(['allowed', 'implicitDeny']);
    const apprentice = { userName: 'apprentice', accountId: it.printed.accountId, accessKeyId: AccessKey.AccessKeyId };
    Object.assign(it.printed, {
      people: [...it.printed.people, { ...apprentice, secretAccessKey: AccessKey.SecretAccessKey }],
    });
    expect((await it.aws('ec2 describe-key-pairs', 'apprentice')).KeyPairs.length).toBeGreaterThan(0);
    const denied = await it
      .aws(`ec2 stop-instances --instance-ids ${instance}`, 'apprentice')
      .then(String, (cause: Error) => cause.message);
    expect(denied).toContain('UnauthorizedOperation');
    expect(denied).toContain('because no identity-based policy allows the ec2:StopInstances action');
    const [, encoded = ''] = /Encoded authorization failure message: (\S+)/.exec(denied) ?? [];
    const { DecodedMessage } = await it.aws(`sts decode-authorization-message --encoded-message ${encoded}`);
    expect(JSON.parse(DecodedMessage)).toMatchObject({ allowed: false, context: { action: 'ec2:StopInstances' } });
    await expect(it.aws('iam delete-user --user-name apprentice')).rejects.toThrow('DeleteConflict');
    const { UserDetailList } = await it.aws('iam get-account-authorization-details --filter User');
    expect(UserDetailList.map((one: Answer) => one.UserName)).toContain('apprentice');
  });

  test('takes on a role', slow, async () => {
    const trust = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${it.printed.accountId}:root` }, Action: 'sts:AssumeRole' },
      ],
    });
    const { Role } = await it.aws(`iam create-role --role-name tourist --assume-role-policy-document '${trust}'`);
    await it.aws(
      `iam put-role-policy --role-name tourist --policy-name look --policy-document '${policy('ec2:Describe*')}'`,
    );
    const assumed = await it.aws(`sts assume-role --role-arn ${Role.Arn} --role-session-name visit`);
    expect(assumed.AssumedRoleUser.Arn).toContain('assumed-role/tourist/visit');
    const session = await it.aws('sts get-session-token');
    expect(session.Credentials.SessionToken.length).toBeGreaterThan(20);
  });

  test('makes a key for encryption', slow, async () => {
    const { KeyMetadata } = await it.aws('kms create-key --description tour');
    const described = await it.aws(`kms describe-key --key-id ${KeyMetadata.KeyId}`);
    expect(described.KeyMetadata.KeyState).toBe('Enabled');
    const { Policy } = await it.aws(`kms get-key-policy --key-id ${KeyMetadata.KeyId} --policy-name default`);
    expect(Policy).toContain('kms:*');
  });
});

describe('OpenSSH', () => {
  const machine = async () => {
    const { machines } = await it.ask('Machines');
    return machines.find((one: Answer) => one.instanceId === instance);
  };
  const options = () => [
    ...['-i', join(it.folder, 'tour.pem'), '-o', 'IdentitiesOnly=yes', '-o', 'StrictHostKeyChecking=accept-new'],
    ...['-o', `UserKnownHostsFile=${join(it.folder, 'known_hosts')}`, '-o', 'LogLevel=ERROR'],
  ];

  test('finds the host keys that the console output tells', slow, async () => {
    const { port } = await machine();
    const scanned = await it.run('ssh-keyscan', '-p', String(port), '127.0.0.1');
    writeFileSync(join(it.folder, 'scanned'), scanned.stdout);
    const { stdout } = await it.run('ssh-keygen', '-lf', join(it.folder, 'scanned'));
    const fingerprints = stdout.match(/SHA256:\S+/g) ?? [];
    expect(fingerprints.length).toBeGreaterThan(1);
    const { Output } = await it.aws(`ec2 get-console-output --instance-id ${instance} --latest`);
    for (const fingerprint of fingerprints) expect(Output).toContain(fingerprint);
  });

  test('logs in, runs a command, and finds what was there before the image and what user data did', slow, async () => {
    const { port, user } = await machine();
    const ssh = (...command: string[]) =>
      it.run('ssh', ...options(), '-p', String(port), `${user}@127.0.0.1`, ...command);
    expect((await ssh('whoami; hostname; cat notes.txt')).stdout).toContain('the first web server');
    expect((await ssh('cat /var/tmp/boot.txt')).stdout).toBe('made at boot\n');
    const token =
      "$(curl -s -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' http://169.254.169.254/latest/api/token)";
    const ask = `curl -s -H "X-aws-ec2-metadata-token: ${token}" http://169.254.169.254/latest/meta-data/instance-id`;
    expect((await ssh(ask)).stdout.trim()).toBe(instance);
  });

  test('carries files up and down', slow, async () => {
    const { port, user } = await machine();
    writeFileSync(join(it.folder, 'up.txt'), 'up and down\n');
    const remote = `${user}@127.0.0.1`;
    await it.run('scp', ...options(), '-P', String(port), join(it.folder, 'up.txt'), `${remote}:carried.txt`);
    writeFileSync(join(it.folder, 'batch'), 'rename carried.txt moved.txt\nget moved.txt down.txt\n');
    await it.run('sftp', ...options(), '-P', String(port), '-b', join(it.folder, 'batch'), remote);
    expect(readFileSync(join(it.folder, 'down.txt'), 'utf8')).toBe('up and down\n');
  });

  test('is refused with a key that anyone may read, and with another key', slow, async () => {
    const { port, user } = await machine();
    const open = join(it.folder, 'open.pem');
    writeFileSync(open, readFileSync(join(it.folder, 'tour.pem')));
    chmodSync(open, 0o644);
    const attempt = (key: string) =>
      it.run(
        'ssh',
        '-o',
        'BatchMode=yes',
        ...options().slice(2),
        '-i',
        key,
        '-p',
        String(port),
        `${user}@127.0.0.1`,
        'true',
      );
    await expect(attempt(open)).rejects.toThrow('too open');
    await it.run('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', join(it.folder, 'other'));
    await expect(attempt(join(it.folder, 'other'))).rejects.toThrow('Permission denied (publickey)');
  });
});

test('the tour had at least 60 AWS CLI commands', () => {
  expect(it.commands()).toBeGreaterThanOrEqual(60);
});
