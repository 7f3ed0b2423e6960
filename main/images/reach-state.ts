import { AppError } from '../../src/core/errors.ts';
import type { Image } from '../../src/images/image.ts';
import type { Cloud } from '../aws/cloud.ts';
import { outcomeUnknown } from '../aws/errors.ts';
import { sendRepeatable, waitUntil } from '../aws/wait.ts';
import { type StepContext, UnsureError } from '../jobs/job-plan.ts';

/** A switch of an image and the state that it leads to. */
export interface Switching {
  readonly imageId: string;
  readonly state: Image['state'];
  readonly send: (cloud: Cloud) => Promise<void>;
  /** Said when it cannot be found out whether it was done. */
  readonly perhaps: string;
}

/** Sends a change that may be repeated, and looks until the image is in the state that it leads to. */
export async function reachState({ imageId, state, send, perhaps }: Switching, context: StepContext): Promise<void> {
  const { findImage } = await import('./ec2-images.ts');
  const look = (cloud: Cloud) => findImage(cloud, imageId);
  const onTrouble = () => context.tell('No answer from the cloud just now; Amiable asks again.');
  let refused: unknown;
  try {
    await sendRepeatable({ ...context, onTrouble }, send);
  } catch (error) {
    context.signal.throwIfAborted();
    if (!outcomeUnknown(error)) throw error;
    refused = error;
  }
  const done = (image: Image): boolean => {
    // It was not done: what the send was answered is the reason.
    if (refused && image.state !== state) throw refused;
    return image.state === state;
  };
  await waitUntil({ ...context, onTrouble, look, done }).catch((error: unknown) => {
    context.signal.throwIfAborted();
    if (error === refused || !(error instanceof AppError)) throw error;
    const { field: _field, ...details } = error.details;
    throw new UnsureError(error.code, error.message, [perhaps], { ...details, cause: error });
  });
}
