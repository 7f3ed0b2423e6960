import type { Forest } from './forest.ts';
import type { FamilyGraph, FamilyNode } from './graph.ts';

/** What the person wants to see; empty means all. */
export interface FamilyFilter {
  readonly text: string;
  readonly regions: readonly string[];
  readonly states: readonly string[];
}

export const NO_FILTER: FamilyFilter = { text: '', regions: [], states: [] };

/** So many equal members below one parent become a group. */
export const GROUP_FROM = 5;
/** So many of a group are shown at a time. */
export const GROUP_STEP = 12;

/** A member as it is drawn. */
export interface DrawnMember {
  readonly kind: 'member';
  readonly id: string;
  readonly node: FamilyNode;
  /** It does not match the filter itself, and is here to show where those below come from. */
  readonly context: boolean;
}

/** Equal members that are drawn as one. */
export interface DrawnGroup {
  readonly kind: 'group';
  readonly id: string;
  /** One of them, for what they have in common. */
  readonly like: FamilyNode;
  readonly members: readonly string[];
  /** How many of them are drawn, as children of the group. */
  readonly shown: number;
}

export type Drawn = DrawnMember | DrawnGroup;

/** What is drawn, as trees. */
export interface Picture {
  readonly drawn: ReadonlyMap<string, Drawn>;
  readonly roots: readonly string[];
  readonly parentOf: ReadonlyMap<string, string>;
  readonly childrenOf: ReadonlyMap<string, readonly string[]>;
  /** How many members match the filter. */
  readonly matching: number;
}

/** True where a member is what the filter asks for. */
export function matches(node: FamilyNode, { text, regions, states }: FamilyFilter): boolean {
  if (regions.length > 0 && !regions.includes(node.region)) return false;
  if (states.length > 0 && !states.includes(stateOf(node))) return false;
  const words = text.trim().toLowerCase();
  return words === '' || `${node.name}\n${node.awsId}\n${node.region}`.toLowerCase().includes(words);
}

/** The state that a filter knows a member by; what cannot be seen has none of AWS's. */
export function stateOf(node: FamilyNode): string {
  return node.standing === 'mine' || node.standing === 'others' ? (node.state ?? 'unknown') : 'not visible';
}

/**
 * Chooses what is drawn: what matches with all above it, and many equal ones as a group.
 *
 * Equal are members without anything below them, of one parent, one Region, one state and one type.
 *
 * @param opened how many of a group's members are wanted, by the group's id
 */
export function drawPicture(
  { nodes }: FamilyGraph,
  forest: Forest,
  filter: FamilyFilter,
  opened: ReadonlyMap<string, number>,
): Picture {
  const found = new Set<string>();
  const wanted = new Set<string>();
  for (const node of nodes.values()) {
    if (!matches(node, filter)) continue;
    found.add(node.id);
    for (let at: string | undefined = node.id; at !== undefined && !wanted.has(at); at = forest.parentOf.get(at)) {
      wanted.add(at);
    }
  }
  const drawn = new Map<string, Drawn>();
  const parentOf = new Map<string, string>();
  const childrenOf = new Map<string, readonly string[]>();

  const draw = (ids: readonly string[], parent: string | undefined): string[] => {
    const here = ids.filter((id) => wanted.has(id));
    const alike = new Map<string, string[]>();
    for (const id of here) {
      const key = likeness(nodes.get(id), forest.childrenOf.get(id)?.some((child) => wanted.has(child)) ?? false);
      if (key === undefined) continue;
      const equals = alike.get(key);
      if (equals) equals.push(id);
      else alike.set(key, [id]);
    }
    const grouped = new Map<string, DrawnGroup>();
    for (const [key, members] of alike) {
      const like = nodes.get(members[0] ?? '');
      if (members.length < GROUP_FROM || !like) continue;
      const id = `group:${parent ?? ''}:${key}`;
      const shown = Math.min(opened.get(id) ?? 0, members.length);
      const group: DrawnGroup = { kind: 'group', id, like, members, shown };
      for (const member of members) grouped.set(member, group);
    }
    const children = [...new Set(here.map((id) => grouped.get(id)?.id ?? id))];
    for (const child of children) if (parent !== undefined) parentOf.set(child, parent);
    for (const group of new Set(grouped.values())) {
      drawn.set(group.id, group);
      const shown = group.members.slice(0, group.shown);
      if (shown.length > 0) childrenOf.set(group.id, shown);
      for (const id of shown) {
        parentOf.set(id, group.id);
        member(id);
      }
    }
    for (const id of here) if (!grouped.has(id)) member(id);
    return children;
  };
  const member = (id: string): void => {
    const node = nodes.get(id);
    if (node) drawn.set(id, { kind: 'member', id, node, context: !found.has(id) });
  };

  const roots = draw(forest.roots, undefined);
  // A list instead of recursion: a line of copies may be thousands long.
  const waiting = [...drawn.keys()];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const below = forest.childrenOf.get(id);
    if (!below) continue;
    const children = draw(below, id);
    if (children.length === 0) continue;
    childrenOf.set(id, children);
    waiting.push(...children.filter((child) => drawn.get(child)?.kind === 'member'));
  }
  return { drawn, roots, parentOf, childrenOf, matching: found.size };
}

/** What makes members equal; undefined for one that stands for itself. */
function likeness(node: FamilyNode | undefined, hasChildren: boolean): string | undefined {
  if (!node || hasChildren) return undefined;
  const type = node.kind === 'instance' ? (node.instanceType ?? '') : (node.ownerAlias ?? node.ownerId ?? '');
  return [node.kind, node.region, node.standing, node.state ?? '', type].join(' ');
}

/** The first thing in reading order that matches the filter itself. */
export function firstMatch({ drawn, roots, childrenOf }: Picture): string | undefined {
  const waiting = [...roots].reverse();
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const one = drawn.get(id);
    if (one?.kind === 'group' || one?.context === false) return id;
    waiting.push(...[...(childrenOf.get(id) ?? [])].reverse());
  }
  return undefined;
}
