import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { KeyPair, KeyUse } from '../../src/keys/contract.ts';
import { Copyable } from '../common/copyable.tsx';
import type { ResourceColumn } from '../common/resource-table.tsx';
import { shownTime } from '../common/times.ts';

/** What is known of the machines that key pairs open. */
export interface KeyFacts {
  /** Undefined while it is not known. */
  readonly opensOf: (pair: KeyPair) => KeyUse['instances'] | undefined;
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
export function keyColumns(facts: KeyFacts): readonly ResourceColumn<KeyPair>[] {
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
      cell: ({ privateHalfHere }) =>
        privateHalfHere ? (
          <StatusIndicator type="success">On this computer</StatusIndicator>
        ) : (
          <StatusIndicator type="warning">Not on this computer</StatusIndicator>
        ),
    },
    {
      id: 'opens',
      label: 'Opens',
      header: 'Opens',
      width: 150,
      cell: (pair) => <Opens machines={facts.opensOf(pair)} unknown={facts.unknown} />,
    },
    { id: 'type', label: 'Type', header: 'Type', cell: ({ type }) => type, sortingField: 'type', width: 90 },
    {
      id: 'fingerprint',
      label: 'Fingerprint',
      header: 'Fingerprint',
      width: 190,
      cell: ({ fingerprint }) => <Copyable text={fingerprint} what="fingerprint" />,
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
      cell: ({ keyPairId }) => <Copyable text={keyPairId} what="key pair ID" />,
      hidden: true,
    },
  ];
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
