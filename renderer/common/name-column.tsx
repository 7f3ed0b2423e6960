import Input from '@cloudscape-design/components/input';
import type { TableProps } from '@cloudscape-design/components/table';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { fieldErrors, nameTag } from '../../src/core/fields.ts';
import { toRemoteError } from '../bridge/remote-error.ts';
import type { ResourceColumn } from './resource-table.tsx';

/** How a Name tag is edited in its table. */
export interface NameColumnOptions<T> {
  readonly idOf: (item: T) => string;
  readonly nameOf: (item: T) => string;
  /** Shows the new name at once; answers what puts the old one back. */
  readonly patch: (id: string, name: string) => () => void;
  readonly save: (id: string, name: string) => Promise<unknown>;
  /** In pixels, as the table begins. */
  readonly width: number;
  readonly disabledReason?: (item: T) => string | undefined;
  /** Shown instead of the bare name. */
  readonly cell?: (item: T) => ReactNode;
}

interface Refusal {
  readonly id: string;
  readonly name: string;
  readonly message: string;
}

/**
 * The Name column: hover (or Tab to it), press the pencil, type, Enter keeps and Escape gives up.
 *
 * The new name is shown before the cloud has confirmed it; where the cloud refuses, the old one comes back
 * and the reason stands under the field, which stays open.
 */
export function useNameColumn<T>(options: NameColumnOptions<T>): {
  column: ResourceColumn<T>;
  submitEdit: TableProps.SubmitEditFunction<T>;
} {
  const { idOf, nameOf, patch, save, width, disabledReason, cell } = options;
  const [refusal, setRefusal] = useState<Refusal>();

  const submitEdit = useCallback<TableProps.SubmitEditFunction<T>>(
    async (item, _column, value) => {
      const id = idOf(item);
      const name = String(value ?? '').trim();
      if (name === nameOf(item)) return;
      const undo = patch(id, name);
      await save(id, name).catch((thrown: unknown) => {
        undo();
        const { message, fix } = toRemoteError(thrown).shape;
        setRefusal({ id, name, message: fix ? `${message} ${fix}` : message });
        throw thrown;
      });
    },
    [idOf, nameOf, patch, save],
  );

  const column = useMemo<ResourceColumn<T>>(
    () => ({
      id: 'name',
      label: 'Name',
      header: 'Name',
      isRowHeader: true,
      width,
      minWidth: 130,
      sortingComparator: (a, b) => nameOf(a).localeCompare(nameOf(b)),
      cell: (item) => cell?.(item) ?? (nameOf(item) || '-'),
      editConfig: {
        ariaLabel: 'Name',
        editIconAriaLabel: 'editable',
        errorIconAriaLabel: 'Name is refused',
        ...(disabledReason ? { disabledReason } : {}),
        validation: (item, value) => {
          const name = String(value ?? nameOf(item)).trim();
          if (refusal?.id === idOf(item) && refusal.name === name) return refusal.message;
          return fieldErrors(nameTag, name)[''];
        },
        editingCell: (item, { currentValue, setValue }) => (
          <Input
            autoFocus
            ariaLabel={`Name of ${idOf(item)}`}
            value={(currentValue as string | undefined) ?? nameOf(item)}
            onChange={({ detail }) => setValue(detail.value)}
            placeholder="Give it a name"
          />
        ),
      },
    }),
    [idOf, nameOf, width, cell, disabledReason, refusal],
  );
  return { column, submitEdit };
}
