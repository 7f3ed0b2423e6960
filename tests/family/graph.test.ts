import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { descendants, familyOf, growForest } from '../../src/family/forest.ts';
import { buildGraph, type FamilyFacts, nodeId } from '../../src/family/graph.ts';
import { anyFacts, facts, image, instance } from './facts.ts';

const here = (id: string) => nodeId('eu-central-1', id);
const links = (given: FamilyFacts) =>
  buildGraph(given).edges.map(({ from, to, kind, implied }) => `${from} ${kind} ${to}${implied ? ' (implied)' : ''}`);

describe('laws of the family graph', () => {
  test('each link of the facts is an edge between members, and nothing else is one', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const { nodes, edges } = buildGraph(given);
        const pairs = new Set(edges.map(({ from, to }) => `${from}>${to}`));
        expect(pairs.size).toBe(edges.length);
        for (const { from, to } of edges) expect(nodes.has(from) && nodes.has(to) && from !== to).toBe(true);
        // Where a thing is told of twice, one telling is taken: then one of the links told must be there.
        for (const one of given.images) {
          const told = given.images.filter((other) => other.imageId === one.imageId && other.region === one.region);
          const ways = told.map((each) =>
            [each.sourceInstanceId && nodeId(each.region, each.sourceInstanceId)]
              .concat(each.sourceImageId && nodeId(each.sourceImageRegion ?? each.region, each.sourceImageId))
              .filter((from) => from && from !== nodeId(one.region, one.imageId))
              .map((from) => `${from}>${nodeId(one.region, one.imageId)}`),
          );
          expect(ways.some((way) => way.every((pair) => pairs.has(pair)))).toBe(true);
        }
        for (const one of given.instances) {
          const told = given.instances.filter(
            (other) => other.instanceId === one.instanceId && other.region === one.region,
          );
          expect(
            told.some((each) =>
              pairs.has(`${nodeId(each.region, each.imageId)}>${nodeId(one.region, one.instanceId)}`),
            ),
          ).toBe(true);
        }
      }),
    );
  });

  test('the same facts in any order make the same graph and the same trees', () => {
    const shuffled = anyFacts.chain((given) =>
      fc.tuple(
        fc.constant(given),
        fc.record({
          images: fc.shuffledSubarray([...given.images], { minLength: given.images.length }),
          instances: fc.shuffledSubarray([...given.instances], { minLength: given.instances.length }),
          ancestors: fc.shuffledSubarray([...given.ancestors], { minLength: given.ancestors.length }),
          read: fc.constant({ images: [...given.read.images].reverse(), instances: given.read.instances }),
        }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        const [first, second] = [buildGraph(one), buildGraph(other)];
        expect([...second.nodes]).toEqual([...first.nodes]);
        expect(second.edges).toEqual(first.edges);
        expect(growForest(second)).toEqual(growForest(first));
      }),
    );
  });

  test('every member hangs in exactly one tree, whatever circles the links make', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const graph = buildGraph(given);
        const forest = growForest(graph);
        const all = forest.roots.flatMap((root) => [root, ...descendants(root, forest.childrenOf)]);
        expect([...all].sort()).toEqual([...graph.nodes.keys()].sort());
        const linked = new Set(graph.edges.map(({ from, to }) => `${from}>${to}`));
        for (const [child, parent] of forest.parentOf) expect(linked.has(`${parent}>${child}`)).toBe(true);
      }),
    );
  });

  test('a member is in its own family, with all above and below it', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const graph = buildGraph(given);
        const forest = growForest(graph);
        for (const id of graph.nodes.keys()) {
          const members = familyOf(id, graph, forest).nodes;
          const [parent] = [forest.parentOf.get(id)];
          expect(
            [id, ...(parent ? [parent] : []), ...descendants(id, forest.childrenOf)].filter((one) => !members.has(one)),
          ).toEqual([]);
        }
      }),
    );
  });

  test('ids stay when more becomes known', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, (before, more) => {
        const after = buildGraph({
          images: [...before.images, ...more.images],
          instances: [...before.instances, ...more.instances],
          ancestors: [...before.ancestors, ...more.ancestors],
          read: before.read,
        });
        for (const one of before.images) expect(after.nodes.has(nodeId(one.region, one.imageId))).toBe(true);
      }),
    );
  });
});

describe('the links', () => {
  test('go from an image to its instance, to the image made of that, to its copy in another Region', () => {
    expect(
      links(
        facts({
          images: [
            image('ami-2', { sourceInstanceId: 'i-1', sourceImageId: 'ami-1' }),
            image('ami-3', { region: 'us-east-1', sourceImageId: 'ami-2', sourceImageRegion: 'eu-central-1' }),
          ],
          instances: [instance('i-1', 'ami-1'), instance('i-2', 'ami-2')],
        }),
      ),
    ).toEqual([
      `${here('ami-1')} based ${here('ami-2')} (implied)`,
      `${here('ami-1')} launched ${here('i-1')}`,
      `${here('ami-2')} launched ${here('i-2')}`,
      `${here('ami-2')} copied us-east-1:ami-3`,
      `${here('i-1')} made ${here('ami-2')}`,
    ]);
  });

  test('give a machine that is gone its place between its image and what was made of it', () => {
    const graph = buildGraph(
      facts({ images: [image('ami-1'), image('ami-2', { sourceInstanceId: 'i-1', sourceImageId: 'ami-1' })] }),
    );
    expect(graph.nodes.get(here('i-1'))).toMatchObject({ kind: 'instance', standing: 'gone', name: '' });
    expect(growForest(graph).parentOf.get(here('i-1'))).toBe(here('ami-1'));
    expect(growForest(graph).parentOf.get(here('ami-2'))).toBe(here('i-1'));
  });

  test('say how an image stands that is only referred to', () => {
    const { nodes } = buildGraph(
      facts({
        images: [image('ami-9', { sourceImageId: 'ami-far', sourceImageRegion: 'ap-south-1' })],
        instances: [
          instance('i-1', 'ami-gone', {
            image: { name: 'old', state: 'deregistered', ownerId: '111122223333', mine: true },
          }),
          instance('i-2', 'ami-lent', {
            image: { name: 'lent', state: 'available', ownerId: '444455556666', mine: false },
          }),
          instance('i-3', 'ami-dark'),
        ],
      }),
    );
    const standing = (id: string) => nodes.get(id)?.standing;
    expect(standing(here('ami-gone'))).toBe('gone');
    expect(standing(here('ami-lent'))).toBe('others');
    expect(standing(here('ami-dark'))).toBe('unseen');
    expect(standing('ap-south-1:ami-far')).toBe('unread');
    expect(nodes.get(here('ami-gone'))?.name).toBe('old');
  });

  test('follow a line past an image that cannot be seen', () => {
    const graph = buildGraph(
      facts({
        images: [image('ami-3', { sourceImageId: 'ami-2' })],
        ancestors: [
          { imageId: 'ami-3', region: 'eu-central-1', sourceImageId: 'ami-2', sourceImageRegion: 'eu-central-1' },
          { imageId: 'ami-2', region: 'eu-central-1', sourceImageId: 'ami-1', sourceImageRegion: 'eu-central-1' },
          { imageId: 'ami-1', region: 'eu-central-1', ownerAlias: 'amazon' },
        ],
      }),
    );
    expect(growForest(graph).roots).toEqual([here('ami-1')]);
    expect(graph.edges.map(({ kind }) => kind)).toEqual(['based', 'copied']);
  });
});

test('a family ends at the public image it was built on, whose other children are not its members', () => {
  const graph = buildGraph(
    facts({
      images: [
        image('ami-0', { mine: false, ownerId: '099720109477', public: true }),
        image('ami-1', { sourceInstanceId: 'i-1', sourceImageId: 'ami-0' }),
      ],
      instances: [instance('i-1', 'ami-0'), instance('i-other', 'ami-0'), instance('i-2', 'ami-1')],
    }),
  );
  const members = [...familyOf(here('i-2'), graph, growForest(graph)).nodes.keys()];
  expect(members).toEqual([here('ami-0'), here('ami-1'), here('i-1'), here('i-2')]);
});
