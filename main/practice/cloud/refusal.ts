/**
 * A call that the practice cloud answers with an AWS error.
 *
 * Codes and wording are AWS's own (the EC2 error-code page), so that a program learns nothing here that it would have
 * to unlearn there. Anything else that is thrown is a fault of the practice cloud and is answered as InternalError.
 */
export class Refusal extends Error {
  readonly code: string;
  /** HTTP status; EC2 answers 400 for nearly everything that a caller can mend. */
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.status = status;
  }
}
