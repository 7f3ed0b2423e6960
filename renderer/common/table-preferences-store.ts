/** What a person chose of one table's look; kept in this window's own storage, for it is no one else's business. */
export interface TablePreferencesValue {
  readonly pageSize: number;
  readonly wrapLines: boolean;
  /** In order. */
  readonly columns: readonly { readonly id: string; readonly visible: boolean }[];
}

interface KnownColumn {
  readonly id: string;
  readonly hidden?: boolean;
}

const key = (table: string): string => `table.${table}`;

/** What was chosen before, brought up to date with the columns there are now; the defaults where nothing (readable) was kept. */
export function readPreferences(
  table: string,
  known: readonly KnownColumn[],
  kept = keptText(table),
  wrapLines = false,
): TablePreferencesValue {
  const defaults = {
    pageSize: 20,
    wrapLines,
    columns: known.map(({ id, hidden }) => ({ id, visible: !hidden })),
  };
  const value = parse(kept);
  if (!value) return defaults;
  const columns = value.columns.filter((column) => known.some(({ id }) => id === column.id));
  const added = defaults.columns.filter((column) => !columns.some(({ id }) => id === column.id));
  return { pageSize: value.pageSize, wrapLines: value.wrapLines, columns: [...columns, ...added] };
}

/** Keeps what was chosen for the next time. */
export function writePreferences(table: string, value: TablePreferencesValue): void {
  localStorage.setItem(key(table), JSON.stringify(value));
}

function keptText(table: string): string | null {
  return localStorage.getItem(key(table));
}

function parse(text: string | null): TablePreferencesValue | undefined {
  if (text === null) return undefined;
  const value = parseJson(text) as Partial<TablePreferencesValue> | undefined;
  if (!value || typeof value.pageSize !== 'number' || typeof value.wrapLines !== 'boolean') return undefined;
  if (!Array.isArray(value.columns)) return undefined;
  const columns = value.columns.filter(
    (column): column is { id: string; visible: boolean } =>
      typeof column?.id === 'string' && typeof column?.visible === 'boolean',
  );
  return { pageSize: value.pageSize, wrapLines: value.wrapLines, columns };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not ours, or written by a version that is no more: the defaults are as good.
    return undefined;
  }
}
