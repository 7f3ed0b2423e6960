/** How a question that is asked again and again stands. */
export interface Asked<A> {
  /** The answer to the newest question that was answered. */
  readonly answer: A | undefined;
  /** Why the newest one was not answered. */
  readonly refused: unknown;
  /** A newer question is on its way. */
  readonly asking: boolean;
}

/** Asks one question at a time. */
export interface NewestWins<Q> {
  /** Asks at once, or, while one is on its way, after it: of those that wait, only the newest is ever asked. */
  ask(question: Q): void;
  /** Nothing is told any more. */
  stop(): void;
}

/** Never more than one question in flight, and never an old answer after a newer one. */
export function createNewestWins<Q, A>(
  put: (question: Q) => Promise<A>,
  tell: (asked: Asked<A>) => void,
): NewestWins<Q> {
  let waiting: { readonly question: Q } | undefined;
  let busy = false;
  let stopped = false;
  let last: Pick<Asked<A>, 'answer' | 'refused'> = { answer: undefined, refused: undefined };

  const say = () => {
    if (!stopped) tell({ ...last, asking: busy });
  };

  async function work(): Promise<void> {
    busy = true;
    say();
    while (waiting && !stopped) {
      const { question } = waiting;
      waiting = undefined;
      const outcome = await put(question).then(
        (answer) => ({ answer, refused: undefined }),
        (refused: unknown) => ({ answer: undefined, refused }),
      );
      // What was asked meanwhile is newer than this answer.
      if (!waiting) last = outcome;
    }
    busy = false;
    say();
  }

  return {
    ask(question) {
      waiting = { question };
      if (!busy) void work();
    },
    stop() {
      stopped = true;
    },
  };
}
