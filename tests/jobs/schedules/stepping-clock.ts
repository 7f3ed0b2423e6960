import type { Clock } from '../../../main/app/platform.ts';
import type { Cloud } from '../../../main/practice/cloud/cloud.ts';

/** How much faster than real time sleeps are. */
const SPEED = 400;
/** How much older the practice cloud is after a sleep than the sleeper: a few looks at an image see it made. */
const CLOUD_SPEED = 40;

/** The app's time, which takes the practice cloud's with it: whoever sleeps finds the cloud older. */
export function createSteppingClock(cloud: Cloud): Clock {
  let moved = 0;
  return {
    now: () => new Date(Date.now() + moved),
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => {
          signal?.removeEventListener('abort', stop);
          resolve();
        }, ms / SPEED);
        const stop = () => {
          clearTimeout(timer);
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', stop, { once: true });
      });
      moved += ms;
      await cloud.request('step', { seconds: (ms * CLOUD_SPEED) / 1_000 });
    },
  };
}
