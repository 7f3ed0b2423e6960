import * as ec2 from '@aws-sdk/client-ec2';
import { CreateUserCommand, DeleteUserCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import type { Clients } from './access-rig.ts';

/** Real things of the account, by which the app's calls are really made. */
export interface Target {
  readonly instance: string;
  readonly image: string;
  readonly snapshot: string;
  readonly group: string;
  readonly subnet: string;
  readonly keyPair: string;
  readonly user: string;
}

const DryRun = true;
const tagged = (ResourceType: ec2.ResourceType) => ({ ResourceType, Tags: [{ Key: 'Name', Value: 'tried' }] });
const port = { IpProtocol: 'tcp', FromPort: 8_443, ToPort: 8_443, CidrIp: '203.0.113.9/32' };

/** Makes the call behind a sentence: where EC2 tries it only (DryRun), so does this; IAM’s change nothing but fail. */
type Call = (clients: Clients, target: Target, kind: string) => Promise<unknown>;

/** The call behind each sentence, as the app makes it. */
export const REAL_CALLS: Readonly<Record<string, Call>> = {
  'see-machines': ({ ec2: c }) => c.send(new ec2.DescribeInstancesCommand({ DryRun })),
  launch: ({ ec2: c }, { image, subnet, group, keyPair }, kind) =>
    c.send(
      new ec2.RunInstancesCommand({
        DryRun,
        ImageId: image,
        MinCount: 1,
        MaxCount: 1,
        InstanceType: kind as ec2._InstanceType,
        KeyName: keyPair,
        SubnetId: subnet,
        SecurityGroupIds: [group],
        TagSpecifications: [tagged('instance')],
      }),
    ),
  start: ({ ec2: c }, { instance }) => c.send(new ec2.StartInstancesCommand({ DryRun, InstanceIds: [instance] })),
  stop: ({ ec2: c }, { instance }) => c.send(new ec2.StopInstancesCommand({ DryRun, InstanceIds: [instance] })),
  reboot: ({ ec2: c }, { instance }) => c.send(new ec2.RebootInstancesCommand({ DryRun, InstanceIds: [instance] })),
  terminate: ({ ec2: c }, { instance }) =>
    c.send(new ec2.TerminateInstancesCommand({ DryRun, InstanceIds: [instance] })),
  rename: ({ ec2: c }, { instance }) =>
    c.send(new ec2.CreateTagsCommand({ DryRun, Resources: [instance], Tags: [{ Key: 'Name', Value: 'tried' }] })),
  'see-images': ({ ec2: c }) => c.send(new ec2.DescribeImagesCommand({ DryRun })),
  'create-image': ({ ec2: c }, { instance }) =>
    c.send(
      new ec2.CreateImageCommand({ DryRun, InstanceId: instance, Name: 'tried', TagSpecifications: [tagged('image')] }),
    ),
  'copy-image': ({ ec2: c }, { image }) =>
    c.send(new ec2.CopyImageCommand({ DryRun, Name: 'tried', SourceImageId: image, SourceRegion: 'eu-central-1' })),
  'share-image': ({ ec2: c }, { image }) =>
    c.send(
      new ec2.ModifyImageAttributeCommand({
        DryRun,
        ImageId: image,
        LaunchPermission: { Add: [{ UserId: '444455556666' }] },
      }),
    ),
  'share-snapshot': ({ ec2: c }, { snapshot }) =>
    c.send(
      new ec2.ModifySnapshotAttributeCommand({
        DryRun,
        SnapshotId: snapshot,
        CreateVolumePermission: { Add: [{ UserId: '444455556666' }] },
      }),
    ),
  deregister: ({ ec2: c }, { image }) => c.send(new ec2.DeregisterImageCommand({ DryRun, ImageId: image })),
  'delete-snapshot': ({ ec2: c }, { snapshot }) =>
    c.send(new ec2.DeleteSnapshotCommand({ DryRun, SnapshotId: snapshot })),
  'create-key': ({ ec2: c }) => c.send(new ec2.CreateKeyPairCommand({ DryRun, KeyName: 'tried' })),
  'delete-key': ({ ec2: c }, { keyPair }) => c.send(new ec2.DeleteKeyPairCommand({ DryRun, KeyName: keyPair })),
  'open-port': ({ ec2: c }, { group }) =>
    c.send(new ec2.AuthorizeSecurityGroupIngressCommand({ DryRun, GroupId: group, ...port })),
  'close-port': ({ ec2: c }, { group }) =>
    c.send(new ec2.RevokeSecurityGroupIngressCommand({ DryRun, GroupId: group, ...port })),
  'see-people': ({ iam }) => iam.send(new ListUsersCommand({})),
  // IAM has no DryRun: a name that is taken, and one to whom something belongs, are refused after who asks was judged.
  'create-person': ({ iam }, { user }) => iam.send(new CreateUserCommand({ UserName: user })),
  'delete-person': ({ iam }, { user }) => iam.send(new DeleteUserCommand({ UserName: user })),
};

const ALLOWED = [
  'DryRunOperation',
  'EntityAlreadyExistsException',
  'DeleteConflictException',
  // A snapshot of an image is refused for that, once who asks was judged.
  'InvalidSnapshot.InUse',
];
const DENIED = ['UnauthorizedOperation', 'AccessDenied', 'AccessDeniedException'];

/** Whether the cloud lets somebody do what is behind a sentence; what is neither a yes nor a no is told by its name. */
export async function reallyMay(
  sentenceId: string,
  clients: Clients,
  target: Target,
  kind = 't3.micro',
): Promise<'yes' | 'no' | string> {
  const make = REAL_CALLS[sentenceId];
  if (!make) return `There is no real call for ${sentenceId}.`;
  return make(clients, target, kind).then(
    () => 'yes',
    (error: Error) => {
      if (ALLOWED.includes(error.name)) return 'yes';
      return DENIED.includes(error.name) ? 'no' : `${error.name}: ${error.message}`;
    },
  );
}
