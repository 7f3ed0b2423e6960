import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ErrorShape } from '../../src/core/errors.ts';
import type { PreflightRequest } from '../../src/launch/contract.ts';
import type { PreflightLine } from '../../src/launch/preflight.ts';
import { useClient } from '../bridge/hooks.ts';
import { toRemoteError } from '../bridge/remote-error.ts';
import { type Asked, createNewestWins, type NewestWins } from './newest-wins.ts';

/** The pre-flight list as it stands. */
export interface Preflight {
  /** The newest list; undefined while there is none. */
  readonly lines: readonly PreflightLine[] | undefined;
  /** The form has changed since, and is being looked at. */
  readonly checking: boolean;
  /** Why the list could not be made. */
  readonly error: ErrorShape | undefined;
  /** The form breaks rules of its own: the cloud is asked once it does not. */
  readonly waiting: boolean;
  readonly again: () => void;
}

/** For how long the form must rest before it is looked at, in milliseconds. */
const REST_MS = 500;

type Answer = Asked<readonly PreflightLine[]>;

/** Looks at the form by itself whenever it has changed: after a rest, one question at a time, and the newest wins. */
export function usePreflight(request: PreflightRequest | undefined): Preflight {
  const client = useClient();
  const [asked, setAsked] = useState<Answer>({ answer: undefined, refused: undefined, asking: false });
  const [resting, setResting] = useState(true);
  const asker = useRef<NewestWins<PreflightRequest>>(undefined);
  const latest = useRef(request);
  latest.current = request;

  useEffect(() => {
    const made = createNewestWins<PreflightRequest, readonly PreflightLine[]>(
      async (question) => (await client.launch.preflight(question)).lines,
      setAsked,
    );
    asker.current = made;
    return made.stop;
  }, [client]);

  const ask = useCallback(() => {
    setResting(false);
    if (latest.current) asker.current?.ask(latest.current);
  }, []);
  // A request is a new object at every drawing; what it says is what counts.
  const key = JSON.stringify(request);
  useEffect(() => {
    if (key === undefined) return undefined;
    setResting(true);
    const timer = setTimeout(ask, REST_MS);
    return () => clearTimeout(timer);
  }, [key, ask]);

  const waiting = request === undefined;
  const { answer, refused, asking } = asked;
  return useMemo(
    () => ({
      lines: answer,
      checking: !waiting && (resting || asking),
      error: refused === undefined ? undefined : toRemoteError(refused).shape,
      waiting,
      again: ask,
    }),
    [answer, refused, asking, resting, waiting, ask],
  );
}

/** Why Launch cannot be pressed, in the words of the first red line; undefined when it can. */
export function whyBlocked({ lines = [], checking }: Preflight): string | undefined {
  const reds = lines.filter(({ state }) => state === 'red');
  const [first] = reds;
  if (!first) return undefined;
  const more = reds.length > 1 ? ` And ${reds.length - 1} more: see the pre-flight check.` : '';
  return checking ? `Checking again. So far: ${first.sentence}` : `${first.sentence}${more}`;
}
