import { findPublicImage, findPublicSnapshot } from '../data/public-images.ts';
import { type Kind, kinds } from '../world/kinds.ts';
import type { InstanceRecord } from '../world/records/instance-records.ts';
import type { SnapshotRecord, VolumeRecord } from '../world/records/storage-records.ts';
import type { Place } from '../world/world.ts';
import type { Context } from './needs.ts';

type Reader = (place: Place, id: string) => Context;

/**
 * The condition keys that each kind of thing brings along by itself, its tags apart.
 *
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon EC2", the condition keys
 * of each resource type.
 */
const readers = new Map<Kind, Reader>([
  [kinds.instance, ({ instances }, id) => read(instances.get(id), instanceContext)],
  [
    kinds.image,
    ({ images, account }, id) =>
      read(images.get(id), ({ permissions }) => imageContext(id, account.id, permissions.isPublic)),
  ],
  [
    kinds.snapshot,
    ({ snapshots, account }, id) => read(snapshots.get(id), (snapshot) => snapshotContext(snapshot, account.id)),
  ],
  [kinds.volume, ({ volumes }, id) => read(volumes.get(id), (volume) => volumeContext(volume))],
  [
    kinds.subnet,
    (place, id) =>
      read(place.subnets.get(id), ({ vpcId, zone }) => ({
        'ec2:SubnetID': [id],
        'ec2:AvailabilityZone': [zone],
        'ec2:Vpc': [placeArn(place, 'vpc', vpcId)],
      })),
  ],
  [
    kinds.group,
    (place, id) =>
      read(place.groups.get(id), ({ vpcId }) => ({
        'ec2:SecurityGroupID': [id],
        'ec2:Vpc': [placeArn(place, 'vpc', vpcId)],
      })),
  ],
  [kinds.vpc, (_place, id) => ({ 'ec2:VpcID': [id] })],
  [
    kinds.networkInterface,
    (place, id) =>
      read(place.instances.by('interface', id)[0], ({ subnetId, vpcId, zone }) => ({
        'ec2:NetworkInterfaceID': [id],
        'ec2:AvailabilityZone': [zone],
        'ec2:Subnet': [placeArn(place, 'subnet', subnetId)],
        'ec2:Vpc': [placeArn(place, 'vpc', vpcId)],
      })),
  ],
  [
    kinds.keyPair,
    ({ keyPairs }, id) =>
      read(keyPairs.get(id), ({ name, type }) => ({ 'ec2:KeyPairName': [name], 'ec2:KeyPairType': [type] })),
  ],
]);

/** What a thing of a kind brings along in the place where it is. */
export function ownContext(kind: Kind, place: Place, id: string): Context {
  return readers.get(kind)?.(place, id) ?? {};
}

/** What an image or a snapshot that everyone may use brings along. */
export function publicContext(kind: Kind, region: string, id: string): Context {
  if (kind === kinds.image) {
    const found = findPublicImage(region, id);
    return found ? imageContext(id, found.ownerAlias ?? found.ownerId, true) : {};
  }
  if (kind !== kinds.snapshot) return {};
  const found = findPublicSnapshot(region, id);
  if (!found) return {};
  return {
    'ec2:Owner': [found.ownerAlias ?? found.ownerId],
    'ec2:SnapshotID': [id],
    'ec2:VolumeSize': [String(found.size)],
    'ec2:Encrypted': ['false'],
  };
}

/** The ARN of a thing of a place. */
export function placeArn({ region, account }: Place, type: string, id: string): string {
  return `arn:aws:ec2:${region}:${account.id}:${type}/${id}`;
}

/** What a disk brings along, also one that is yet to be made. */
export function volumeContext(
  disk: Pick<VolumeRecord, 'size' | 'type' | 'iops' | 'throughput' | 'encrypted' | 'kmsKeyId'> & Partial<VolumeRecord>,
): Context {
  const { id, zone, size, type, iops, throughput, encrypted, kmsKeyId } = disk;
  return {
    'ec2:VolumeSize': [String(size)],
    'ec2:VolumeType': [type],
    'ec2:Encrypted': [String(encrypted)],
    ...(iops === null ? {} : { 'ec2:VolumeIops': [String(iops)] }),
    ...(throughput === null ? {} : { 'ec2:VolumeThroughput': [String(throughput)] }),
    ...(kmsKeyId === null ? {} : { 'ec2:KmsKeyId': [kmsKeyId] }),
    ...(id === undefined ? {} : { 'ec2:VolumeID': [id] }),
    ...(zone === undefined ? {} : { 'ec2:AvailabilityZone': [zone] }),
  };
}

function read<T>(record: T | undefined, context: (record: T) => Context): Context {
  return record === undefined ? {} : context(record);
}

function instanceContext({ id, type, zone, tenancy, ebsOptimized, metadata, profileArn }: InstanceRecord): Context {
  return {
    'ec2:InstanceID': [id],
    'ec2:InstanceType': [type],
    'ec2:AvailabilityZone': [zone],
    'ec2:RootDeviceType': ['ebs'],
    'ec2:Tenancy': [tenancy],
    'ec2:EbsOptimized': [String(ebsOptimized)],
    'ec2:InstanceMarketType': ['on-demand'],
    'ec2:MetadataHttpTokens': [metadata.tokens],
    'ec2:MetadataHttpEndpoint': [metadata.endpoint],
    'ec2:MetadataHttpPutResponseHopLimit': [String(metadata.hopLimit)],
    ...(profileArn ? { 'ec2:InstanceProfile': [profileArn] } : {}),
  };
}

function imageContext(id: string, owner: string, isPublic: boolean): Context {
  return {
    'ec2:ImageID': [id],
    'ec2:ImageType': ['machine'],
    'ec2:Owner': [owner],
    'ec2:Public': [String(isPublic)],
    'ec2:RootDeviceType': ['ebs'],
  };
}

function snapshotContext({ id, size, encrypted, volumeId, startedAt }: SnapshotRecord, owner: string): Context {
  return {
    'ec2:SnapshotID': [id],
    'ec2:Owner': [owner],
    'ec2:VolumeSize': [String(size)],
    'ec2:Encrypted': [String(encrypted)],
    'ec2:ParentVolume': [volumeId],
    'ec2:SnapshotTime': [new Date(startedAt).toISOString()],
  };
}
