import { z } from 'zod';
import { imageRow, regionFailure } from './inventory.ts';

/** An id, or a part of a name. */
export const whereQuery = z.strictObject({
  text: z
    .string()
    .trim()
    .min(3, 'Write an id such as ami-0123456789abcdef0, or at least three letters of a name.')
    .max(128, 'A name may have at most 128 characters.'),
});
export type WhereQuery = z.infer<typeof whereQuery>;

/** What was found out, wherever the image was looked for. */
export const whereAnswer = z.object({
  /** The images that fit, the shown Region's first. */
  found: z.array(imageRow),
  /** More fit than are told. */
  more: z.boolean(),
  /** Where was looked. */
  regions: z.array(z.string()),
  failures: z.array(regionFailure),
  /** Regions that this account has not switched on: an image there cannot be seen. */
  notEnabled: z.array(z.string()),
  /** Regions where the account allows only images of certain publishers: others' look as if they did not exist. */
  allowedOnly: z.array(z.string()),
  accountId: z.string(),
});
export type WhereAnswer = z.infer<typeof whereAnswer>;

/** What is wrong with something that was meant to be an image's id, in a sentence; undefined when its form is right, or it is a name. */
export function idMistake(text: string): string | undefined {
  const written = text.trim();
  const other = /^(i|snap|vol|sg|subnet|vpc|lt)-[0-9a-f]{8,17}$/.exec(written)?.[1];
  if (other !== undefined)
    return `This is the id of ${OTHER_IDS[other]}, not of an image: an image’s begins with “ami-”.`;
  if (!/^ami[-_ ]?[0-9a-z]*$/i.test(written) || !/^ami[-_ ]/i.test(written)) return undefined;
  if (/^ami-[0-9a-f]{8}([0-9a-f]{9})?$/.test(written)) return undefined;
  const digits = written.slice(4);
  const wrong = [...new Set(digits.toLowerCase().replace(/[0-9a-f]/g, ''))];
  if (wrong.length > 0) {
    const hint = wrong.includes('o') ? ' The letter o is never part of an id: it may be a zero.' : '';
    return `“${wrong.join('”, “')}” cannot be part of an id: after “ami-” come only the digits 0-9 and the letters a-f.${hint}`;
  }
  if (!written.startsWith('ami-') || /[A-F]/.test(digits)) {
    return 'An id is written in small letters, and with a hyphen: “ami-” and then digits and letters.';
  }
  return `After “ami-” come 17 characters (8 in old ids); this has ${digits.length}. Some may have been lost when it was copied.`;
}

const OTHER_IDS: Readonly<Record<string, string>> = {
  i: 'an instance',
  snap: 'a snapshot',
  vol: 'a volume',
  sg: 'a security group',
  subnet: 'a subnet',
  vpc: 'a network (VPC)',
  lt: 'a launch template',
};

/** One thing that may be the matter, with what to do. */
export interface WhereReason {
  readonly title: string;
  readonly text: string;
}

/** Why something may not have been found, the likeliest first. Source: field guide, facts 8, 9 and 10. */
export function whyNotFound(answer: WhereAnswer, text: string): WhereReason[] {
  const mistake = idMistake(text);
  if (mistake !== undefined) return [{ title: 'A typing mistake', text: mistake }];
  const isId = text.trim().toLowerCase().startsWith('ami');
  const reasons: (WhereReason | undefined)[] = [
    answer.failures.length > 0
      ? {
          title: 'Not every Region answered',
          text: `It may be in ${answer.failures.map(({ region }) => region).join(', ')}. Look again.`,
        }
      : undefined,
    answer.allowedOnly.length > 0
      ? {
          title: 'This account allows only certain publishers',
          text: `In ${answer.allowedOnly.join(', ')} the setting “Allowed AMIs” is on: images of other publishers look as if they did not exist. Ask an administrator to add its owner to the list.`,
        }
      : undefined,
    {
      title: 'It belongs to another account and is not shared with this one',
      text: `Give its owner your account number, ${answer.accountId}, and ask to share the image. Or choose the account that owns it, at the top of the window.`,
    },
    {
      title: 'It was deregistered',
      text: 'It is in no Recycle Bin of this account, in no Region where was looked. Machines that were launched from it still run; make a new image of one of them.',
    },
    {
      title: 'Its owner switched it off, or stopped sharing it',
      text: 'A disabled image is hidden from all but its owner, and its shares are gone for good: switching it on again does not give them back. Ask its owner.',
    },
    answer.notEnabled.length > 0
      ? {
          title: 'It is in a Region that is not switched on for this account',
          text: `Not looked in: ${answer.notEnabled.join(', ')}. An administrator can switch a Region on in the AWS console.`,
        }
      : undefined,
    isId
      ? undefined
      : {
          title: 'It is a public image, or has another name',
          text: 'Here only your own images and those shared with you are looked for by name. Look for public ones in the list of AMIs, under Public.',
        },
  ];
  return reasons.flatMap((reason) => reason ?? []);
}
