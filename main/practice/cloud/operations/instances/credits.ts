import { findInstanceType } from '../../data/instance-types.ts';
import type { InstanceRecord } from '../../world/records/instance-records.ts';

/** The credit option of a burstable machine: as it was set, else as its family begins; null for all other machines. */
export function creditsOf({ type, cpuCredits }: InstanceRecord): 'standard' | 'unlimited' | null {
  if (!findInstanceType(type)?.burstable) return null;
  return cpuCredits ?? (type.startsWith('t2.') ? 'standard' : 'unlimited');
}
