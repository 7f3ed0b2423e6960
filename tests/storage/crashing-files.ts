import { type FileCalls, realFiles } from '../../main/app/durable.ts';

/** Thrown where the power went out. */
export class PowerCut extends Error {}

/**
 * File calls that stop for ever at the `limit`-th changing call: it and all later ones throw and do nothing, so that no
 * clean-up can run either. `count` tells how many were made.
 */
export function crashingFiles(limit: number): { fs: FileCalls; count: () => number } {
  let made = 0;
  const changing = new Set<PropertyKey>([
    'openSync',
    'writeSync',
    'fsyncSync',
    'ftruncateSync',
    'renameSync',
    'unlinkSync',
    'linkSync',
    'copyFileSync',
    'mkdirSync',
    'chmodSync',
  ]);
  const fs = new Proxy(realFiles, {
    get(target, name) {
      const call = Reflect.get(target, name) as (...args: unknown[]) => unknown;
      if (!changing.has(name)) return call;
      return (...args: unknown[]) => {
        made += 1;
        if (made > limit) throw new PowerCut(`Power cut before ${String(name)}`);
        return call(...args);
      };
    },
  });
  return { fs, count: () => made };
}
