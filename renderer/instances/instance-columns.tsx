import type { Instance } from '../../src/instances/contract.ts';
import { hourWords, instanceCost, monthlyNow, monthWords } from '../../src/instances/cost.ts';
import { CHECKS, type CheckName } from '../../src/instances/health.ts';
import { uptimeWords } from '../../src/instances/uptime.ts';
import { dollars } from '../../src/prices/price-list.ts';
import type { ResourceColumn } from '../common/resource-table.tsx';
import { shownTime } from '../common/times.ts';
import { CheckCell, HealthCell } from './health-cell.tsx';
import { ImageLink } from './image-links.tsx';
import { groupsOf } from './instance-label.ts';
import { StateCell } from './state-cell.tsx';

const text = (value: string | undefined): string => value ?? '-';

const now = () => Date.now();
const checkColumn = (check: CheckName, id: string): ResourceColumn<Instance> => ({
  id,
  label: CHECKS[check].title,
  header: CHECKS[check].title,
  cell: (one) => <CheckCell instance={one} check={check} />,
  width: 156,
  minWidth: 120,
  hidden: true,
});

/** In a narrower window the cost waits in the preferences, so that nothing of the others is cut off. */
const ROOM_FOR_COST = 1_440;

/** The columns of the instances table after the name. */
export const INSTANCE_COLUMNS: readonly ResourceColumn<Instance>[] = [
  {
    id: 'instanceId',
    label: 'Instance ID',
    header: 'Instance ID',
    cell: (one) => one.instanceId,
    sortingField: 'instanceId',
    width: 184,
    minWidth: 120,
  },
  {
    id: 'state',
    label: 'Instance state',
    header: 'Instance state',
    cell: (one) => <StateCell instance={one} />,
    sortingField: 'state',
    width: 160,
    minWidth: 110,
  },
  {
    id: 'type',
    label: 'Instance type',
    header: 'Type',
    cell: (one) => one.instanceType,
    sortingField: 'instanceType',
    width: 134,
    minWidth: 100,
  },
  {
    id: 'checks',
    label: 'Status check',
    header: 'Status check',
    cell: (one) => <HealthCell instance={one} />,
    width: 178,
    minWidth: 120,
  },
  {
    id: 'publicIp',
    label: 'Public IPv4 address',
    header: 'Public IPv4',
    cell: (one) => text(one.publicIp),
    width: 142,
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
    cell: (one) => <ImageLink instance={one} />,
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
  {
    id: 'groups',
    label: 'Security groups',
    header: 'Security groups',
    cell: groupsOf,
    width: 170,
    minWidth: 110,
    hidden: true,
  },
  {
    id: 'uptime',
    label: 'Uptime and what it cost so far',
    header: 'Uptime cost',
    cell: uptimeCost,
    sortingComparator: (a, b) => (instanceCost(a, now()).sinceStart ?? -1) - (instanceCost(b, now()).sinceStart ?? -1),
    width: 170,
    minWidth: 110,
    hidden: window.innerWidth < ROOM_FOR_COST,
  },
  {
    id: 'hour',
    label: 'Price of an hour',
    header: 'Price of an hour',
    cell: (one) => hourWords(instanceCost(one, now()).hour),
    width: 150,
    minWidth: 110,
    hidden: true,
  },
  {
    id: 'cost',
    label: 'Cost a month, if it stays as it is',
    header: 'Cost a month',
    cell: (one) => monthWords(instanceCost(one, now())),
    sortingComparator: (a, b) => monthOf(a) - monthOf(b),
    width: 130,
    minWidth: 100,
    hidden: true,
  },
  checkColumn('system', 'check-system'),
  checkColumn('instance', 'check-instance'),
  checkColumn('ebs', 'check-ebs'),
];

/** `$0.79 in 3 d 4 h`: what its time has cost since the last start. */
function uptimeCost(instance: Instance): string {
  const uptime = uptimeWords(instance, now());
  const { sinceStart } = instanceCost(instance, now());
  if (!uptime || !sinceStart || !/\d/.test(uptime)) return uptime ?? '-';
  return `${dollars(sinceStart)} in ${uptime}`;
}

/** What is not known stands below everything. */
function monthOf(instance: Instance): number {
  return monthlyNow(instanceCost(instance, now())) ?? -1;
}
