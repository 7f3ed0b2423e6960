interface WideColumn {
  readonly id: string;
  readonly width?: string | number;
}

/**
 * The same columns with the room that is left over shared out among those that are shown, each by its own width.
 *
 * Without it a resizable table gives all that is left to its last column and cuts the others short.
 *
 * @param room for the columns, in pixels; where it is not enough, the widths stay as they are and the table scrolls
 */
export function shareRoom<C extends WideColumn>(columns: readonly C[], shown: ReadonlySet<string>, room: number): C[] {
  const wanted = columns.reduce((sum, { id, width }) => sum + (shown.has(id) ? Number(width ?? 0) : 0), 0);
  const factor = wanted > 0 ? Math.max(1, room / wanted) : 1;
  return columns.map((column) =>
    column.width === undefined ? column : { ...column, width: Math.floor(Number(column.width) * factor) },
  );
}
