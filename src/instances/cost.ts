import { instanceHour } from '../prices/instance-hours.ts';
import { dollars, dollarsAnHour, MONTH_HOURS, PRICE_DATE, PRICE_LIST } from '../prices/price-list.ts';
import { ADDRESS_MONTH, volumeMonthly } from '../prices/storage.ts';
import type { Instance, InstanceVolume } from './instance.ts';

/** What an instance costs, in US dollars; what goes on after a stop is kept apart. */
export interface InstanceCost {
  /** An hour of the machine while it is on; undefined when the type is not in the list. */
  readonly hour: number | undefined;
  /** Whether its time is charged now. */
  readonly charged: boolean;
  /** The disks, a month. */
  readonly disksMonth: number;
  /** The public address, a month. */
  readonly addressMonth: number;
  /** The machine's time since its last start; undefined when it is off or its price is not known. */
  readonly sinceStart: number | undefined;
}

type Costing = Pick<Instance, 'state' | 'instanceType' | 'volumes' | 'publicIp' | 'launchedAt'>;

/** What some disks cost a month. */
export function disksMonthly(volumes: readonly Pick<InstanceVolume, 'type' | 'sizeGiB'>[]): number {
  return volumes.reduce((sum, { type, sizeGiB }) => sum + volumeMonthly({ type, sizeGiB }), 0);
}

/** What an instance costs as it is now. Source: EC2 user guide, instance lifecycle: time is charged while it is running. */
export function instanceCost(instance: Costing, now: number): InstanceCost {
  const gone = instance.state === 'terminated' || instance.state === 'shutting-down';
  const charged = instance.state === 'running';
  const hour = instanceHour(instance.instanceType);
  const hours = Math.max(0, now - Date.parse(instance.launchedAt)) / 3_600_000;
  return {
    hour,
    charged,
    disksMonth: gone ? 0 : disksMonthly(instance.volumes),
    addressMonth: !gone && instance.publicIp ? ADDRESS_MONTH : 0,
    sinceStart: charged && hour !== undefined ? hour * hours : undefined,
  };
}

/** What it costs a month if it stays as it is; undefined when its price is not known. */
export function monthlyNow({ hour, charged, disksMonth, addressMonth }: InstanceCost): number | undefined {
  if (!charged) return disksMonth + addressMonth;
  return hour === undefined ? undefined : hour * MONTH_HOURS + disksMonth + addressMonth;
}

/** An hour's price is often below a cent, so it is shown to four places: `$0.0104`. */
export function hourWords(hour: number | undefined): string {
  return hour === undefined ? 'not in Amiable’s list' : `${dollarsAnHour(hour)} an hour`;
}

/** The month of an instance for a cell: `$9.19`, `-` for nothing, or that it is not known. */
export function monthWords(cost: InstanceCost): string {
  const month = monthlyNow(cost);
  if (month === undefined) return 'Not known';
  return month === 0 ? '-' : dollars(month);
}

/** What these cost a month together as they are, in a sentence; undefined where that is nothing. */
export function togetherWords(instances: readonly Costing[], now: number): string | undefined {
  const months = instances.map((one) => monthlyNow(instanceCost(one, now)));
  const sum = months.reduce<number>((total, month) => total + (month ?? 0), 0);
  if (sum === 0) return undefined;
  const known = months.every((month) => month !== undefined);
  return `As they are they cost ${known ? 'about' : 'more than'} ${dollars(sum)} a month with disks and addresses (list prices of ${PRICE_LIST.region}, ${PRICE_DATE}).`;
}
