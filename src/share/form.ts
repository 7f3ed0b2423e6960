import type { FieldErrors } from '../core/fields.ts';
import type { GiveRequest, ShareState } from './contract.ts';
import { EVERYONE, type ReadReceivers, readAccounts, readOrganizations } from './receivers.ts';
import { whyNotGive } from './rules.ts';

/** Whom the wizard shares with: each has a field of its own, kept while the person tries another. */
export type Who = 'accounts' | 'organizations' | 'everyone';

/** What the person decides in the share wizard. */
export interface ShareForm {
  readonly who: Who;
  /** As it was typed or pasted. */
  readonly accounts: string;
  readonly organizations: string;
  /** They looked through the disks before everyone gets them. */
  readonly checked: boolean;
  readonly copy: boolean;
  readonly keyPolicy: GiveRequest['keyPolicy'];
}

/** The wizard's steps, each with the fields that it holds. */
export const SHARE_STEPS: readonly (readonly string[])[] = [
  ['who', 'accounts', 'organizations', 'checked'],
  ['copy', 'keyPolicy'],
  ['imageId', 'region'],
];

/** The field of the form that a field of the request was read from. */
export function formField(field: string, who: Who): string {
  if (!/^receivers(\.|$)/.test(field)) return field;
  return who === 'everyone' ? 'who' : who;
}

/** What the wizard opens with: nobody yet, no copying, and the key's policy changed here if that can be done. */
export function shareDefaults({ keys }: Pick<ShareState, 'keys'>): ShareForm {
  const canApply = keys.every(({ policy }) => policy !== undefined);
  return {
    who: 'accounts',
    accounts: '',
    organizations: '',
    checked: false,
    copy: false,
    keyPolicy: keys.length === 0 ? 'none' : canApply ? 'apply' : 'hand-over',
  };
}

/** The receivers that were typed, and a sentence for each piece that is none. */
export function readReceivers(
  { who, accounts, organizations }: ShareForm,
  { ownAccountId }: Pick<ShareState, 'ownAccountId'>,
): ReadReceivers {
  switch (who) {
    case 'accounts':
      return readAccounts(accounts, ownAccountId);
    case 'organizations':
      return readOrganizations(organizations);
    case 'everyone':
      return { receivers: [EVERYONE], errors: [] };
  }
}

/** The request that a form stands for. */
export function requestOf(form: ShareForm, state: ShareState): GiveRequest {
  return {
    region: state.image.region,
    imageId: state.image.imageId,
    receivers: [...readReceivers(form, state).receivers],
    copy: form.copy && form.who === 'accounts',
    keyPolicy: form.keyPolicy,
  };
}

/** Every message about the form by field; empty when it may be sent. */
export function shareErrors(form: ShareForm, state: ShareState): FieldErrors {
  const { receivers, errors } = readReceivers(form, state);
  const field = formField('receivers', form.who);
  if (errors.length > 0) return { [field]: errors.slice(0, 3).join(' ') };
  if (receivers.length === 0) {
    return {
      [field]:
        form.who === 'accounts'
          ? 'Type or paste at least one account number.'
          : 'Paste the ARN of an organisation or of a part of it.',
    };
  }
  const refusal = whyNotGive(requestOf(form, state), state);
  if (refusal) {
    const words = [refusal.message, refusal.fix].filter(Boolean).join(' ');
    return { [formField(refusal.field ?? 'imageId', form.who)]: words };
  }
  return form.who === 'everyone' && !form.checked
    ? { checked: 'Look through the disks first: what everyone has read cannot be taken back.' }
    : {};
}
