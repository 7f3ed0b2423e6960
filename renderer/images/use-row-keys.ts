import { useEffect, useMemo, useRef } from 'react';
import type { ImageRow, RowsQuery } from '../../src/images/inventory.ts';

/**
 * What the rows are drawn under: their place on the page, so that the rows of the next answer are changed in place.
 *
 * Making twenty rows anew at every letter that is typed takes longer than a letter may take. Rows of the same question
 * keep their key when they move, and a row that comes in between never gets another's: a name that is being edited
 * stays with its image.
 */
export function useRowKeys(rows: readonly ImageRow[], query: RowsQuery): (row: ImageRow) => string {
  const asked = useRef(query);
  const kept = useRef<{ query: RowsQuery; keys: ReadonlyMap<string, string> }>(undefined);
  const news = useRef(0);
  useEffect(() => {
    asked.current = query;
  });
  return useMemo(() => {
    const before = kept.current?.query === asked.current ? kept.current.keys : undefined;
    const keyAt = ({ imageId }: ImageRow, place: number): string => {
      if (!before) return `place-${place}`;
      news.current += before.has(imageId) ? 0 : 1;
      return before.get(imageId) ?? `new-${news.current}`;
    };
    const keys = new Map(rows.map((row, place) => [row.imageId, keyAt(row, place)]));
    kept.current = { query: asked.current, keys };
    return (row) => keys.get(row.imageId) ?? row.imageId;
  }, [rows]);
}
