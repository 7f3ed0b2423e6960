import { z } from 'zod';
import { AppError } from '../../src/core/errors.ts';
import { accountId, imageId, region } from '../../src/core/fields.ts';
import { type Receiver, receiverKey, receiverOfKey, receiversWords } from '../../src/share/receivers.ts';
import { untilAnswered } from '../aws/wait.ts';
import type { JobFacts, JobPlan, StepContext } from '../jobs/job-plan.ts';
import { reachState } from './reach-state.ts';
import type { RememberedShares } from './remembered-shares.ts';

const ec2 = () => import('./ec2-retire.ts');

const disableJob = z.strictObject({
  accountId,
  region,
  imageId,
  name: z.string(),
  /** The person goes on although nobody can say whom it is shared with. */
  sharesUnseen: z.boolean(),
});
type DisableJob = z.infer<typeof disableJob>;

/** Switches an image off, after everyone who loses it is written down. */
export function disableImagePlan(remembered: RememberedShares): JobPlan<DisableJob> {
  return {
    kind: 'images.disable',
    request: disableJob,
    title: ({ name, imageId: id }) => `Disable ${name || id}`,
    steps: [
      {
        name: 'remember',
        kind: 'make',
        async run(request, _facts, context) {
          context.tell('Writing down whom it is shared with.');
          const shares = await sharesToKeep(request, remembered, context);
          remembered.keep(request, shares);
          return { imageId: request.imageId, did: { shares: shares.map(receiverKey) } };
        },
      },
      {
        name: 'disable',
        kind: 'make',
        async run(request, facts, context) {
          const { sendDisable } = await ec2();
          context.tell('Switching it off.');
          await reachState(
            {
              imageId: request.imageId,
              state: 'disabled',
              send: (cloud) => sendDisable(cloud, request.imageId),
              perhaps: `Perhaps it is disabled; it was shared with ${receiversWords(lost(facts))}. Look at the AMIs page.`,
            },
            context,
          );
          return {};
        },
      },
    ],
    done({ name, imageId: id }, facts) {
      const shares = lost(facts);
      const words = `“${name || id}” is disabled: hidden, and nobody can launch it. Its snapshots still cost money.`;
      return shares.length === 0 ? words : `${words} It is no longer shared with ${receiversWords(shares)}.`;
    },
    takeBack: () => 'enable',
  };
}

const lost = ({ did }: JobFacts): readonly Receiver[] => (did?.shares ?? []).map(receiverOfKey);

/** What is shared now; an image that is off already has lost it, and then what was written down holds. */
async function sharesToKeep(
  request: DisableJob,
  remembered: RememberedShares,
  context: StepContext,
): Promise<readonly Receiver[]> {
  const [{ readShares }, { findImage }] = await Promise.all([ec2(), import('./ec2-images.ts')]);
  const { state } = await untilAnswered(context, (cloud) => findImage(cloud, request.imageId));
  if (state === 'disabled') return remembered.of(request);
  return untilAnswered(context, (cloud) => readShares(cloud, request.imageId)).catch((error: unknown) => {
    context.signal.throwIfAborted();
    if (request.sharesUnseen && error instanceof AppError) return [];
    throw error;
  });
}
