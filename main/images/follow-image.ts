import { AppError } from '../../src/core/errors.ts';
import { reasonWords } from '../../src/images/state-reasons.ts';
import { waitUntil } from '../aws/wait.ts';
import type { StepContext } from '../jobs/job-plan.ts';

/**
 * Follows an image that is being made until it can be launched, for as long as that takes.
 *
 * Throws `images.failed`, with AWS's reason in words, when it ends in another state.
 */
export async function followImage(
  { name, imageId }: { readonly name: string; readonly imageId: string },
  context: StepContext,
): Promise<void> {
  const { findImage } = await import('./ec2-images.ts');
  context.tell('Copying the disks.', 0);
  await waitUntil({
    ...context,
    madeAt: context.firstSentAt,
    look: (cloud) => findImage(cloud, imageId),
    done: ({ state, stateReason, progress = 0 }) => {
      if (state === 'available' || state === 'disabled') return true;
      if (state === 'pending' || state === 'transient') {
        context.tell(`Copying the disks: ${progress} %.`, progress);
        return false;
      }
      const { meaning, fix } = reasonWords(stateReason);
      const says = stateReason ? ` AWS says: ${stateReason}` : '';
      throw new AppError('images.failed', `The image “${name}” ended as ${state}. ${meaning}${says}`, { fix });
    },
    onTrouble: () => context.tell('No answer from the cloud just now; it goes on copying, and Amiable looks again.'),
  });
}
