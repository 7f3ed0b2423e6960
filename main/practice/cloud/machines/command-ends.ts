import type { ExecResult } from 'just-bash';

/** A command's good end. */
export function ok(stdout = ''): ExecResult {
  return { stdout, stderr: '', exitCode: 0 };
}

/** A command's bad end. */
export function fail(stderr: string, exitCode = 1): ExecResult {
  return { stdout: '', stderr: stderr.endsWith('\n') ? stderr : `${stderr}\n`, exitCode };
}
