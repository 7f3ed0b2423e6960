/** How many crashes within a minute are answered by a reload before the person is asked. */
const PATIENCE = 3;

/**
 * Decides what follows when the page's process is gone: `reload` (sessions and jobs live on in the main process), or
 * `ask` when it crashes again and again.
 */
export function createCrashPolicy(now: () => number = Date.now): (reason: string) => 'reload' | 'ask' | 'nothing' {
  let crashes: number[] = [];
  return (reason) => {
    if (reason === 'clean-exit') return 'nothing';
    crashes = [...crashes.filter((time) => now() - time < 60_000), now()];
    return crashes.length > PATIENCE ? 'ask' : 'reload';
  };
}
