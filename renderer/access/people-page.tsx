import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { HandOver, Person, PersonFacts } from '../../src/access/contract.ts';
import { useCall } from '../bridge/hooks.ts';
import { href, paths } from '../common/paths.ts';
import { type ResourceColumn, ResourceTable } from '../common/resource-table.tsx';
import { shownTime } from '../common/times.ts';
import { useGo } from '../common/use-go.ts';
import { CreatePersonDialog } from './create-person-dialog.tsx';
import { DeletePersonDialog } from './delete-person-dialog.tsx';
import { HandOverDialog } from './hand-over-dialog.tsx';
import { consoleWords, daysOld, lastActivity, mfaWords, UNKNOWN } from './person-words.ts';

/** As many are asked about one by one; of the others the table tells what the list itself has. */
const ASKED = 100;

interface Row extends Person {
  /** Undefined while it is not known. */
  readonly facts: PersonFacts | undefined;
}

/** The users of the account: who they are, when they were here last, and what they sign in with. */
export function PeoplePage() {
  const source = useCall('access', 'people', {});
  const people = source.data?.people ?? [];
  const names = people.slice(0, ASKED).map(({ name }) => name);
  const facts = useCall('access', 'facts', { names }, { enabled: names.length > 0, keepFormer: true });
  const go = useGo();
  const [selectedId, setSelectedId] = useState<string>();
  const [open, setOpen] = useState<'create' | 'delete'>();
  const [made, setMade] = useState<HandOver>();

  const rows = people.map(
    (person): Row => ({
      ...person,
      facts: facts.data?.facts.find(({ name }) => name === person.name),
    }),
  );
  const selected = rows.find(({ name }) => name === selectedId);
  const close = () => setOpen(undefined);
  return (
    <>
      <ResourceTable
        title="People"
        description="The users of this account. Open one to see what they may do, and why."
        source={source}
        items={rows}
        columns={COLUMNS}
        idOf={({ name }) => name}
        rowLabel={({ name }) => name}
        searchText={({ name, arn, facts: known }) =>
          [name, arn, ...(known?.groups ?? []), ...(known?.keys ?? []).map(({ keyId }) => keyId)].join(' ')
        }
        sortBy="name"
        selectedId={selectedId}
        onSelect={setSelectedId}
        storageKey="people"
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={!selected} onClick={() => selected && go(paths.person(selected.name))}>
              What may they do?
            </Button>
            <Button disabled={!selected} onClick={() => setOpen('delete')}>
              Delete user
            </Button>
            <Button variant="primary" onClick={() => setOpen('create')}>
              Create user
            </Button>
          </SpaceBetween>
        }
        empty={{
          title: 'No users',
          text: 'People who sign in another way, for example by IAM Identity Center, are not listed here.',
          action: <Button onClick={() => setOpen('create')}>Create a user</Button>,
        }}
      />
      {open === 'create' ? (
        <CreatePersonDialog
          takenNames={people.map(({ name }) => name)}
          onClose={close}
          onCreated={(handOver) => {
            close();
            setSelectedId(handOver.name);
            setMade(handOver);
          }}
        />
      ) : null}
      {made ? <HandOverDialog handOver={made} onClose={() => setMade(undefined)} /> : null}
      {open === 'delete' && selected ? (
        <DeletePersonDialog
          name={selected.name}
          onClose={close}
          onDeleted={() => {
            close();
            setSelectedId(undefined);
          }}
        />
      ) : null}
    </>
  );
}

const COLUMNS: readonly ResourceColumn<Row>[] = [
  {
    id: 'name',
    label: 'User name',
    header: 'User name',
    cell: ({ name }) => <Link href={href(paths.person(name))}>{name}</Link>,
    sortingField: 'name',
    isRowHeader: true,
    width: 170,
  },
  {
    id: 'activity',
    label: 'Last activity',
    header: 'Last activity',
    width: 175,
    cell: (row) => lastActivity(row, row.facts),
  },
  {
    id: 'groups',
    label: 'Groups',
    header: 'Groups',
    width: 130,
    cell: ({ facts }) => (facts?.groups ? facts.groups.join(', ') || 'none' : UNKNOWN),
  },
  {
    id: 'keys',
    label: 'Access keys',
    header: 'Access keys',
    width: 170,
    cell: ({ facts }) =>
      facts?.keys
        ? facts.keys.length === 0
          ? 'none'
          : facts.keys.map((key) => (
              <div key={key.keyId}>{`${daysOld(key.createdAt, Date.now())}${key.active ? '' : ', switched off'}`}</div>
            ))
        : UNKNOWN,
  },
  { id: 'mfa', label: 'MFA', header: 'MFA', width: 100, cell: ({ facts }) => mfaWords(facts) },
  {
    id: 'console',
    label: 'Console password',
    header: 'Console password',
    width: 175,
    cell: ({ facts }) => consoleWords(facts),
  },
  {
    id: 'created',
    label: 'Created',
    header: 'Created',
    sortingField: 'createdAt',
    width: 170,
    cell: ({ createdAt }) => (createdAt === undefined ? UNKNOWN : shownTime(createdAt)),
    hidden: true,
  },
];
