import type { FamilyEdge, FamilyGraph, FamilyNode } from './graph.ts';

/** A graph as trees: every member once, below the one it came from most directly. */
export interface Forest {
  /** The biggest family first. */
  readonly roots: readonly string[];
  readonly parentOf: ReadonlyMap<string, string>;
  /** The oldest child first; no entry for a member without children. */
  readonly childrenOf: ReadonlyMap<string, readonly string[]>;
}

const DIRECTNESS: Readonly<Record<FamilyEdge['kind'], number>> = { made: 0, launched: 1, copied: 2, based: 3 };

/** Hangs every member below one parent; where links run in a circle, it is opened at its oldest member. */
export function growForest({ nodes, edges }: FamilyGraph): Forest {
  const parentOf = new Map<string, string>();
  const best = new Map<string, FamilyEdge>();
  for (const edge of edges) {
    const before = best.get(edge.to);
    if (!before || DIRECTNESS[edge.kind] < DIRECTNESS[before.kind]) best.set(edge.to, edge);
  }
  const eldest = [...nodes.values()].sort(byAge).map(({ id }) => id);
  const rank = new Map(eldest.map((id, index) => [id, index]));
  const age = (a: string, b: string) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0);
  const rooted = new Set<string>();
  for (const id of eldest) {
    const way = new Set<string>();
    for (let at: string | undefined = id; at !== undefined && !rooted.has(at); at = best.get(at)?.from) {
      if (way.has(at)) {
        const steps = [...way];
        const circle = steps.slice(steps.indexOf(at)).sort(age);
        best.delete(circle[0] ?? at);
        break;
      }
      way.add(at);
    }
    for (const member of way) rooted.add(member);
  }
  const children = new Map<string, string[]>();
  for (const [id, { from }] of best) {
    parentOf.set(id, from);
    const siblings = children.get(from);
    if (siblings) siblings.push(id);
    else children.set(from, [id]);
  }
  for (const list of children.values()) list.sort(age);
  const sizes = new Map<string, number>();
  const roots = eldest.filter((id) => !parentOf.has(id));
  for (const root of roots) sizes.set(root, descendants(root, children).length);
  roots.sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
  return { roots, parentOf, childrenOf: children };
}

/** The oldest first; those that nobody knows the age of come before, for they are only known by what came after. */
function byAge(one: FamilyNode, other: FamilyNode): number {
  if (one.since !== other.since) return one.since < other.since ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

/** All below a member, parents before their children. */
export function descendants(id: string, childrenOf: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const waiting = [...(childrenOf.get(id) ?? [])].reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    found.push(next);
    waiting.push(...[...(childrenOf.get(next) ?? [])].reverse());
  }
  return found;
}

/** All above a member, the nearest first. */
export function ancestors(id: string, parentOf: ReadonlyMap<string, string>): string[] {
  const found: string[] = [];
  for (let at = parentOf.get(id); at !== undefined; at = parentOf.get(at)) found.push(at);
  return found;
}

/**
 * The part of the graph that one member belongs to: all above it, and all below the oldest of them that is the
 * account's own.
 *
 * Public images above that would join families that have nothing else in common.
 */
export function familyOf(id: string, graph: FamilyGraph, { parentOf, childrenOf }: Forest): FamilyGraph {
  if (!graph.nodes.has(id)) return { nodes: new Map(), edges: [] };
  const above = ancestors(id, parentOf);
  const oldestOwn = above.filter((each) => graph.nodes.get(each)?.mine !== false).at(-1) ?? id;
  const members = new Set([id, ...above, oldestOwn, ...descendants(oldestOwn, childrenOf)]);
  return {
    nodes: new Map([...graph.nodes].filter(([each]) => members.has(each))),
    edges: graph.edges.filter(({ from, to }) => members.has(from) && members.has(to)),
  };
}
