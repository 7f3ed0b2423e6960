/**
 * The one error of the app: a code, a sentence for the person, and what to do next.
 *
 * Everything that can go wrong on purpose is thrown as an AppError; anything else is a bug and is
 * shown as `app.unexpected`. Catch only to add knowledge, to undo, or to show.
 */

/** What travels to the window when a call fails; never holds a secret, a stack or a raw cause. */
export interface ErrorShape {
  /** `feature.reason`, for example `images.name-taken`. Stable: tests and help refer to it. */
  readonly code: string;
  /** One plain sentence: what happened. */
  readonly message: string;
  /** One plain sentence: what to do. */
  readonly fix?: string;
  /** Dotted path of the form field it belongs to, for example `volumes.0.sizeGiB`. */
  readonly field?: string;
  /** True when doing the same again may succeed without any change by the person. */
  readonly retryable: boolean;
  /** The AWS request id, for "details". */
  readonly requestId?: string;
  /** AWS's own code and text, for "details". */
  readonly awsCode?: string;
  readonly awsMessage?: string;
}

export type ErrorOptions = Partial<Omit<ErrorShape, 'code' | 'message'>> & { cause?: unknown };

/** The error that the whole app throws; see {@link ErrorShape} for its fields. */
export class AppError extends Error {
  readonly code: string;
  readonly details: Omit<ErrorShape, 'code' | 'message'>;

  constructor(code: string, message: string, options: ErrorOptions = {}) {
    const { cause, ...details } = options;
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.details = { ...details, retryable: details.retryable ?? false };
  }

  /** The shape that is allowed to cross to the window. */
  toShape(): ErrorShape {
    return { code: this.code, message: this.message, ...this.details };
  }
}

/** Turns whatever was thrown into an {@link ErrorShape}; what is not an AppError is told as a fault of ours. */
export function toErrorShape(thrown: unknown): ErrorShape {
  if (thrown instanceof AppError) return thrown.toShape();
  return {
    code: 'app.unexpected',
    message: 'Something in Amiable went wrong, and it is not your doing.',
    fix: 'Try again. If it happens again, restart Amiable: running work is kept.',
    retryable: true,
  };
}

/** Ends every switch over a closed union: the compiler refuses a forgotten case, and run time names it. */
export function assertNever(value: never, what: string): never {
  throw new AppError('app.unknown-case', `Amiable does not know this ${what}: ${JSON.stringify(value)}.`);
}
