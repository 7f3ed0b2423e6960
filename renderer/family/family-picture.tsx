import '@xyflow/react/dist/base.css';
import './family-picture.css';
import { Background, Controls, MiniMap, type OnMove, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { FamilyGraph } from '../../src/family/graph.ts';
import { CARD, layOut } from '../../src/family/layout.ts';
import type { Picture } from '../../src/family/picture.ts';
import { useFillHeight } from '../common/use-fill-height.ts';
import { Card, type CardNode } from './card.tsx';
import { type CardMarks, cardsOf, linksOf } from './flow-parts.ts';
import { Link } from './link.tsx';
import { originsOf } from './origins.ts';
import { useFirstView } from './use-first-view.ts';
import { isDirection, walk } from './walk.ts';

const NODE_TYPES = { card: Card };
const EDGE_TYPES = { link: Link };
const ZOOM = { least: 0.05, most: 1.6 } as const;
/** Below so many cards a map of the picture is no help. */
const MAP_FROM = 12;
/** Above so many, drawing each card on the map takes longer than the picture itself. */
const MAP_UP_TO = 600;
const MAP_SIZE = { width: 150, height: 100 } as const;
const WALK_MS = 150;
/** What the page keeps free at its end. */
const PAGE_MARGIN = 48;

/** What the picture shows, and what it tells of the person's doing. */
export interface FamilyPictureProps {
  readonly graph: FamilyGraph;
  readonly picture: Picture;
  /** The card that is in the middle when the picture opens. */
  readonly center: string | undefined;
  /** The filter: with another one the picture is shown from its beginning again. */
  readonly asked: unknown;
  readonly chosen: string | undefined;
  readonly compared: string | undefined;
  readonly now: string;
  readonly onChoose: (id: string | undefined, by: 'pointer' | 'keyboard') => void;
}

/** The family as a picture to walk through, by pointer and by keyboard. */
export default function FamilyPicture(props: FamilyPictureProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({ graph, picture, center, asked, chosen, compared, now, onChoose }: FamilyPictureProps) {
  const flow = useReactFlow<CardNode>();
  const frame = useRef<HTMLDivElement>(null);
  useFillHeight(frame, PAGE_MARGIN);
  const [inside, setInside] = useState(false);
  const [current, setCurrent] = useState<string>();
  const places = useMemo(() => layOut(picture), [picture]);
  const origins = useMemo(() => originsOf(graph, picture), [graph, picture]);
  const edges = useMemo(() => linksOf(graph, picture), [graph, picture]);
  const known = useRef<ReadonlyMap<string, CardNode>>(new Map());
  const nodes = useMemo(() => {
    const marks: CardMarks = { chosen, compared, current: inside ? current : undefined };
    known.current = cardsOf(picture, places, origins, marks, now, known.current);
    return [...known.current.values()];
  }, [picture, places, origins, chosen, compared, current, inside, now]);
  const { touched, whole } = useFirstView(frame, places, center, asked);

  const goTo = useCallback(
    (id: string) => {
      const place = places.get(id);
      if (!place) return;
      setCurrent(id);
      const [x, y] = [place.x + CARD.width / 2, place.y + CARD.height / 2];
      if (!isInSight(frame.current, flow.flowToScreenPosition({ x, y }))) {
        touched();
        void flow.setCenter(x, y, { zoom: Math.max(flow.getZoom(), 0.6), duration: WALK_MS });
      }
    },
    [flow, places, touched],
  );
  // What is chosen beside the picture, in the panel, comes into sight too.
  useEffect(() => {
    const place = places.get(chosen ?? '');
    if (!place) return;
    const [x, y] = [place.x + CARD.width / 2, place.y + CARD.height / 2];
    if (isInSight(frame.current, flow.flowToScreenPosition({ x, y }))) return;
    void flow.setCenter(x, y, { zoom: flow.getZoom(), duration: WALK_MS });
  }, [chosen, places, flow]);
  const here = current !== undefined && places.has(current) ? current : (chosen ?? center ?? picture.roots[0]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || here === undefined) return;
    const { key } = event;
    if ((event.target as HTMLElement).closest('.family-card') === null && event.target !== frame.current) return;
    if (isDirection(key)) goTo(walk(here, key, picture, places));
    else if (key === 'Enter' || key === ' ') onChoose(here, 'keyboard');
    else if (key === 'Escape') onChoose(undefined, 'keyboard');
    else if (key === '+' || key === '=') void flow.zoomIn();
    else if (key === '-') void flow.zoomOut();
    else if (key === '0') whole();
    else return;
    event.preventDefault();
  };
  const onMove: OnMove = (event) => {
    if (event) touched();
  };

  return (
    <section
      ref={frame}
      className="family-picture"
      // The picture is one stop of the Tab key; once inside, its cards are where the keyboard is.
      tabIndex={inside ? -1 : 0}
      aria-label="Family tree. Arrow keys walk along the lines, Enter opens what is known, plus, minus and 0 zoom."
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        setInside(true);
        const card = (event.target as HTMLElement).closest('.react-flow__node')?.getAttribute('data-id');
        if (card) setCurrent(card);
        else if (event.target === frame.current && here !== undefined) goTo(here);
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setInside(false);
      }}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodeClick={(_, { id }) => {
          setCurrent(id);
          onChoose(id, 'pointer');
        }}
        onPaneClick={() => onChoose(undefined, 'pointer')}
        onMove={onMove}
        minZoom={ZOOM.least}
        maxZoom={ZOOM.most}
        onlyRenderVisibleElements
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        zoomOnDoubleClick={false}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={24} />
        <Controls showInteractive={false} onFitView={whole} aria-label="Zoom" />
        {nodes.length >= MAP_FROM && nodes.length <= MAP_UP_TO ? (
          <MiniMap
            pannable
            zoomable
            style={MAP_SIZE}
            ariaLabel="Map of the whole family"
            nodeClassName={(node: CardNode) => `family-map-${mapKind(node)}`}
          />
        ) : null}
      </ReactFlow>
    </section>
  );
}

function mapKind({ data: { drawn } }: CardNode): string {
  return drawn.kind === 'group' ? 'group' : drawn.node.kind;
}

/** True where a card around this point can be seen whole. */
function isInSight(frame: HTMLElement | null, { x, y }: { x: number; y: number }): boolean {
  const box = frame?.getBoundingClientRect();
  if (!box) return false;
  return x > box.left + CARD.width / 2 && x < box.right - CARD.width / 2 && y > box.top + 50 && y < box.bottom - 50;
}
