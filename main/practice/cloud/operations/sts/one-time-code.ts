import { Refusal } from '../../refusal.ts';
import type { MfaDeviceRecord } from '../../world/records/iam-records.ts';
import { isHeldBy } from '../iam/mfa-finding.ts';
import { stepOf } from '../iam/one-time-passwords.ts';
import type { CallContext } from '../operation.ts';

/** A code that was right: which device it is of, and when it was shown there. */
export interface ProvenCode {
  readonly device: MfaDeviceRecord;
  readonly step: number;
}

function failed(text: string): Refusal {
  return new Refusal('AccessDenied', `MultiFactorAuthentication failed${text}`, 403);
}

/**
 * Checks the one-time password that comes with a call, if one does; it must be of a device of the user who asks.
 *
 * @throws Refusal `AccessDenied` in AWS's words
 */
export function proveCode(
  input: { readonly SerialNumber?: string | undefined; readonly TokenCode?: string | undefined },
  call: CallContext,
): ProvenCode | null {
  const { SerialNumber: serial, TokenCode: code } = input;
  if (serial === undefined && code === undefined) return null;
  if (serial === undefined || code === undefined) {
    throw failed(', must provide both MFA serial number and one time pass code.');
  }
  const { account, principal } = call;
  const device = account.mfaDevices.get(serial);
  if (!device || !principal.user || !isHeldBy(device, principal.user)) {
    throw failed(
      ', unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    );
  }
  const step = stepOf(device, code, call);
  if (step === null) throw failed(' with invalid MFA one time pass code. ');
  return { device, step };
}

/** Takes a code: no other call may use it. */
export function takeCode(proven: ProvenCode | null, { account }: CallContext): void {
  if (proven) account.mfaDevices.change(proven.device, { lastStep: proven.step });
}
