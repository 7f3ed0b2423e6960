import { Stop } from './say.mjs';

/** The oldest Node that every command of the repo runs on. */
const oldest = [20, 19];

/** Stops with a sentence where Node is too old, before anything can fail in a stranger way. */
export function checkNodeVersion(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  throw new Stop(
    `Amiable needs Node ${oldest.join('.')} or newer, and this is Node ${version}. Install a newer one from nodejs.org and run the same command again.`,
  );
}
