import { AppError } from '../../src/core/errors.ts';
import { ERROR_TABLE, type ErrorFacts } from './error-table.ts';

/** What an SDK error looks like from outside; every field may be missing. */
interface SdkError {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly cause?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/** Nothing was sent: the computer was not reached. */
const NOT_SENT = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN'];
/** It was reached, or may have been, and then there was silence. */
const CUT_OFF = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED', 'ERR_SOCKET_CONNECTION_TIMEOUT'];

/** Puts whatever an AWS client threw into the app's words, with AWS's own code, text and request id as details. */
export function toAwsError(thrown: unknown, context: Omit<ErrorFacts, 'text'>): AppError {
  if (thrown instanceof AppError) return thrown;
  const error = thrown as SdkError;
  if (error.name === 'AbortError')
    return new AppError('app.stopped', 'This was stopped.', { retryable: true, cause: thrown });
  return signInFault(error, context) ?? networkFault(error) ?? serviceFault(error, context);
}

function serviceFault(error: SdkError, context: Omit<ErrorFacts, 'text'>): AppError {
  const awsCode = error.name ?? 'Unknown';
  const facts: ErrorFacts = { ...context, text: error.message ?? '' };
  // AWS's text is a stranger's: a code such as “constructor” must not find what every object has.
  const words = Object.hasOwn(ERROR_TABLE, awsCode) ? ERROR_TABLE[awsCode] : undefined;
  const requestId = error.$metadata?.requestId;
  const details = { awsCode, awsMessage: facts.text, ...(requestId ? { requestId } : {}), cause: error };
  if (words) {
    const field = words.field?.[context.operation] ?? words.field?.['*'];
    const fix = typeof words.fix === 'function' ? words.fix(facts) : words.fix;
    return new AppError(words.code, typeof words.say === 'function' ? words.say(facts) : words.say, {
      ...details,
      ...(fix ? { fix } : {}),
      ...(field ? { field } : {}),
      retryable: words.retryable ?? false,
    });
  }
  const status = error.$metadata?.httpStatusCode;
  // A reply that is no AWS answer (a proxy's page, half a document) tells nothing about what was done.
  if (status === undefined || status >= 500 || status < 400) {
    return new AppError('aws.server-fault', 'AWS had a fault of its own and did not say whether this was done.', {
      ...details,
      fix: 'Try again in a moment.',
      retryable: true,
    });
  }
  return new AppError('aws.refused', `AWS refused this: ${facts.text || awsCode}`, details);
}

function networkFault(error: SdkError, depth = 0): AppError | undefined {
  const code = error.code ?? '';
  if (NOT_SENT.includes(code)) {
    const offline = code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENETUNREACH' || code === 'ENETDOWN';
    return new AppError(
      'aws.unreachable',
      offline
        ? 'This computer cannot reach the cloud: there is no network, or its name is not known.'
        : 'The cloud did not take the connection.',
      {
        fix: 'Check the network (and the VPN or proxy, if there is one), then try again.',
        retryable: true,
        cause: error,
      },
    );
  }
  if (CUT_OFF.includes(code) || error.name === 'TimeoutError' || /socket hang up/i.test(error.message ?? '')) {
    return new AppError('aws.no-answer', 'The connection ended before the cloud answered.', {
      fix: 'Check the network, then try again.',
      retryable: true,
      cause: error,
    });
  }
  return error.cause && depth < 5 ? networkFault(error.cause as SdkError, depth + 1) : undefined;
}

function signInFault(error: SdkError, { profile }: Omit<ErrorFacts, 'text'>): AppError | undefined {
  if (!/^(CredentialsProviderError|TokenProviderError|ProviderError)$/.test(error.name ?? '')) return undefined;
  const mfa = /MFA/i.test(error.message ?? '');
  return new AppError(
    'accounts.sign-in-failed',
    mfa
      ? `Profile “${profile}” asks for an MFA code, which Amiable cannot ask for.`
      : `There is no valid sign-in for profile “${profile}”.`,
    {
      fix: mfa
        ? 'Use a profile with aws sso login or aws login: they ask for the code in the browser.'
        : 'Sign in as you did before (for example aws sso login or aws login), or check the profile’s keys, then try again.',
      field: 'source.profile',
      retryable: true,
      awsCode: error.name ?? '',
      cause: error,
    },
  );
}

const codeOf = (error: unknown): string => (error instanceof AppError ? error.code : '');

/** AWS's own code of an error, or the empty string. */
export function awsCodeOf(error: unknown): string {
  return error instanceof AppError ? (error.details.awsCode ?? '') : '';
}

/** True when the change may have been made although the call failed: look before doing anything else. */
export function outcomeUnknown(error: unknown): boolean {
  return ['aws.no-answer', 'aws.server-fault', 'app.stopped'].includes(codeOf(error)) || !(error instanceof AppError);
}

/** True when it was certainly not done, and may be later: AWS asked to slow down, or was not reached at all. */
export function isNotTaken(error: unknown): boolean {
  return ['aws.unreachable', 'aws.slow-down', 'practice.not-running'].includes(codeOf(error));
}

/** True when the sign-in is the reason: the same request can be made again after a new one. */
export function isSignInFault(error: unknown): boolean {
  return ['accounts.sign-in-ended', 'accounts.sign-in-failed'].includes(codeOf(error));
}

/** True when nothing is wrong but the way to the cloud: looking again later may work. */
export function isPassing(error: unknown): boolean {
  return ['aws.unreachable', 'aws.no-answer', 'aws.server-fault', 'aws.slow-down', 'practice.not-running'].includes(
    codeOf(error),
  );
}

/** True when the thing is unknown to the cloud: gone, or too new to be seen everywhere. */
export function isNotFound(error: unknown): boolean {
  return /NotFound$|\.Malformed$/.test(awsCodeOf(error));
}

/** Runs a call with DryRun; answers when the permission is there, throws what AWS would say otherwise. */
export async function dryRun(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (awsCodeOf(error) !== 'DryRunOperation') throw error;
  }
}
