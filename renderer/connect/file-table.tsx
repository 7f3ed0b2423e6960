import Box from '@cloudscape-design/components/box';
import Icon from '@cloudscape-design/components/icon';
import Link from '@cloudscape-design/components/link';
import Pagination from '@cloudscape-design/components/pagination';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { rightsInWords, shownName, sizeInWords } from '../../src/connect/file-names.ts';
import type { FileEntry } from '../../src/connect/files-contract.ts';

/** So many rows at a time: a folder may hold thousands. */
const PAGE = 100;

const KINDS = { file: 'file', folder: 'folder', link: 'share', other: 'settings' } as const;
const KIND_WORDS = { file: 'File', folder: 'Folder', link: 'Link', other: 'Special file' } as const;

interface FileTableProps {
  readonly entries: readonly FileEntry[];
  readonly loading: boolean;
  readonly showHidden: boolean;
  readonly chosen: readonly FileEntry[];
  readonly onChoose: (chosen: readonly FileEntry[]) => void;
  /** Opens a folder, or a link to one. */
  readonly onOpen: (entry: FileEntry) => void;
}

/** What a folder holds: folders first, then by name. */
export function FileTable({ entries, loading, showHidden, chosen, onChoose, onOpen }: FileTableProps) {
  const [page, setPage] = useState(1);
  const shown = entries
    .filter(({ name }) => showHidden || !name.startsWith('.'))
    .sort((one, other) => Number(opens(other)) - Number(opens(one)) || one.name.localeCompare(other.name));
  const pages = Math.max(1, Math.ceil(shown.length / PAGE));
  const hiding = entries.length - shown.length;
  return (
    <Table
      variant="embedded"
      contentDensity="compact"
      wrapLines
      items={shown.slice((page - 1) * PAGE, page * PAGE)}
      trackBy="name"
      loading={loading}
      loadingText="Reading the folder"
      selectionType="multi"
      selectedItems={[...chosen]}
      onSelectionChange={({ detail }) => onChoose(detail.selectedItems)}
      ariaLabels={{
        tableLabel: 'Files of the folder',
        selectionGroupLabel: 'Choose files',
        allItemsSelectionLabel: () => 'Choose all',
        itemSelectionLabel: (_, { name }) => `Choose ${shownName(name)}`,
      }}
      empty={hiding > 0 ? `Only hidden files are here: ${hiding}.` : 'This folder is empty.'}
      pagination={
        pages > 1 ? (
          <Pagination
            currentPageIndex={page}
            pagesCount={pages}
            onChange={({ detail }) => setPage(detail.currentPageIndex)}
            ariaLabels={{ nextPageLabel: 'Next page', previousPageLabel: 'Previous page' }}
          />
        ) : undefined
      }
      columnDefinitions={[
        { id: 'name', header: 'Name', isRowHeader: true, cell: (entry) => <Name entry={entry} onOpen={onOpen} /> },
        { id: 'size', header: 'Size', cell: ({ kind, size }) => (kind === 'file' ? sizeInWords(size) : '–') },
        { id: 'modified', header: 'Modified', cell: ({ modified }) => whenWords(modified) },
      ]}
    />
  );
}

function Name({ entry, onOpen }: { entry: FileEntry; onOpen: (entry: FileEntry) => void }) {
  const name = shownName(entry.name);
  return (
    <div>
      <Icon name={KINDS[entry.kind]} ariaLabel={KIND_WORDS[entry.kind]} />{' '}
      <span className="file-name">{opens(entry) ? <Link onFollow={() => onOpen(entry)}>{name}</Link> : name}</span>
      <Box color="text-body-secondary" fontSize="body-s">
        {rightsInWords(entry.mode, entry.kind === 'folder')}
      </Box>
    </div>
  );
}

function opens({ kind, toFolder }: FileEntry): boolean {
  return kind === 'folder' || toFolder;
}

function whenWords(modified: number): string {
  return new Date(modified).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
