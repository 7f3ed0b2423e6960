import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { runChecks, staticChecks } from './checks.mjs';
import { onDesktop } from './desktop.mjs';
import { electronEnvironment } from './electron.mjs';
import { root } from './paths.mjs';
import { main, Stop, say } from './say.mjs';
import { setUp } from './setup.mjs';
import { countTests, lastLine } from './test-count.mjs';

// npm test: everything that proves the app, from a bare checkout on. Ends with `N passed, N failed`.
await main(async () => {
  const electron = await setUp({ electron: true, system: ['electron', 'display', 'keyring', 'tests'] });
  const checks = await runChecks(staticChecks);
  const built = await tryToBuild();
  const report = join(root, 'out', 'tests', 'report.json');
  mkdirSync(join(root, 'out', 'tests'), { recursive: true });
  rmSync(report, { force: true });
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  // Without a build no window opens; what needs none still tells its own story.
  const projects = built ? [] : ['--project', 'unit'];
  const code = await onDesktop(process.execPath, [vitest, 'run', ...projects, ...reporters, ...process.argv.slice(2)], {
    cwd: root,
    env: { ...process.env, ...electronEnvironment(electron) },
  });
  const tests = countTests(report, code);
  const sum = {
    passed: checks.passed + tests.passed + (built ? 1 : 0),
    failed: checks.failed + tests.failed + (built ? 0 : 1),
    skipped: tests.skipped,
  };
  process.stdout.write(`${lastLine(sum)}\n`);
  return sum.failed === 0 ? 0 : 1;
});

async function tryToBuild() {
  try {
    await ensureBuilt('test');
    say('✓ build');
    return true;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(`${error.message}\n✗ build: the window tests are left out`);
    return false;
  }
}
