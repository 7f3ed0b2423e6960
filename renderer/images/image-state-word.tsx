import type { Image } from '../../src/images/contract.ts';
import type { PendingSpeed } from '../../src/images/inventory.ts';
import { pendingWords, speedWords } from '../../src/images/pending-words.ts';
import { reasonWords } from '../../src/images/state-reasons.ts';
import { IMAGE_STATES, StateIndicator } from '../common/state-words.tsx';

/** The state with its percentage while AWS copies; a click tells what it means, and what to do. */
export function ImageStateWord({
  image,
}: {
  image: Pick<Image, 'state' | 'stateReason' | 'progress'> & { readonly speed?: PendingSpeed | undefined };
}) {
  const { state, stateReason, progress, speed } = image;
  if (state === 'pending' && progress !== undefined) {
    return (
      <StateIndicator
        word={IMAGE_STATES.pending}
        extra={`(${pendingWords(progress, speed)})`}
        more={speedWords(speed)}
      />
    );
  }
  if (stateReason === undefined) return <StateIndicator word={IMAGE_STATES[state]} />;
  const { meaning, fix } = reasonWords(stateReason);
  return <StateIndicator word={IMAGE_STATES[state]} more={`${meaning} ${fix}`} reason={stateReason} />;
}
