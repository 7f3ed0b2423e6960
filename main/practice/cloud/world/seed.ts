import { publicImagesOf } from '../data/public-images.ts';
import { homeRegions } from '../data/regions.ts';
import type { CreateHostKeys, Disk } from '../machines/machine.ts';
import { addAccessKey, newAccessKey, newUser, openAccount } from './accounts.ts';
import { allOut, openRule } from './default-place.ts';
import { instanceDefaults } from './instance-making.ts';
import { plainImage } from './records/image-records.ts';
import type { InstanceRecord } from './records/instance-records.ts';
import type { GroupRecord } from './records/network-records.ts';
import type { Account, Place, World } from './world.ts';

const DAY = 86_400_000;

/** AWS's own example account numbers. */
export const accountIds = { own: '111122223333', other: '444455556666' } as const;

/** How a new world is begun. */
export interface SeedOptions {
  /** The account that a person starts in. */
  readonly accountId?: string;
  /** No instances, images or people but the first. */
  readonly empty?: boolean;
  /** The access key of the first user; a random one when not told. */
  readonly firstKey?: Key;
}

/** An access key ID with its secret. */
interface Key {
  readonly id: string;
  readonly secret: string;
}

/**
 * The public half of the team's key. Its private half was made, used to sign nothing and thrown away: as in many a
 * small team, the key of the old machines is on a computer that nobody has any more.
 */
const teamKey = {
  publicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINus9V6ezv8jxOWX4zJPHlJ1+4ZkwzBnYIpAfMLtUoWZ team-key',
  fingerprint: 'FK/V4rxBG5b4DBk+gdYSh7zF/1m+k8UxMKhadIayCTo=',
} as const;

const policies = {
  administrator: 'arn:aws:iam::aws:policy/AdministratorAccess',
  readOnly: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
} as const;

/** Begins a world: a small team's two accounts as a person finds them on the first day. */
export function seedWorld(world: World, createHostKeys: CreateHostKeys, options: SeedOptions = {}): void {
  const homeAccount = options.accountId ?? accountIds.own;
  // Whoever works here goes on with the same keys when the world begins anew.
  const keys = keysOf(world);
  world.begin({ now: world.now(), homeAccount });
  const own = openAccount(world, homeAccount, 'practice-team');
  const person = (account: Account, name: string, policy: string, days: number, given?: Key) =>
    addPerson(world, account, name, policy, days, given ?? keys.get(`${account.id} ${name}`) ?? newAccessKey(world));
  person(own, 'trainee', policies.administrator, 300, options.firstKey);
  const otherId = homeAccount === accountIds.other ? accountIds.own : accountIds.other;
  const other = openAccount(world, otherId, 'practice-partner');
  person(other, 'partner', policies.administrator, 150);
  if (options.empty) return;
  person(own, 'auditor', policies.readOnly, 200);
  furnish(world.place(own.id, homeRegions[0].name), world, createHostKeys);
}

/** Each person's first key: a second one, made while practising, must not lock out whoever holds the first. */
function keysOf(world: World): Map<string, Key> {
  return new Map(
    world.accounts.flatMap(({ id: accountId, accessKeys }) =>
      [...accessKeys.all()]
        .reverse()
        .map(({ id, secret, userName }) => [`${accountId} ${userName}`, { id, secret }] as const),
    ),
  );
}

function addPerson(world: World, account: Account, name: string, policy: string, days: number, key: Key): void {
  const createdAt = world.now() - days * DAY;
  account.users.add({ ...newUser(name, world), createdAt, attached: [policy] });
  addAccessKey(account, name, key, createdAt);
}

function furnish(place: Place, world: World, createHostKeys: CreateHostKeys): void {
  const now = world.now();
  const id = (prefix: string) => world.newId(prefix);
  const vpcId = place.vpcs.find(({ isDefault }) => isDefault)?.id ?? '';
  const web = place.groups.add({
    id: id('sg'),
    vpcId,
    name: 'web-servers',
    description: 'Web servers: HTTP and HTTPS for all, SSH for all until we know better',
    createdAt: now - 290 * DAY,
    tags: [{ Key: 'Team', Value: 'web' }],
  });
  for (const port of [80, 443, 22]) place.groupRules.add(openRule(id, web.id, 'tcp', port));
  place.groupRules.add(allOut(id, web.id));
  const database = place.groups.add({
    id: id('sg'),
    vpcId,
    name: 'databases',
    description: 'PostgreSQL from the web servers only',
    createdAt: now - 290 * DAY,
    tags: [],
  });
  place.groupRules.add({ ...openRule(id, database.id, 'tcp', 5432), peer: { kind: 'group', value: web.id } });
  place.groupRules.add(allOut(id, database.id));
  place.keyPairs.add({
    id: id('key'),
    name: 'team-key',
    type: 'ed25519',
    fingerprint: teamKey.fingerprint,
    publicKey: teamKey.publicKey,
    createdAt: now - 290 * DAY,
    tags: [],
  });

  const make = (facts: SeedInstance) => seedInstance(place, facts, world, createHostKeys);
  const webOne = make({
    name: 'web-01',
    image: 'ubuntu-noble-24.04-amd64',
    type: 't3.micro',
    group: web,
    zone: 0,
    host: 1289,
    publicIp: '3.120.18.41',
    daysUp: 41,
    state: 'running',
    disks: [{ size: 8, name: 'web-01 root' }],
    disk: webDisk(now),
    tags: { Environment: 'production', Team: 'web' },
  });
  make({
    name: 'web-02',
    image: 'ubuntu-noble-24.04-amd64',
    type: 't3.micro',
    group: web,
    zone: 1,
    host: 612,
    publicIp: '18.184.77.203',
    daysUp: 12,
    state: 'running',
    disks: [{ size: 8, name: 'web-02 root' }],
    disk: webDisk(now),
    tags: { Environment: 'staging', Team: 'web' },
  });
  make({
    name: 'db-01',
    image: 'ubuntu-noble-24.04-amd64',
    type: 't3.small',
    group: database,
    zone: 0,
    host: 778,
    publicIp: '3.71.200.16',
    daysUp: 88,
    state: 'running',
    disks: [
      { size: 10, name: 'db-01 root' },
      { size: 40, name: 'db-01 data' },
    ],
    disk: textDisk(now, { '/home/ubuntu/README.txt': 'PostgreSQL keeps its data on the second volume.\n' }),
    tags: { Environment: 'production', Team: 'data' },
  });
  make({
    name: 'build-01',
    image: 'al2023-ami-2023.9.20261012.0-kernel-6.1-x86_64',
    type: 't3.medium',
    group: web,
    zone: 1,
    host: 901,
    publicIp: null,
    daysUp: 19,
    state: 'stopped',
    disks: [{ size: 16, name: 'build-01 root' }],
    disk: textDisk(now, { '/home/ec2-user/build.sh': '#!/bin/sh\necho "Nothing to build today."\n' }),
    tags: { Environment: 'internal', Team: 'web' },
  });
  seedImage(place, webOne, world);
}

interface SeedInstance {
  readonly name: string;
  /** A part of the public image's name. */
  readonly image: string;
  readonly type: string;
  readonly group: GroupRecord;
  readonly zone: number;
  /** Offset of its address in the subnet. */
  readonly host: number;
  readonly publicIp: string | null;
  readonly daysUp: number;
  readonly state: 'running' | 'stopped';
  readonly disks: readonly { readonly size: number; readonly name: string }[];
  readonly disk: Disk;
  readonly tags: Readonly<Record<string, string>>;
}

function seedInstance(place: Place, facts: SeedInstance, world: World, createHostKeys: CreateHostKeys): InstanceRecord {
  const now = world.now();
  const random = (length: number) => world.random(length);
  const subnet = place.subnets.all()[facts.zone];
  const image = publicImagesOf(place.region).find((one) => one.name.includes(facts.image));
  if (!subnet || !image) throw new Error(`The first world cannot place ${facts.name}.`);
  const launchedAt = now - facts.daysUp * DAY;
  const address = subnet.cidr.split('/')[0]?.split('.').map(Number) ?? [];
  const privateIp = `172.31.${(address[2] ?? 0) + Math.floor(facts.host / 256)}.${facts.host % 256}`;
  const instance = place.instances.add({
    ...instanceDefaults(random),
    hostKeys: createHostKeys(),
    imageId: image.id,
    platform: image.platform,
    architecture: image.architecture,
    rootDevice: image.rootDevice,
    type: facts.type,
    keyName: 'team-key',
    publicKey: teamKey.publicKey,
    groupIds: [facts.group.id],
    subnetId: subnet.id,
    vpcId: subnet.vpcId,
    zone: subnet.zone,
    privateIp,
    publicIp: facts.publicIp,
    wantsPublicIp: true,
    state: facts.state,
    createdAt: launchedAt,
    launchedAt,
    checksPassAt: launchedAt,
    diskId: world.keepDisk(facts.disk),
    tags: Object.entries({ Name: facts.name, ...facts.tags }).map(([Key, Value]) => ({ Key, Value })),
    ...(facts.state === 'stopped'
      ? {
          stateReason: {
            code: 'Client.UserInitiatedShutdown',
            message: 'Client.UserInitiatedShutdown: User initiated shutdown',
          },
          transitionReason: `User initiated (${new Date(now - 3 * DAY).toISOString().slice(0, 19).replace('T', ' ')} GMT)`,
        }
      : {}),
  });
  facts.disks.forEach(({ size, name }, index) => {
    place.volumes.add({
      id: world.newId('vol'),
      zone: subnet.zone,
      size,
      type: 'gp3',
      iops: 3000,
      throughput: 125,
      encrypted: false,
      kmsKeyId: null,
      snapshotId: index === 0 ? image.snapshotId : '',
      diskId: null,
      createdAt: launchedAt,
      availableAt: launchedAt,
      attachment: {
        instanceId: instance.id,
        device: index === 0 ? image.rootDevice : '/dev/sdf',
        attachedAt: launchedAt,
        deleteOnTermination: index === 0,
      },
      modification: null,
      tags: [{ Key: 'Name', Value: name }],
    });
  });
  return instance;
}

function seedImage(place: Place, source: InstanceRecord, world: World): void {
  const volume = place.volumes.by('instance', source.id)[0];
  const createdAt = Math.min(Date.parse('2026-10-01T07:30:12Z'), world.now() - DAY);
  const id = world.newId('ami');
  const snapshot = place.snapshots.add({
    id: world.newId('snap'),
    volumeId: volume?.id ?? 'vol-ffffffff',
    size: 8,
    description: `Created by CreateImage(${source.id}) for ${id}`,
    encrypted: false,
    kmsKeyId: null,
    startedAt: createdAt,
    completesAt: createdAt + 90_000,
    state: 'completed',
    stateMessage: null,
    diskId: source.diskId,
    sharedWith: [],
    isPublic: false,
    tags: [],
  });
  place.images.add({
    ...plainImage,
    id,
    name: 'web-ubuntu-24.04-2026-10-01',
    description: 'Web server before the autumn campaign',
    architecture: source.architecture,
    platform: source.platform,
    platformDetails: source.platformDetails,
    rootDevice: source.rootDevice,
    mappings: [
      {
        device: source.rootDevice,
        snapshotId: snapshot.id,
        size: 8,
        type: 'gp3',
        iops: 3000,
        throughput: 125,
        encrypted: false,
        kmsKeyId: null,
        deleteOnTermination: true,
      },
    ],
    createdAt,
    sourceInstanceId: source.id,
    sourceImageId: source.imageId,
    imdsV2: true,
    state: 'available',
    next: null,
    stateReason: null,
    tags: [
      { Key: 'Name', Value: 'web-ubuntu-24.04-2026-10-01' },
      { Key: 'Team', Value: 'web' },
    ],
  });
}

function webDisk(now: number): Disk {
  return textDisk(now, {
    '/home/ubuntu/notes.txt':
      'web-01, the first web server.\nThe site is in /var/www/html. Log in as ubuntu, never as root.\n',
    '/var/www/html/index.html':
      '<!doctype html>\n<title>The practice bakery</title>\n<h1>Fresh bread from six in the morning</h1>\n',
  });
}

function textDisk(now: number, texts: Readonly<Record<string, string>>): Disk {
  const modifiedAt = new Date(now - 30 * DAY).toISOString();
  return {
    files: Object.fromEntries(
      Object.entries(texts).map(([path, text]) => [
        path,
        {
          kind: 'file' as const,
          mode: path.endsWith('.sh') ? 0o755 : 0o644,
          modifiedAt,
          base64: Buffer.from(text, 'utf8').toString('base64'),
        },
      ]),
    ),
  };
}
