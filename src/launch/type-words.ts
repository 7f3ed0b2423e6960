import { dollars, MONTH_HOURS } from '../prices/price-list.ts';
import type { InstanceType } from './contract.ts';

/** `1 GiB`, `0.5 GiB`. */
export function memoryInWords(memoryMiB: number): string {
  return `${(Math.round((memoryMiB / 1024) * 100) / 100).toLocaleString('en')} GiB`;
}

/** `2 vCPUs, 1 GiB memory`. */
export function sizeInWords(vCpus: number, memoryMiB: number): string {
  return `${vCpus} ${vCpus === 1 ? 'vCPU' : 'vCPUs'}, ${memoryInWords(memoryMiB)} memory`;
}

/** A type as it is compared by whoever never saw one: `2 vCPUs, 1 GiB memory, $7.59 a month`. */
export function typeInWords({ vCpus, memoryMiB }: InstanceType, hour: number | undefined): string {
  return `${sizeInWords(vCpus, memoryMiB)}, ${machineMonthInWords(hour)}`;
}

/** What a machine that is never stopped costs: `$7.59 a month`, or that it is not known. */
export function machineMonthInWords(hour: number | undefined): string {
  return hour === undefined ? 'price not known' : `${dollars(hour * MONTH_HOURS)} a month`;
}
