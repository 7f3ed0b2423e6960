import { existsSync, readFileSync } from 'node:fs';

/**
 * Sums up a vitest run from its JSON report.
 *
 * What failed without being a test counts too: a file that could not be loaded, an error outside every test, a report
 * that is missing altogether.
 *
 * @param {string} report the report's path
 * @param {number} code vitest's exit code
 */
export function countTests(report, code) {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  const broken = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = numFailedTests + broken;
  return {
    passed: numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: numPendingTests + numTodoTests,
  };
}

/** The last line of `npm test`. */
export function lastLine({ passed, failed, skipped = 0 }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
