import { dollars } from '../prices/price-list.ts';
import { ADDRESS_MONTH } from '../prices/storage.ts';
import { disksMonthly, instanceCost, monthlyNow } from './cost.ts';
import type { InstanceVolume } from './instance.ts';
import type { TerminationFate } from './power.ts';
import { whyNotPower } from './power-words.ts';

/** Why this instance stays when the others are terminated; undefined when it goes. */
export function whyStays({ instance, isProtected }: TerminationFate): string | undefined {
  const reason = whyNotPower('terminate', instance);
  if (reason) return reason;
  return isProtected.known && isProtected.value
    ? 'It is protected from being terminated, so that nobody does it by accident. It stays as it is.'
    : undefined;
}

const disk = ({ deviceName, volumeId, sizeGiB, isRoot }: InstanceVolume): string =>
  `${volumeId}: ${sizeGiB} GiB, ${deviceName}${isRoot ? ' (root)' : ''}`;

/** What is deleted with an instance, a thing a line. */
export function goesWith({ instance }: TerminationFate): string[] {
  return [
    ...instance.volumes.filter(({ deleteOnTermination }) => deleteOnTermination).map(disk),
    ...(instance.rootDeviceType === 'ebs' ? [] : ['Its instance store disks, which exist only while it runs']),
  ];
}

/** What stays in the account and goes on costing, a thing a line. */
export function staysBehind({ instance, elasticIps }: TerminationFate): string[] {
  const kept = instance.volumes.filter(({ deleteOnTermination }) => !deleteOnTermination);
  const addresses = elasticIps.known ? elasticIps.value : [];
  return [
    ...kept.map((one) => `${disk(one)}, ${dollars(disksMonthly([one]))} a month`),
    ...addresses.map((address) => `Elastic IP address ${address}, ${dollars(ADDRESS_MONTH)} a month`),
  ];
}

/** What is saved a month by terminating these; undefined where a price is not known. */
export function savedMonthly(fates: readonly TerminationFate[], now: number): number | undefined {
  let sum = 0;
  for (const { instance, elasticIps } of fates) {
    const month = monthlyNow(instanceCost(instance, now));
    if (month === undefined) return undefined;
    const kept = instance.volumes.filter(({ deleteOnTermination }) => !deleteOnTermination);
    const addresses = elasticIps.known ? elasticIps.value.length : 0;
    sum += month - disksMonthly(kept) - addresses * ADDRESS_MONTH;
  }
  return Math.max(0, sum);
}
