import { z } from 'zod';
import { empty, imageId, securityGroupId, subnetId, tags, vpcId } from '../core/fields.ts';
import { image } from '../images/contract.ts';
import { launchVolume, newVolume } from '../images/volumes.ts';
import { call } from '../ipc/call.ts';
import { groupName, ipv4Cidr } from '../network/rules.ts';
import { preflightLine } from './preflight.ts';
import { MAX_INSTANCES, nameTagTroubles, userData } from './rules.ts';
import { templateCalls } from './template.ts';

/** An instance type for the image's processors that is offered in this Region. */
export const instanceType = z.object({
  name: z.string(),
  vCpus: z.number(),
  memoryMiB: z.number(),
  architectures: z.array(z.string()),
  /** How its machines can start: `legacy-bios`, `uefi`. */
  bootModes: z.array(z.string()),
  /** The availability zones that offer it; absent where that could not be found out. */
  zones: z.array(z.string()).optional(),
  freeTierEligible: z.boolean(),
  /** Its speed comes in bursts, paid from credits that gather while it idles. */
  burstable: z.boolean(),
});
export type InstanceType = z.infer<typeof instanceType>;

/** Inbound rule of a new security group. */
export const newRule = z.strictObject({
  service: z.enum(['ssh', 'https', 'http']),
  source: ipv4Cidr,
});

export const firewallChoice = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('existing'),
    groupIds: z
      .array(securityGroupId)
      .min(1, 'Choose at least one security group, or create a new one.')
      .max(5, 'A machine may have at most 5 security groups.'),
  }),
  z.strictObject({
    kind: z.literal('new'),
    name: groupName,
    description: z
      .string()
      .min(1, 'AWS asks for a description. A few words are enough.')
      .max(255, 'A description may have at most 255 characters.')
      .regex(
        /^[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/,
        'Use letters, digits, spaces and . _ - : / ( ) # , @ [ ] + = & ; { } ! $ *',
      ),
    rules: z.array(newRule),
  }),
]);
export type FirewallChoice = z.infer<typeof firewallChoice>;

export const keyChoice = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('existing'),
    name: z.string().min(1, 'Choose a key pair, create one, or go on without.'),
    /** The id of a pair that was made for this launch: should the launch fail, its removal is offered. */
    madeForThis: z.string().optional(),
  }),
  /** Nobody can log in with SSH: only on purpose. */
  z.strictObject({ kind: z.literal('none') }),
]);
export type KeyChoice = z.infer<typeof keyChoice>;

/** Source: IAM, names of instance profiles. */
const profileName = z
  .string()
  .min(1)
  .max(128, 'A name may have at most 128 characters.')
  .regex(/^[\w+=,.@-]*$/, {
    error: ({ input }) =>
      String(input).startsWith('arn:')
        ? 'Write the profile’s name, not its ARN: the part after the last slash.'
        : 'The name of an instance profile may hold letters, digits and _ + = , . @ -',
  });

const launchFields = z.strictObject({
  imageId,
  /** The Name tag of the instances; empty for none. */
  name: z
    .string()
    .max(256, 'A name may have at most 256 characters.')
    .regex(/^\P{Cc}*$/u, 'A name is one line: remove line breaks and hidden characters.'),
  tags,
  instanceType: z.string().min(1, 'Choose an instance type.'),
  key: keyChoice,
  vpcId,
  /** Absent: AWS chooses a default subnet. */
  subnetId: subnetId.optional(),
  publicIp: z.boolean(),
  firewall: firewallChoice,
  volumes: z.array(launchVolume),
  newVolumes: z.array(newVolume),
  requireImdsV2: z.boolean(),
  terminationProtection: z.boolean(),
  /** Figures every minute instead of every five, for money. */
  detailedMonitoring: z.boolean().optional(),
  /** For types whose speed comes in bursts; absent for the account's own default. */
  credits: z.enum(['standard', 'unlimited']).optional(),
  shutdownBehavior: z.enum(['stop', 'terminate']),
  /** The instance profile's name; absent for none. */
  instanceProfile: profileName.optional(),
  userData,
  count: z
    .number({ error: 'How many instances? A whole number.' })
    .int('How many instances? A whole number.')
    .min(1, 'Launch at least one instance.')
    .max(MAX_INSTANCES, `Launch at most ${MAX_INSTANCES} at once here.`),
});

/** What the person decides in the Launch wizard. The name becomes the tag “Name”, which counts as one of the fifty. */
export const launchRequest = launchFields.superRefine((request, ctx) => {
  for (const { path, message } of nameTagTroubles(request)) ctx.addIssue({ code: 'custom', path, message });
});
export type LaunchRequest = z.infer<typeof launchRequest>;

/** A system to start from, with today's image of it for one architecture. */
export const quickStartOffer = z.object({ system: z.string(), words: z.string(), image });
export type QuickStartOffer = z.infer<typeof quickStartOffer>;

/** A launch that may not be decided yet in every point: what can be looked at before, is. */
export const preflightRequest = launchFields.extend({
  key: z.union([keyChoice, z.strictObject({ kind: z.literal('unset') })]),
  /** Empty where the Region has no network. */
  vpcId: z.union([vpcId, z.literal('')]),
  firewall: z.union([firewallChoice, z.strictObject({ kind: z.literal('unset') })]),
});
export type PreflightRequest = z.infer<typeof preflightRequest>;

export const launch = {
  calls: {
    /** The systems that everyone can start from, as AWS's public parameters name their images today. */
    quickStarts: call(empty, z.object({ offers: z.array(quickStartOffer) })),
    /** The images that were launched here last, newest first; those that are gone are left out. */
    recentImages: call(empty, z.object({ images: z.array(image) })),
    /** What the Launch wizard opens with: the image as it is and the types that fit it; network and keys have calls of their own. */
    form: call(z.strictObject({ imageId }), z.object({ image, instanceTypes: z.array(instanceType) })),
    /** Everything that a launch would be refused for, and what is worth a look, before it is asked for. Changes nothing. */
    preflight: call(preflightRequest, z.object({ lines: z.array(preflightLine) })),
    /** Checks the facts (image available, key and groups there, DryRun), then starts a job that is followed until SSH can answer. */
    start: call(launchRequest, z.object({ jobId: z.string() })),
    ...templateCalls,
  },
  events: {},
};
