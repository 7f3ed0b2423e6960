import type { GetSessionTokenRequest, GetSessionTokenResponse } from '@aws-sdk/client-sts';
import { Refusal } from '../../refusal.ts';
import { changes } from '../operation.ts';
import { proveCode, takeCode } from './one-time-code.ts';
import { openSession, plainSession, showCredentials } from './session-making.ts';

/** Twelve hours, in seconds. */
const DEFAULT_DURATION = 43_200;

/** Sessions of one's own: what a one-time password is shown with. */
export const sessionTokenOperations = [
  changes(
    'GetSessionToken',
    (input: GetSessionTokenRequest, call): GetSessionTokenResponse => {
      const { account, principal, world, now } = call;
      if (principal.session || !principal.user) {
        throw new Refusal('AccessDenied', 'Cannot call GetSessionToken with session credentials', 403);
      }
      const proven = proveCode(input, call);
      call.proceed();
      takeCode(proven, call);
      const session = openSession(world, account, {
        ...plainSession,
        holder: { kind: 'user', userName: principal.user.name },
        expiresAt: now + (input.DurationSeconds ?? DEFAULT_DURATION) * 1000,
        mfa: proven !== null,
      });
      return { Credentials: showCredentials(session) };
    },
    // Every user may open a session of their own; not even an explicit denial stops it.
    { needs: () => [] },
  ),
];
