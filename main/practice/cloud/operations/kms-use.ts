import { Refusal } from '../refusal.ts';
import type { KmsKeyRecord } from '../world/records/kms-records.ts';
import { keyNeed } from './kms/key-access.ts';
import { type KeyName, lookUp, parseKeyId } from './kms/key-names.ts';
import { EBS_ALIAS, ebsKey, ebsKeyArn } from './kms/new-key.ts';
import type { CallContext } from './operation.ts';

/** What EBS does with a disk's key. Source: EBS user guide, "Requirements for Amazon EBS encryption". */
const ebsActions = [
  'DescribeKey',
  'Decrypt',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
  'CreateGrant',
] as const;

/**
 * Whether the caller may use a KMS key for disks, and the key can be used at the moment.
 *
 * EBS asks with the caller's own permissions: the key's policy, the caller's policies and grants decide, as with the
 * calls of KMS. The key that AWS keeps for EBS is its own account's alone; it comes into being at its first use.
 */
export function mayUseKey(call: CallContext, keyArn: string): boolean {
  return keyTrouble(call, keyArn) === null;
}

/** Why a key cannot be used for disks: the caller may not, or it is switched off or going; null where it can. */
export function keyTrouble(call: CallContext, keyArn: string): 'inaccessible' | 'unusable' | null {
  const key = keyByArn(call, keyArn);
  if (!key && keyArn !== ebsKeyArn(call)) return 'inaccessible';
  const context = { 'kms:ViaService': [`ec2.${call.region}.amazonaws.com`] };
  const needs = ebsActions.map((action) =>
    keyNeed(action, keyArn, call, {
      context: action === 'CreateGrant' ? { ...context, 'kms:GrantIsForAWSResource': ['true'] } : context,
    }),
  );
  if (!call.may(needs)) return 'inaccessible';
  return key && (!key.enabled || key.deletionAt !== null) ? 'unusable' : null;
}

/**
 * The ARN of the key that an ID, alias, alias ARN or ARN stands for in the Region of the call; null for none.
 *
 * Whether the key may be used is `mayUseKey`'s matter.
 */
export function keyArnOf(call: CallContext, given: string): string | null {
  const named = nameOf(call, given);
  if (!named) return null;
  const held = lookUp(call, named)?.key.arn;
  return held ?? (named.name === EBS_ALIAS && named.accountId === call.account.id ? ebsKeyArn(call) : null);
}

/** The key that EBS encrypts with in the caller's place where nobody names one; AWS's own is made at its first use. */
export function defaultKeyArn(call: CallContext): string {
  return call.place.settings.get('region')?.defaultKmsKeyId ?? ebsKey(call).arn;
}

/** Whether a key is one that AWS keeps, which nobody can share. */
export function isAwsKey(call: CallContext, keyArn: string): boolean {
  return keyByArn(call, keyArn)?.manager === 'AWS' || keyArn === ebsKeyArn(call);
}

function keyByArn(call: CallContext, keyArn: string): KmsKeyRecord | null {
  const named = nameOf(call, keyArn);
  return named && (lookUp(call, named)?.key ?? null);
}

function nameOf(call: CallContext, given: string): KeyName | null {
  const named = parseKeyId(given, call);
  return named instanceof Refusal ? null : named;
}
