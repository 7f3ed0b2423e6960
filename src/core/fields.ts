import { z } from 'zod';

/**
 * Schemas that several features share, with messages a person can act on.
 *
 * They run twice: under each field of a form, and again at the gate of the main process.
 * Source of the limits: field-by-field EC2 API reference; see each comment.
 */

const id = (prefix: string, what: string) =>
  z.string().regex(new RegExp(`^${prefix}-[0-9a-f]{8}([0-9a-f]{9})?$`), `This is not the id of ${what}.`);

export const instanceId = id('i', 'an instance');
export const imageId = id('ami', 'an image');
export const snapshotId = id('snap', 'a snapshot');
export const subnetId = id('subnet', 'a subnet');
export const securityGroupId = id('sg', 'a security group');
export const vpcId = id('vpc', 'a VPC');
/** A Region's code such as `eu-central-1`. */
export const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'This is not the code of a Region.');
/** An account number: twelve digits. Hyphens are stripped by the form before it gets here. */
export const accountId = z.string().regex(/^\d{12}$/, 'An account number has 12 digits.');
/** A point in time, ISO 8601. */
export const isoTime = z.string();

/** Length in UTF-16 units as AWS counts tag characters. Keys: 1-128, values: 0-256, 50 a resource. */
export const TAG_LIMITS = { keys: 50, key: 128, value: 256 } as const;

// EC2 allows any character in tags; a line break or control character is what a paste brings in by accident.
const tagCharacters = /^\P{Cc}*$/u;

export const tagKey = z
  .string()
  .min(1, 'Give the tag a key, or remove the row.')
  .max(TAG_LIMITS.key, `A tag key may have at most ${TAG_LIMITS.key} characters.`)
  .refine((key) => !/^aws:/i.test(key), 'Keys that begin with “aws:” are reserved for AWS. Choose another key.')
  .regex(tagCharacters, 'A tag key is one line: remove line breaks and hidden characters.');

export const tagValue = z
  .string()
  .max(TAG_LIMITS.value, `A tag value may have at most ${TAG_LIMITS.value} characters.`)
  .regex(tagCharacters, 'A tag value is one line: remove line breaks and hidden characters.');

export const tag = z.strictObject({ key: tagKey, value: tagValue });
export type Tag = z.infer<typeof tag>;

/** At most 50 tags, each key once. */
export const tags = z
  .array(tag)
  .max(TAG_LIMITS.keys, `A resource may have at most ${TAG_LIMITS.keys} tags. Remove some.`)
  .superRefine((list, ctx) => {
    const seen = new Set<string>();
    list.forEach((entry, index) => {
      if (seen.has(entry.key)) {
        ctx.addIssue({
          code: 'custom',
          path: [index, 'key'],
          message: `The key “${entry.key}” is used twice. Keys must differ.`,
        });
      }
      seen.add(entry.key);
    });
  });

/** A tag as it is shown: what AWS gave, unchecked. */
export const shownTag = z.object({ key: z.string(), value: z.string() });

/** The Name tag's value: what is edited in place. Empty removes the tag. */
export const nameTag = tagValue;

export const empty = z.strictObject({});

/** The types of EBS volume. */
export const volumeType = z.enum(['gp3', 'gp2', 'io2', 'io1', 'st1', 'sc1', 'standard']);
export type VolumeType = z.infer<typeof volumeType>;

/** Messages by dotted field path: the form shows each one under its field. */
export type FieldErrors = Readonly<Record<string, string>>;

/** Runs a schema over a form's values and answers the first message of each field; empty when all is well. */
export function fieldErrors(schema: z.ZodType, values: unknown): FieldErrors {
  const parsed = schema.safeParse(values);
  if (parsed.success) return {};
  const errors: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const path = issue.path.join('.');
    if (!(path in errors)) errors[path] = issue.message;
  }
  return errors;
}
