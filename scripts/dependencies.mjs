import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { run } from './run.mjs';
import { Stop, say } from './say.mjs';

/**
 * Installs what package-lock.json names, unless node_modules already holds exactly that.
 *
 * A stamp with the lock's hash makes the usual answer quick; without it npm's own record of what it installed decides,
 * so that somebody's `npm install` by hand is not thrown away.
 *
 * @param {string} [folder] the checkout
 */
export async function ensureDependencies(folder = root) {
  const stamp = join(folder, 'node_modules', '.amiable-lock');
  const lock = read(join(folder, 'package-lock.json'));
  const hash = lock ? createHash('sha256').update(lock).digest('hex') : 'no lock';
  if (read(stamp) === hash) return;
  const installed = read(join(folder, 'node_modules', '.package-lock.json'));
  if (!lock || !installed || !holds(JSON.parse(installed), JSON.parse(lock))) {
    say('Installing dependencies (a minute or two the first time) …');
    // No package's install script is needed; not running them keeps strangers' code out of the set-up.
    const args = [lock ? 'ci' : 'install', '--ignore-scripts', '--no-audit', '--no-fund'];
    const { code } = await run('npm', args, { cwd: folder });
    if (code !== 0) {
      throw new Stop(
        'Installing dependencies failed; npm says why above. Check the network connection, then run the same command again.',
      );
    }
  }
  writeFileSync(stamp, hash);
}

/**
 * Whether everything that the lock asks for is installed in the same version.
 *
 * Optional packages may be missing: they are made for other systems.
 */
export function holds(installed, lock) {
  return Object.entries(lock.packages).every(([path, wanted]) => {
    const there = installed.packages[path];
    if (path === '') return true;
    if (!there) return Boolean(wanted.optional || wanted.devOptional || wanted.peer);
    return there.version === wanted.version && there.integrity === wanted.integrity;
  });
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
