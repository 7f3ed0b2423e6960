import { z } from 'zod';

/** An IPv4 range such as 203.0.113.7/32, in its canonical form. */
export const ipv4Cidr = z.string().superRefine((text, ctx) => {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  const parts = match?.slice(1, 5).map(Number) ?? [];
  const bits = Number(match?.[5]);
  if (!match || parts.some((part) => part > 255) || bits > 32) {
    ctx.addIssue({ code: 'custom', message: 'Write an address range such as 203.0.113.7/32.' });
    return;
  }
  // Some programs read 010 as eight, others as ten: a firewall must not depend on which.
  if (match.slice(1, 6).some((part) => /^0\d/.test(part))) {
    ctx.addIssue({ code: 'custom', message: 'Write the numbers without zeros in front, such as 203.0.113.7/32.' });
    return;
  }
  const address = parts.reduce((sum, part) => sum * 256 + part, 0);
  const size = 2 ** (32 - bits);
  if (address % size !== 0) {
    const start = address - (address % size);
    const dotted = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join('.');
    ctx.addIssue({
      code: 'custom',
      message: `This range begins at ${dotted}. Write ${dotted}/${bits}, or a single address with /32.`,
    });
  }
});

const GROUP_CHARACTERS = /^[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/;
const GROUP_CHARACTERS_WORDS = 'Use letters, digits, spaces and . _ - : / ( ) # , @ [ ] + = & ; { } ! $ *';

/** What is written beside a group or a rule: up to 255 plain characters. Source: CreateSecurityGroup, parameter GroupDescription. */
export function groupText(what: string) {
  return z
    .string()
    .max(255, `${what} may have at most 255 characters.`)
    .regex(GROUP_CHARACTERS, GROUP_CHARACTERS_WORDS);
}

/** A security group's name: up to 255 characters, not beginning with sg-. Source: CreateSecurityGroup, parameter GroupName. */
export const groupName = z
  .string()
  .min(1, 'Give the security group a name.')
  .max(255, 'A security group’s name may have at most 255 characters.')
  .regex(GROUP_CHARACTERS, GROUP_CHARACTERS_WORDS)
  .refine((name) => !/^sg-/i.test(name), 'A name that begins with “sg-” is reserved for AWS. Choose another.')
  .refine((name) => name.toLowerCase() !== 'default', '“default” is the name of the VPC’s own group. Choose another.');
