import { useNodesInitialized, useReactFlow } from '@xyflow/react';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { CARD, type Point } from '../../src/family/layout.ts';

/** Smaller than this, names cannot be read. */
const READABLE = 0.72;
/** A handful of cards is not blown up. */
const LARGEST = 1;
const MARGIN = 32;
/** The buttons that zoom stand at the left. */
const LEFT = 64;

/**
 * Shows the whole picture where it can be read whole, else its beginning or the card it is about; as Regions answer and
 * cards are added it does so again, until the person moves the picture.
 *
 * @param asked what the person asked to see; another wish begins anew
 */
export function useFirstView(
  frame: RefObject<HTMLElement | null>,
  places: ReadonlyMap<string, Point>,
  center: string | undefined,
  asked: unknown,
): { touched: () => void; whole: () => void } {
  const flow = useReactFlow();
  const ready = useNodesInitialized();
  const moved = useRef(false);
  const touched = useCallback(() => {
    moved.current = true;
  }, []);

  const show = useCallback(
    (least: number) => {
      const box = frame.current?.getBoundingClientRect();
      if (!box || box.width === 0 || places.size === 0) return;
      const all = [...places.values()];
      const width = Math.max(...all.map(({ x }) => x)) + CARD.width;
      const height = Math.max(...all.map(({ y }) => y)) + CARD.height;
      const fitting = Math.min((box.width - LEFT - MARGIN) / width, (box.height - 2 * MARGIN) / height, LARGEST);
      const zoom = Math.max(fitting, least);
      const about = places.get(center ?? '');
      const along = (room: number, start: number, size: number, middle: number | undefined) => {
        const free = room - start - MARGIN - size * zoom;
        if (free >= 0) return start + free / 2;
        return middle === undefined ? start : Math.min(start, Math.max(room / 2 - middle * zoom, start + free));
      };
      void flow.setViewport({
        x: along(box.width, LEFT, width, about && about.x + CARD.width / 2),
        y: along(box.height, MARGIN, height, about && about.y + CARD.height / 2),
        zoom,
      });
    },
    [flow, frame, places, center],
  );

  const wish = useRef(asked);
  useEffect(() => {
    if (wish.current !== asked) moved.current = false;
    wish.current = asked;
    if (ready && !moved.current) show(READABLE);
  }, [ready, show, asked]);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const resized = new ResizeObserver(() => {
      if (!moved.current) show(READABLE);
    });
    resized.observe(element);
    return () => resized.disconnect();
  }, [frame, show]);

  const whole = useCallback(() => {
    moved.current = true;
    show(0);
  }, [show]);
  return { touched, whole };
}
