import { z } from 'zod';
import { AppError } from '../../src/core/errors.ts';
import { region, imageId as sourceId, tags } from '../../src/core/fields.ts';
import { type CopyImageRequest, copyEncryption } from '../../src/images/copy.ts';
import { nextFreeName } from '../../src/images/naming.ts';
import { imageDescription, imageName } from '../../src/images/rules.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf, dryRun, outcomeUnknown } from '../aws/errors.ts';
import { sendRepeatable, untilAnswered } from '../aws/wait.ts';
import { type JobFacts, type JobPlan, type StepContext, UnsureError } from '../jobs/job-plan.ts';
import { followImage } from './follow-image.ts';

const ec2 = () => import('./ec2-copy.ts');

/** One copy to the job's own Region. */
const copyJob = z.strictObject({
  source: z.strictObject({ region, imageId: sourceId }),
  name: imageName,
  description: imageDescription,
  encryption: copyEncryption,
  copyTags: z.boolean(),
  tags,
});
type CopyJob = z.infer<typeof copyJob>;

/** The work that a request asks of each destination. */
export function copyJobs({ region: from, imageId, destinations, ...same }: CopyImageRequest) {
  return destinations.map(({ region: to, encryption }) => ({
    region: to,
    job: { source: { region: from, imageId }, encryption, ...same } satisfies CopyJob,
  }));
}

/** Throws, with the field it belongs to, when a destination would refuse its copy: a taken name, a permission, a limit. */
export async function checkDestinations(
  places: readonly { readonly cloud: Cloud; readonly job: CopyJob }[],
): Promise<void> {
  const { takenNames } = await import('./ec2-images.ts');
  const { tryCopyImage } = await ec2();
  const names = await Promise.all(places.map(({ cloud }) => takenNames(cloud)));
  for (const [index, { cloud, job }] of places.entries()) {
    const taken = names[index]?.find(({ name }) => name === job.name);
    if (taken) {
      throw new AppError('images.name-taken', `In ${cloud.region} that name is taken by ${taken.imageId}.`, {
        fix: `Use “${nextFreeName(job.name, names.flat())}”, which is free in every Region you chose.`,
        field: 'name',
      });
    }
    await dryRun(() => tryCopyImage(cloud, job)).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      const { field = `destinations.${index}.region`, ...details } = error.details;
      throw new AppError(error.code, `${cloud.region}: ${error.message}`, { ...details, field, cause: error });
    });
  }
}

/** Copies an image into the job's Region and follows it until it can be launched there. */
export const copyImagePlan: JobPlan<CopyJob> = {
  kind: 'images.copy',
  request: copyJob,
  title: ({ source, name }) => `Copy ${source.imageId} from ${source.region} as ${name}`,
  steps: [
    { name: 'copy', kind: 'make', run: copy, left: whatIsThere },
    {
      name: 'follow',
      kind: 'follow',
      async run({ name }, { imageId = '' }, context) {
        await followImage({ name, imageId }, context);
        return {};
      },
    },
  ],
  done: ({ name }, { imageId }) => `The copy “${name}” (${imageId}) is available. You can launch it now.`,
};

function whatIsThere({ name }: CopyJob, { imageId }: JobFacts): readonly string[] {
  return imageId ? [`The copy “${name}” (${imageId}) and its snapshots.`] : [];
}

/** The token makes AWS copy once; a token may have run out, so an earlier send is first looked for by its name. */
async function copy(request: CopyJob, _facts: JobFacts, context: StepContext): Promise<JobFacts> {
  const { sendCopyImage } = await ec2();
  context.tell('Asking for the copy.');
  const before = context.mayHaveSent ? await findOurs(request, context) : undefined;
  if (before) return { imageId: before };
  try {
    return { imageId: await sendRepeatable(context, (cloud) => sendCopyImage(cloud, request, context)) };
  } catch (error) {
    context.signal.throwIfAborted();
    if (!outcomeUnknown(error) && awsCodeOf(error) !== 'InvalidAMIName.Duplicate') throw error;
    const ours = await findOurs(request, context);
    if (ours) return { imageId: ours };
    throw error;
  }
}

/** The copy that an earlier send made; where that cannot be seen, it is said that there may be one. */
async function findOurs(request: CopyJob, context: StepContext): Promise<string | undefined> {
  const { name, tags: asked } = request;
  const { findByName } = await import('./ec2-images.ts');
  const found = await untilAnswered(context, (cloud) => findByName(cloud, name)).catch((cause: unknown) => {
    throw notSure(request, context, cause);
  });
  if (!found) return undefined;
  // With fifty tags there was no room for ours: the name was free before.
  const ours = found.operation === context.operationId || (found.operation === '' && asked.length >= 50);
  return ours ? found.imageId : undefined;
}

function notSure({ name }: CopyJob, { signal }: StepContext, error: unknown): unknown {
  signal.throwIfAborted();
  if (!(error instanceof AppError)) return error;
  const { field: _field, ...details } = error.details;
  const perhaps = [`Perhaps the copy “${name}”: look at the AMIs page of this Region.`];
  return new UnsureError(error.code, error.message, perhaps, { ...details, cause: error });
}
