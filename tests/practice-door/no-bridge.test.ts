import { execFile, spawnSync } from 'node:child_process';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateAccessKeyCommand, IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { DescribeInstanceInformationCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { bundleProgram } from './bundled-program.ts';

describe('keys', () => {
  let it: TestCloud;
  beforeAll(async () => {
    it = await startTestCloud();
  });
  afterAll(() => it.end());

  const long = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
  const session = { ...long, accessKeyId: 'ASIAIOSFODNN7EXAMPLE', sessionToken: 'IQoJb3JpZ2luX2VjEXAMPLE' };

  test.each([
    ['a real long-term key', long],
    ['real temporary keys', session],
  ])('%s is refused by every service, in its own words', async (_name, credentials) => {
    const config = { endpoint: it.cloud.ready.endpoint, region: 'eu-central-1', credentials, maxAttempts: 1 };
    await expect(new EC2Client(config).send(new DescribeRegionsCommand({}))).rejects.toMatchObject({
      name: 'AuthFailure',
      message: 'AWS was not able to validate the provided access credentials',
    });
    const message = 'The security token included in the request is invalid.';
    const query = { name: 'InvalidClientTokenId', message };
    await expect(new STSClient(config).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject(query);
    await expect(new IAMClient(config).send(new ListUsersCommand({}))).rejects.toMatchObject(query);
    await expect(new SSMClient(config).send(new DescribeInstanceInformationCommand({}))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      message,
    });
  });

  test('that the practice cloud makes are never like those of a real account', async () => {
    const made = [
      ...it.cloud.ready.people.map(({ accessKeyId }) => accessKeyId),
      (await it.iam().send(new CreateAccessKeyCommand({ UserName: 'auditor' }))).AccessKey?.AccessKeyId,
      (await it.sts().send(new GetSessionTokenCommand({}))).Credentials?.AccessKeyId,
    ];
    expect(made.filter((id) => !id?.startsWith('PRACTICE'))).toEqual([]);
  });
});

/** A network of its own, with a way out that leads to nobody: whatever takes it is counted. */
const NETWORK = `
set -e
sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip link set lo up
ip link add out type veth peer name nowhere
ip address add 192.0.2.2/24 dev out
ip link set nowhere up
ip link set out up
ip route add default via 192.0.2.1
ip neighbour add 192.0.2.1 lladdr 02:00:00:00:00:01 dev out
`;
const COUNT = `
echo "out $(cat /sys/class/net/out/statistics/tx_packets 2>/dev/null || awk '/ out:/ { print $11 }' /proc/net/dev)"
echo "loopback $(awk '/ lo:/ { print $11 }' /proc/net/dev)"
`;
const entering = process.getuid?.() === 0 ? ['--net'] : ['--map-root-user', '--net'];
const hasNetworks =
  process.platform === 'linux' && spawnSync('unshare', [...entering, 'sh', '-c', NETWORK]).status === 0;
if (!hasNetworks) process.stderr.write('That nothing leaves this computer is proved where networks can be made.\n');

/** Runs a program where every packet that leaves this computer is counted. */
function counted(command: string): Promise<{ lines: string[]; out: number; loopback: number }> {
  return new Promise((resolve, reject) =>
    execFile(
      'unshare',
      [...entering, 'sh', '-c', `${NETWORK}\n${command}\n${COUNT}`],
      { env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' }, timeout: 80_000 },
      (error, stdout, stderr) => {
        if (error) return reject(new Error(`${error.message}\n${stdout}\n${stderr}`));
        const lines = stdout.trim().split('\n');
        const number = (name: string) => Number(lines.find((line) => line.startsWith(`${name} `))?.split(' ')[1]);
        resolve({ lines, out: number('out'), loopback: number('loopback') });
      },
    ),
  );
}

describe.skipIf(!hasNetworks)('where every packet that leaves this computer is counted', () => {
  test('app, SDK, practice cloud and machines go their way, and none leaves', { timeout: 90_000 }, async () => {
    const program = await bundleProgram('tests/practice-door/offline-journey.ts');
    const { lines, out, loopback } = await counted(`${process.execPath} ${program.file}`);
    program.remove();
    expect(lines.slice(0, 6)).toEqual(['app', 'sdk', 'machine', 'login 7', 'image available', 'end']);
    expect(out).toBe(0);
    expect(loopback).toBeGreaterThan(100);
  });

  test.each([
    ['a connection', "net.connect(443, '198.51.100.1')"],
    ['a name that is looked up', "dns.setServers(['198.51.100.53']); dns.resolve4('aws.amazon.com', () => 0)"],
    ['a datagram', "dgram.createSocket('udp4').send('x', 53, '198.51.100.1')"],
  ])('negative control: %s would be noticed', async (_name, code) => {
    const script = `setTimeout(() => process.exit(0), 700); ${code}`;
    expect((await counted(`${process.execPath} -e ${JSON.stringify(script)}`)).out).toBeGreaterThan(0);
  });
});
