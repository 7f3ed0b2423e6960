import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fallbackElectron } from './electron-fallback.mjs';
import { officialElectron } from './electron-official.mjs';
import { root } from './paths.mjs';

/**
 * The Electron binary to run, test and package with; downloaded when it is not there.
 *
 * @returns {Promise<{ folder: string, executable: string, official: boolean, version: string }>}
 */
export async function ensureElectron() {
  const official = await officialElectron();
  const folder = official ?? (await fallbackElectron());
  return {
    folder,
    executable: join(folder, executableName(official)),
    official: Boolean(official),
    version: readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, ''),
  };
}

function executableName(official) {
  return official ? readFileSync(join(root, 'node_modules', 'electron', 'path.txt'), 'utf8') : 'electron';
}

/** What every start of Electron on this machine must be told: Chromium's sandbox refuses to run as root. */
export function electronSwitches() {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** How tests and tools on the private desktop learn which Electron to start, and with which switches. */
export function electronEnvironment(electron) {
  const keyring = process.platform === 'linux' ? ['--password-store=gnome-libsecret'] : [];
  return {
    AMIABLE_ELECTRON: electron.executable,
    AMIABLE_ELECTRON_SWITCHES: [...electronSwitches(), ...keyring].join(' '),
    ELECTRON_OVERRIDE_DIST_PATH: electron.folder,
    ELECTRON_EXEC_PATH: electron.executable,
  };
}
