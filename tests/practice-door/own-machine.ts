import {
  AuthorizeSecurityGroupIngressCommand,
  CreateKeyPairCommand,
  DescribeImagesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { sendSigned } from '../practice/signed-post.ts';

/** Where a practice cloud is, and by which keys. */
export interface Connection {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A machine that its owner can log in to. */
export interface OwnMachine {
  readonly instanceId: string;
  readonly port: number;
  readonly user: string;
  readonly privateKey: string;
}

/** An ordinary client of the SDK. */
export function clientOf({ endpoint, ...credentials }: Connection): EC2Client {
  return new EC2Client({ endpoint, region: 'eu-central-1', credentials });
}

/** Makes a key pair, opens port 22, launches a machine with a script for its first boot, and waits until it is up. */
export async function launchOwnMachine(connection: Connection, script: string): Promise<OwnMachine> {
  const ec2 = clientOf(connection);
  const { KeyMaterial = '' } = await ec2.send(new CreateKeyPairCommand({ KeyName: 'own', KeyType: 'ed25519' }));
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupNames: ['default'] }));
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
  const GroupId = SecurityGroups[0]?.GroupId;
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  const Filters = [{ Name: 'name', Values: ['ubuntu/images/*24.04-amd64-server-*'] }];
  const { Images = [] } = await ec2.send(new DescribeImagesCommand({ Filters }));
  const { Instances = [] } = await ec2.send(
    new RunInstancesCommand({
      ...{ ImageId: Images[0]?.ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1, KeyName: 'own' },
      UserData: Buffer.from(script).toString('base64'),
    }),
  );
  const instanceId = Instances[0]?.InstanceId ?? '';
  for (let tries = 0; tries < 200; tries += 1) {
    const found = (await machinesOf(connection)).find((machine) => machine.instanceId === instanceId);
    if (found) return { instanceId, port: found.port, user: found.user, privateKey: KeyMaterial };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The machine did not come up.');
}

async function machinesOf(connection: Connection): Promise<readonly Omit<OwnMachine, 'privateKey'>[]> {
  const headers = { 'x-amz-target': 'Practice.Machines' };
  const { status, text } = await sendSigned({ ...connection, service: 'practice', body: '{}', headers });
  if (status !== 200) throw new Error(text);
  return JSON.parse(text).machines;
}
