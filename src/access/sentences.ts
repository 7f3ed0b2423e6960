import type { Things } from './contract.ts';

/** What one sentence needs to be allowed: an action on things, with what the app's own call would carry. */
export interface Probe {
  readonly action: string;
  /** ARNs, with `{region}`, `{account}` and the names of {@link Things} to be filled in. */
  readonly resources: readonly string[];
  readonly context?: Readonly<Record<string, string>>;
  /** One of several kinds that are asked about one by one, for example a type of machine. */
  readonly kind?: string;
}

/** Something a person can do in the app, in plain words. */
export interface Sentence {
  readonly id: string;
  readonly topic: 'Machines' | 'Images' | 'Keys and firewalls' | 'People';
  readonly text: string;
  readonly probes: readonly Probe[];
}

const ec2 = (rest: string) => `arn:aws:ec2:{region}:{account}:${rest}`;
// Images and snapshots have no account in their ARN. Source: Service Authorization Reference, Amazon EC2.
const instance = ec2('instance/{instance}');
const image = 'arn:aws:ec2:{region}::image/{image}';
const snapshot = 'arn:aws:ec2:{region}::snapshot/{snapshot}';
const newImage = 'arn:aws:ec2:{region}::image/*';
const newSnapshot = 'arn:aws:ec2:{region}::snapshot/*';
const group = ec2('security-group/{group}');
const keyPair = ec2('key-pair/{keyPair}');
const user = 'arn:aws:iam::{account}:user/{user}';

const one = (action: string, ...resources: string[]): Probe[] => [
  { action, resources: resources.length > 0 ? resources : ['*'] },
];
const LAUNCHED_TYPES = ['t3.micro', 't3.large', 'm5.large'];

/**
 * The app's sentences, in the order in which they are shown.
 *
 * What is created is tagged at once, so that a lost answer can be found again: hence ec2:CreateTags.
 */
export const SENTENCES: readonly Sentence[] = [
  { id: 'see-machines', topic: 'Machines', text: 'See the instances', probes: one('ec2:DescribeInstances') },
  {
    id: 'launch',
    topic: 'Machines',
    text: 'Launch instances',
    probes: [
      {
        action: 'ec2:RunInstances',
        resources: [image, ec2('subnet/{subnet}'), ec2('network-interface/*'), group, ec2('volume/*'), keyPair],
      },
      ...LAUNCHED_TYPES.map(
        (type): Probe => ({
          action: 'ec2:RunInstances',
          resources: [ec2('instance/*')],
          context: { 'ec2:InstanceType': type },
          kind: type,
        }),
      ),
      { action: 'ec2:CreateTags', resources: [ec2('instance/*')], context: { 'ec2:CreateAction': 'RunInstances' } },
    ],
  },
  { id: 'start', topic: 'Machines', text: 'Start instances', probes: one('ec2:StartInstances', instance) },
  { id: 'stop', topic: 'Machines', text: 'Stop instances', probes: one('ec2:StopInstances', instance) },
  { id: 'reboot', topic: 'Machines', text: 'Reboot instances', probes: one('ec2:RebootInstances', instance) },
  { id: 'terminate', topic: 'Machines', text: 'Terminate instances', probes: one('ec2:TerminateInstances', instance) },
  { id: 'rename', topic: 'Machines', text: 'Rename instances', probes: one('ec2:CreateTags', instance) },
  { id: 'see-images', topic: 'Images', text: 'See the images', probes: one('ec2:DescribeImages') },
  {
    id: 'create-image',
    topic: 'Images',
    text: 'Create images',
    probes: [
      { action: 'ec2:CreateImage', resources: [instance, newImage, newSnapshot] },
      { action: 'ec2:CreateTags', resources: [newImage], context: { 'ec2:CreateAction': 'CreateImage' } },
    ],
  },
  {
    id: 'copy-image',
    topic: 'Images',
    text: 'Copy images',
    probes: one('ec2:CopyImage', image, newImage, newSnapshot),
  },
  {
    id: 'share-image',
    topic: 'Images',
    text: 'Share images with other accounts',
    probes: one('ec2:ModifyImageAttribute', image),
  },
  {
    id: 'share-snapshot',
    topic: 'Images',
    text: 'Let other accounts copy images',
    probes: one('ec2:ModifySnapshotAttribute', snapshot),
  },
  { id: 'deregister', topic: 'Images', text: 'Deregister images', probes: one('ec2:DeregisterImage', image) },
  { id: 'delete-snapshot', topic: 'Images', text: 'Delete snapshots', probes: one('ec2:DeleteSnapshot', snapshot) },
  {
    id: 'create-key',
    topic: 'Keys and firewalls',
    text: 'Create key pairs',
    probes: one('ec2:CreateKeyPair', ec2('key-pair/*')),
  },
  {
    id: 'delete-key',
    topic: 'Keys and firewalls',
    text: 'Delete key pairs',
    probes: one('ec2:DeleteKeyPair', keyPair),
  },
  {
    id: 'open-port',
    topic: 'Keys and firewalls',
    text: 'Open ports of security groups',
    probes: one('ec2:AuthorizeSecurityGroupIngress', group),
  },
  {
    id: 'close-port',
    topic: 'Keys and firewalls',
    text: 'Close ports of security groups',
    probes: one('ec2:RevokeSecurityGroupIngress', group),
  },
  {
    id: 'see-people',
    topic: 'People',
    text: 'See the users',
    probes: one('iam:ListUsers', 'arn:aws:iam::{account}:user/'),
  },
  { id: 'create-person', topic: 'People', text: 'Create users', probes: one('iam:CreateUser', user) },
  { id: 'delete-person', topic: 'People', text: 'Delete users', probes: one('iam:DeleteUser', user) },
];

/** Fills an ARN of a probe in; a thing that is not named stands for any of its kind. */
export function filledArn(template: string, place: { region: string; account: string }, named: Things = {}): string {
  return template.replace(/\{(\w+)\}/g, (_all, name: string) => {
    if (name === 'region' || name === 'account') return place[name];
    return named[name as keyof Things] ?? '*';
  });
}
