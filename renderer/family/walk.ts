import type { Point } from '../../src/family/layout.ts';
import type { Picture } from '../../src/family/picture.ts';

/** The ways that the arrow keys go. */
export type Direction = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End';

/** True for a key that walks. */
export function isDirection(key: string): key is Direction {
  return ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key);
}

/**
 * Where a key leads from a card: left along the line to what it came from, right to the first of what came from it, up
 * and down to the next of the same generation.
 *
 * Answers the card itself where there is nothing in that direction.
 */
export function walk(from: string, direction: Direction, picture: Picture, places: ReadonlyMap<string, Point>): string {
  switch (direction) {
    case 'ArrowLeft':
      return picture.parentOf.get(from) ?? from;
    case 'ArrowRight':
      return picture.childrenOf.get(from)?.[0] ?? from;
    case 'Home':
      return picture.roots[0] ?? from;
    case 'End':
      return picture.roots.at(-1) ?? from;
    case 'ArrowUp':
      return nearest(from, -1, places);
    case 'ArrowDown':
      return nearest(from, 1, places);
  }
}

/** The next card above or below in the same column. */
function nearest(from: string, way: 1 | -1, places: ReadonlyMap<string, Point>): string {
  const here = places.get(from);
  if (!here) return from;
  let found = from;
  let distance = Number.POSITIVE_INFINITY;
  for (const [id, { x, y }] of places) {
    const ahead = (y - here.y) * way;
    if (x === here.x && ahead > 0 && ahead < distance) [found, distance] = [id, ahead];
  }
  return found;
}
