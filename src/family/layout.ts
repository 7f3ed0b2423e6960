import type { Picture } from './picture.ts';

/** What one card takes, and what lies between two, in pixels. */
export const CARD = { width: 240, height: 94, beside: 112, below: 16, betweenTrees: 48 } as const;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Pictures are a little wider than high, as windows are. */
const ASPECT = 1.7;

/**
 * Gives every drawn card its place: a column for each generation, children below each other, parents beside their first.
 *
 * Takes time in proportion to the number of cards, so that thousands can be placed anew with each letter of a filter.
 */
export function layOut({ roots, childrenOf }: Picture): ReadonlyMap<string, Point> {
  const trees = roots.map((root) => placeTree(root, childrenOf));
  const places = new Map<string, Point>();
  const area = trees.reduce(
    (sum, { width, height }) => sum + (width + CARD.betweenTrees) * (height + CARD.betweenTrees),
    0,
  );
  const room = Math.max(Math.sqrt(area * ASPECT), ...trees.map(({ width }) => width));
  // Shelves: the highest trees first, so that those beside each other are about as high.
  let [x, y, shelf] = [0, 0, 0];
  for (const tree of [...trees].sort((a, b) => b.height - a.height)) {
    if (x > 0 && x + tree.width > room) {
      y += shelf + CARD.betweenTrees;
      [x, shelf] = [0, 0];
    }
    for (const [id, place] of tree.places) places.set(id, { x: x + place.x, y: y + place.y });
    x += tree.width + CARD.betweenTrees;
    shelf = Math.max(shelf, tree.height);
  }
  return places;
}

interface PlacedTree {
  readonly places: ReadonlyMap<string, Point>;
  readonly width: number;
  readonly height: number;
}

function placeTree(root: string, childrenOf: Picture['childrenOf']): PlacedTree {
  const depth = new Map<string, number>([[root, 0]]);
  const order: string[] = [];
  const waiting = [root];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    order.push(id);
    const children = childrenOf.get(id) ?? [];
    for (const child of children) depth.set(child, (depth.get(id) ?? 0) + 1);
    waiting.push(...[...children].reverse());
  }
  const places = new Map<string, Point>();
  let bottom = 0;
  let width = 0;
  for (const id of order) {
    if ((childrenOf.get(id) ?? []).length > 0) continue;
    places.set(id, { x: 0, y: bottom });
    bottom += CARD.height + CARD.below;
  }
  // From the last to the first, so that children have their places before their parents.
  for (const id of [...order].reverse()) {
    const first = places.get(childrenOf.get(id)?.[0] ?? '');
    const x = (depth.get(id) ?? 0) * (CARD.width + CARD.beside);
    places.set(id, { x, y: (first ?? places.get(id))?.y ?? 0 });
    width = Math.max(width, x + CARD.width);
  }
  return { places, width, height: Math.max(bottom - CARD.below, CARD.height) };
}
