import { z } from 'zod';
import { AppError } from '../../src/core/errors.ts';
import { leftoverKind } from '../../src/leftovers/contract.ts';
import { aMonth, LEFTOVER_WORDS, monthlySum } from '../../src/leftovers/words.ts';
import { isSignInFault } from '../aws/errors.ts';
import { waitUntil } from '../aws/wait.ts';
import type { JobFacts, JobPlan, Step, StepContext } from '../jobs/job-plan.ts';

const ec2 = () => Promise.all([import('./still-left-over.ts'), import('./take-away.ts')]);

/** One thing to take away, with what was known of it when it was chosen. */
const item = z.strictObject({
  kind: leftoverKind,
  id: z.string(),
  /** How it is called to the person. */
  what: z.string(),
  monthly: z.number(),
  sharedWith: z.array(z.string()).optional(),
});
export type CleanItem = z.infer<typeof item>;

/** What a clean-up of one Region is asked for. */
export const cleanRequest = z.strictObject({ region: z.string(), items: z.array(item) });
export type CleanRequest = z.infer<typeof cleanRequest>;

/**
 * Takes left-overs away one by one, each looked at again right before it goes.
 *
 * Each is a step of its own: after kill -9 the work goes on with the one that was under way. What is refused or came
 * into use is kept and told; nothing can be undone, so nothing is tried to be.
 */
export const cleanPlan: JobPlan<CleanRequest> = {
  kind: 'leftovers.clean',
  request: cleanRequest,
  title: ({ region, items }) => `Clean up ${count(items.length)} in ${region}`,
  steps: ({ items }) =>
    items.map((each, index) => stepFor(each, `${index + 1} of ${items.length}`, index / items.length)),
  done({ items }, facts) {
    const gone = items.filter(({ id }) => endOf(id, facts).state !== 'kept');
    const saved = monthlySum(items.filter(({ id }) => endOf(id, facts).state === 'deleted'));
    const saving = saved > 0 ? ` That is ${aMonth(saved)} less.` : '';
    if (gone.length === items.length) return `${count(gone.length)} ${gone.length === 1 ? 'is' : 'are'} gone.${saving}`;
    return `${gone.length} of ${count(items.length)} went, ${items.length - gone.length} stayed.${saving}`;
  },
  report: ({ items }, facts) =>
    items.map(({ id, what }) => {
      const { state, words } = endOf(id, facts);
      return { what, done: state !== 'kept', sentence: words };
    }),
};

const count = (items: number): string => `${items} ${items === 1 ? 'left-over' : 'left-overs'}`;

/** How one of them ended: deleted by us, gone without us, or kept. */
interface End {
  readonly state: 'deleted' | 'gone' | 'kept';
  readonly words: string;
}

function endOf(id: string, { did }: JobFacts): End {
  const [state, words = 'Not come to it.'] = did?.[id] ?? [];
  return state === 'deleted' || state === 'gone' ? { state, words } : { state: 'kept', words };
}

function stepFor(each: CleanItem, place: string, part: number): Step<CleanRequest> {
  return {
    name: each.id,
    kind: 'make',
    async run(_request, _facts, context) {
      context.tell(`Looking once more at ${each.what}, then deleting it (${place}).`, Math.floor(part * 100));
      const { state, words } = await takeOne(each, context);
      return { did: { [each.id]: [state, words] } };
    },
  };
}

async function takeOne(each: CleanItem, context: StepContext): Promise<End> {
  const [{ stillLeftOver }, { takeAway }] = await ec2();
  let sent = context.mayHaveSent;
  try {
    return await waitUntil<End>({
      ...context,
      async look(cloud) {
        const verdict = await stillLeftOver(cloud, each);
        if (verdict.is === 'kept') return { state: 'kept', words: `Kept: ${verdict.why}` };
        if (verdict.is === 'gone') {
          return sent ? deleted(each, '') : { state: 'gone', words: 'It was gone already.' };
        }
        sent = true;
        return deleted(each, await takeAway(cloud, each));
      },
      done: () => true,
      onTrouble: () => context.tell(`No answer about ${each.what} just now; Amiable asks again.`),
    });
  } catch (error) {
    context.signal.throwIfAborted();
    // Without the sign-in the others would fare no better: the job stops here and can be taken up again.
    if (!(error instanceof AppError) || isSignInFault(error) || error.code === 'accounts.changed') throw error;
    const { fix } = error.details;
    return { state: 'kept', words: `Kept: ${error.message}${fix ? ` ${fix}` : ''}` };
  }
}

function deleted({ kind }: CleanItem, note: string): End {
  const words = { Delete: 'Deleted.', Release: 'Released.', Deregister: 'Deregistered.' }[LEFTOVER_WORDS[kind].verb];
  return { state: 'deleted', words: note ? `${words} ${note}` : words };
}
