import type { Need } from '../../access/needs.ts';
import { Refusal } from '../../refusal.ts';
import { type CallContext, changes, type Operation } from '../operation.ts';
import { checkParameters } from './key-words.ts';

type Behave<Input, Output> = (input: Input, call: CallContext) => Output;
type Needs<Input> = (input: Input, call: CallContext) => readonly Need[];

/** An operation of KMS that changes something; its parameters are checked before who asks is. */
export function kmsChanges<Input extends object, Output>(
  name: string,
  behave: Behave<Input, Output>,
  needs: Needs<Input>,
): Operation {
  return changes(name, (input: Input, call) => behave(input, inKmsWords(input, call)), {
    needs: (input: Input, call) => {
      checkParameters(input);
      return needs(input, call);
    },
  });
}

/** An operation of KMS that changes nothing. */
export function kmsReads<Input extends object, Output>(
  name: string,
  behave: Behave<Input, Output>,
  needs: Needs<Input>,
): Operation {
  return { ...kmsChanges(name, behave, needs), changes: false };
}

/** KMS has its own words for a DryRun that would have done it. */
function inKmsWords(input: object, call: CallContext): CallContext {
  return {
    ...call,
    proceed() {
      if (Reflect.get(input, 'DryRun') !== true) return;
      throw new Refusal(
        'DryRunOperationException',
        'The request would have succeeded, but the DryRun option is set.',
        412,
      );
    },
  };
}
