import { type Edge, MarkerType, Position } from '@xyflow/react';
import type { FamilyGraph } from '../../src/family/graph.ts';
import { CARD, type Point } from '../../src/family/layout.ts';
import type { Picture } from '../../src/family/picture.ts';
import { LINK_WORDS } from '../../src/family/words.ts';
import type { CardNode } from './card.tsx';

/** What the person does at the moment, as far as cards show it. */
export interface CardMarks {
  readonly chosen: string | undefined;
  /** The first of two images to compare. */
  readonly compared: string | undefined;
  readonly current: string | undefined;
}

export type LinkEdge = Edge<{ word: string }, 'link'>;

/** Both ends of every card, told beforehand: links can then be drawn to cards that are not on the screen. */
const HANDLES: NonNullable<CardNode['handles']> = [
  { type: 'target', position: Position.Left, x: 0, y: CARD.height / 2, width: 1, height: 1 },
  { type: 'source', position: Position.Right, x: CARD.width, y: CARD.height / 2, width: 1, height: 1 },
];

/** The cards as the drawing library takes them. Unchanged ones are answered as they were, so that they are not drawn anew. */
export function cardsOf(
  picture: Picture,
  places: ReadonlyMap<string, Point>,
  origins: ReadonlyMap<string, string>,
  marks: CardMarks,
  now: string,
  before: ReadonlyMap<string, CardNode>,
): Map<string, CardNode> {
  const cards = new Map<string, CardNode>();
  for (const [id, drawn] of picture.drawn) {
    const position = places.get(id) ?? { x: 0, y: 0 };
    const place = id === marks.chosen ? 'chosen' : id === marks.compared ? 'compared' : 'plain';
    const data = { drawn, origin: origins.get(id) ?? '', place, current: id === marks.current, now } as const;
    const old = before.get(id);
    const same =
      old !== undefined &&
      old.position.x === position.x &&
      old.position.y === position.y &&
      Object.entries(data).every(([key, value]) => old.data[key] === value);
    cards.set(
      id,
      same
        ? old
        : {
            id,
            type: 'card',
            position,
            data,
            width: CARD.width,
            height: CARD.height,
            handles: HANDLES,
            focusable: false,
          },
    );
  }
  return cards;
}

/** The lines between the cards, each with what it says. */
export function linksOf(graph: FamilyGraph, picture: Picture): LinkEdge[] {
  const link = (source: string, target: string, word: string): LinkEdge => ({
    id: `${source}>${target}`,
    type: 'link',
    source,
    target,
    data: { word },
    focusable: false,
    markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16 },
  });
  const direct = graph.edges
    .filter(({ from, to, implied }) => !implied && picture.drawn.has(from) && picture.drawn.has(to))
    .filter(({ to }) => picture.drawn.get(picture.parentOf.get(to) ?? '')?.kind !== 'group')
    .map(({ from, to, kind }) => link(from, to, LINK_WORDS[kind]));
  const kinds = new Map(graph.edges.map(({ from, to, kind }) => [`${from}>${to}`, kind]));
  const grouped = [...picture.parentOf].flatMap(([child, parent]) => {
    const drawn = picture.drawn.get(child);
    if (picture.drawn.get(parent)?.kind === 'group') return link(parent, child, '');
    const kind = drawn?.kind === 'group' ? kinds.get(`${parent}>${drawn.members[0]}`) : undefined;
    return kind ? link(parent, child, LINK_WORDS[kind]) : [];
  });
  return [...direct, ...grouped];
}
