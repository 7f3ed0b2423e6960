import { askerOf, type Principal } from '../../access/principal.ts';
import type { KmsConstraintsRecord, KmsGrantRecord, KmsKeyRecord } from '../../world/records/kms-records.ts';

/** What a ciphertext is bound to; empty for none. */
export type EncryptionContext = Readonly<Record<string, string>>;

/** Whether a principal itself may do something with a key by a grant. */
export function isGrantedTo(
  key: KmsKeyRecord,
  principal: Principal,
  operation: string,
  about: EncryptionContext,
): boolean {
  const names = namesOf(principal);
  return grantsOf(key, operation, about).some(({ grantee }) => names.includes(grantee));
}

/** The ARNs by which grants name a principal: its own, and its role's. */
export function namesOf(principal: Principal): string[] {
  const asker = askerOf(principal);
  return asker.kind === 'role-session' ? [asker.arn, asker.roleArn] : [asker.arn];
}

/** The accounts that are granted something as a whole: their own policies say who of them may do it. */
export function grantedAccounts(key: KmsKeyRecord, operation: string, about: EncryptionContext): string[] {
  return grantsOf(key, operation, about).flatMap(({ grantee }) => (grantee.endsWith(':root') ? [grantee] : []));
}

function grantsOf({ grants }: KmsKeyRecord, operation: string, about: EncryptionContext): KmsGrantRecord[] {
  return grants.filter(({ operations, constraints }) => operations.includes(operation) && meets(constraints, about));
}

function meets(constraints: KmsConstraintsRecord | null, about: EncryptionContext): boolean {
  if (!constraints) return true;
  const holds = (wanted: EncryptionContext) => Object.entries(wanted).every(([name, value]) => about[name] === value);
  const { equals, subset } = constraints;
  const isEqual = equals === null || (holds(equals) && Object.keys(equals).length === Object.keys(about).length);
  return isEqual && (subset === null || holds(subset));
}
