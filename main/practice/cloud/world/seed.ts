import { publicImages } from '../data/public-images.ts';
import { regions } from '../data/regions.ts';
import type { CreateHostKeys, Disk } from '../machines/machine.ts';
import { instanceDefaults } from './instance-making.ts';
import type {
  AccountRecord,
  GroupRecord,
  InstanceRecord,
  PlaceRecord,
  RuleRecord,
  SnapshotRecord,
  VolumeRecord,
  WorldRecord,
} from './records.ts';
import { newId, type Random } from './world.ts';

const DAY = 86_400_000;

/** AWS's own example account numbers. */
export const accountIds = { own: '111122223333', other: '444455556666' } as const;

/**
 * The public half of the team's key. Its private half was made, used to sign nothing and thrown away: as in many a
 * small team, the key of the old machines is on a computer that nobody has any more.
 */
const teamKey = {
  publicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINus9V6ezv8jxOWX4zJPHlJ1+4ZkwzBnYIpAfMLtUoWZ team-key',
  fingerprint: 'FK/V4rxBG5b4DBk+gdYSh7zF/1m+k8UxMKhadIayCTo=',
} as const;

/** A small team's two accounts as a person finds them on the first day. */
export function seedWorld(now: number, random: Random, createHostKeys: CreateHostKeys): WorldRecord {
  const id = (prefix: string) => newId(prefix, random);
  const own: AccountRecord = {
    id: accountIds.own,
    alias: 'practice-team',
    people: [
      { userName: 'trainee', userId: 'AIDAPRACTICETRAINEE01', createdAt: now - 300 * DAY, allow: ['*'] },
      {
        userName: 'auditor',
        userId: 'AIDAPRACTICEAUDITOR01',
        createdAt: now - 200 * DAY,
        allow: ['*:Describe*', '*:Get*', '*:List*', 'ec2:SearchTransitGatewayRoutes'],
      },
    ],
    places: emptyPlaces(id),
  };
  const other: AccountRecord = {
    id: accountIds.other,
    alias: 'practice-partner',
    people: [{ userName: 'partner', userId: 'AIDAPRACTICEPARTNER01', createdAt: now - 150 * DAY, allow: ['*'] }],
    places: emptyPlaces(id),
  };
  const home = own.places[regions[0].name];
  if (home) furnish(home, now, random, createHostKeys);
  return { format: 'amiable-practice-world', version: 1, now, accounts: [own, other] };
}

function emptyPlaces(id: (prefix: string) => string): Record<string, PlaceRecord> {
  return Object.fromEntries(regions.map((region) => [region.name, emptyPlace(region, id)]));
}

function emptyPlace(region: (typeof regions)[number], id: (prefix: string) => string): PlaceRecord {
  const vpcId = id('vpc');
  // The order in which EC2 numbers a default VPC's subnets.
  const blocks = ['172.31.16.0/20', '172.31.32.0/20', '172.31.0.0/20'];
  return {
    region: region.name,
    vpcs: [{ id: vpcId, cidr: '172.31.0.0/16', isDefault: true, tags: [] }],
    subnets: region.zones.map((zone, index) => ({
      id: id('subnet'),
      vpcId,
      cidr: blocks[index] ?? '172.31.48.0/20',
      zone: zone.name,
      zoneId: zone.id,
      isDefault: true,
      givesPublicAddress: true,
      tags: [],
    })),
    gateways: [{ id: id('igw'), vpcId, tags: [] }],
    groups: [defaultGroup(vpcId, id)],
    keyPairs: [],
    instances: [],
    volumes: [],
    snapshots: [],
    images: [],
    tokens: [],
  };
}

function defaultGroup(vpcId: string, id: (prefix: string) => string): GroupRecord {
  const groupId = id('sg');
  return {
    id: groupId,
    vpcId,
    name: 'default',
    description: 'default VPC security group',
    rules: [{ ...rule(id, 'ingress', '-1', null), peer: { kind: 'group', value: groupId } }, allOut(id)],
    tags: [],
  };
}

function rule(
  id: (prefix: string) => string,
  direction: RuleRecord['direction'],
  protocol: string,
  port: number | null,
) {
  return {
    id: id('sgr'),
    direction,
    protocol,
    from: port,
    to: port,
    peer: { kind: 'ipv4', value: '0.0.0.0/0' },
    description: null,
  } satisfies RuleRecord;
}

/** The rule that every new group has: all traffic out. */
export function allOut(id: (prefix: string) => string): RuleRecord {
  return rule(id, 'egress', '-1', null);
}

function furnish(place: PlaceRecord, now: number, random: Random, createHostKeys: CreateHostKeys): void {
  const id = (prefix: string) => newId(prefix, random);
  const vpcId = place.vpcs[0]?.id ?? '';
  const web: GroupRecord = {
    id: id('sg'),
    vpcId,
    name: 'web-servers',
    description: 'Web servers: HTTP and HTTPS for all, SSH for all until we know better',
    rules: [80, 443, 22].map((port): RuleRecord => rule(id, 'ingress', 'tcp', port)).concat(allOut(id)),
    tags: [{ Key: 'Team', Value: 'web' }],
  };
  const database: GroupRecord = {
    id: id('sg'),
    vpcId,
    name: 'databases',
    description: 'PostgreSQL from the web servers only',
    rules: [{ ...rule(id, 'ingress', 'tcp', 5432), peer: { kind: 'group', value: web.id } }, allOut(id)],
    tags: [],
  };
  place.groups.push(web, database);
  place.keyPairs.push({
    id: id('key'),
    name: 'team-key',
    type: 'ed25519',
    fingerprint: teamKey.fingerprint,
    publicKey: teamKey.publicKey,
    createdAt: now - 290 * DAY,
    tags: [],
  });

  const make = (facts: SeedInstance) => seedInstance(place, facts, now, random, createHostKeys);
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
  seedImage(place, webOne, now, random);
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

function seedInstance(
  place: PlaceRecord,
  facts: SeedInstance,
  now: number,
  random: Random,
  createHostKeys: CreateHostKeys,
): InstanceRecord {
  const subnet = place.subnets[facts.zone];
  const image = publicImages.find((one) => one.region === place.region && one.name.includes(facts.image));
  if (!subnet || !image) throw new Error(`The first world cannot place ${facts.name}.`);
  const launchedAt = now - facts.daysUp * DAY;
  const address = subnet.cidr.split('/')[0]?.split('.').map(Number) ?? [];
  const privateIp = `172.31.${(address[2] ?? 0) + Math.floor(facts.host / 256)}.${facts.host % 256}`;
  const instance: InstanceRecord = {
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
    launchedAt,
    checksPassAt: launchedAt,
    disk: facts.disk,
    bootedOnce: false,
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
  };
  place.instances.push(instance);
  facts.disks.forEach(({ size, name }, index) => {
    const volume: VolumeRecord = {
      id: newId('vol', random),
      zone: subnet.zone,
      size,
      type: 'gp3',
      iops: 3000,
      throughput: 125,
      encrypted: false,
      snapshotId: index === 0 ? image.snapshotId : '',
      createdAt: launchedAt,
      attachment: {
        instanceId: instance.id,
        device: index === 0 ? image.rootDevice : '/dev/sdf',
        attachedAt: launchedAt,
        deleteOnTermination: index === 0,
      },
      tags: [{ Key: 'Name', Value: name }],
    };
    place.volumes.push(volume);
  });
  return instance;
}

function seedImage(place: PlaceRecord, source: InstanceRecord, now: number, random: Random): void {
  const volume = place.volumes.find(({ attachment }) => attachment?.instanceId === source.id);
  const createdAt = Math.min(Date.parse('2026-10-01T07:30:12Z'), now - DAY);
  const id = newId('ami', random);
  const snapshot: SnapshotRecord = {
    id: newId('snap', random),
    volumeId: volume?.id ?? 'vol-ffffffff',
    size: 8,
    description: `Created by CreateImage(${source.id}) for ${id}`,
    encrypted: false,
    startedAt: createdAt,
    completesAt: createdAt + 90_000,
    state: 'completed',
    disk: source.disk,
    tags: [],
  };
  place.snapshots.push(snapshot);
  place.images.push({
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
