import { accountOf } from '../../access/arn.ts';
import { Refusal } from '../../refusal.ts';
import { defaultKeyArn, keyArnOf, mayUseKey } from '../kms-use.ts';
import type { CallContext } from '../operation.ts';

/** How a disk is encrypted, and whether the caller may use all keys that it takes. */
export interface DiskKey {
  readonly encrypted: boolean;
  readonly kmsKeyId: string | null;
  readonly isUsable: boolean;
}

/**
 * Chooses the key of a new disk: the one that was asked for, else its snapshot's, else - where that is another
 * account's, or the account encrypts all its disks - the default one.
 *
 * May make AWS's own key for disks, so it belongs behind the checks. Source: EBS user guide, "How Amazon EBS encryption
 * works", and EC2 user guide, "Use encryption with EBS-backed AMIs".
 *
 * @param source the key of the snapshot that the disk is made from; null where that is not encrypted
 */
export function chooseKey(
  asked: { readonly encrypted: boolean; readonly keyId: string | null },
  source: string | null,
  call: CallContext,
): DiskKey {
  const always = call.place.settings.get('region')?.encryptVolumes ?? false;
  if (!asked.encrypted && source === null && !always) return { encrypted: false, kmsKeyId: null, isUsable: true };
  const { keyId } = asked;
  const isOwn = source !== null && accountOf(source) === call.account.id;
  const key = keyId !== null ? keyArnOf(call, keyId) : isOwn ? source : defaultKeyArn(call);
  const taken = [key, source].filter((arn) => arn !== null);
  return {
    encrypted: true,
    kmsKeyId: key ?? keyId,
    isUsable: key !== null && taken.every((arn) => mayUseKey(call, arn)),
  };
}

/** Refuses a key without encryption. */
export function checkKeyAsked(input: {
  readonly KmsKeyId?: string | undefined;
  readonly Encrypted?: boolean | undefined;
}): void {
  if (input.KmsKeyId !== undefined && input.Encrypted !== true) {
    throw new Refusal(
      'InvalidParameterDependency',
      'The parameter KmsKeyId requires the parameter Encrypted to be set.',
    );
  }
}
