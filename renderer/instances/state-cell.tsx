import type { Instance } from '../../src/instances/contract.ts';
import { stateReasonWords } from '../../src/instances/state-reasons.ts';
import { INSTANCE_STATES, StateIndicator } from '../common/state-words.tsx';

/** The state of an instance; a click tells what it means, why it is so, and what to do. */
export function StateCell({ instance: { state, stateReason, stateReasonCode } }: { instance: Instance }) {
  const words = stateReasonWords(stateReasonCode, stateReason);
  return (
    <StateIndicator
      word={INSTANCE_STATES[state]}
      {...(words ? { more: [words.meaning, words.fix].filter(Boolean).join(' ') } : {})}
      {...(stateReason ? { reason: stateReason } : {})}
    />
  );
}
