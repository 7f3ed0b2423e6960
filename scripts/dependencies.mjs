import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { run } from './run.mjs';
import { Stop, say } from './say.mjs';

const lock = join(root, 'package-lock.json');
const stamp = join(root, 'node_modules', '.amiable-lock');

/** Installs what package-lock.json names, unless node_modules was made from this very lock. */
export async function ensureDependencies() {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash()) return;
  const locked = existsSync(lock);
  say('Installing dependencies (a minute or two the first time) …');
  // No package's install script is needed; not running them keeps strangers' code out of the set-up.
  const { code } = await run('npm', [locked ? 'ci' : 'install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root });
  if (code !== 0) {
    throw new Stop('Installing dependencies failed; npm says why above. Check the network connection, then run the same command again.');
  }
  writeFileSync(stamp, lockHash());
}

function lockHash() {
  return existsSync(lock) ? createHash('sha256').update(readFileSync(lock)).digest('hex') : 'no lock';
}
