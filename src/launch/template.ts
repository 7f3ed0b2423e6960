import { z } from 'zod';
import { empty, imageId, securityGroupId, shownTag, subnetId, tags, volumeType } from '../core/fields.ts';
import { call } from '../ipc/call.ts';
import { userData } from './rules.ts';

/** A volume of a template; what is absent is left to the image, or to AWS. */
export const templateVolume = z.strictObject({
  deviceName: z.string().min(1),
  snapshotId: z.string().optional(),
  sizeGiB: z.number().int().optional(),
  type: volumeType.optional(),
  iops: z.number().int().optional(),
  throughput: z.number().int().optional(),
  deleteOnTermination: z.boolean().optional(),
  encrypted: z.boolean(),
});
export type TemplateVolume = z.infer<typeof templateVolume>;

/** The part of a launch template that the Launch wizard knows; what is absent the template leaves open. */
export const templateSettings = z.strictObject({
  imageId: imageId.optional(),
  instanceType: z.string().optional(),
  keyName: z.string().optional(),
  subnetId: subnetId.optional(),
  publicIp: z.boolean().optional(),
  groupIds: z.array(securityGroupId).optional(),
  volumes: z.array(templateVolume),
  /** Of the instances; the Name among them. */
  tags,
  requireImdsV2: z.boolean().optional(),
  terminationProtection: z.boolean().optional(),
  detailedMonitoring: z.boolean().optional(),
  credits: z.enum(['standard', 'unlimited']).optional(),
  shutdownBehavior: z.enum(['stop', 'terminate']).optional(),
  instanceProfile: z.string().optional(),
  userData: userData.optional(),
});
export type TemplateSettings = z.infer<typeof templateSettings>;

/** Settings as they are read: what AWS holds is shown, whatever its form. */
const readSettings = templateSettings.extend({
  imageId: z.string().optional(),
  subnetId: z.string().optional(),
  groupIds: z.array(z.string()).optional(),
  tags: z.array(shownTag),
  userData: z.string().optional(),
});

/** Source: CreateLaunchTemplate, parameter LaunchTemplateName. */
export const templateName = z
  .string()
  .min(3, 'A template’s name has at least 3 characters.')
  .max(128, 'A template’s name may have at most 128 characters.')
  .regex(/^[A-Za-z0-9().\-/_]*$/, 'Use letters, digits and ( ) . - / _, without spaces.');

/** Source: CreateLaunchTemplate, parameter VersionDescription. */
export const templateDescription = z
  .string()
  .max(255, 'A description may have at most 255 characters.')
  .regex(/^\P{Cc}*$/u, 'A description is one line: remove line breaks and hidden characters.');

const templateId = z.string().regex(/^lt-[0-9a-f]+$/, 'Choose a launch template.');

/** Where settings are kept: in a new template, or as the next version of one. */
export const templateTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('new'), name: templateName }),
  z.strictObject({ kind: z.literal('version'), templateId }),
]);
export type TemplateTarget = z.infer<typeof templateTarget>;

/** A script with a private key in it: everybody who may see the template would have the key. */
const PRIVATE_KEY = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/;

/** A template to keep. */
export const templateToSave = z
  .strictObject({ target: templateTarget, description: templateDescription, settings: templateSettings })
  .superRefine(({ settings }, ctx) => {
    if (!PRIVATE_KEY.test(settings.userData ?? '')) return;
    ctx.addIssue({
      code: 'custom',
      path: ['settings', 'userData'],
      message:
        'The user data holds a private key, and everybody who may see a template can read it. Take the key out first.',
    });
  });
export type TemplateToSave = z.infer<typeof templateToSave>;

/** A launch template as lists show it. */
export const template = z.object({
  templateId: z.string(),
  name: z.string(),
  defaultVersion: z.number(),
  latestVersion: z.number(),
  createdAt: z.string(),
});
export type Template = z.infer<typeof template>;

/** One version of a template. */
export const templateVersion = z.object({
  version: z.number(),
  description: z.string(),
  isDefault: z.boolean(),
  createdAt: z.string(),
  settings: readSettings,
  /** What it says beyond these settings, in words: a launch from the wizard is made without it. */
  beyond: z.array(z.string()),
});
export type TemplateVersion = z.infer<typeof templateVersion>;

export const templateCalls = {
  /** Every launch template of the account and Region, by name. */
  templates: call(empty, z.object({ templates: z.array(template) })),
  /** The versions of a template with what they say, newest first. */
  templateVersions: call(z.strictObject({ templateId }), z.object({ versions: z.array(templateVersion) })),
  /** Keeps settings as a template, or as a version of one; `warnings` are AWS's own, of what could not be launched now. */
  saveTemplate: call(
    templateToSave,
    z.object({ templateId: z.string(), name: z.string(), version: z.number(), warnings: z.array(z.string()) }),
  ),
};
