import { useEffect, useState } from 'react';
import type { Mend } from '../../src/connect/check-contract.ts';
import type { ErrorShape } from '../../src/core/errors.ts';
import { type CallOutput, type CallResult, useAction, useCall, useClient, useInvalidate } from '../bridge/hooks.ts';

/** What a remedy has done, with the way back where there is one. */
export type Mended = CallOutput<'connect', 'mend'>;

/** A connection check that is run, and mended, and run again. */
export interface FollowedCheck {
  readonly found: CallResult<CallOutput<'connect', 'check'>>;
  readonly mended: Mended | undefined;
  readonly changing: boolean;
  readonly refused: ErrorShape | undefined;
  readonly mend: (wanted: Mend) => Promise<void>;
  readonly takeBack: (done: Mend) => Promise<void>;
}

/** How often it looks again at what passes by itself. */
const AGAIN_MS = 3_000;

/** Runs the check when it is first shown, after each remedy, and by itself while the only remedy is to wait. */
export function useCheck(instanceId: string, user: string | undefined): FollowedCheck {
  const client = useClient();
  const invalidate = useInvalidate();
  const [mended, setMended] = useState<Mended>();
  const found = useCall(
    'connect',
    'check',
    { instanceId, ...(user === undefined ? {} : { user }) },
    {
      every: (data) => (data?.links.some(({ remedy }) => remedy?.kind === 'wait') ? AGAIN_MS : false),
      // Each look knocks at the machine’s door, so it is taken at an occasion, and not whenever the window is come back to.
      freshFor: Number.POSITIVE_INFINITY,
    },
  );
  useEffect(() => () => invalidate('connect', 'check'), [invalidate]);
  const changing = useAction(async (change: () => Promise<Mended>) => {
    setMended(undefined);
    setMended(await change());
    invalidate('network');
    invalidate('instances');
    invalidate('connect');
  });
  return {
    found,
    mended,
    changing: changing.running,
    refused: changing.error,
    mend: (mend) => changing.run(() => client.connect.mend({ instanceId, mend })).then(() => undefined),
    takeBack: (mend) => changing.run(() => client.connect.takeBack({ instanceId, mend })).then(() => undefined),
  };
}
