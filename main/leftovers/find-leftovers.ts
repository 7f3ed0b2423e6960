import type { Image as AwsImage, Snapshot, Volume } from '@aws-sdk/client-ec2';
import { toErrorShape } from '../../src/core/errors.ts';
import type { Leftover, LeftoverKind, NotLookedAt } from '../../src/leftovers/contract.ts';
import { isLaunchWizardGroup, madeFor } from '../../src/leftovers/words.ts';
import { ADDRESS_MONTH, snapshotsMonthly, volumeMonthly } from '../../src/prices/storage.ts';
import type { Cloud } from '../aws/cloud.ts';
import { isoTime, tagValue } from '../aws/shapes.ts';
import * as ec2 from './ec2-leftovers.ts';

/** What was found in one Region, and what could not be looked at. */
export interface Found {
  readonly leftovers: readonly Leftover[];
  readonly notLookedAt: readonly NotLookedAt[];
  /** The first reason why something could not be looked at. */
  readonly error?: unknown;
}

/** For at most so many snapshots of a Region it is asked whom they are shared with: that is one call for each. */
const SHARING_LOOKED_AT = 200;
/** Calls under way at once. */
const AT_ONCE = 8;

/** Looks through one Region; what cannot be looked at is told, and the rest is found all the same. */
export async function findLeftovers(cloud: Cloud): Promise<Found> {
  const images = ec2.ownImages(cloud);
  const volumes = ec2.volumes(cloud);
  const looks: Readonly<Record<LeftoverKind, () => Promise<Leftover[]>>> = {
    image: async () => failedImages(await images, cloud.region),
    volume: async () => looseVolumes(await volumes, cloud.region),
    snapshot: async () => orphanSnapshots(cloud, await images, await volumes),
    group: () => unusedGroups(cloud),
    address: () => looseAddresses(cloud),
  };
  const kinds = Object.keys(looks) as LeftoverKind[];
  const found = await Promise.allSettled(kinds.map((kind) => looks[kind]()));
  return {
    leftovers: found.flatMap((look) => (look.status === 'fulfilled' ? look.value : [])),
    notLookedAt: found.flatMap((look, index) =>
      look.status === 'rejected'
        ? [{ region: cloud.region, kind: kinds[index], message: toErrorShape(look.reason).message }]
        : [],
    ),
    error: found.find((look) => look.status === 'rejected')?.reason,
  };
}

/** Whether an image ended in a state from which it never becomes available. Source: EC2 API, Image, field State. */
export function isFailed({ State }: Pick<AwsImage, 'State'>): boolean {
  return State === 'failed' || State === 'error' || State === 'invalid';
}

const snapshotsOf = (image: AwsImage) =>
  (image.BlockDeviceMappings ?? []).flatMap(({ Ebs }) => (Ebs?.SnapshotId ? [Ebs] : []));

function failedImages(images: readonly AwsImage[], region: string): Leftover[] {
  return images.filter(isFailed).map((image) => {
    const sizes = snapshotsOf(image).map(({ VolumeSize = 0 }) => VolumeSize);
    const reason = image.StateReason?.Message;
    return {
      kind: 'image',
      id: image.ImageId ?? '',
      region,
      nameTag: tagValue(image.Tags, 'Name'),
      about: image.Name ?? '',
      why: `It ended as ${image.State}${reason ? `: ${reason}` : '.'}`,
      marks: [],
      ...(sizes.length > 0 ? { sizeGiB: sizes.reduce((sum, size) => sum + size, 0) } : {}),
      monthly: snapshotsMonthly(sizes),
      since: isoTime(image.CreationDate),
    };
  });
}

function looseVolumes(volumes: readonly Volume[], region: string): Leftover[] {
  return volumes
    .filter(({ State }) => State === 'available')
    .map((volume) => {
      const last = volume.Attachments?.[0];
      return {
        kind: 'volume',
        id: volume.VolumeId ?? '',
        region,
        nameTag: tagValue(volume.Tags, 'Name'),
        about: `${volume.Size ?? 0} GiB ${volume.VolumeType ?? ''}`,
        why: last?.InstanceId
          ? `No instance has it. It was last attached to ${last.InstanceId} on ${isoTime(last.AttachTime).slice(0, 10)}.`
          : 'No instance has it. AWS does not tell since when.',
        marks: volume.SnapshotId ? [`It was made of the snapshot ${volume.SnapshotId}.`] : [],
        sizeGiB: volume.Size ?? 0,
        monthly: volumeMonthly({ type: volume.VolumeType ?? '', sizeGiB: volume.Size ?? 0 }),
        since: isoTime(volume.CreateTime),
      };
    });
}

async function orphanSnapshots(
  cloud: Cloud,
  images: readonly AwsImage[],
  volumes: readonly Volume[],
): Promise<Leftover[]> {
  const [snapshots, binned] = await Promise.all([ec2.ownSnapshots(cloud), ec2.binnedImageIds(cloud)]);
  const used = new Set(images.flatMap((image) => snapshotsOf(image).map(({ SnapshotId }) => SnapshotId)));
  const known = new Set(images.flatMap(({ ImageId }) => ImageId ?? []));
  const orphans = snapshots.filter(({ SnapshotId, State, Description = '' }) => {
    const image = madeFor(Description)?.imageId ?? '';
    // An image that is being made names its snapshots late; one in the Recycle Bin can come back for them.
    return !used.has(SnapshotId) && State !== 'pending' && !known.has(image) && !binned.has(image);
  });
  const shares = await sharesOf(cloud, orphans);
  return orphans.map((snapshot): Leftover => {
    const shared = shares.get(snapshot.SnapshotId ?? '');
    return {
      kind: 'snapshot',
      id: snapshot.SnapshotId ?? '',
      region: cloud.region,
      nameTag: tagValue(snapshot.Tags, 'Name'),
      about: snapshot.Description ?? '',
      why: whyOrphan(snapshot.Description ?? ''),
      marks: [...keeperMarks(snapshot), ...volumeMarks(snapshot, volumes), ...shareMarks(shared)],
      ...(shared ? { sharedWith: shared } : {}),
      sizeGiB: snapshot.VolumeSize ?? 0,
      monthly: snapshotsMonthly([snapshot.VolumeSize ?? 0]),
      since: isoTime(snapshot.StartTime),
    };
  });
}

function whyOrphan(description: string): string {
  const made = madeFor(description);
  if (!made) return 'No image of yours uses it. It may be a backup that somebody made on purpose.';
  const source = made.instanceId ? ` of ${made.instanceId}` : '';
  return `It was made for the image ${made.imageId}${source}, which is gone.`;
}

/** Services that make snapshots by a rule, and take them away by one. Source: the tags that they put on them. */
function keeperMarks({ Tags = [] }: Snapshot): string[] {
  const has = (prefix: string) => Tags.some(({ Key = '' }) => Key.startsWith(prefix));
  if (has('aws:backup:')) return ['AWS Backup made it and keeps it by a rule: delete it there.'];
  if (has('aws:dlm:')) return ['A lifecycle rule (Data Lifecycle Manager) made it and takes it away in time.'];
  return [];
}

function volumeMarks({ SnapshotId }: Snapshot, volumes: readonly Volume[]): string[] {
  return volumes
    .filter((volume) => volume.SnapshotId === SnapshotId)
    .slice(0, 3)
    .map(({ VolumeId, State }) =>
      State === 'creating'
        ? `The volume ${VolumeId} is being made of it right now.`
        : `The volume ${VolumeId} was made of it, and does not need it any more.`,
    );
}

function shareMarks(shared: readonly string[] | undefined): string[] {
  if (!shared) return ['It was not looked at whom it is shared with; that is done before it is deleted.'];
  if (shared.includes('all')) return ['It is shared with everyone: others may build on it.'];
  if (shared.length === 0) return [];
  return [`It is shared with ${shared.length === 1 ? `account ${shared[0]}` : `${shared.length} other accounts`}.`];
}

async function sharesOf(cloud: Cloud, orphans: readonly Snapshot[]): Promise<ReadonlyMap<string, string[]>> {
  const shares = new Map<string, string[]>();
  const waiting = orphans.slice(0, SHARING_LOOKED_AT).flatMap(({ SnapshotId }) => SnapshotId ?? []);
  const work = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) shares.set(id, await ec2.sharedWith(cloud, id));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return shares;
}

async function unusedGroups(cloud: Cloud): Promise<Leftover[]> {
  const [all, onCards, inTemplates] = await Promise.all([
    ec2.groups(cloud),
    ec2.groupsOnCards(cloud),
    ec2.groupsInTemplates(cloud),
  ]);
  const inRules = ec2.groupsInRules(all);
  return all
    .filter(({ GroupId = '', GroupName }) => {
      return GroupName !== 'default' && ![onCards, inTemplates, inRules].some((used) => used.has(GroupId));
    })
    .map((group) => ({
      kind: 'group',
      id: group.GroupId ?? '',
      region: cloud.region,
      nameTag: tagValue(group.Tags, 'Name'),
      about: group.GroupName ?? '',
      why: isLaunchWizardGroup(group.GroupName ?? '')
        ? 'A launch made it by itself, and nothing uses it any more.'
        : 'No network card, launch template or rule of another group uses it.',
      marks: isOpen(group) ? ['It lets the whole internet in: whoever uses it next is open to everyone.'] : [],
      monthly: 0,
      since: '',
    }));
}

function isOpen({ IpPermissions = [] }: { IpPermissions?: { IpRanges?: { CidrIp?: string }[] }[] }): boolean {
  return IpPermissions.some(({ IpRanges = [] }) => IpRanges.some(({ CidrIp }) => CidrIp === '0.0.0.0/0'));
}

async function looseAddresses(cloud: Cloud): Promise<Leftover[]> {
  const all = await ec2.addresses(cloud);
  return all
    .filter(({ AssociationId, AllocationId }) => AllocationId && !AssociationId)
    .map((address) => ({
      kind: 'address',
      id: address.AllocationId ?? '',
      region: cloud.region,
      nameTag: tagValue(address.Tags, 'Name'),
      about: address.PublicIp ?? '',
      why: 'No instance and no network card has it, and AWS charges for it all the same.',
      marks: [],
      monthly: ADDRESS_MONTH,
      since: '',
    }));
}
