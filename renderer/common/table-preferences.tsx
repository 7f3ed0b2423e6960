import CollectionPreferences from '@cloudscape-design/components/collection-preferences';
import type { TablePreferencesValue } from './table-preferences-store.ts';

interface Props {
  readonly columns: readonly { readonly id: string; readonly label: string; readonly isRowHeader?: boolean }[];
  readonly value: TablePreferencesValue;
  readonly onChange: (value: TablePreferencesValue) => void;
}

/** The dialog behind the wheel of a table; loaded after the table, for it is large and seldom used. */
export default function TablePreferences({ columns, value, onChange }: Props) {
  return (
    <CollectionPreferences
      title="Preferences"
      confirmLabel="Confirm"
      cancelLabel="Cancel"
      preferences={{ pageSize: value.pageSize, wrapLines: value.wrapLines, contentDisplay: value.columns }}
      pageSizePreference={{
        title: 'Rows on a page',
        options: [10, 20, 50].map((rows) => ({ value: rows, label: `${rows} rows` })),
      }}
      wrapLinesPreference={{ label: 'Wrap lines', description: 'Shows long text in full.' }}
      contentDisplayPreference={{
        title: 'Columns',
        description: 'Which columns are shown, and in which order.',
        options: columns.map(({ id, label, isRowHeader }) => ({ id, label, alwaysVisible: isRowHeader === true })),
      }}
      onConfirm={({ detail }) =>
        onChange({
          pageSize: detail.pageSize ?? value.pageSize,
          wrapLines: detail.wrapLines ?? value.wrapLines,
          columns: (detail.contentDisplay ?? value.columns).map(({ id, visible }) => ({ id, visible })),
        })
      }
    />
  );
}
