import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { KeyPair } from '../../src/keys/contract.ts';
import { useCall } from '../bridge/hooks.ts';
import { Copyable } from '../common/copyable.tsx';
import { CreateKeyPair } from '../common/create-key-pair.tsx';
import { type ResourceColumn, ResourceTable } from '../common/resource-table.tsx';
import { shownTime } from '../common/times.ts';
import { useToasts } from '../common/toasts.tsx';

const columns: readonly ResourceColumn<KeyPair>[] = [
  {
    id: 'name',
    label: 'Name',
    header: 'Name',
    cell: ({ name }) => name,
    sortingField: 'name',
    isRowHeader: true,
    width: 170,
  },
  {
    id: 'here',
    label: 'Private half',
    header: 'Private half',
    sortingField: 'privateHalfHere',
    width: 205,
    cell: ({ privateHalfHere }) =>
      privateHalfHere ? (
        <StatusIndicator type="success">On this computer</StatusIndicator>
      ) : (
        <StatusIndicator type="warning">Not on this computer</StatusIndicator>
      ),
  },
  { id: 'type', label: 'Type', header: 'Type', cell: ({ type }) => type, sortingField: 'type', width: 100 },
  {
    id: 'fingerprint',
    label: 'Fingerprint',
    header: 'Fingerprint',
    width: 285,
    cell: ({ fingerprint }) => <Copyable text={fingerprint} what="fingerprint" />,
  },
  {
    id: 'created',
    label: 'Created',
    header: 'Created',
    sortingField: 'createdAt',
    width: 175,
    cell: ({ createdAt }) => (createdAt === undefined ? '–' : shownTime(createdAt)),
  },
  {
    id: 'keyPairId',
    label: 'Key pair ID',
    header: 'Key pair ID',
    cell: ({ keyPairId }) => <Copyable text={keyPairId} what="key pair ID" />,
    hidden: true,
  },
];

/** The key pairs of the account and Region, with whether their private half is on this computer. */
export function KeyPairsPage() {
  const source = useCall('keys', 'list', {});
  const { push } = useToasts();
  const [creating, setCreating] = useState(false);
  const keyPairs = source.data?.keyPairs ?? [];
  return (
    <>
      <ResourceTable
        title="Key pairs"
        description="What you log in with. Only a key pair whose private half is on this computer can be used from here."
        source={source}
        items={keyPairs}
        columns={columns}
        idOf={({ keyPairId }) => keyPairId}
        rowLabel={({ name }) => name}
        searchText={({ name, type, fingerprint, keyPairId }) => `${name} ${type} ${fingerprint} ${keyPairId}`}
        sortBy="name"
        storageKey="key-pairs"
        actions={
          <Button variant="primary" onClick={() => setCreating(true)}>
            Create key pair
          </Button>
        }
        empty={{
          title: 'No key pairs yet',
          text: 'Create one now, or while you launch a machine.',
          action: <Button onClick={() => setCreating(true)}>Create your first key pair</Button>,
        }}
      />
      {creating ? (
        <CreateKeyPair
          takenNames={keyPairs.map(({ name }) => name)}
          onClose={() => setCreating(false)}
          onCreated={({ name }) => {
            setCreating(false);
            push({
              type: 'success',
              header: `Key pair ${name} created`,
              content: 'Its private half is kept, encrypted, on this computer.',
            });
          }}
        />
      ) : null}
    </>
  );
}
