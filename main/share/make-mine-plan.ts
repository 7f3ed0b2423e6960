import { z } from 'zod';
import { AppError } from '../../src/core/errors.ts';
import type { Image } from '../../src/images/image.ts';
import { makeMineRequest } from '../../src/share/contract.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf, isNotFound, outcomeUnknown } from '../aws/errors.ts';
import { sendRepeatable, untilAnswered, waitUntil } from '../aws/wait.ts';
import { type JobFacts, type JobPlan, type Step, UnsureError } from '../jobs/job-plan.ts';
import { makeOnce } from '../jobs/make-once.ts';

const ec2 = () => import('./ec2-make-mine.ts');

/** What was asked, with the machine that was chosen for it. */
export const makeMine = makeMineRequest.extend({ instanceType: z.string(), subnetId: z.string() });
export type MakeMine = z.infer<typeof makeMine>;

type FindImage = (cloud: Cloud, imageId: string) => Promise<Image>;

/** Makes an image of one's own by way of a machine: launch, stop, image, terminate. */
export function makeMinePlan(findImage: FindImage): JobPlan<MakeMine> {
  return {
    kind: 'share.make-mine',
    request: makeMine,
    title: ({ imageId, name }) => `Make ${imageId} mine as ${name}`,
    steps: [
      startStep,
      follow('run', 'The machine starts.', 20, 'running'),
      stopStep,
      follow('off', 'The machine is switched off, so that its disk is at rest.', 30, 'stopped'),
      imageStep,
      watchImage(findImage),
      endStep,
      follow('gone', 'The machine is ended.', 95, 'terminated'),
    ],
    done: ({ name }, { imageId }) => `The image “${name}” (${imageId}) is yours. The machine that made it is gone.`,
  };
}

const startStep: Step<MakeMine> = {
  name: 'machine',
  kind: 'make',
  async run(request, _facts, context) {
    const { startMachine, machineOfToken } = await ec2();
    context.tell('Starting a small machine from the image.', 5);
    try {
      return { instanceIds: [await sendRepeatable(context, (cloud) => startMachine(cloud, request, context))] };
    } catch (error) {
      context.signal.throwIfAborted();
      if (!outcomeUnknown(error)) throw error;
      const found = await untilAnswered(context, (cloud) => machineOfToken(cloud, context.clientToken)).catch(
        (cause: unknown) => {
          throw unsure(cause, 'Perhaps a machine: look at the Instances page.');
        },
      );
      if (!found) throw error;
      return { instanceIds: [found] };
    }
  },
  async undo(_request, facts, context) {
    await endQuietly(await context.cloud(), machineOf(facts));
  },
  left: (_request, facts) => [`The machine ${machineOf(facts)}; it costs money while it runs.`],
};

const stopStep: Step<MakeMine> = {
  name: 'stop',
  kind: 'make',
  async run(_request, facts, context) {
    const { stopMachine } = await ec2();
    await sendRepeatable(context, (cloud) => stopMachine(cloud, machineOf(facts)));
    return {};
  },
};

const imageStep: Step<MakeMine> = {
  name: 'image',
  kind: 'make',
  async run(request, facts, context) {
    const { sendImage, imageOf } = await ec2();
    context.tell('Asking for the image.', 40);
    const imageId = await makeOnce(context, {
      send: (cloud) => sendImage(cloud, request, machineOf(facts), context.operationId),
      find: (cloud) => imageOf(cloud, context.operationId),
      duplicate: 'InvalidAMIName.Duplicate',
      perhaps: `Perhaps the image “${request.name}”: look at the AMIs page.`,
    });
    return { imageId };
  },
  async undo(_request, { imageId }, context) {
    if (!imageId) return;
    const { removeImage } = await ec2();
    try {
      await removeImage(await context.cloud(), imageId);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  },
  left: ({ name }, { imageId }) => (imageId ? [`The image “${name}” (${imageId}) and its snapshots.`] : []),
};

const endStep: Step<MakeMine> = {
  name: 'end',
  kind: 'make',
  async run(_request, facts, context) {
    await sendRepeatable(context, (cloud) => endQuietly(cloud, machineOf(facts)));
    return {};
  },
};

/** Watches the machine until it stands where it should. */
function follow(name: string, sentence: string, percent: number, wanted: string): Step<MakeMine> {
  return {
    name,
    kind: 'follow',
    async run(_request, facts, context) {
      const { machineStand } = await ec2();
      context.tell(sentence, percent);
      await waitUntil({
        ...context,
        madeAt: context.firstSentAt,
        look: (cloud) => machineStand(cloud, machineOf(facts)),
        done: ({ state, reason }) => {
          if (state === wanted) return true;
          if (wanted !== 'terminated' && (state === 'shutting-down' || state === 'terminated'))
            throw endedEarly(reason);
          return false;
        },
        onTrouble: () => context.tell('No answer from the cloud just now; the work goes on there.'),
      }).catch((error: unknown) => {
        // A machine that is gone altogether has ended.
        if (wanted !== 'terminated' || !isNotFound(error)) throw error;
      });
      return {};
    },
  };
}

function watchImage(findImage: FindImage): Step<MakeMine> {
  return {
    name: 'copying',
    kind: 'follow',
    async run({ name }, { imageId = '' }, context) {
      await waitUntil({
        ...context,
        madeAt: context.firstSentAt,
        look: (cloud) => findImage(cloud, imageId),
        done: ({ state, stateReason, progress = 0 }) => {
          if (state === 'available' || state === 'disabled') return true;
          if (state !== 'pending' && state !== 'transient') throw imageFailed(name, stateReason);
          context.tell(`Copying the disks into your image: ${progress} %.`, 40 + progress / 2);
          return false;
        },
        onTrouble: () => context.tell('No answer from the cloud just now; it goes on copying.'),
      });
      return {};
    },
  };
}

function machineOf({ instanceIds = [] }: JobFacts): string {
  return instanceIds[0] ?? '';
}

async function endQuietly(cloud: Cloud, instanceId: string): Promise<void> {
  const { endMachine } = await ec2();
  try {
    await endMachine(cloud, instanceId);
  } catch (error) {
    if (!/NotFound$/.test(awsCodeOf(error))) throw error;
  }
}

function endedEarly(reason: string): AppError {
  if (reason === 'Client.InternalError') {
    return new AppError(
      'share.key-closed',
      'The machine ended at once. Its disks are encrypted with a key that this account may not use.',
      {
        fix: 'Send the owner of the image your account number and ask them to let it use the key; then try again.',
        retryable: true,
      },
    );
  }
  return new AppError('share.machine-ended', `The machine ended by itself (${reason || 'AWS gives no reason'}).`, {
    fix: 'Launch an instance from the image first to see whether it starts at all.',
  });
}

function imageFailed(name: string, reason: string | undefined): AppError {
  return new AppError('share.image-failed', `The image “${name}” could not be made${reason ? `: ${reason}` : '.'}`, {
    fix: 'Try again; nothing of this attempt is kept.',
    retryable: true,
  });
}

function unsure(error: unknown, line: string): unknown {
  if (!(error instanceof AppError)) return error;
  const { field: _field, ...details } = error.details;
  return new UnsureError(error.code, error.message, [line], { ...details, cause: error });
}
