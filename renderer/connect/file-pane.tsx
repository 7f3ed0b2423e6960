import Box from '@cloudscape-design/components/box';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useRef, useState } from 'react';
import { foldersOf, joinPath } from '../../src/connect/file-names.ts';
import type { FileEntry } from '../../src/connect/files-contract.ts';
import { useAction, useCall, useClient } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { useFillHeight } from '../common/use-fill-height.ts';
import { type FileDeed, FileDialog } from './file-dialog.tsx';
import { FileTable } from './file-table.tsx';
import { TransferList } from './transfer-list.tsx';
import { useDrop, useTransfers } from './use-files.ts';
import './file-pane.css';

interface FilePaneProps {
  readonly sessionId: string;
  readonly onClose: () => void;
}

/** Beside the terminal: the machine's files, and those on their way to and from it. */
export function FilePane({ sessionId, onClose }: FilePaneProps) {
  const client = useClient();
  const box = useRef<HTMLElement>(null);
  useFillHeight(box);
  const [path, setPath] = useState<string>();
  const [hidden, setHidden] = useState(false);
  const [chosen, setChosen] = useState<readonly FileEntry[]>([]);
  const [deed, setDeed] = useState<FileDeed>();
  const [over, setOver] = useState(false);
  const list = useCall('files', 'list', { sessionId, ...(path === undefined ? {} : { path }) }, { freshFor: 0 });
  const folder = list.data?.path ?? path;
  const { transfers, clear } = useTransfers(sessionId, ({ direction }) => {
    if (direction === 'up') list.refresh();
  });
  const { drop, error: dropError } = useDrop(sessionId, list.data?.path);
  const upload = useAction((to: string) => client.files.upload({ sessionId, folder: to }));
  const download = useAction((names: string[]) => client.files.download({ sessionId, folder: folder ?? '/', names }));
  const go = (to: string) => {
    setChosen([]);
    setPath(to);
  };
  const [only] = chosen.length === 1 ? chosen : [];
  const files = chosen.filter(({ kind, toFolder }) => kind !== 'folder' && kind !== 'other' && !toFolder);
  const act = (id: string) => {
    if (id === 'make-folder') setDeed({ kind: 'make-folder' });
    else if (id === 'rename' && only) setDeed({ kind: 'rename', entry: only });
    else if (id === 'remove') setDeed({ kind: 'remove', entries: chosen });
    else if (id === 'hidden') setHidden(!hidden);
    else if (id === 'refresh') list.refresh();
  };
  const error = upload.error ?? download.error ?? dropError;
  return (
    <aside
      ref={box}
      className={over ? 'file-pane is-over' : 'file-pane'}
      aria-label="Files"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void drop([...event.dataTransfer.files]);
      }}
    >
      <SpaceBetween size="s">
        <Header
          variant="h3"
          headingTagOverride="h2"
          actions={<Button variant="icon" iconName="close" ariaLabel="Close the files" onClick={onClose} />}
        >
          Files
        </Header>
        {folder === undefined ? null : (
          <BreadcrumbGroup
            ariaLabel="Folders"
            items={foldersOf(folder).map(({ name, path: href }) => ({ text: name, href }))}
            onFollow={(event) => {
              event.preventDefault();
              go(event.detail.href);
            }}
          />
        )}
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            iconName="upload"
            loading={upload.running}
            disabled={!list.data}
            onClick={() => folder !== undefined && void upload.run(folder)}
          >
            Upload
          </Button>
          <Button
            iconName="download"
            loading={download.running}
            disabled={files.length === 0 || files.length !== chosen.length}
            onClick={() => void download.run(files.map(({ name }) => name))}
          >
            Download
          </Button>
          <ButtonDropdown
            onItemClick={({ detail }) => act(detail.id)}
            items={[
              { id: 'make-folder', text: 'New folder', disabled: !list.data },
              { id: 'rename', text: 'Rename', disabled: !only },
              { id: 'remove', text: 'Delete', disabled: chosen.length === 0 },
              { id: 'refresh', text: 'Refresh' },
              { id: 'hidden', text: 'Hidden files', itemType: 'checkbox', checked: hidden },
            ]}
          >
            More
          </ButtonDropdown>
        </SpaceBetween>
        {error ? <ErrorAlert error={error} /> : null}
        {list.error ? <ErrorAlert error={list.error} onRetry={list.refresh} /> : null}
        <TransferList transfers={transfers} onClear={clear} />
        {list.error ? null : (
          <FileTable
            key={folder}
            entries={list.data?.entries ?? []}
            loading={list.loading}
            showHidden={hidden}
            chosen={chosen}
            onChoose={setChosen}
            onOpen={(entry) => folder !== undefined && go(joinPath(folder, entry.name))}
          />
        )}
        <Box color="text-body-secondary" fontSize="body-s">
          {list.data?.left ? `${list.data.left} more are not shown. ` : ''}
          {list.data?.impossible ? `${list.data.impossible} with impossible names were left out. ` : ''}
          Drop files here to upload them.
        </Box>
      </SpaceBetween>
      {deed && folder !== undefined ? (
        <FileDialog
          sessionId={sessionId}
          folder={folder}
          deed={deed}
          onClose={(done) => {
            setDeed(undefined);
            if (deed.kind === 'remove' || done) {
              setChosen([]);
              list.refresh();
            }
          }}
        />
      ) : null}
    </aside>
  );
}
