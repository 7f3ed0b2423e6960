import { StandardRetryStrategy } from '@smithy/core/retry';

type Refresh = StandardRetryStrategy['refreshRetryTokenForRetry'];

/** Attempts under throttling: ten take about a minute (measured), and AWS's buckets are full again by then. */
const THROTTLED_ATTEMPTS = 10;
/** Attempts under lost packets and silent servers: three time-outs of 30 s are the 90 s a person may be kept waiting. */
const OTHER_ATTEMPTS = 3;

/**
 * Retries of calls that may be repeated: many when AWS asks to slow down, few when nothing answers.
 *
 * The SDK's own default gives up on throttling after three attempts in half a second (F7).
 */
export class PatientRetryStrategy extends StandardRetryStrategy {
  constructor() {
    super(THROTTLED_ATTEMPTS);
  }

  override async refreshRetryTokenForRetry(...[token, error]: Parameters<Refresh>): ReturnType<Refresh> {
    if (error.errorType !== 'THROTTLING' && token.getRetryCount() + 1 >= OTHER_ATTEMPTS) {
      throw new Error('No attempt is left.');
    }
    return super.refreshRetryTokenForRetry(token, error);
  }
}
