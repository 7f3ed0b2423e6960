import type { FsStat } from 'just-bash';

/** Where a running command's output goes at once, before the command line as a whole has ended. */
export interface LiveOutput {
  out(bytes: Buffer): Promise<void>;
  err(bytes: Buffer): Promise<void>;
}

/** The two paths behind which {@link LiveOutput} stands; no listing shows them. */
export const LIVE_OUT = '/dev/fd/.out';
/** The second of them, for errors. */
export const LIVE_ERR = '/dev/fd/.err';
/** The beginning of the paths of scripts that were changed before they are read; the script's own path follows. */
export const LIVE_SCRIPT = '/dev/fd/.script';
/** What the client sent, where it is too long to be handed over otherwise. */
export const LIVE_IN = '/dev/fd/.in';

/** What a live path looks like. */
export const LIVE_STAT: FsStat = {
  isFile: true,
  isDirectory: false,
  isSymbolicLink: false,
  mode: 0o777,
  size: 0,
  mtime: new Date(0),
};

/** Commands that belong to the shell: it looks for a file of that name, and no listing should show one. */
const SHELL_OWN = new Set(
  'alias unalias history help umask ulimit jobs bg fg disown trap users init ssh'
    .split(' ')
    .map((name) => `/usr/bin/${name}`),
);

/** The live paths, and the shell's inner commands: there for who knows them, in no listing. */
export function isLive(path: string): boolean {
  if (path === LIVE_OUT || path === LIVE_ERR || path === LIVE_IN || SHELL_OWN.has(path)) return true;
  return path.startsWith(LIVE_SCRIPT) || path.startsWith('/usr/bin/\u0001');
}
