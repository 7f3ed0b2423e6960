import { AppError } from '../../src/core/errors.ts';
import { type CreateImageRequest, createImageRequest } from '../../src/images/contract.ts';
import { nextFreeName } from '../../src/images/naming.ts';
import type { Instance } from '../../src/instances/contract.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf, dryRun, outcomeUnknown } from '../aws/errors.ts';
import { checkNewVolumes } from '../aws/new-volumes.ts';
import { sendOnceTaken, waitUntil } from '../aws/wait.ts';
import { type JobFacts, type JobPlan, type StepContext, UnsureError } from '../jobs/job-plan.ts';

import { followImage } from './follow-image.ts';

const ec2 = () => import('./ec2-images.ts');

/** Throws, with the field it belongs to, when the cloud would refuse this image: state, disks, name, permission. */
export async function checkFacts(cloud: Cloud, request: CreateImageRequest, instance: Instance | null): Promise<void> {
  if (!instance) {
    throw new AppError('instances.not-found', 'This instance does not exist any more.', {
      fix: 'Refresh the list of instances.',
      field: 'instanceId',
    });
  }
  if (instance.rootDeviceType !== 'ebs') {
    throw new AppError(
      'images.instance-store',
      'This kind of instance cannot be imaged: its disk ends with it (instance store).',
      {
        fix: 'Use an instance whose root volume is on EBS.',
        field: 'instanceId',
      },
    );
  }
  if (instance.state !== 'running' && instance.state !== 'stopped') {
    throw new AppError(
      'images.wrong-state',
      `The instance is ${instance.state}. An image can be made while it runs or is stopped.`,
      {
        fix: instance.state === 'terminated' ? 'Choose another instance.' : 'Wait a moment, then try again.',
        field: 'instanceId',
        retryable: instance.state !== 'terminated',
      },
    );
  }
  const { takenNames, tryCreateImage } = await ec2();
  const names = await takenNames(cloud);
  const taken = names.find(({ name }) => name === request.name);
  if (taken) {
    throw new AppError(
      'images.name-taken',
      `That name is taken by ${taken.imageId}, created ${taken.createdAt.slice(0, 10)}.`,
      {
        fix: `Use “${nextFreeName(request.name, names)}”, or open that image.`,
        field: 'name',
      },
    );
  }
  await checkVolumes(cloud, request, instance);
  await dryRun(() => tryCreateImage(cloud, request));
}

async function checkVolumes(cloud: Cloud, request: CreateImageRequest, { volumes }: Instance): Promise<void> {
  request.existingVolumes.forEach(({ deviceName, include }, index) => {
    const volume = volumes.find((entry) => entry.deviceName === deviceName);
    if (volume && (include || !volume.isRoot)) return;
    throw new AppError(
      'images.volume-refused',
      volume ? 'The root volume cannot be left out: the image could not start.' : `The instance has no ${deviceName}.`,
      {
        field: `existingVolumes.${index}.${volume ? 'include' : 'deviceName'}`,
        fix: volume ? 'Leave only other volumes out.' : 'Open the wizard again: the instance has changed.',
      },
    );
  });
  const kept = volumes.map(({ deviceName }) => deviceName);
  await checkNewVolumes(cloud, request.newVolumes, kept);
}

/** Makes an image of an instance and follows it until it can be launched. */
export const createImagePlan: JobPlan<CreateImageRequest> = {
  kind: 'images.create',
  request: createImageRequest,
  title: ({ name }) => `Create image ${name}`,
  source: ({ instanceId }) => instanceId,
  steps: [
    { name: 'create', kind: 'make', run: create, left: whatIsThere },
    {
      name: 'follow',
      kind: 'follow',
      async run({ name }, { imageId = '' }, context) {
        await followImage({ name, imageId }, context);
        return {};
      },
    },
  ],
  done: ({ name }, { imageId }) => `The image “${name}” (${imageId}) is available. You can launch it now.`,
};

function whatIsThere({ name }: CreateImageRequest, { imageId }: JobFacts): readonly string[] {
  return imageId ? [`The image “${name}” (${imageId}) and its snapshots.`] : [];
}

/** Sends at most this often; AWS itself refuses a second image of the same name. */
const SENDS = 2;

/** CreateImage has no token (F4): after a lost answer it looks for its own image, and sends again only when there is none. */
async function create(request: CreateImageRequest, _facts: JobFacts, context: StepContext): Promise<JobFacts> {
  const { sendCreateImage } = await ec2();
  context.tell(request.reboot ? 'Asking for the image; the instance will restart.' : 'Asking for the image.');
  if (context.mayHaveSent) {
    const imageId = await adopt(request, context);
    if (imageId) return { imageId };
  }
  for (let sends = 1; ; sends++) {
    try {
      const imageId = await sendOnceTaken(context, (cloud) => sendCreateImage(cloud, request, context.operationId));
      return { imageId };
    } catch (error) {
      context.signal.throwIfAborted();
      const duplicate = awsCodeOf(error) === 'InvalidAMIName.Duplicate';
      if (!duplicate && !outcomeUnknown(error)) throw error;
      context.tell('The cloud did not say whether it began; looking for the image.');
      const imageId = await adopt(request, context);
      if (imageId) return { imageId };
      if (duplicate || sends === SENDS) throw error;
    }
  }
}

/** Finds the image that this job made; undefined when there is none after the time that new things need to be seen. */
async function adopt(request: CreateImageRequest, context: StepContext): Promise<string | undefined> {
  const { findByName } = await ec2();
  const begun = context.clock.now().getTime();
  let ours: string | undefined;
  try {
    await waitUntil({
      ...context,
      look: async (cloud) => ({ found: await findByName(cloud, request.name), patience: cloud.pace.consistencyMs }),
      done: ({ found, patience }) => {
        if (found && isOurs(found, request, context)) ours = found.imageId;
        // Somebody else's image of this name: ours cannot exist.
        return found !== undefined || context.clock.now().getTime() - begun >= patience;
      },
    });
  } catch (error) {
    context.signal.throwIfAborted();
    throw notSure(request, error);
  }
  return ours;
}

function isOurs(
  found: { operation: string; sourceInstanceId: string | undefined },
  request: CreateImageRequest,
  { operationId }: StepContext,
): boolean {
  if (found.operation !== '') return found.operation === operationId;
  // No room for our tag among fifty: the name was free before, and the image is of our instance.
  return request.tags.length >= 50 && found.sourceInstanceId === request.instanceId;
}

function notSure({ name }: CreateImageRequest, error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const { field: _field, ...details } = error.details;
  return new UnsureError(error.code, error.message, [`Perhaps the image “${name}”: look at the AMIs page.`], {
    ...details,
    cause: error,
  });
}
