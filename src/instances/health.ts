import { z } from 'zod';

/** AWS's checks on a running instance: its hardware, its operating system, its disks. */
export const checkName = z.enum(['system', 'instance', 'ebs']);
export type CheckName = z.infer<typeof checkName>;

/** How one check stands. */
export const healthCheck = z.object({
  check: checkName,
  /** In AWS's words; one that is not known here is shown as it came. Source: EC2 API, InstanceStatusSummary. */
  status: z.string(),
  /** Since when it fails, where AWS tells. */
  since: z.string().optional(),
});
export type HealthCheck = z.infer<typeof healthCheck>;

/** One check or all of them together, in words. */
export interface HealthWords {
  readonly type: 'success' | 'error' | 'warning' | 'in-progress' | 'pending';
  /** A few words, for a cell. */
  readonly label: string;
  /** What it means and what to do. */
  readonly sentence: string;
}

/** What each check is called, and what its two ends mean. */
export const CHECKS: Readonly<
  Record<CheckName, { readonly title: string; readonly ok: string; readonly failed: string }>
> = {
  system: {
    title: 'System status check',
    ok: 'The hardware and the network that it runs on are fine.',
    failed:
      'AWS’s hardware or network below it has trouble. Stop it and start it again: it then moves to other hardware.',
  },
  instance: {
    title: 'Instance status check',
    ok: 'Its operating system answers.',
    failed: 'Its operating system does not answer. Read its system log; a reboot often helps.',
  },
  ebs: {
    title: 'Attached EBS status check',
    ok: 'All its disks answer.',
    failed:
      'One of its disks does not answer. Wait a little: AWS mends most of this by itself. If not, stop it and start it again.',
  },
};

/** One check in words. */
export function checkWords({ check, status }: HealthCheck): HealthWords {
  const { ok, failed } = CHECKS[check];
  switch (status) {
    case 'ok':
      return { type: 'success', label: 'Passed', sentence: ok };
    case 'impaired':
      return { type: 'error', label: 'Failed', sentence: failed };
    case 'initializing':
      return {
        type: 'in-progress',
        label: 'Initializing',
        sentence: 'It is checked for the first time. This takes some minutes after a start.',
      };
    case 'insufficient-data':
      return {
        type: 'pending',
        label: 'No data yet',
        sentence: 'AWS has not enough to tell yet. Refresh in a minute.',
      };
    default:
      return { type: 'warning', label: status, sentence: `AWS says “${status}” of this check.` };
  }
}

/** All checks of an instance as one cell; undefined while there are none. */
export function healthWords(health: readonly HealthCheck[] | undefined): HealthWords | undefined {
  if (!health || health.length === 0) return undefined;
  const passed = health.filter(({ status }) => status === 'ok').length;
  const count = `${passed}/${health.length} checks passed`;
  const failed = health.filter(({ status }) => status === 'impaired');
  if (failed.length > 0) {
    return { type: 'error', label: count, sentence: failed.map(({ check }) => CHECKS[check].failed).join(' ') };
  }
  if (passed === health.length) return { type: 'success', label: count, sentence: 'AWS finds nothing wrong with it.' };
  const initializing = health.some(({ status }) => status === 'initializing');
  const open = health.find(({ status }) => status !== 'ok');
  return {
    type: 'in-progress',
    label: initializing ? 'Initializing' : count,
    sentence: open ? checkWords(open).sentence : '',
  };
}
