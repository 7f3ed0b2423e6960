import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './paths.mjs';
import { run } from './run.mjs';
import { main, Stop, say } from './say.mjs';
import { setUp } from './setup.mjs';

const sources = ['src', 'main', 'renderer', 'assets', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];
const parts = ['main', 'preload', 'renderer'];

/** Where each flavour is built: the one that tests drive is where package.json's `main` points. */
export const builds = { test: join(root, 'out'), release: join(root, 'out', 'release') };

/**
 * Builds the app unless the build is as new as the sources.
 *
 * @param {'test' | 'release'} flavour
 */
export async function ensureBuilt(flavour) {
  const folder = builds[flavour];
  const stamp = join(folder, '.built');
  const fingerprint = fingerprintOf(sources);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;
  say('Building the app …');
  const fresh = join(root, 'out', `building-${process.pid}`);
  const builder = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  try {
    const { code, output } = await run(process.execPath, [builder, 'build'], {
      cwd: root,
      env: { ...process.env, AMIABLE_FLAVOUR: flavour, AMIABLE_OUT: fresh },
      quiet: true,
    });
    if (code !== 0) throw new Stop(`The app could not be built:\n${output.trim()}`);
    mkdirSync(folder, { recursive: true });
    for (const part of parts) {
      rmSync(join(folder, part), { recursive: true, force: true });
      renameSync(join(fresh, part), join(folder, part));
    }
    writeFileSync(stamp, fingerprint);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Changes with every change of a file's name, size or time. */
function fingerprintOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    const full = join(root, path);
    if (!existsSync(full)) continue;
    const files = statSync(full).isDirectory() ? readdirSync(full, { recursive: true }).sort() : [''];
    for (const file of files) {
      const facts = statSync(join(full, file));
      if (facts.isFile()) hash.update(`${path}/${file} ${facts.size} ${facts.mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await setUp();
    await ensureBuilt(process.argv[2] === 'release' ? 'release' : 'test');
  });
}
