import { TRACE_LIMITS } from './contract.ts';
import type { FamilyGraph } from './graph.ts';

/** What to ask of one Region about members that are referred to, but not told of. */
export interface TraceRequest {
  readonly region: string;
  readonly images: string[];
  readonly linesOf: string[];
}

/**
 * What would tell more of the images that are missing from the own lists: whether another account lends them, and what
 * they came from.
 *
 * A line is asked of the youngest own images whose source is missing, and of few: each is a call of its own.
 */
export function planTraces({ nodes, edges }: FamilyGraph, readRegions: readonly string[]): TraceRequest[] {
  const rooted = new Set(edges.map(({ to }) => to));
  const missing = (id: string) => {
    const node = nodes.get(id);
    return node?.kind === 'image' && (node.standing === 'unseen' || node.standing === 'gone') ? node : undefined;
  };
  const broken = new Map<string, string>();
  for (const { from, to, kind } of edges) {
    const child = nodes.get(to);
    if (!missing(from) || rooted.has(from) || kind === 'launched') continue;
    if (
      child?.kind === 'image' &&
      child.standing === 'mine' &&
      child.since >= (nodes.get(broken.get(from) ?? '')?.since ?? '')
    ) {
      broken.set(from, to);
    }
  }
  return readRegions.flatMap((region) => {
    const images = [...nodes.values()].filter(
      (node) => node.region === region && node.standing === 'unseen' && node.kind === 'image',
    );
    const ends = [...new Set(broken.values())]
      .flatMap((id) => nodes.get(id) ?? [])
      .filter((node) => node.region === region);
    ends.sort((a, b) => (a.since < b.since ? 1 : -1));
    if (images.length === 0 && ends.length === 0) return [];
    return {
      region,
      images: images.slice(0, TRACE_LIMITS.images).map(({ awsId }) => awsId),
      linesOf: ends.slice(0, TRACE_LIMITS.lines).map(({ awsId }) => awsId),
    };
  });
}
