import { z } from 'zod';
import { instanceId } from '../core/fields.ts';
import { known } from '../core/known.ts';
import { call } from '../ipc/call.ts';
import { instance } from './instance.ts';

/** What can be done to an instance's state, in AWS's verbs. */
export const powerAction = z.enum(['start', 'stop', 'reboot', 'terminate']);
export type PowerAction = z.infer<typeof powerAction>;

/** The most instances of one request here: each is asked and answered by itself. */
export const MAX_AT_ONCE = 50;

export const instanceIds = z
  .array(instanceId)
  .min(1, 'Select at least one instance.')
  .max(MAX_AT_ONCE, `Select at most ${MAX_AT_ONCE} instances at once.`)
  .refine((ids) => new Set(ids).size === ids.length, 'An instance is named twice.');

/** What became of one of several instances. */
export const powerResult = z.object({
  instanceId: z.string(),
  /** `unsure`: neither the answer nor a second look could tell. */
  outcome: z.enum(['done', 'refused', 'unsure']),
  sentence: z.string(),
  fix: z.string().optional(),
});
export type PowerResult = z.infer<typeof powerResult>;

/** What hangs on an instance that is about to be terminated. */
export const terminationFate = z.object({
  instance,
  /** Termination protection. */
  isProtected: known(z.boolean()),
  /** Elastic IP addresses: they stay in the account, and cost. */
  elasticIps: known(z.array(z.string())),
});
export type TerminationFate = z.infer<typeof terminationFate>;

export const powerCalls = {
  /**
   * Starts, stops, reboots or terminates; each instance by itself, so that one that is refused stops no other.
   *
   * Refused as a whole only where every instance is refused for the same reason.
   */
  power: call(z.strictObject({ action: powerAction, instanceIds }), z.object({ results: z.array(powerResult) })),
  /** What goes with these instances and what stays; those that are not there are left out. */
  beforeTerminate: call(z.strictObject({ instanceIds }), z.object({ fates: z.array(terminationFate) })),
};
