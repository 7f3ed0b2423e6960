import * as ec2 from '@aws-sdk/client-ec2';
import * as kms from '@aws-sdk/client-kms';
import type { Cloud } from '../../main/practice/cloud/cloud.ts';
import { type PracticePerson, personOf } from '../../src/practice/port.ts';
import type { GiveRequest } from '../../src/share/contract.ts';
import type { Receiver } from '../../src/share/receivers.ts';
import { imageRequest } from '../desktop/journey-inputs.ts';
import type { MainSide } from '../desktop/main-side.ts';

export const REGION = 'eu-central-1';
export const OWN = '111122223333';
export const PARTNER = '444455556666';
export const partner: Receiver = { kind: 'account', id: PARTNER };
export const organization: Receiver = {
  kind: 'organization',
  id: 'arn:aws:organizations::111122223333:organization/o-1234567890',
};
export const unit: Receiver = {
  kind: 'unit',
  id: 'arn:aws:organizations::111122223333:ou/o-1234567890/ou-ab12-12345678',
};
export const everyone: Receiver = { kind: 'everyone', id: 'all' };

/** One of the practice cloud's ready-made people. */
export function personNamed(cloud: Cloud, userName: string): PracticePerson {
  const person = personOf(cloud.ready, userName);
  if (!person) throw new Error(`There is no ${userName}.`);
  return person;
}

/** Clients of one practice person that are not the app's. */
export interface Clients {
  readonly ec2: ec2.EC2Client;
  readonly kms: kms.KMSClient;
}

// One pair a person and cloud: each client holds connections open, and a cloud takes so many.
const opened = new WeakMap<Cloud, Map<string, Clients>>();

/** The clients of one practice person. */
export function clientsOf(cloud: Cloud, userName: string): Clients {
  const known = opened.get(cloud) ?? new Map<string, Clients>();
  opened.set(cloud, known);
  const { accessKeyId, secretAccessKey } = personNamed(cloud, userName);
  const common = { endpoint: cloud.ready.endpoint, region: REGION, credentials: { accessKeyId, secretAccessKey } };
  const clients = known.get(userName) ?? { ec2: new ec2.EC2Client(common), kms: new kms.KMSClient(common) };
  known.set(userName, clients);
  return clients;
}

/** Lets the app act as another practice person. */
export async function actAs(side: MainSide, person: 'trainee' | 'partner' | 'auditor'): Promise<void> {
  await side.handlers.accounts.use({ source: { kind: 'practice', person }, region: REGION });
}

/** A request to share with the partner, without copying. */
export function giveRequest(imageId: string, change: Partial<GiveRequest> = {}): GiveRequest {
  return { region: REGION, imageId, receivers: [partner], copy: false, keyPolicy: 'none', ...change };
}

/** Takes the practice clock so far on that whatever was begun is there. */
export async function passTime(cloud: Cloud): Promise<void> {
  await cloud.request('step', { seconds: 600 });
}

/** The id of an image that is there and can be shared. */
export async function plainImage(side: MainSide, name: string): Promise<string> {
  const { jobId } = await side.handlers.images.create(await imageRequest(side, { name, reboot: false }));
  for (;;) {
    await passTime(side.cloud);
    const { jobs } = await side.handlers.jobs.list({});
    const job = jobs.find((one) => one.jobId === jobId);
    if (job?.state === 'done' && job.imageId) return job.imageId;
    if (job?.state === 'failed') throw new Error(`The image was not made: ${JSON.stringify(job.error)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** An image whose disks a key encrypts: AWS's own, or a new one with an alias. */
export async function encryptedImage(
  side: MainSide,
  key: 'default' | 'customer',
): Promise<{ imageId: string; keyArn: string }> {
  const own = clientsOf(side.cloud, 'trainee');
  const plain = await plainImage(side, `plain-${key}`);
  let keyArn = '';
  if (key === 'customer') {
    const { KeyMetadata } = await own.kms.send(new kms.CreateKeyCommand({ Description: 'team' }));
    keyArn = KeyMetadata?.Arn ?? '';
    await own.kms.send(new kms.CreateAliasCommand({ AliasName: 'alias/team', TargetKeyId: keyArn }));
  }
  const { ImageId = '' } = await own.ec2.send(
    new ec2.CopyImageCommand({
      SourceImageId: plain,
      SourceRegion: REGION,
      Name: `sealed-${key}`,
      Encrypted: true,
      ...(keyArn ? { KmsKeyId: keyArn } : {}),
    }),
  );
  await passTime(side.cloud);
  return { imageId: ImageId, keyArn };
}

/** Everything about who has an image, as the cloud has it. */
export interface Held {
  readonly image: readonly string[];
  readonly snapshots: readonly string[];
  /** The key's policy, read as JSON; null for none. */
  readonly policy: unknown;
}

/** What is really there, asked by clients that are not the app's. */
export async function held(cloud: Cloud, imageId: string, keyArn = ''): Promise<Held> {
  const own = clientsOf(cloud, 'trainee');
  const { LaunchPermissions = [] } = await own.ec2.send(
    new ec2.DescribeImageAttributeCommand({ ImageId: imageId, Attribute: 'launchPermission' }),
  );
  const { Images = [] } = await own.ec2.send(new ec2.DescribeImagesCommand({ ImageIds: [imageId] }));
  const snapshots: string[] = [];
  for (const { Ebs } of Images[0]?.BlockDeviceMappings ?? []) {
    const { CreateVolumePermissions = [] } = await own.ec2.send(
      new ec2.DescribeSnapshotAttributeCommand({ SnapshotId: Ebs?.SnapshotId, Attribute: 'createVolumePermission' }),
    );
    snapshots.push(...CreateVolumePermissions.flatMap(({ UserId }) => UserId ?? []));
  }
  const policy = keyArn
    ? JSON.parse(
        (await own.kms.send(new kms.GetKeyPolicyCommand({ KeyId: keyArn, PolicyName: 'default' }))).Policy ?? '',
      )
    : null;
  return {
    image: LaunchPermissions.map(
      (entry) => entry.UserId ?? entry.Group ?? entry.OrganizationArn ?? entry.OrganizationalUnitArn ?? '',
    ),
    snapshots,
    policy,
  };
}

/** Launches as a person does, and answers how the machine ended up. */
export async function launchAs(
  cloud: Cloud,
  userName: string,
  imageId: string,
): Promise<{ state: string; reason: string }> {
  const client = clientsOf(cloud, userName).ec2;
  const { Instances = [] } = await client.send(
    new ec2.RunInstancesCommand({ ImageId: imageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }),
  );
  const InstanceIds = [Instances[0]?.InstanceId ?? ''];
  await passTime(cloud);
  for (let looks = 0; looks < 200; looks++) {
    const { Reservations = [] } = await client.send(new ec2.DescribeInstancesCommand({ InstanceIds }));
    const machine = Reservations[0]?.Instances?.[0];
    const state = machine?.State?.Name ?? '';
    if (state !== 'pending') return { state, reason: machine?.StateReason?.Message ?? '' };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The machine stays pending.');
}
