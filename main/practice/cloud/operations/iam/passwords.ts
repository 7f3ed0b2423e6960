import { scryptSync, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../../refusal.ts';
import type { LoginRecord, PasswordDigest, PasswordPolicyRecord } from '../../world/records/iam-records.ts';
import type { World } from '../../world/world.ts';

/** The most passwords that a password policy can remember. */
const MOST_REMEMBERED = 24;

/** The refusal of a password that the account does not take. */
function violation(text: string): Refusal {
  return new Refusal('PasswordPolicyViolation', text);
}

const classes = {
  uppercase: { pattern: /[A-Z]/, words: 'one uppercase letter' },
  lowercase: { pattern: /[a-z]/, words: 'one lowercase letter' },
  numbers: { pattern: /[0-9]/, words: 'one number' },
  symbols: { pattern: /[!@#$%^&*()_+\-=[\]{}|']/, words: 'one symbol' },
} as const;

/**
 * Checks a password by the account's policy; without one, it has eight characters of three of the four kinds.
 *
 * Source: IAM user guide, id_credentials_passwords_account-policy.
 *
 * @throws Refusal `PasswordPolicyViolation`
 */
export function checkPassword(password: string, policy: PasswordPolicyRecord | null): void {
  const least = policy?.minimumLength ?? 8;
  if ([...password].length < least) throw violation(`Password should have a minimum length of ${least}`);
  const kinds = ['uppercase', 'lowercase', 'numbers', 'symbols'] as const;
  if (!policy) {
    if (kinds.filter((kind) => classes[kind].pattern.test(password)).length >= 3) return;
    throw violation(
      'Password should have at least three of the following: uppercase letters, lowercase letters, numbers, symbols',
    );
  }
  const lacking = kinds.find((kind) => policy[kind] && !classes[kind].pattern.test(password));
  if (lacking) throw violation(`Password should have at least ${classes[lacking].words}`);
}

/** Refuses a password that a user had lately, as far as the account's policy looks back. */
export function checkReuse(password: string, login: LoginRecord, policy: PasswordPolicyRecord | null): void {
  const remembered = [login, ...login.previous].slice(0, policy?.reusePrevention ?? 0);
  if (remembered.some((one) => matches(password, one))) {
    throw violation('Password was used before and can not be used again yet');
  }
}

/** A digest of a new password. */
export function digestOf(password: string, world: World): PasswordDigest {
  const salt = Buffer.from(world.random(16));
  return { salt: salt.toString('base64'), digest: scrypt(password, salt).toString('base64') };
}

/** Whether a password is the one that a digest was made of. */
export function matches(password: string, { salt, digest }: PasswordDigest): boolean {
  return timingSafeEqual(scrypt(password, Buffer.from(salt, 'base64')), Buffer.from(digest, 'base64'));
}

/** A login with another password; the one before is remembered. */
export function withPassword(login: LoginRecord, password: string, mustChange: boolean, world: World): LoginRecord {
  const { salt, digest } = login;
  return {
    ...login,
    ...digestOf(password, world),
    changedAt: world.now(),
    mustChange,
    previous: [{ salt, digest }, ...login.previous].slice(0, MOST_REMEMBERED),
  };
}

/** Quick for a single sign-in, slow for whoever would try them all: some ten milliseconds. */
function scrypt(password: string, salt: Uint8Array): Buffer {
  return scryptSync(password.normalize('NFC'), salt, 32, { N: 4_096 });
}
