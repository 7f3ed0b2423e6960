import { z } from 'zod';
import { securityGroupId, vpcId } from '../core/fields.ts';
import { groupName, groupText, ipv4Cidr } from './rules.ts';

/** A door's number. Ports are whole numbers from 0 to 65535. */
const port = z
  .number({ error: 'Write a port: a whole number from 0 to 65535.' })
  .int('Write a port: a whole number from 0 to 65535.')
  .min(0, 'Ports begin at 0.')
  .max(65_535, 'Ports end at 65535.');

/** Where a new rule lets in from: an IPv4 range, or another group of the same network. */
const ruleSource = z.string().superRefine((source, ctx) => {
  const schema = source.startsWith('sg-') ? securityGroupId : ipv4Cidr;
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    ctx.addIssue({ code: 'custom', message: parsed.error.issues[0]?.message ?? 'Write an address range.' });
  }
});

/** A rule that is to be added: TCP or UDP, from the first port to the last. */
export const newInboundRule = z
  .strictObject({
    protocol: z.enum(['tcp', 'udp']),
    fromPort: port,
    toPort: port,
    source: ruleSource,
    /** What it is for; empty for nothing. */
    description: groupText('A rule’s description'),
  })
  .refine(({ fromPort, toPort }) => !(toPort < fromPort), {
    path: ['toPort'],
    message: 'The last port comes after the first, or is the same.',
  });
export type NewInboundRule = z.infer<typeof newInboundRule>;

/** One rule of a group, named by what it lets in: AWS allows each only once in a group. */
export const ruleName = z.strictObject({
  protocol: z.string().max(20),
  fromPort: z.number().int().optional(),
  toPort: z.number().int().optional(),
  source: z.string().max(64),
});
export type RuleName = z.infer<typeof ruleName>;

export const createGroupRequest = z.strictObject({
  name: groupName,
  description: groupText('A description').min(1, 'AWS asks for a description. A few words are enough.'),
  vpcId,
});
export type CreateGroupRequest = z.infer<typeof createGroupRequest>;

export const addRuleRequest = z.strictObject({ groupId: securityGroupId, rule: newInboundRule });
export type AddRuleRequest = z.infer<typeof addRuleRequest>;

export const removeRuleRequest = z.strictObject({ groupId: securityGroupId, rule: ruleName });
export type RemoveRuleRequest = z.infer<typeof removeRuleRequest>;

export const moveRuleRequest = z.strictObject({ groupId: securityGroupId, rule: ruleName, to: ipv4Cidr });
export type MoveRuleRequest = z.infer<typeof moveRuleRequest>;

/** A rule's move as its job keeps it, with what the person sees of it. */
export const ruleMove = moveRuleRequest.extend({ groupName: z.string(), description: z.string() });
export type RuleMove = z.infer<typeof ruleMove>;

export const deleteGroupRequest = z.strictObject({ groupId: securityGroupId });
export type DeleteGroupRequest = z.infer<typeof deleteGroupRequest>;
