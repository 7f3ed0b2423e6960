import { z } from 'zod';
import { giveRequest, takeBackRequest } from '../../src/share/contract.ts';
import { receiversWords } from '../../src/share/receivers.ts';
import type { JobFacts, JobPlan, Step } from '../jobs/job-plan.ts';
import { allOrNothing, takeBack } from './all-or-nothing.ts';
import { lookFirst } from './look-first.ts';
import { type ChangesOf, imageChanges, keyChanges, snapshotChanges } from './share-changes.ts';

/** What the image was found to be when the change was asked for. */
const found = {
  snapshotIds: z.array(z.string()),
  keys: z.array(z.object({ arn: z.string(), name: z.string() })),
};

/** A change of who has an image. */
export const shareChange = z.discriminatedUnion('kind', [
  giveRequest.extend({ kind: z.literal('give'), ...found }),
  takeBackRequest.extend({ kind: z.literal('take-back'), ...found }),
]);
export type ShareChange = z.infer<typeof shareChange>;

/**
 * Lets others in: keys, then snapshots, then the image; and out again in the other order.
 *
 * So nobody ever sees an image that they cannot use. The first step writes down what is not so yet: only that is
 * changed, and only that is taken back.
 */
export const sharePlan: JobPlan<ShareChange> = {
  kind: 'share.change',
  request: shareChange,
  title: titleOf,
  steps: [
    { name: 'look', kind: 'make', run: lookFirst },
    opens('open-keys', 'Adding to the key’s policy.', keyChanges),
    opens('open-snapshots', 'Sharing the snapshots.', snapshotChanges),
    opens('open-image', 'Sharing the image.', imageChanges),
    closes('close-image', 'Taking the launch permission back.', imageChanges),
    closes('close-snapshots', 'Taking the snapshots back.', snapshotChanges),
    closes('close-keys', 'Taking the statements out of the key’s policy.', keyChanges),
  ],
  done: doneWords,
};

function titleOf(request: ShareChange): string {
  const who = receiversWords(request.receivers);
  if (request.kind === 'give') return `Share ${request.imageId} with ${who}`;
  return request.what === 'copy' ? `No more copies of ${request.imageId} by ${who}` : `Unshare ${request.imageId}`;
}

/** A step of giving: undone when a later one fails. */
function opens(name: string, sentence: string, changesOf: ChangesOf): Step<ShareChange> {
  const changes = (request: ShareChange, facts: JobFacts) =>
    request.kind === 'give' ? changesOf(request, facts, 'add') : [];
  return {
    name,
    kind: 'make',
    async run(request, facts, context) {
      const all = changes(request, facts);
      if (all.length > 0) context.tell(sentence);
      await allOrNothing(context, all);
      return {};
    },
    undo: (request, facts, context) => takeBack(context, changes(request, facts)),
    left: (request, facts) => changes(request, facts).map(({ left }) => left),
  };
}

/** A step of taking back: what was closed stays closed when a later one fails, and what is still open is named. */
function closes(name: string, sentence: string, changesOf: ChangesOf): Step<ShareChange> {
  return {
    name,
    kind: 'make',
    async run(request, facts, context) {
      if (request.kind === 'give') return {};
      const all = changesOf(request, facts, 'remove');
      if (all.length > 0) context.tell(sentence);
      await allOrNothing(
        context,
        all.map(({ run, left }) => ({ run, left })),
      );
      return {};
    },
  };
}

function doneWords(request: ShareChange): string {
  const who = receiversWords(request.receivers);
  const { imageId } = request;
  if (request.kind === 'give') return `${imageId} is shared with ${who}${request.copy ? ', copying included' : ''}.`;
  if (request.what === 'copy') return `${imageId} can no longer be copied by ${who}; launching is as it was.`;
  return `${imageId} can no longer be launched by ${who}. What they run from it goes on running.`;
}
