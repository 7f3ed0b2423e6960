import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { progress, Stop } from './say.mjs';

/**
 * Downloads one package's archive through npm itself, so that its registry, proxy and sign-in settings hold.
 *
 * npm shows no progress for one large file; the size of a cache of its own tells how far it is.
 *
 * @param {{ name: string, version: string, bytes: number }} source
 * @param {string} folder an empty folder for the archive
 * @returns {Promise<string>} the archive's path
 */
export async function downloadPackage({ name, version, bytes }, folder) {
  const cache = join(folder, 'npm-cache');
  const show = progress('Downloading');
  const timer = setInterval(() => show(Math.min(0.99, sizeOf(cache) / bytes)), 500);
  const { code, output } = await run(
    'npm',
    ['pack', `${name}@${version}`, '--ignore-scripts', '--pack-destination', folder, '--cache', cache, '--silent'],
    { cwd: folder, quiet: true, timeout: 30 * 60_000 },
  );
  clearInterval(timer);
  const archive = readdirSync(folder).find((file) => file.endsWith('.tgz'));
  if (code !== 0 || !archive) {
    throw new Stop(
      `The package ${name}@${version} could not be downloaded: ${output.trim() || 'npm gave no reason'}. Check the network connection, then run the same command again.`,
    );
  }
  show(1);
  return join(folder, archive);
}

function sizeOf(folder) {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true }).reduce((sum, entry) => {
    const facts = statSync(join(folder, entry), { throwIfNoEntry: false });
    return sum + (facts?.isFile() ? facts.size : 0);
  }, 0);
}
