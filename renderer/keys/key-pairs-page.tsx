import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAction, useCall, useClient } from '../bridge/hooks.ts';
import { CreateKeyPair } from '../common/create-key-pair.tsx';
import { ErrorAlert } from '../common/error-alert.tsx';
import { ImportKeyPair } from '../common/import-key-pair.tsx';
import { ResourceTable } from '../common/resource-table.tsx';
import { useToasts } from '../common/toasts.tsx';
import { BringPrivateHalf } from './bring-private-half.tsx';
import { DeleteKeyDialog } from './delete-key-dialog.tsx';
import { ForgetKeyDialog } from './forget-key-dialog.tsx';
import { type KeyFacts, keyColumns, machineName } from './key-columns.tsx';
import { type KeyRow, keyRows } from './key-rows.ts';

/** The key pairs of the account and Region: what they open, whether their private half is here, and what can be done. */
export function KeyPairsPage() {
  const source = useCall('keys', 'list', {});
  const uses = useCall('keys', 'uses', {});
  const client = useClient();
  const { push } = useToasts();
  const [selectedId, setSelectedId] = useState<string>();
  const [open, setOpen] = useState<'create' | 'import' | 'bring' | 'delete'>();
  const exportPrivate = useAction(async ({ name, form }: { name: string; form: 'pem' | 'ppk' }) => {
    const { saved } = await client.keys.exportPrivate({ name, form });
    if (!saved) return;
    push({
      type: 'success',
      header: `Private half of ${name} exported`,
      content:
        'Only you can read the file. Whoever gets it can log in as you: keep it safe, and never send it to anyone.',
    });
  });

  const rows = keyRows(source.data?.keyPairs ?? [], source.data?.keptHalves ?? []);
  const selected = rows.find(({ rowId }) => rowId === selectedId);
  const facts: KeyFacts = {
    opensOf: ({ name }) => uses.data && (uses.data.uses.find(({ keyName }) => keyName === name)?.instances ?? []),
    unknown: uses.error ? `Not known. ${uses.error.message}` : 'Looking…',
  };
  // A kept private half must not be overwritten either.
  const takenNames = rows.map(({ name }) => name);
  const close = () => setOpen(undefined);
  const done = (header: string, content: string) => {
    close();
    push({ type: 'success', header, content });
  };

  return (
    <SpaceBetween size="s">
      {exportPrivate.error ? (
        <ErrorAlert error={exportPrivate.error} title="The private half was not exported" />
      ) : null}
      <ResourceTable
        title="Key pairs"
        description="What you log in with. Only a key pair whose private half is on this computer can be used from here."
        source={source}
        items={rows}
        columns={keyColumns(facts)}
        idOf={({ rowId }) => rowId}
        rowLabel={({ name }) => name}
        searchText={(row) =>
          [
            row.name,
            row.type,
            row.pair?.fingerprint,
            row.pair?.keyPairId,
            ...(facts.opensOf(row) ?? []).map(machineName),
          ].join(' ')
        }
        sortBy="name"
        selectedId={selectedId}
        onSelect={setSelectedId}
        storageKey="key-pairs"
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <KeyActions
              row={selected}
              onExport={({ name }, form) => void exportPrivate.run({ name, form })}
              onDelete={() => setOpen('delete')}
            />
            <Button onClick={() => setOpen('bring')}>Bring the private half</Button>
            <Button onClick={() => setOpen('import')}>Import key pair</Button>
            <Button variant="primary" onClick={() => setOpen('create')}>
              Create key pair
            </Button>
          </SpaceBetween>
        }
        empty={{
          title: 'No key pairs yet',
          text: 'Create one now, or while you launch a machine.',
          action: <Button onClick={() => setOpen('create')}>Create your first key pair</Button>,
        }}
      />
      {open === 'create' ? (
        <CreateKeyPair
          takenNames={takenNames}
          onClose={close}
          onCreated={({ name }) =>
            done(`Key pair ${name} created`, 'Its private half is kept, encrypted, on this computer.')
          }
        />
      ) : null}
      {open === 'import' ? (
        <ImportKeyPair
          takenNames={takenNames}
          onClose={close}
          onImported={({ name }) =>
            done(
              `Key pair ${name} imported`,
              'New machines can be launched with it. Log in from where its private half is.',
            )
          }
        />
      ) : null}
      {open === 'bring' ? (
        <BringPrivateHalf
          takenNames={takenNames}
          onClose={close}
          onBrought={(names) =>
            done(`Private half of ${names.join(' and ')} is here`, 'It is kept, encrypted, and Connect can use it now.')
          }
        />
      ) : null}
      {open === 'delete' && selected?.pair ? (
        <DeleteKeyDialog
          pair={selected.pair}
          opens={facts.opensOf(selected)}
          onClose={close}
          onDeleted={(forgotten) => done(`Key pair ${selected.name} deleted`, afterDelete(selected, forgotten))}
        />
      ) : null}
      {open === 'delete' && selected && !selected.pair ? (
        <ForgetKeyDialog
          name={selected.name}
          opens={facts.opensOf(selected)}
          onClose={close}
          onForgotten={() => done(`Private half of ${selected.name} deleted`, 'It is not on this computer any more.')}
        />
      ) : null}
    </SpaceBetween>
  );
}

function afterDelete({ privateHalfHere }: KeyRow, forgotten: boolean): string {
  if (!privateHalfHere) return 'AWS keeps no copy of it.';
  return forgotten
    ? 'Its private half was deleted from this computer too.'
    : 'Its private half stays, encrypted, on this computer.';
}

const SELECT_FIRST = 'Select a key pair in the table first.';

interface ActionsProps {
  readonly row: KeyRow | undefined;
  readonly onExport: (row: KeyRow, form: 'pem' | 'ppk') => void;
  readonly onDelete: () => void;
}

function KeyActions({ row, onExport, onDelete }: ActionsProps) {
  const noExport = row?.privateHalfHere ? undefined : 'Its private half is not on this computer, and AWS has no copy.';
  const refusal = (why: string | undefined) => (why ? { disabled: true, disabledReason: why } : {});
  return (
    <ButtonDropdown
      items={[
        { id: 'pem', text: 'Export private half', ...refusal(row ? noExport : SELECT_FIRST) },
        { id: 'ppk', text: 'Export for PuTTY (.ppk)', ...refusal(row ? noExport : SELECT_FIRST) },
        {
          id: 'delete',
          text: row && !row.pair ? 'Delete private half' : 'Delete key pair',
          ...refusal(row ? undefined : SELECT_FIRST),
        },
      ]}
      onItemClick={({ detail }) => {
        if ((detail.id === 'pem' || detail.id === 'ppk') && row) onExport(row, detail.id);
        if (detail.id === 'delete') onDelete();
      }}
    >
      Actions
    </ButtonDropdown>
  );
}
