import { z } from 'zod';
import { instanceId, securityGroupId, vpcId } from '../core/fields.ts';
import { call } from '../ipc/call.ts';
import { ipv4Cidr } from '../network/rules.ts';
import { loginUser } from './rules.ts';

/** The links between a person and a shell, in the order in which a connection meets them. */
export const linkName = z.enum([
  'computer',
  'address',
  'gateway',
  'route',
  'acl',
  'group',
  'machine',
  'port',
  'host-key',
  'user',
  'key',
]);
export type LinkName = z.infer<typeof linkName>;

/**
 * How a link stands: it holds, it is the one that is broken, it could not be judged, or it was not looked at because an
 * earlier one is broken. At most one of a chain is broken.
 */
export const linkState = z.enum(['ok', 'broken', 'unseen', 'waiting']);
export type LinkState = z.infer<typeof linkState>;

const id = (prefix: string, what: string) =>
  z.string().regex(new RegExp(`^${prefix}-[0-9a-f]{8}([0-9a-f]{9})?$`), `This is not the id of ${what}.`);

/** One change that mends a link by one call of AWS; it says all that it will do, and is sent back as it came. */
export const mend = z.discriminatedUnion('kind', [
  /** Lets one address use SSH. */
  z.strictObject({ kind: z.literal('let-in'), groupId: securityGroupId, source: ipv4Cidr }),
  z.strictObject({ kind: z.literal('start') }),
  z.strictObject({ kind: z.literal('reboot') }),
  z.strictObject({ kind: z.literal('attach-gateway'), gatewayId: id('igw', 'an internet gateway'), vpcId }),
  /** Sends a range to the internet gateway; `replaces` a route that leads nowhere. */
  z.strictObject({
    kind: z.literal('add-route'),
    routeTableId: id('rtb', 'a route table'),
    gatewayId: id('igw', 'an internet gateway'),
    cidr: ipv4Cidr,
    replaces: z.boolean(),
  }),
  /** Adds a rule to a network ACL that lets one address through, in one direction. */
  z.strictObject({
    kind: z.literal('open-acl'),
    aclId: id('acl', 'a network ACL'),
    outbound: z.boolean(),
    ruleNumber: z.number().int().min(1).max(32_766),
    fromPort: z.number().int().min(0).max(65_535),
    toPort: z.number().int().min(0).max(65_535),
    cidr: ipv4Cidr,
  }),
]);
export type Mend = z.infer<typeof mend>;

/** The one way out of a broken link. */
export const remedy = z.discriminatedUnion('kind', [
  /** A button that changes something in the cloud; `means` says what. */
  z.object({ kind: z.literal('mend'), label: z.string(), means: z.string(), mend }),
  /** A button that logs in as somebody else. */
  z.object({ kind: z.literal('log-in-as'), label: z.string(), user: z.string() }),
  /** A button that leads to the page where it is done. */
  z.object({ kind: z.literal('go'), label: z.string(), means: z.string(), page: z.enum(['create-image', 'keys']) }),
  /** It passes by itself: the check looks again. */
  z.object({ kind: z.literal('wait'), means: z.string() }),
  /** What to do outside of Amiable, or whom to ask; `request` is ready to be copied and sent. */
  z.object({ kind: z.literal('ask'), means: z.string(), request: z.string().optional() }),
]);
export type Remedy = z.infer<typeof remedy>;

/** One link as it was found. */
export const link = z.object({ name: linkName, state: linkState, sentence: z.string(), remedy: remedy.optional() });
export type Link = z.infer<typeof link>;

/** The calls of the connection check; part of connect's own. */
export const checkCalls = {
  /** Follows the way from this computer to the machine's shell; reads only, and opens no shell. */
  check: call(
    z.strictObject({ instanceId, user: loginUser.optional() }),
    z.object({
      instanceName: z.string(),
      /** Whom the check tried to log in as. */
      user: z.string(),
      links: z.array(link),
    }),
  ),
  /** Carries out a remedy; `back` is there where it can be taken back. */
  mend: call(
    z.strictObject({ instanceId, mend }),
    z.object({ done: z.string(), back: z.object({ label: z.string(), mend }).optional() }),
  ),
  /** Takes a remedy back. */
  takeBack: call(z.strictObject({ instanceId, mend }), z.object({ done: z.string() })),
};
