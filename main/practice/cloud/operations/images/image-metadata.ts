import type {
  DescribeInstanceImageMetadataRequest,
  DescribeInstanceImageMetadataResult,
  ImageMetadata,
  InstanceImageMetadata,
} from '@aws-sdk/client-ec2';
import { findRegion } from '../../data/regions.ts';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import { applyFilters } from '../filters.ts';
import { kinds, namedOrAll } from '../finding.ts';
import { type CallContext, reads } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { showTags, stateCodes } from '../views.ts';
import { asSeen } from '../visibility.ts';
import { allowedImagesOf, isAllowed } from './allowed-images.ts';
import { findFacts, type ImageFacts } from './image-facts.ts';

/** An instance with what is known of its image. */
interface Pair {
  readonly instance: InstanceRecord;
  readonly image: ImageFacts | null;
}

/** An image that is gone is judged as one that is not allowed: nobody can launch it. */
function allowed({ image }: Pair, call: CallContext): boolean {
  if (!image?.record) return image?.ownerId === call.account.id;
  const { record, ownerId, ownerAlias, isPublic } = image;
  return isAllowed(call, { record, ownerId, ownerAlias, isPublic, place: null });
}

function showImageFacts(pair: Pair, call: CallContext): ImageMetadata {
  const { image, instance } = pair;
  if (!image) return { ImageId: instance.imageId };
  const { facts } = image;
  return {
    ImageId: facts.id,
    Name: facts.name,
    OwnerId: image.ownerId,
    ...(image.ownerAlias ? { ImageOwnerAlias: image.ownerAlias } : {}),
    State: image.state,
    CreationDate: new Date(facts.createdAt).toISOString(),
    ...(facts.deprecatedAt === null ? {} : { DeprecationTime: new Date(facts.deprecatedAt).toISOString() }),
    ...(allowedImagesOf(call).state === 'disabled' ? {} : { ImageAllowed: allowed(pair, call) }),
    IsPublic: image.isPublic,
  };
}

function zoneIdOf(call: CallContext, zone: string): string | undefined {
  return findRegion(call.region)?.zones.find(({ name }) => name === zone)?.id;
}

function show(pair: Pair, call: CallContext): InstanceImageMetadata {
  const { instance } = pair;
  return {
    InstanceId: instance.id,
    InstanceType: instance.type as InstanceImageMetadata['InstanceType'],
    LaunchTime: new Date(instance.launchedAt),
    AvailabilityZone: instance.zone,
    ZoneId: zoneIdOf(call, instance.zone),
    State: { Code: stateCodes[instance.state], Name: instance.state },
    OwnerId: call.account.id,
    Tags: showTags(instance.tags),
    ImageMetadata: showImageFacts(pair, call),
  };
}

/** What instances were launched from, also when that is gone. */
export const imageMetadataReads = [
  reads(
    'DescribeInstanceImageMetadata',
    (input: DescribeInstanceImageMetadataRequest, call): DescribeInstanceImageMetadataResult => {
      const named = namedOrAll(kinds.instance, asSeen(call.place.instances, call), input.InstanceIds);
      const pairs = named.map((instance) => ({
        instance,
        image: findFacts(call.world, call.region, instance.imageId),
      }));
      const kept = applyFilters<Pair>(
        pairs,
        input.Filters,
        {
          'availability-zone': ({ instance }) => instance.zone,
          'image-allowed': (pair) => String(allowed(pair, call)),
          'instance-id': ({ instance }) => instance.id,
          'instance-state-name': ({ instance }) => instance.state,
          'instance-type': ({ instance }) => instance.type,
          'launch-time': ({ instance }) => new Date(instance.launchedAt).toISOString(),
          'owner-alias': ({ image }) => image?.ownerAlias,
          'owner-id': ({ image }) => image?.ownerId,
          'zone-id': ({ instance }) => zoneIdOf(call, instance.zone),
        },
        ({ instance }) => instance.tags,
      );
      const { items, nextToken } = pageOf(kept, input, { least: 5, most: 1000 });
      return { InstanceImageMetadata: items.map((pair) => show(pair, call)), NextToken: nextToken };
    },
  ),
];
