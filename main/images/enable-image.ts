import { z } from 'zod';
import { AppError } from '../../src/core/errors.ts';
import { accountId, imageId, region } from '../../src/core/fields.ts';
import {
  type Receiver,
  receiver,
  receiverKey,
  receiverOfKey,
  receiversWords,
  receiverWords,
} from '../../src/share/receivers.ts';
import { isPassing, isSignInFault } from '../aws/errors.ts';
import { sendRepeatable, untilAnswered } from '../aws/wait.ts';
import type { JobPlan, StepContext } from '../jobs/job-plan.ts';
import { reachState } from './reach-state.ts';
import type { RememberedShares } from './remembered-shares.ts';

const ec2 = () => import('./ec2-retire.ts');

const enableJob = z.strictObject({
  accountId,
  region,
  imageId,
  name: z.string(),
  /** Whom to share it with again. */
  shares: z.array(receiver),
});
type EnableJob = z.infer<typeof enableJob>;

/** Switches an image on again and gives it back to those who had it. Whoever AWS refuses stays remembered. */
export function enableImagePlan(remembered: RememberedShares): JobPlan<EnableJob> {
  return {
    kind: 'images.enable',
    request: enableJob,
    title: ({ name, imageId: id }) => `Enable ${name || id}`,
    steps: [
      {
        name: 'enable',
        kind: 'make',
        async run(request, _facts, context) {
          const { sendEnable } = await ec2();
          context.tell('Switching it on.');
          await reachState(
            {
              imageId: request.imageId,
              state: 'available',
              send: (cloud) => sendEnable(cloud, request.imageId),
              perhaps: 'Perhaps it is enabled, and not shared yet. Look at the AMIs page.',
            },
            context,
          );
          return { imageId: request.imageId };
        },
        left: ({ shares }) => [
          `The image is enabled again.${shares.length > 0 ? ` Not shared yet with ${receiversWords(shares)}: they stay remembered.` : ''}`,
        ],
      },
      {
        name: 'share',
        kind: 'make',
        async run(request, _facts, context) {
          const given = await giveBack(request, context);
          remembered.keep(
            request,
            given.refused.map(({ to }) => to),
          );
          return {
            did: { shares: given.shared.map(receiverKey) },
            notes: given.refused.map(
              ({ to, why, perhaps }) =>
                `It ${perhaps ? 'was perhaps not' : 'could not be'} shared again with ${receiverWords(to)}, which stays remembered: ${why}`,
            ),
          };
        },
      },
    ],
    done({ name, imageId: id }, { did }) {
      const shares = (did?.shares ?? []).map(receiverOfKey);
      const words = `“${name || id}” is enabled and can be launched again`;
      return shares.length === 0 ? `${words}.` : `${words}, also by ${receiversWords(shares)}.`;
    },
  };
}

interface Refused {
  readonly to: Receiver;
  readonly why: string;
  /** Nobody could look whether an earlier send was done. */
  readonly perhaps: boolean;
}

interface Given {
  readonly shared: readonly Receiver[];
  readonly refused: readonly Refused[];
}

/** All in one call; where AWS refuses that, one by one, so that one refusal takes nothing from the others. */
async function giveBack({ imageId: id, shares }: EnableJob, context: StepContext): Promise<Given> {
  if (shares.length === 0) return { shared: [], refused: [] };
  const { addShares, readShares } = await ec2();
  const add = (some: readonly Receiver[]) => sendRepeatable(context, (cloud) => addShares(cloud, id, some));
  context.tell(`Sharing it again with ${receiversWords(shares)}.`, 50);
  const all = await refusalOf(() => add(shares), context);
  if (all === undefined) return { shared: shares, refused: [] };
  const refused: { to: Receiver; why: string }[] = [];
  for (const to of shares) {
    const why = shares.length === 1 ? all : await refusalOf(() => add([to]), context);
    if (why !== undefined) refused.push({ to, why });
  }
  if (refused.length === 0) return { shared: shares, refused: [] };
  // A refusal tells only of the send that it answers: one before it, whose answer was lost, may have been done.
  let had: readonly string[] = [];
  const unseen = await refusalOf(async () => {
    had = (await untilAnswered(context, (cloud) => readShares(cloud, id))).map(receiverKey);
  }, context);
  const still = refused.filter(({ to }) => !had.includes(receiverKey(to)));
  return {
    shared: shares.filter((to) => !still.some((each) => each.to === to)),
    refused: still.map((each) => ({ ...each, perhaps: unseen !== undefined })),
  };
}

/** AWS's refusal in words; undefined when it was done. Throws what says nothing about the permission. */
async function refusalOf(work: () => Promise<void>, { signal }: StepContext): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AppError) || isPassing(error) || isSignInFault(error)) throw error;
    return error.message;
  }
}
