import { z } from 'zod';
import { AppError } from '../../src/core/errors.ts';
import { imageId, snapshotId } from '../../src/core/fields.ts';
import { outcomeUnknown } from '../aws/errors.ts';
import { sendOnceTaken, untilAnswered, waitUntil } from '../aws/wait.ts';
import { type JobFacts, type JobPlan, type StepContext, UnsureError } from '../jobs/job-plan.ts';
import type { SnapshotResult } from './ec2-retire.ts';

const ec2 = () => import('./ec2-retire.ts');

const deregisterJob = z.strictObject({
  imageId,
  name: z.string(),
  deleteSnapshots: z.boolean(),
  /** What it was made of when the job began: afterwards nobody can say. */
  snapshotIds: z.array(snapshotId),
});
type DeregisterJob = z.infer<typeof deregisterJob>;

/** Takes an image away, tells what became of each snapshot, and whether it can be had back. */
export const deregisterImagePlan: JobPlan<DeregisterJob> = {
  kind: 'images.deregister',
  request: deregisterJob,
  title: ({ name, imageId: id }) => `Deregister ${name || id}`,
  steps: [
    { name: 'deregister', kind: 'make', run: deregister },
    { name: 'bin', kind: 'follow', run: lookInBin },
  ],
  done: ({ name, imageId: id }, facts) => [`“${name || id}” is deregistered.`, ...afterwards(facts)].join(' '),
  takeBack: (_request, { did }) =>
    did?.binnedUntil?.length && !did.deleted?.length && !did.snapshotsUnseen ? 'restore' : undefined,
};

/** AWS does not take many at once; a lost answer is looked into before anything is sent again. */
const SENDS = 3;

async function deregister(request: DeregisterJob, _facts: JobFacts, context: StepContext): Promise<JobFacts> {
  const { sendDeregister } = await ec2();
  const { imageId: id, deleteSnapshots } = request;
  context.tell('Taking the image away.');
  let unsure = context.mayHaveSent;
  for (let sends = 1; ; sends++) {
    if (unsure && (await isGone(request, context))) return { imageId: id, did: await whatIsThere(request, context) };
    try {
      const results = await sendOnceTaken(context, (cloud) => sendDeregister(cloud, id, deleteSnapshots));
      return { imageId: id, did: sortResults(results) };
    } catch (error) {
      context.signal.throwIfAborted();
      unsure = outcomeUnknown(error);
      if (!unsure) throw error;
      if (sends === SENDS && !(await isGone(request, context))) throw error;
    }
  }
}

/** Whether the image is gone, as soon as the cloud answers. */
async function isGone({ imageId: id, name }: DeregisterJob, context: StepContext): Promise<boolean> {
  const { findImage } = await import('./ec2-images.ts');
  try {
    const { state } = await untilAnswered(context, (cloud) => findImage(cloud, id));
    return state === 'deregistered';
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'images.not-found') return true;
    const { field: _field, ...details } = error.details;
    const perhaps = [`Perhaps the image “${name}” (${id}) and its snapshots: look at the AMIs page.`];
    throw new UnsureError(error.code, error.message, perhaps, { ...details, cause: error });
  }
}

type Did = Readonly<Record<string, readonly string[]>>;

function sortResults(results: readonly SnapshotResult[]): Did {
  const of = (...codes: readonly string[]) =>
    results.filter(({ code }) => codes.includes(code)).map(({ snapshotId: id }) => id);
  const deleted = of('success');
  const kept = of('skipped');
  const denied = of('missing-permissions');
  const told = new Set([...deleted, ...kept, ...denied]);
  return {
    deleted,
    kept,
    denied,
    failed: results.map(({ snapshotId: id }) => id).filter((id) => !told.has(id)),
  };
}

/** The answer that told of each snapshot was lost: what is still there is looked up. */
async function whatIsThere({ snapshotIds, deleteSnapshots }: DeregisterJob, context: StepContext): Promise<Did> {
  if (!deleteSnapshots || snapshotIds.length === 0) return {};
  const { snapshotUse } = await import('./ec2-impact.ts');
  let there: Awaited<ReturnType<typeof snapshotUse>>;
  try {
    there = await untilAnswered(context, (cloud) => snapshotUse(cloud, snapshotIds));
  } catch (error) {
    context.signal.throwIfAborted();
    // The image is gone whatever became of them; not being allowed to look is no failure.
    if (!(error instanceof AppError)) throw error;
    return { snapshotsUnseen: [error.message] };
  }
  const used = there.filter(({ otherImages }) => otherImages.length > 0).map(({ snapshotId: id }) => id);
  const unused = there.filter(({ otherImages }) => otherImages.length === 0).map(({ snapshotId: id }) => id);
  return {
    deleted: snapshotIds.filter((id) => !used.includes(id) && !unused.includes(id)),
    kept: used,
    failed: unused,
  };
}

/** How often the Recycle Bin is looked into before an image counts as not caught. */
const BIN_LOOKS = 4;

async function lookInBin({ imageId: id }: DeregisterJob, _facts: JobFacts, context: StepContext): Promise<JobFacts> {
  const { findBinned } = await ec2();
  context.tell('Looking whether the Recycle Bin caught it.', 80);
  let looks = 0;
  try {
    const found = await waitUntil({
      ...context,
      look: (cloud) => findBinned(cloud, id),
      done(binned) {
        looks += 1;
        return binned !== null || looks >= BIN_LOOKS;
      },
    });
    return { did: { binnedUntil: found ? [found.exitsAt] : [] } };
  } catch (error) {
    context.signal.throwIfAborted();
    // The image is gone whatever the bin says; not being allowed to look is no failure.
    if (!(error instanceof AppError)) throw error;
    return { did: { binUnseen: [error.message] } };
  }
}

/** What became of the snapshots and whether there is a way back, in sentences. */
function afterwards({ did = {} }: JobFacts): readonly string[] {
  const { deleted = [], kept = [], denied = [], failed = [], snapshotsUnseen = [], binnedUntil, binUnseen = [] } = did;
  const until = binnedUntil?.[0];
  return [
    ...(deleted.length > 0 ? [`Deleted: ${deleted.join(', ')}.`] : []),
    ...(kept.length > 0 ? [`Kept, because other images need it: ${kept.join(', ')}.`] : []),
    ...(denied.length > 0
      ? [`Not deleted, because you may not (it goes on costing money): ${denied.join(', ')}.`]
      : []),
    ...(failed.length > 0
      ? [`Not deleted, and AWS does not say why (it goes on costing money): ${failed.join(', ')}.`]
      : []),
    ...snapshotsUnseen.map((why) => `What became of its snapshots could not be seen: look at Left-overs. ${why}`),
    ...(until ? [inBin(until, deleted.length > 0)] : []),
    ...(binnedUntil?.length === 0 ? ['No retention rule caught it: it cannot be had back.'] : []),
    ...binUnseen.map((why) => `Whether the Recycle Bin caught it could not be seen. ${why}`),
  ];
}

function inBin(until: string, withoutSnapshots: boolean): string {
  const when = until.slice(0, 16).replace('T', ' ');
  return withoutSnapshots
    ? `It lies in the Recycle Bin until ${when} UTC, but can be restored only if its snapshots are restored first.`
    : `It lies in the Recycle Bin until ${when} UTC and can be restored until then.`;
}
