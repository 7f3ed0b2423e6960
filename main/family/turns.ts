/** Runs pieces of work at most so many at a time, in the order they were asked for. */
export function createTurns(atATime: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running < atATime) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // A turn that is handed on stays taken.
      if (next) next();
      else running -= 1;
    }
  };
}
