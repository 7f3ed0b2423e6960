import { z } from 'zod';
import { instanceId, tagKey, tags } from '../core/fields.ts';
import { call } from '../ipc/call.ts';

/** What an instance can be protected from. */
export const protectionKind = z.enum(['termination', 'stop']);
export type ProtectionKind = z.infer<typeof protectionKind>;

/** A type that the instance can be changed to. */
export const typeChoice = z.object({ name: z.string(), vCpus: z.number(), memoryMiB: z.number() });
export type TypeChoice = z.infer<typeof typeChoice>;

/** A change of the type. */
export const typeChange = z.strictObject({
  instanceId,
  instanceType: z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, 'Choose an instance type.'),
});

/** The tags as they are being edited. */
export const tagsForm = z.strictObject({ tags });

/** Tags that only their maker may change: AWS's own, and the one by which Amiable finds again what it made. */
export function isReservedTag(key: string): boolean {
  return /^(aws|amiable):/i.test(key);
}

const one = z.strictObject({ instanceId });

export const settingsCalls = {
  /** What it is protected from. */
  protections: call(one, z.object({ termination: z.boolean(), stop: z.boolean() })),
  /** Switches one protection. */
  protect: call(z.strictObject({ instanceId, kind: protectionKind, on: z.boolean() }), z.object({})),
  /** The types that fit its chips and are offered in its Availability Zone. */
  types: call(one, z.object({ types: z.array(typeChoice) })),
  /** Changes the type; refused unless it is stopped. */
  changeType: call(typeChange, z.object({})),
  /** Writes some tags and removes some; what is not named is left alone. */
  changeTags: call(z.strictObject({ instanceId, set: tags, remove: z.array(tagKey).max(50) }), z.object({})),
  /** What it printed while it started; null when there is nothing yet. */
  systemLog: call(one, z.object({ text: z.string().nullable(), at: z.string().optional() })),
};
