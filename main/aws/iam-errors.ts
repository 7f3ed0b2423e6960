import type { ErrorWords } from './error-table.ts';

/**
 * IAM's codes in the app's words.
 *
 * The SDK calls them by their class, which ends in `Exception` where the code on the wire does not.
 * Source: IAM API reference, "Common errors" and the errors of each operation.
 */
export const IAM_ERRORS: Readonly<Record<string, ErrorWords>> = {
  EntityAlreadyExistsException: {
    code: 'access.name-taken',
    say: 'There is something of that name in this account already; capitals make no difference.',
    fix: 'Choose another name.',
    field: { CreateUser: 'name' },
  },
  NoSuchEntityException: {
    code: 'access.not-found',
    say: ({ text }) => `IAM does not know this: ${text}`,
    fix: 'Somebody may have removed it. Load the page again.',
  },
  DeleteConflictException: {
    code: 'access.still-held',
    say: ({ text }) => `IAM does not delete this while something belongs to it: ${text}`,
    fix: 'Remove what it names in the IAM console (SSH keys, certificates and service passwords are not removed here), then try again.',
  },
  PasswordPolicyViolationException: {
    code: 'access.password-policy',
    say: ({ text }) => `The account’s rules for passwords did not take the one that was made: ${text}`,
    fix: 'Look at the password policy in the IAM console.',
  },
  EntityTemporarilyUnmodifiableException: {
    code: 'access.still-changing',
    say: 'IAM is still busy with an earlier change of this.',
    fix: 'Try again in a moment.',
    retryable: true,
  },
};
