import fc from 'fast-check';
import type { Ancestor, FamilyImage, FamilyInstance } from '../../src/family/contract.ts';
import type { FamilyFacts } from '../../src/family/graph.ts';

/** An image of the account that looks, as the cloud tells of it. */
export function image(imageId: string, more: Partial<FamilyImage> = {}): FamilyImage {
  return {
    imageId,
    region: 'eu-central-1',
    name: imageId,
    nameTag: '',
    state: 'available',
    createdAt: '2026-01-01T00:00:00.000Z',
    ownerId: '111122223333',
    public: false,
    mine: true,
    ...more,
  };
}

/** An instance, as the cloud tells of it. */
export function instance(instanceId: string, imageId: string, more: Partial<FamilyInstance> = {}): FamilyInstance {
  return {
    instanceId,
    imageId,
    region: 'eu-central-1',
    name: '',
    state: 'running',
    instanceType: 't3.micro',
    launchedAt: '2026-01-02T00:00:00.000Z',
    ...more,
  };
}

/** Facts of one Region that was read to the end. */
export function facts(more: Partial<FamilyFacts> = {}): FamilyFacts {
  return {
    images: [],
    instances: [],
    ancestors: [],
    read: { images: ['eu-central-1'], instances: ['eu-central-1'] },
    ...more,
  };
}

const few = fc.integer({ min: 0, max: 9 });
const region = fc.constantFrom('eu-central-1', 'us-east-1');
const since = fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z');
const amiId = few.map((number) => `ami-${number}`);
const machineId = few.map((number) => `i-${number}`);

const anyImage: fc.Arbitrary<FamilyImage> = fc
  .record({
    imageId: amiId,
    region,
    createdAt: since,
    name: fc.constantFrom('', 'web', 'shop'),
    mine: fc.boolean(),
    source: fc.option(fc.record({ sourceImageId: amiId, sourceImageRegion: region })),
    from: fc.option(machineId),
  })
  .map(({ imageId, source, from, ...rest }) =>
    image(imageId, { ...rest, ...source, ...(from === null ? {} : { sourceInstanceId: from }) }),
  );

const anyInstance: fc.Arbitrary<FamilyInstance> = fc
  .record({
    instanceId: machineId,
    imageId: amiId,
    region,
    launchedAt: since,
    state: fc.constantFrom('running' as const, 'stopped' as const),
    image: fc.option(fc.record({ name: fc.constantFrom('web', 'old'), mine: fc.boolean() }), { nil: undefined }),
  })
  .map(({ instanceId, imageId, image: memory, ...rest }) =>
    instance(instanceId, imageId, { ...rest, ...(memory ? { image: memory } : {}) }),
  );

const anyAncestor: fc.Arbitrary<Ancestor> = fc
  .record({ imageId: amiId, region, source: fc.option(fc.record({ sourceImageId: amiId, sourceImageRegion: region })) })
  .map(({ source, ...rest }) => ({ ...rest, ...source }));

/** Anything the cloud might tell: things told twice, links to nowhere, and links in circles. */
export const anyFacts: fc.Arbitrary<FamilyFacts> = fc.record({
  images: fc.array(anyImage, { maxLength: 14 }),
  instances: fc.array(anyInstance, { maxLength: 14 }),
  ancestors: fc.array(anyAncestor, { maxLength: 6 }),
  read: fc.record({ images: fc.subarray(['eu-central-1', 'us-east-1']), instances: fc.subarray(['eu-central-1']) }),
});
