import type { Tag } from '@aws-sdk/client-ec2';
import type { TagRecord } from '../world/records/tag-records.ts';

/** AWS's number for each instance state. */
export const stateCodes = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
} as const;

/** Tags as EC2 answers them. */
export function showTags(tags: readonly TagRecord[]): Tag[] {
  return tags.map(({ Key, Value }) => ({ Key, Value }));
}

/** The public name of an address. */
export function publicDnsName(region: string, address: string): string {
  const zone = region === 'us-east-1' ? 'compute-1' : `${region}.compute`;
  return `ec2-${address.replaceAll('.', '-')}.${zone}.amazonaws.com`;
}

/** The name that a machine has inside its network. */
export function privateDnsName(region: string, address: string): string {
  const zone = region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
  return `ip-${address.replaceAll('.', '-')}.${zone}`;
}
