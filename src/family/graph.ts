import type { ImageState } from '../images/contract.ts';
import type { InstanceState } from '../instances/contract.ts';
import type { Ancestor, FamilyImage, FamilyInstance, RememberedImage } from './contract.ts';

/** What the cloud told, in any order; the same thing may be told twice. */
export interface FamilyFacts {
  readonly images: readonly FamilyImage[];
  readonly instances: readonly FamilyInstance[];
  readonly ancestors: readonly Ancestor[];
  /** The Regions whose images, and whose instances, were read to the end. */
  readonly read: { readonly images: readonly string[]; readonly instances: readonly string[] };
}

/**
 * How a member of the family stands to the account that looks.
 *
 * `gone`: the cloud says so. `unseen`: it is referred to, but not told of: removed, or another account's and not
 * shared. `unread`: its Region was not read.
 */
export type Standing = 'mine' | 'others' | 'gone' | 'unseen' | 'unread';

interface Member {
  /** Stable: made of Region and AWS's id. */
  readonly id: string;
  readonly region: string;
  /** What AWS calls it by. */
  readonly awsId: string;
  readonly standing: Standing;
  /** Empty when nobody told. */
  readonly name: string;
  /** When it was made or launched; empty when nobody told. */
  readonly since: string;
  /** Whether it belongs, or belonged, to the account that looks; undefined when nobody told. */
  readonly mine: boolean | undefined;
}

export interface ImageNode extends Member {
  readonly kind: 'image';
  readonly state: ImageState | undefined;
  readonly ownerId: string | undefined;
  readonly ownerAlias: string | undefined;
}

export interface InstanceNode extends Member {
  readonly kind: 'instance';
  readonly state: InstanceState | undefined;
  readonly instanceType: string | undefined;
}

export type FamilyNode = ImageNode | InstanceNode;

/** What a link says: launched from an image, made from an instance, copied from an image, or based on one. */
export type LinkKind = 'launched' | 'made' | 'copied' | 'based';

/** A link from the older to the younger. */
export interface FamilyEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: LinkKind;
  /** True: a longer way, over the instance between them, says the same. */
  readonly implied: boolean;
}

export interface FamilyGraph {
  /** By id, in the order of ids. */
  readonly nodes: ReadonlyMap<string, FamilyNode>;
  /** In the order of ids. */
  readonly edges: readonly FamilyEdge[];
}

/** The id of an image's or instance's node. */
export function nodeId(region: string, awsId: string): string {
  return `${region}:${awsId}`;
}

/**
 * Joins facts to a graph. The same facts in any order make the same graph, and each link they hold is an edge.
 *
 * AWS keeps the links in the younger: an image names its instance and its image, an instance its image. An image made
 * from an instance names the instance's own image too, so a machine that is gone still has its place between the two.
 */
export function buildGraph(facts: FamilyFacts): FamilyGraph {
  const images = firstById(facts.images, (one) => nodeId(one.region, one.imageId));
  const instances = firstById(facts.instances, (one) => nodeId(one.region, one.instanceId));
  const ancestors = firstById(facts.ancestors, (one) => nodeId(one.region, one.imageId));
  const remembered = firstById(
    facts.instances.flatMap(({ region, imageId, image }) => (image ? [{ ...image, id: nodeId(region, imageId) }] : [])),
    ({ id }) => id,
  );
  const read = { images: new Set(facts.read.images), instances: new Set(facts.read.instances) };

  const nodes = new Map<string, FamilyNode>();
  const image = (region: string, awsId: string): string => {
    const id = nodeId(region, awsId);
    if (nodes.has(id)) return id;
    const one = images.get(id);
    const told = { ...ancestors.get(id), ...remembered.get(id) };
    nodes.set(id, one ? imageNode(id, one) : tracelessImage(id, region, awsId, told, read.images.has(region)));
    return id;
  };
  const instance = (region: string, awsId: string): string => {
    const id = nodeId(region, awsId);
    if (nodes.has(id)) return id;
    const one = instances.get(id);
    nodes.set(id, one ? instanceNode(id, one) : tracelessInstance(id, region, awsId, read.instances.has(region)));
    return id;
  };

  const links = createLinks();
  for (const one of instances.values()) {
    links.add(image(one.region, one.imageId), instance(one.region, one.instanceId), 'launched');
  }
  for (const one of ancestors.values()) {
    const id = image(one.region, one.imageId);
    if (one.sourceImageId) links.add(image(one.sourceImageRegion ?? one.region, one.sourceImageId), id, 'based');
  }
  for (const one of images.values()) {
    const id = image(one.region, one.imageId);
    const machine = one.sourceInstanceId ? instance(one.region, one.sourceInstanceId) : undefined;
    if (machine) links.add(machine, id, 'made');
    if (!one.sourceImageId) continue;
    const source = image(one.sourceImageRegion ?? one.region, one.sourceImageId);
    links.add(source, id, machine ? 'based' : 'copied');
    if (machine && !instances.has(machine)) links.add(source, machine, 'launched');
  }
  return { nodes: new Map([...nodes].sort(([a], [b]) => compare(a, b))), edges: links.list() };
}

/** The links by both ends, each pair once: what is said most exactly stays. */
function createLinks() {
  const kinds = new Map<string, Map<string, LinkKind>>();
  const exactness: readonly LinkKind[] = ['based', 'copied', 'launched', 'made'];
  return {
    add(from: string, to: string, kind: LinkKind): void {
      if (from === to) return;
      const targets = kinds.get(from) ?? new Map<string, LinkKind>();
      kinds.set(from, targets);
      const before = targets.get(to);
      if (before === undefined || exactness.indexOf(kind) > exactness.indexOf(before)) targets.set(to, kind);
    },
    list(): FamilyEdge[] {
      const throughInstance = (from: string, to: string) =>
        [...(kinds.get(from) ?? [])].some(([middle, kind]) => kind === 'launched' && kinds.get(middle)?.has(to));
      return [...kinds]
        .flatMap(([from, targets]) =>
          [...targets].map(([to, kind]) => ({
            id: `${from}>${to}`,
            from,
            to,
            kind,
            implied: kind === 'based' && throughInstance(from, to),
          })),
        )
        .sort((a, b) => compare(a.id, b.id));
    },
  };
}

interface Told {
  readonly region?: string;
  readonly name?: string | undefined;
  readonly mine?: boolean | undefined;
}

/** Each thing once. Where two looks differ, the same one wins whatever the order: an own one first, then one with a name. */
function firstById<T extends Told>(list: readonly T[], idOf: (one: T) => string): ReadonlyMap<string, T> {
  const chosen = new Map<string, T>();
  for (const one of list) {
    const id = idOf(one);
    const before = chosen.get(id);
    if (before === undefined || rank(one) < rank(before)) chosen.set(id, one);
  }
  return new Map([...chosen].sort(([a], [b]) => compare(a, b)));
}

function rank(one: Told): string {
  return `${one.mine ? 0 : 1}${one.name ? 0 : 1}${JSON.stringify(Object.entries(one).sort(([a], [b]) => compare(a, b)))}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function imageNode(id: string, one: FamilyImage): ImageNode {
  return {
    kind: 'image',
    id,
    region: one.region,
    awsId: one.imageId,
    standing: one.state === 'deregistered' ? 'gone' : one.mine ? 'mine' : 'others',
    name: one.nameTag || one.name,
    since: one.createdAt,
    mine: one.mine,
    state: one.state,
    ownerId: one.ownerId,
    ownerAlias: one.ownerAlias,
  };
}

function instanceNode(id: string, one: FamilyInstance): InstanceNode {
  return {
    kind: 'instance',
    id,
    region: one.region,
    awsId: one.instanceId,
    standing: 'mine',
    name: one.name,
    since: one.launchedAt,
    mine: true,
    state: one.state,
    instanceType: one.instanceType,
  };
}

/** An image that is referred to only, as far as those that refer to it tell. */
function tracelessImage(
  id: string,
  region: string,
  awsId: string,
  told: RememberedImage,
  regionRead: boolean,
): ImageNode {
  const standing = regionRead ? 'unseen' : 'unread';
  return {
    kind: 'image',
    id,
    region,
    awsId,
    standing: told.state === 'deregistered' ? 'gone' : told.ownerId && !told.mine ? 'others' : standing,
    name: told.name ?? '',
    since: told.createdAt ?? '',
    mine: told.mine,
    state: told.state,
    ownerId: told.ownerId,
    ownerAlias: told.ownerAlias,
  };
}

function tracelessInstance(id: string, region: string, awsId: string, regionRead: boolean): InstanceNode {
  return {
    kind: 'instance',
    id,
    region,
    awsId,
    // AWS lists every instance of the account, so one that is missing from a list read to its end is gone.
    standing: regionRead ? 'gone' : 'unread',
    name: '',
    since: '',
    mine: true,
    state: undefined,
    instanceType: undefined,
  };
}
