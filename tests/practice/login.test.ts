import {
  CreateImageCommand,
  CreateKeyPairCommand,
  GetConsoleOutputCommand,
  RevokeSecurityGroupIngressCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import ssh2 from 'ssh2';
import { expect, test } from 'vitest';
import { createMachines } from '../../main/practice/cloud/machines/machines.ts';
import { durations } from '../../main/practice/cloud/world/settling.ts';
import { instanceNamed, startTestCloud } from './practice-cloud.ts';

/** Runs one command over SSH; the host key is taken as it comes, since this test is not about it. */
function runOver(port: number, username: string, privateKey: string, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const client = new ssh2.Client();
    client.on('error', reject);
    client.on('ready', () => {
      client.exec(command, (cause, channel) => {
        if (cause) return reject(cause);
        // Nothing is typed into it.
        channel.end();
        let output = '';
        channel.on('data', (chunk: Buffer) => {
          output += chunk.toString('utf8');
        });
        channel.on('close', () => {
          client.end();
          resolve(output);
        });
      });
    });
    client.connect({ host: '127.0.0.1', port, username, privateKey, hostVerifier: () => true, readyTimeout: 5_000 });
  });
}

test('a clone is logged in to with its own key, holds the files, and its group can shut the door', async () => {
  const it = await startTestCloud({ machines: createMachines });
  const ec2 = it.ec2();
  const web = await instanceNamed(ec2, 'web-01');
  const { ImageId } = await ec2.send(new CreateImageCommand({ InstanceId: web.InstanceId, Name: 'login-1' }));
  await it.step(durations.image / 1_000);
  const { KeyMaterial = '' } = await ec2.send(new CreateKeyPairCommand({ KeyName: 'login', KeyType: 'ed25519' }));
  const groups = web.SecurityGroups?.map(({ GroupId }) => GroupId ?? '') ?? [];
  await ec2.send(
    new RunInstancesCommand({
      ImageId,
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      KeyName: 'login',
      SecurityGroupIds: groups,
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'clone' }] }],
    }),
  );
  await it.step(durations.pending / 1_000);
  const clone = await instanceNamed(ec2, 'clone');
  const address = await it.cloud.request('sshAddress', { publicIp: clone.PublicIpAddress ?? '' });
  const port = address?.port ?? 0;
  expect(await runOver(port, 'ubuntu', KeyMaterial, 'cat notes.txt; whoami')).toMatch(
    /the first web server[\s\S]*ubuntu/,
  );
  await expect(runOver(port, 'root', KeyMaterial, 'whoami')).resolves.toContain('Please login as the user "ubuntu"');
  const { Output = '' } = await ec2.send(new GetConsoleOutputCommand({ InstanceId: clone.InstanceId, Latest: true }));
  expect(Buffer.from(Output, 'base64').toString()).toContain('-----BEGIN SSH HOST KEY FINGERPRINTS-----');

  await ec2.send(
    new RevokeSecurityGroupIngressCommand({
      GroupId: groups[0],
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    }),
  );
  await expect(runOver(port, 'ubuntu', KeyMaterial, 'whoami')).rejects.toThrow(/Timed out/);
  await it.end();
}, 40_000);
