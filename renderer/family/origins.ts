import type { FamilyGraph } from '../../src/family/graph.ts';
import type { Picture } from '../../src/family/picture.ts';
import { nameOf, ORIGIN_WORDS } from '../../src/family/words.ts';

/** How each drawn thing came from what is above it, in words; the links of a picture in one pass. */
export function originsOf(graph: FamilyGraph, picture: Picture): ReadonlyMap<string, string> {
  const kinds = new Map(graph.edges.map(({ from, to, kind }) => [`${from}>${to}`, kind]));
  const origins = new Map<string, string>();
  for (const [child, drawnParent] of picture.parentOf) {
    const group = picture.drawn.get(drawnParent);
    const parent = group?.kind === 'group' ? picture.parentOf.get(drawnParent) : drawnParent;
    const drawn = picture.drawn.get(child);
    const own = drawn?.kind === 'group' ? drawn.members[0] : child;
    const from = parent === undefined ? undefined : graph.nodes.get(parent);
    const kind = kinds.get(`${parent}>${own}`);
    if (from && kind) origins.set(child, `${ORIGIN_WORDS[kind]} ${nameOf(from)}`);
  }
  return origins;
}
