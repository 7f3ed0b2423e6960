import { AppError } from '../../src/core/errors.ts';
import type { CreateImageRequest } from '../../src/images/contract.ts';

/**
 * Checks each of several requests before any of them is begun, so that all begin or none.
 *
 * An error's field is put below its request: `requests.2.name`.
 */
export async function checkSeveral(
  requests: readonly CreateImageRequest[],
  check: (request: CreateImageRequest) => Promise<void>,
): Promise<void> {
  for (const [index, request] of requests.entries()) {
    const at = (field: string) => `requests.${index}.${field}`;
    if (requests.slice(0, index).some(({ name }) => name === request.name)) {
      throw new AppError('images.name-twice', `Two of these images would be called “${request.name}”.`, {
        field: at('name'),
        fix: 'Give each image a name of its own.',
      });
    }
    await check(request).catch((error: unknown) => {
      if (!(error instanceof AppError) || error.details.field === undefined) throw error;
      throw new AppError(error.code, error.message, { ...error.details, field: at(error.details.field), cause: error });
    });
  }
}
