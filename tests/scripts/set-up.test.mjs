import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { holds } from '../../scripts/dependencies.mjs';
import { checkNodeVersion } from '../../scripts/node-version.mjs';
import { countTests, lastLine } from '../../scripts/test-count.mjs';

test.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('Node %s will do', (version) => {
  expect(() => checkNodeVersion(version)).not.toThrow();
});

test.each(['18.20.4', '20.9.0', '20.18.3'])('Node %s is refused in a sentence that says what to do', (version) => {
  expect(() => checkNodeVersion(version)).toThrow(
    `Amiable needs Node 20.19 or newer, and this is Node ${version}. Install a newer one`,
  );
});

const lock = {
  packages: {
    '': { name: 'amiable' },
    'node_modules/zod': { version: '4.0.0', integrity: 'a' },
    'node_modules/for-another-system': { version: '1.0.0', integrity: 'b', optional: true },
  },
};

test.each([
  ['what the lock says', true, { 'node_modules/zod': { version: '4.0.0', integrity: 'a' } }],
  ['another version', false, { 'node_modules/zod': { version: '4.0.1', integrity: 'a' } }],
  ['other contents', false, { 'node_modules/zod': { version: '4.0.0', integrity: 'x' } }],
  ['nothing', false, {}],
])('dependencies with %s installed are complete: %s', (_what, complete, packages) => {
  expect(holds({ packages }, lock)).toBe(complete);
});

const report = (changes) => ({
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
  ...changes,
});

test.each([
  ['a good run', 0, report({}), '3 passed, 0 failed'],
  ['skipped tests', 0, report({ numPendingTests: 2 }), '3 passed, 0 failed, 2 skipped'],
  ['failed tests', 1, report({ numFailedTests: 2 }), '3 passed, 2 failed'],
  [
    'a file that could not be loaded',
    1,
    report({ testResults: [{ status: 'failed', assertionResults: [] }] }),
    '3 passed, 1 failed',
  ],
  ['an error outside every test', 1, report({}), '3 passed, 1 failed'],
  ['a run that left no report', 1, undefined, '0 passed, 1 failed'],
])('%s is told truly in the last line', (_what, code, content, line) => {
  const folder = mkdtempSync(join(tmpdir(), 'amiable-report-'));
  const file = join(folder, 'report.json');
  if (content) writeFileSync(file, JSON.stringify(content));
  expect(lastLine(countTests(file, code))).toBe(line);
  rmSync(folder, { recursive: true });
});
