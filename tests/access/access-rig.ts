import { EC2Client } from '@aws-sdk/client-ec2';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import type { Cloud } from '../../main/practice/cloud/cloud.ts';

export const REGION = 'eu-central-1';
export const OWN = '111122223333';

/** Clients that are not the app's. */
export interface Clients {
  readonly iam: IAMClient;
  readonly ec2: EC2Client;
}

/** Clients with a key of one's own choice. */
export function clientsWith(cloud: Cloud, accessKeyId: string, secretAccessKey: string): Clients {
  const credentials = { accessKeyId, secretAccessKey };
  const config = { endpoint: cloud.ready.endpoint, region: REGION, credentials, maxAttempts: 1 };
  // IAM's calls to AWS itself are signed for this Region, whatever the client's own is.
  return { iam: new IAMClient({ ...config, region: 'us-east-1' }), ec2: new EC2Client(config) };
}

// One pair a cloud: each client holds connections open, and a cloud takes so many.
const administrators = new WeakMap<Cloud, Clients>();

/** Clients of the account's administrator. */
export function administrator(cloud: Cloud): Clients {
  const [{ accessKeyId, secretAccessKey }] = cloud.ready.people;
  const clients = administrators.get(cloud) ?? clientsWith(cloud, accessKeyId, secretAccessKey);
  administrators.set(cloud, clients);
  return clients;
}

/** A document of statements. */
export function policy(statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** Makes a user with a key and an inline policy. */
export async function newUser(
  cloud: Cloud,
  UserName: string,
  statements: readonly object[],
  boundary?: string,
): Promise<Clients> {
  const { iam } = administrator(cloud);
  await iam.send(new CreateUserCommand({ UserName, ...(boundary ? { PermissionsBoundary: boundary } : {}) }));
  if (statements.length > 0)
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'given', PolicyDocument: policy(statements) }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return clientsWith(cloud, AccessKey?.AccessKeyId ?? '', AccessKey?.SecretAccessKey ?? '');
}
