import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { KeyUse } from '../../src/keys/contract.ts';
import { Copyable } from '../common/copyable.tsx';
import type { ResourceColumn } from '../common/resource-table.tsx';
import { shownTime } from '../common/times.ts';
import type { KeyRow } from './key-rows.ts';

/** What is known of the machines that key pairs open. */
export interface KeyFacts {
  /** Undefined while it is not known. */
  readonly opensOf: (row: KeyRow) => KeyUse['instances'] | undefined;
  /** Said where it is not known. */
  readonly unknown: string;
}

/** A machine by its name and id. */
export function machineName({ name, instanceId }: KeyUse['instances'][number]): string {
  return name ? `${name} (${instanceId})` : instanceId;
}

/** Machines that a cell names before it counts the rest. */
const NAMED = 3;

/** The columns of the table of key pairs. */
export function keyColumns(facts: KeyFacts): readonly ResourceColumn<KeyRow>[] {
  return [
    {
      id: 'name',
      label: 'Name',
      header: 'Name',
      cell: ({ name }) => name,
      sortingField: 'name',
      isRowHeader: true,
      width: 140,
    },
    {
      id: 'here',
      label: 'Private half',
      header: 'Private half',
      sortingField: 'privateHalfHere',
      width: 200,
      cell: (row) => <PrivateHalf row={row} />,
    },
    {
      id: 'opens',
      label: 'Opens',
      header: 'Opens',
      width: 150,
      cell: (row) => <Opens machines={facts.opensOf(row)} unknown={facts.unknown} />,
    },
    { id: 'type', label: 'Type', header: 'Type', cell: ({ type }) => type, sortingField: 'type', width: 90 },
    {
      id: 'fingerprint',
      label: 'Fingerprint',
      header: 'Fingerprint',
      width: 190,
      cell: ({ pair }) => (pair ? <Copyable text={pair.fingerprint} what="fingerprint" /> : '–'),
    },
    {
      id: 'created',
      label: 'Created',
      header: 'Created',
      sortingField: 'createdAt',
      width: 165,
      cell: ({ createdAt }) => (createdAt === undefined ? '–' : shownTime(createdAt)),
    },
    {
      id: 'keyPairId',
      label: 'Key pair ID',
      header: 'Key pair ID',
      cell: ({ pair }) => (pair ? <Copyable text={pair.keyPairId} what="key pair ID" /> : '–'),
      hidden: true,
    },
  ];
}

function PrivateHalf({ row: { pair, privateHalfHere } }: { row: KeyRow }) {
  if (!pair) return <StatusIndicator type="info">Private half only</StatusIndicator>;
  return privateHalfHere ? (
    <StatusIndicator type="success">On this computer</StatusIndicator>
  ) : (
    <StatusIndicator type="warning">Not on this computer</StatusIndicator>
  );
}

function Opens({ machines, unknown }: { machines: KeyUse['instances'] | undefined; unknown: string }) {
  if (machines === undefined) return unknown;
  if (machines.length === 0) return 'No machine here';
  const rest = machines.length - NAMED;
  return (
    <>
      {machines.slice(0, NAMED).map(({ instanceId, name }) => (
        <div key={instanceId}>{name || instanceId}</div>
      ))}
      {rest > 0 ? <div>and {rest} more</div> : null}
    </>
  );
}
