import { EC2Client } from '@aws-sdk/client-ec2';
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { type Credentials, STSClient } from '@aws-sdk/client-sts';
import type { TestCloud } from '../practice/practice-cloud.ts';

/** The account that the tests are about, and the other one. */
export const accounts = { own: '111122223333', partner: '444455556666' } as const;

/** Clients of the three services with the same credentials. */
export interface Clients {
  readonly iam: IAMClient;
  readonly sts: STSClient;
  readonly ec2: EC2Client;
}

/** Clients with credentials of one's own choice, temporary ones among them. */
export function clientsWith(it: TestCloud, given: Partial<Credentials>): Clients {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken } = given;
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(SessionToken ? { sessionToken: SessionToken } : {}),
  };
  const config = (region: string) => ({ endpoint: it.cloud.ready.endpoint, region, credentials, maxAttempts: 1 });
  return {
    iam: new IAMClient(config('us-east-1')),
    sts: new STSClient(config('eu-central-1')),
    ec2: new EC2Client(config('eu-central-1')),
  };
}

/** One statement as a document. */
export function policy(statement: object | readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statement });
}

/** A statement that allows. */
export function allow(action: string | readonly string[], resource: string | readonly string[] = '*', more = {}) {
  return { Effect: 'Allow', Action: action, Resource: resource, ...more };
}

/** A statement that denies. */
export function deny(action: string | readonly string[], resource: string | readonly string[] = '*', more = {}) {
  return { Effect: 'Deny', Action: action, Resource: resource, ...more };
}

/** A trust policy for some principals. */
export function trust(principal: object, more = {}): string {
  return policy({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...more });
}

/** Makes a user with a key, and with an inline policy if one is told. */
export async function newUser(it: TestCloud, name: string, statements?: object | readonly object[]): Promise<Clients> {
  const iam = it.iam();
  await iam.send(new CreateUserCommand({ UserName: name }));
  if (statements) {
    await iam.send(
      new PutUserPolicyCommand({ UserName: name, PolicyName: 'given', PolicyDocument: policy(statements) }),
    );
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: name }));
  return clientsWith(it, { AccessKeyId: AccessKey?.AccessKeyId, SecretAccessKey: AccessKey?.SecretAccessKey });
}

/** Makes a managed policy and answers its ARN. */
export async function newPolicy(it: TestCloud, name: string, statements: object | readonly object[]): Promise<string> {
  const { Policy } = await it
    .iam()
    .send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument: policy(statements) }));
  return Policy?.Arn ?? '';
}

/** Attaches a managed policy to a user. */
export async function attach(it: TestCloud, userName: string, arn: string): Promise<void> {
  await it.iam().send(new AttachUserPolicyCommand({ UserName: userName, PolicyArn: arn }));
}

/** A document as IAM gives it, read. */
export function decoded(text: string | undefined): unknown {
  return JSON.parse(decodeURIComponent(text ?? ''));
}

/** Puts service control policies on an account, as its organization would: no call of its own does that. */
export async function control(it: TestCloud, accountId: string, documents: readonly string[]): Promise<void> {
  const { world } = await it.cloud.request('exportWorld', {});
  const lines = world.split('\n').map((line) => {
    if (!line.startsWith(`["${accountId}//settings"`)) return line;
    const [path, id, record] = JSON.parse(line) as [string, string, object];
    const controlPolicies = documents.map((document, at) => ({
      name: `Control${at + 1}`,
      id: `p-${at + 1}`,
      document,
    }));
    return JSON.stringify([path, id, { ...record, controlPolicies }]);
  });
  await it.cloud.request('importWorld', { world: lines.join('\n') });
}

/** Every item of a list that comes in pages, and how many pages there were. */
export async function allPages<T>(
  ask: (marker: string | undefined) => Promise<{ items: readonly T[]; Marker?: string; IsTruncated?: boolean }>,
): Promise<{ items: T[]; pages: number }> {
  const items: T[] = [];
  let pages = 0;
  let marker: string | undefined;
  do {
    const page = await ask(marker);
    items.push(...page.items);
    pages += 1;
    marker = page.IsTruncated ? page.Marker : undefined;
  } while (marker !== undefined);
  return { items, pages };
}
