import { join } from 'node:path';
import { root } from './paths.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';

const bin = (name) => join(root, 'node_modules', '.bin', name);

/** What is checked without running the app: types and lint. The architecture test belongs to the tests. */
export const staticChecks = [
  { name: 'types', program: bin('tsc'), args: ['-b'] },
  { name: 'lint and format', program: bin('biome'), args: ['check', '.'] },
];

/** The architecture test alone. */
export const architecture = {
  name: 'architecture',
  program: bin('vitest'),
  args: ['run', '--project', 'unit', '--reporter', 'dot', 'tests/architecture'],
};

/**
 * Runs checks one after the other, tells how each went, and shows the output of those that failed.
 *
 * @param {typeof staticChecks} checks
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks(checks) {
  const count = { passed: 0, failed: 0 };
  for (const { name, program, args } of checks) {
    const started = Date.now();
    const { code, output } = await run(program, args, { cwd: root, quiet: true });
    count[code === 0 ? 'passed' : 'failed'] += 1;
    if (code !== 0) say(output.trim());
    say(`${code === 0 ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  }
  return count;
}
