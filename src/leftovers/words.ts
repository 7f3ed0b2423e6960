import { dollars } from '../prices/price-list.ts';
import type { Leftover, LeftoverKind } from './contract.ts';

/** What is said of each kind of left-over. */
interface KindWords {
  readonly one: string;
  readonly many: string;
  /** What deleting it means, before it is done. */
  readonly meaning: string;
  /** The button's verb in AWS's words. */
  readonly verb: 'Delete' | 'Release' | 'Deregister';
}

/** AWS's names for left-overs, and what it means to lose one. */
export const LEFTOVER_WORDS: Readonly<Record<LeftoverKind, KindWords>> = {
  image: {
    one: 'failed image',
    many: 'failed images',
    meaning:
      'It never became complete, so nothing can be launched from it. It is deregistered, and its snapshots are deleted with it.',
    verb: 'Deregister',
  },
  volume: {
    one: 'volume',
    many: 'volumes',
    meaning: 'Everything on the disk is gone for good, unless a snapshot of it exists.',
    verb: 'Delete',
  },
  snapshot: {
    one: 'snapshot',
    many: 'snapshots',
    meaning:
      'It may be the only copy of the disk it was made of. No volume and no image can be made of it afterwards. Volumes made of it before are not harmed.',
    verb: 'Delete',
  },
  group: {
    one: 'security group',
    many: 'security groups',
    meaning:
      'Its rules are gone. Services that need it only at times, such as a Lambda function at rest, are not seen from here and would fail later.',
    verb: 'Delete',
  },
  address: {
    one: 'Elastic IP address',
    many: 'Elastic IP addresses',
    meaning:
      'It goes back to AWS, and somebody else may get it. Change names (DNS) and firewalls that point to it first.',
    verb: 'Release',
  },
};

/** “3 snapshots”, “1 volume”. */
export function countWords(kind: LeftoverKind, count: number): string {
  const { one, many } = LEFTOVER_WORDS[kind];
  return `${count} ${count === 1 ? one : many}`;
}

/** What these cost a month together, in US dollars. */
export function monthlySum(items: readonly Pick<Leftover, 'monthly'>[]): number {
  return items.reduce((sum, { monthly }) => sum + monthly, 0);
}

/** “about $12.40 a month”, or “nothing” for what is free. */
export function aMonth(amount: number): string {
  return amount === 0 ? 'nothing' : `about ${dollars(amount)} a month`;
}

/** “3 months”, “12 days”, “today”: how old something is. */
export function ageWords(since: string, now: Date): string {
  const days = Math.floor((now.getTime() - new Date(since).getTime()) / 86_400_000);
  if (!Number.isFinite(days)) return '-';
  if (days < 1) return 'today';
  if (days < 60) return days === 1 ? '1 day' : `${days} days`;
  const months = Math.floor(days / 30.4);
  return months < 24 ? `${months} months` : `${Math.floor(months / 12)} years`;
}

/** The image and instance that a snapshot was made for, as AWS writes it into the description; null for any other. */
export function madeFor(description: string): { readonly imageId: string; readonly instanceId?: string } | null {
  const created = /^Created by CreateImage\((i-[0-9a-f]+)\) for (ami-[0-9a-f]+)/.exec(description);
  if (created?.[1] && created[2]) return { instanceId: created[1], imageId: created[2] };
  const copied = /^Copied for DestinationAmi (ami-[0-9a-f]+) /.exec(description);
  return copied?.[1] ? { imageId: copied[1] } : null;
}

/** True for the groups that the launch page makes by itself. */
export function isLaunchWizardGroup(name: string): boolean {
  return /^launch-wizard-\d+$/.test(name);
}
