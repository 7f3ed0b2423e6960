import { BaseEdge, type EdgeProps, getSmoothStepPath } from '@xyflow/react';
import { memo } from 'react';
import type { LinkEdge } from './flow-parts.ts';

/** The line bends close to the older card, so that what it says has room before the younger. */
const BEND = 18;

/** A line between two cards with what it says. */
export const Link = memo(function Link(props: EdgeProps<LinkEdge>) {
  const { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, markerEnd, data } = props;
  const [path] = getSmoothStepPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition,
    targetPosition,
    borderRadius: 8,
    // A line that leads back to the left bends where the library thinks best.
    ...(targetX > sourceX ? { centerX: sourceX + BEND } : {}),
  });
  return (
    <>
      <BaseEdge path={path} {...(markerEnd ? { markerEnd } : {})} />
      {data?.word ? (
        <text className="family-link-word" x={targetX - 12} y={targetY - 5} textAnchor="end">
          {data.word}
        </text>
      ) : null}
    </>
  );
});
