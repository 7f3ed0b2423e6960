import { z } from 'zod';
import { accountId } from '../core/fields.ts';

/**
 * Whom an image is shared with: accounts, organisations, units of an organisation, or everyone.
 *
 * Source: EC2 API, LaunchPermission: an account is its number, organisation and unit are ARNs, everyone is “all”.
 */

const ORGANIZATION = /^arn:aws[a-z-]*:organizations::\d{12}:organization\/o-[a-z0-9]{10,32}$/;
const UNIT = /^arn:aws[a-z-]*:organizations::\d{12}:ou\/o-[a-z0-9]{10,32}\/ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}$/;

export const receiverKind = z.enum(['account', 'organization', 'unit', 'everyone']);
export type ReceiverKind = z.infer<typeof receiverKind>;

/** A receiver as it is shown: what AWS gave, unchecked. */
export const shownReceiver = z.object({ kind: receiverKind, id: z.string() });
export type Receiver = z.infer<typeof shownReceiver>;

const ids: Readonly<Record<ReceiverKind, z.ZodString>> = {
  account: accountId,
  organization: z.string().regex(ORGANIZATION, 'This is not the ARN of an organisation.'),
  unit: z.string().regex(UNIT, 'This is not the ARN of a unit of an organisation.'),
  everyone: z.string().regex(/^all$/, 'Everyone has no other name than “all”.'),
};

/** A receiver as it is asked for. */
export const receiver = z.strictObject({ kind: receiverKind, id: z.string() }).superRefine(({ kind, id }, ctx) => {
  const read = ids[kind].safeParse(id);
  if (!read.success) ctx.addIssue({ code: 'custom', path: ['id'], message: read.error.issues[0]?.message ?? '' });
});

export const EVERYONE: Receiver = { kind: 'everyone', id: 'all' };

/** One receiver as one word, and back: for keys of lists and for what is kept on the disk. */
export function receiverKey({ kind, id }: Receiver): string {
  return `${kind} ${id}`;
}

/** Throws when the word is not one that {@link receiverKey} made. */
export function receiverOfKey(key: string): Receiver {
  const space = key.indexOf(' ');
  return receiver.parse({ kind: key.slice(0, space), id: key.slice(space + 1) });
}

/** Whether two lists name the same receiver. */
export function includesReceiver(list: readonly Receiver[], one: Receiver): boolean {
  return list.some((other) => receiverKey(other) === receiverKey(one));
}

/** A receiver as a person reads it. */
export function receiverWords({ kind, id }: Receiver): string {
  switch (kind) {
    case 'account':
      return `account ${id}`;
    case 'organization':
      return `the organisation ${id.slice(id.lastIndexOf('/') + 1)}`;
    case 'unit':
      return `the organisational unit ${id.slice(id.lastIndexOf('/') + 1)}`;
    case 'everyone':
      return 'everyone';
  }
}

/** Several receivers in one sentence; the end of a long list is counted. */
export function receiversWords(list: readonly Receiver[]): string {
  const words = list.map(receiverWords);
  if (words.length > 4) return `${words.slice(0, 3).join(', ')} and ${words.length - 3} more`;
  return words.length < 2 ? (words[0] ?? 'nobody') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** What was typed or pasted, as far as it could be read; one sentence for each piece that could not. */
export interface ReadReceivers {
  readonly receivers: readonly Receiver[];
  readonly errors: readonly string[];
}

/**
 * Reads account numbers as people paste them: several at once, with hyphens, spaces, line breaks, or as an ARN.
 *
 * @param ownAccountId refused with a word: the owner has every right already
 */
export function readAccounts(text: string, ownAccountId: string): ReadReceivers {
  const receivers: Receiver[] = [];
  const errors: string[] = [];
  const take = (digits: string) => {
    const one: Receiver = { kind: 'account', id: digits };
    if (digits === ownAccountId) {
      errors.push(`${digits} is the account that owns this image: it may launch it anyway. Take it out.`);
    } else if (!includesReceiver(receivers, one)) receivers.push(one);
  };
  for (const piece of pieces(text)) {
    let digits = '';
    for (const word of piece.split(/\s+/)) {
      const read = /^arn:aws[a-z-]*:iam::(\d{12}):/.exec(word)?.[1] ?? word.replace(/\p{Pd}/gu, '');
      if (/\D/.test(read)) {
        errors.push(notAnAccount(word));
        digits = '';
        continue;
      }
      digits += read;
      if (digits.length < 12) continue;
      if (digits.length === 12) take(digits);
      else errors.push(wrongLength(digits));
      digits = '';
    }
    if (digits !== '') errors.push(wrongLength(digits));
  }
  return { receivers, errors };
}

/** Reads ARNs of organisations and their units; an ID alone is refused with the way to the ARN. */
export function readOrganizations(text: string): ReadReceivers {
  const receivers: Receiver[] = [];
  const errors: string[] = [];
  for (const word of pieces(text).flatMap((piece) => piece.split(/\s+/))) {
    const kind = ORGANIZATION.test(word) ? 'organization' : UNIT.test(word) ? 'unit' : undefined;
    if (!kind) errors.push(notAnOrganization(word));
    else if (!includesReceiver(receivers, { kind, id: word })) receivers.push({ kind, id: word });
  }
  return { receivers, errors };
}

// Zero-width characters come along from web pages and cannot be seen.
function pieces(text: string): string[] {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .split(/[,;\n\r\t]+/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
}

function wrongLength(digits: string): string {
  const count = digits.length === 1 ? '1 digit' : `${digits.length} digits`;
  return `${digits} has ${count}. An account number has 12.`;
}

function notAnAccount(word: string): string {
  if (/^(o-|ou-|arn:aws[a-z-]*:organizations:)/.test(word)) {
    return `“${word}” belongs to an organisation. Choose “An organisation or a part of it” above for it.`;
  }
  return `“${word}” is not an account number. It has 12 digits; who has the account finds it at the top right of the AWS console, below their name.`;
}

function notAnOrganization(word: string): string {
  const where =
    'In the AWS console, open AWS Organizations and choose it: the ARN is shown with its details. It begins with arn:aws:organizations::';
  if (/^ou-/.test(word)) return `“${word}” is the ID of a unit, and AWS wants its ARN here. ${where}`;
  if (/^o-/.test(word)) return `“${word}” is the ID of an organisation, and AWS wants its ARN here. ${where}`;
  if (/^r-[a-z0-9]{4,32}$/.test(word) || /:root\//.test(word)) {
    return `“${word}” is the root of an organisation. Share with the organisation itself instead. ${where}`;
  }
  if (/^[\d\s-]+$/.test(word)) return `“${word}” looks like an account number. Choose “Accounts” above for it.`;
  return `“${word}” is not the ARN of an organisation or a unit. ${where}`;
}
