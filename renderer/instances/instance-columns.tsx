import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Instance } from '../../src/instances/contract.ts';
import { href, paths } from '../common/paths.ts';
import type { ResourceColumn } from '../common/resource-table.tsx';
import { INSTANCE_STATES, StateIndicator } from '../common/state-words.tsx';
import { shownTime } from '../common/times.ts';

/** AWS's checks on a running instance, in the console's words. */
export function Checks({ instance }: { instance: Instance }) {
  if (!instance.checks) return <>-</>;
  const { passed, of } = instance.checks;
  return passed >= of ? (
    <StatusIndicator type="success">{`${passed}/${of} checks passed`}</StatusIndicator>
  ) : (
    <StatusIndicator type="in-progress">{`${passed}/${of} checks passed`}</StatusIndicator>
  );
}

const text = (value: string | undefined): string => value ?? '-';

/** The columns of the instances table after the name. */
export const INSTANCE_COLUMNS: readonly ResourceColumn<Instance>[] = [
  {
    id: 'instanceId',
    label: 'Instance ID',
    header: 'Instance ID',
    cell: (one) => one.instanceId,
    sortingField: 'instanceId',
    width: 188,
    minWidth: 120,
  },
  {
    id: 'state',
    label: 'Instance state',
    header: 'Instance state',
    cell: (one) => (
      <StateIndicator word={INSTANCE_STATES[one.state]} {...(one.stateReason ? { reason: one.stateReason } : {})} />
    ),
    sortingField: 'state',
    width: 157,
    minWidth: 110,
  },
  {
    id: 'type',
    label: 'Instance type',
    header: 'Type',
    cell: (one) => one.instanceType,
    sortingField: 'instanceType',
    width: 124,
    minWidth: 100,
  },
  {
    id: 'checks',
    label: 'Status check',
    header: 'Status check',
    cell: (one) => <Checks instance={one} />,
    width: 160,
    minWidth: 120,
  },
  {
    id: 'publicIp',
    label: 'Public IPv4 address',
    header: 'Public IPv4',
    cell: (one) => text(one.publicIp),
    width: 136,
    minWidth: 110,
  },
  {
    id: 'zone',
    label: 'Availability Zone',
    header: 'Availability Zone',
    cell: (one) => one.availabilityZone,
    sortingField: 'availabilityZone',
    width: 150,
    minWidth: 110,
    hidden: true,
  },
  {
    id: 'key',
    label: 'Key name',
    header: 'Key name',
    cell: (one) => text(one.keyName),
    sortingField: 'keyName',
    width: 140,
    minWidth: 100,
    hidden: true,
  },
  {
    id: 'image',
    label: 'AMI',
    header: 'AMI',
    cell: (one) => (
      <Link href={href(paths.images())} ariaLabel={`AMI ${one.imageName ?? one.imageId}`}>
        {one.imageName ?? one.imageId}
      </Link>
    ),
    width: 220,
    minWidth: 120,
    hidden: true,
  },
  {
    id: 'launched',
    label: 'Launch time',
    header: 'Launch time',
    cell: (one) => shownTime(one.launchedAt),
    sortingField: 'launchedAt',
    width: 185,
    minWidth: 120,
    hidden: true,
  },
];
