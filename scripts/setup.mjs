import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './dependencies.mjs';
import { ensureElectron } from './electron.mjs';
import { checkNodeVersion } from './node-version.mjs';
import { main, say } from './say.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/**
 * Makes the checkout ready for a command; quick when it already is.
 *
 * @param {{ electron?: boolean, system?: ('electron' | 'display' | 'keyring' | 'tests')[] }} [needs]
 * @returns {Promise<Awaited<ReturnType<typeof ensureElectron>> | undefined>} the Electron binary, when it was asked for
 */
export async function setUp({ electron = false, system = [] } = {}) {
  checkNodeVersion();
  await ensureDependencies();
  await ensureSystemPackages(system);
  return electron ? ensureElectron() : undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    const electron = await setUp({ electron: true, system: ['electron', 'display', 'keyring', 'tests'] });
    say(`Ready: Electron ${electron.version} in ${electron.folder}`);
  });
}
