import { accessSync, constants, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { defineConfig } from 'vitest/config';

// The AWS SDK tells at length that it will want a newer Node; which Node this is, is checked before the tests.
const env = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
const define = { __AMIABLE_FLAVOUR__: JSON.stringify('test') };

const ENOUGH_BYTES = 2 * 1024 ** 3;

/**
 * Where the unit tests write: into memory, where there is enough of it.
 *
 * Half of their time is waiting until the disk has what was written. They kill processes, but none cuts the power.
 */
function scratchFolder(): string {
  const memory = '/dev/shm';
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > ENOUGH_BYTES ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

export default defineConfig({
  test: {
    // Much of the time goes into waiting for other programs: OpenSSH, the AWS CLI, processes that are killed.
    maxWorkers: 3,
    projects: [
      {
        define,
        test: {
          name: 'unit',
          // The AWS SDK takes seconds to load: once for each worker, and not for each file. No project takes this from above.
          isolate: false,
          include: ['tests/**/*.test.{ts,tsx,mjs}'],
          environment: 'node',
          env: { ...env, TMPDIR: scratchFolder() },
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        define,
        test: {
          // A window needs a processor to itself: one file at a time.
          name: 'window',
          isolate: false,
          include: ['tests/**/*.e2e.ts'],
          environment: 'node',
          env,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
