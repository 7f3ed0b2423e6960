import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { growForest } from '../../src/family/forest.ts';
import { buildGraph, type FamilyFacts } from '../../src/family/graph.ts';
import { CARD, layOut } from '../../src/family/layout.ts';
import {
  type DrawnGroup,
  drawPicture,
  type FamilyFilter,
  GROUP_FROM,
  matches,
  NO_FILTER,
} from '../../src/family/picture.ts';
import { anyFacts, facts, image, instance } from './facts.ts';

const draw = (
  given: FamilyFacts,
  filter: FamilyFilter = NO_FILTER,
  opened: ReadonlyMap<string, number> = new Map(),
) => {
  const graph = buildGraph(given);
  return { graph, picture: drawPicture(graph, growForest(graph), filter, opened) };
};

const anyFilter: fc.Arbitrary<FamilyFilter> = fc.record({
  text: fc.constantFrom('', 'web', 'AMI-1'),
  regions: fc.constantFrom([], ['us-east-1']),
  states: fc.constantFrom([], ['running'], ['not visible']),
});

describe('laws of the picture', () => {
  test('whatever matches is drawn, by itself or in a group, with all above it', () => {
    fc.assert(
      fc.property(anyFacts, anyFilter, (given, filter) => {
        const { graph, picture } = draw(given, filter);
        const inGroups = new Set(
          [...picture.drawn.values()].flatMap((one) => (one.kind === 'group' ? one.members : [])),
        );
        for (const node of graph.nodes.values()) {
          if (matches(node, filter)) expect(picture.drawn.has(node.id) || inGroups.has(node.id)).toBe(true);
        }
        for (const [child, parent] of picture.parentOf) {
          expect(picture.drawn.has(child) && picture.drawn.has(parent)).toBe(true);
        }
      }),
    );
  });

  test('no two cards lie on each other, and every drawn one has a place', () => {
    fc.assert(
      fc.property(anyFacts, fc.boolean(), (given, open) => {
        const groups = [...draw(given).picture.drawn.keys()].filter((id) => id.startsWith('group:'));
        const { picture } = draw(given, NO_FILTER, new Map(open ? groups.map((id) => [id, 3]) : []));
        const places = [...layOut(picture)];
        expect(places.map(([id]) => id).sort()).toEqual([...picture.drawn.keys()].sort());
        places.forEach(([, one], index) => {
          for (const [, other] of places.slice(index + 1)) {
            const apart = Math.abs(one.x - other.x) >= CARD.width || Math.abs(one.y - other.y) >= CARD.height;
            expect(apart).toBe(true);
          }
        });
      }),
    );
  });
});

describe('groups', () => {
  const fleet = (count: number) =>
    facts({
      images: [image('ami-1')],
      instances: Array.from({ length: count }, (_, index) => instance(`i-${String(index).padStart(4, '0')}`, 'ami-1')),
    });

  test('are made of many equal instances, and open a few at a time', () => {
    const { picture } = draw(fleet(12));
    const [id] = picture.childrenOf.get('eu-central-1:ami-1') ?? [];
    expect(picture.drawn.size).toBe(2);
    expect(picture.drawn.get(id ?? '')).toMatchObject({ kind: 'group', shown: 0 });
    const opened = draw(fleet(12), NO_FILTER, new Map([[id ?? '', 3]])).picture;
    expect(opened.childrenOf.get(id ?? '')).toHaveLength(3);
    expect((opened.drawn.get(id ?? '') as DrawnGroup).members).toHaveLength(12);
  });

  test('are not made of few, nor of those that differ, nor of those with something below', () => {
    expect(draw(fleet(GROUP_FROM - 1)).picture.drawn.size).toBe(GROUP_FROM);
    const mixed = fleet(GROUP_FROM);
    const [first, ...rest] = mixed.instances;
    const other = {
      ...mixed,
      instances: [{ ...(first ?? instance('i-0000', 'ami-1')), state: 'stopped' as const }, ...rest],
    };
    expect(draw(other).picture.drawn.size).toBe(GROUP_FROM + 1);
    const parent = {
      ...mixed,
      images: [...mixed.images, image('ami-2', { sourceInstanceId: 'i-0000', sourceImageId: 'ami-1' })],
    };
    expect([...draw(parent).picture.drawn.values()].filter(({ kind }) => kind === 'group')).toEqual([]);
  });

  test('two thousand members, each by itself, are joined, drawn and placed in a moment', () => {
    const count = 1_000;
    const given = facts({
      images: Array.from({ length: count }, (_, index) =>
        image(`ami-${index}`, index === 0 ? {} : { sourceImageId: `ami-${Math.floor(index / 3)}` }),
      ),
      instances: Array.from({ length: count }, (_, index) => instance(`i-${index}`, `ami-${index}`)),
    });
    const run = () => layOut(draw(given).picture).size;
    const times = [1, 2, 3].map(() => {
      const begun = performance.now();
      expect(run()).toBe(2 * count);
      return performance.now() - begun;
    });
    expect(Math.min(...times)).toBeLessThan(200);
  });

  test('a line of five thousand copies is drawn', () => {
    const given = facts({
      images: Array.from({ length: 5_000 }, (_, index) => image(`ami-${index}`, { sourceImageId: `ami-${index + 1}` })),
    });
    expect(layOut(draw(given).picture).size).toBe(5_001);
  });
});
