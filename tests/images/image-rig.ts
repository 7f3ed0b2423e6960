import { EC2Client } from '@aws-sdk/client-ec2';
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import type { Cloud } from '../../main/practice/cloud/cloud.ts';
import type { CopyImageRequest } from '../../src/images/copy.ts';
import type { Job } from '../../src/jobs/contract.ts';
import { imageRequest } from '../desktop/journey-inputs.ts';
import type { MainSide } from '../desktop/main-side.ts';

export const HOME = 'eu-central-1';
export const AWAY = 'eu-west-1';
/** The practice cloud's accounts. */
export const OWN = '111122223333';
export const OTHER = '444455556666';

/** Clients that are not the app's: to see, and to do, what happens behind its back. */
export function clientsOf(cloud: Cloud, userName: string, region = HOME): { ec2: EC2Client; kms: KMSClient } {
  const person = cloud.ready.people.find((one) => one.userName === userName);
  if (!person) throw new Error(`Nobody is called ${userName}.`);
  const { accessKeyId, secretAccessKey } = person;
  const common = { endpoint: cloud.ready.endpoint, region, credentials: { accessKeyId, secretAccessKey } };
  return { ec2: new EC2Client(common), kms: new KMSClient(common) };
}

/** Makes a key with an alias, as an administrator does. */
export async function newKey(cloud: Cloud, region: string, alias: string): Promise<string> {
  const { kms } = clientsOf(cloud, 'trainee', region);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const keyId = KeyMetadata?.KeyId ?? '';
  await kms.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: keyId }));
  return keyId;
}

/** A request as the copy page sends it. */
export function copyRequest(imageId: string, change: Partial<CopyImageRequest> = {}): CopyImageRequest {
  return {
    region: HOME,
    imageId,
    destinations: [{ region: AWAY, encryption: { kind: 'keep' } }],
    name: 'the-copy',
    description: 'Copied by a test',
    copyTags: true,
    tags: [],
    ...change,
  };
}

/** Acts as another person of the practice cloud from now on. */
export async function actAs(side: MainSide, person: string, region = HOME): Promise<void> {
  await side.handlers.accounts.use({ source: { kind: 'practice', person }, region });
}

/** Waits for the end of a job, while practice time is moved on by minutes. */
export async function soon(side: MainSide, jobId: string): Promise<Job> {
  let over = false;
  const ended = side.ended(jobId).finally(() => {
    over = true;
  });
  while (!over) {
    await side.cloud.request('step', { seconds: 60 });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return ended;
}

/** The id of an image of one's own, ready at once. */
export async function quickImage(side: MainSide, name: string): Promise<string> {
  const { jobId } = await side.handlers.images.create(await imageRequest(side, { name }));
  const { imageId = '', state, error } = await soon(side, jobId);
  if (state !== 'done') throw new Error(`The image was not made: ${JSON.stringify(error)}`);
  return imageId;
}
