import { type ErrorShape, toErrorShape } from '../../src/core/errors.ts';

/** What a refused call rejects with in the window: the declared fields of an AppError, nothing else. */
export class RemoteError extends Error {
  readonly shape: ErrorShape;

  constructor(shape: ErrorShape) {
    super(shape.message);
    this.name = 'RemoteError';
    this.shape = shape;
  }
}

/** Whatever was thrown, as a {@link RemoteError}; what the main process did not declare is told as a fault of ours. */
export function toRemoteError(thrown: unknown): RemoteError {
  return thrown instanceof RemoteError ? thrown : new RemoteError(toErrorShape(thrown));
}
