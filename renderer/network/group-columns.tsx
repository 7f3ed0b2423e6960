import type { SecurityGroup } from '../../src/network/contract.ts';
import { Copyable } from '../common/copyable.tsx';
import type { ResourceColumn } from '../common/resource-table.tsx';
import { RuleWords } from '../common/rule-words.tsx';

/** What is known around the groups of a Region. */
export interface GroupFacts {
  readonly groups: readonly SecurityGroup[];
  readonly vpcInWords: (vpcId: string) => string;
  /** Everyone who uses a group, in words; undefined while that is not known. */
  readonly usersOf: (group: SecurityGroup) => readonly string[] | undefined;
  /** Said where the users are not known. */
  readonly usesUnknown: string;
}

/** Users that a cell names before it counts the rest. */
const NAMED = 3;

/** The columns of the table of security groups. */
export function groupColumns(facts: GroupFacts): readonly ResourceColumn<SecurityGroup>[] {
  return [
    {
      id: 'name',
      label: 'Name',
      header: 'Name',
      cell: ({ name }) => name,
      sortingField: 'name',
      isRowHeader: true,
      width: 125,
    },
    {
      id: 'inbound',
      label: 'What gets in',
      header: 'What gets in',
      width: 350,
      cell: (group) => <RuleWords group={group} groups={facts.groups} />,
    },
    {
      id: 'usedBy',
      label: 'Used by',
      header: 'Used by',
      width: 120,
      cell: (group) => <UsedBy users={facts.usersOf(group)} unknown={facts.usesUnknown} />,
    },
    {
      id: 'groupId',
      label: 'Security group ID',
      header: 'Security group ID',
      width: 220,
      cell: ({ groupId }) => <Copyable text={groupId} what="security group ID" />,
    },
    {
      id: 'vpc',
      label: 'VPC',
      header: 'VPC',
      width: 105,
      cell: ({ vpcId }) => facts.vpcInWords(vpcId),
    },
    {
      id: 'description',
      label: 'Description',
      header: 'Description',
      width: 135,
      cell: ({ description }) => description || '–',
      hidden: true,
    },
  ];
}

function UsedBy({ users, unknown }: { users: readonly string[] | undefined; unknown: string }) {
  if (users === undefined) return unknown;
  if (users.length === 0) return 'Nothing';
  const rest = users.length - NAMED;
  return (
    <>
      {users.slice(0, NAMED).map((user) => (
        <div key={user}>{user.replace(/ \(i-[0-9a-f]+\)$/, '')}</div>
      ))}
      {rest > 0 ? <div>and {rest} more</div> : null}
    </>
  );
}
