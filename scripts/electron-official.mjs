import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkoutCache, root } from './paths.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';

const packageFolder = join(root, 'node_modules', 'electron');
const failure = join(checkoutCache, 'electron-download-failed');
const patience = 180_000;
const retryAfter = 24 * 60 * 60 * 1000;

/**
 * Electron's own binary, downloaded by Electron's own installer.
 *
 * A failure is remembered for a day, so that where the download site can't be reached every run but the first is quick.
 *
 * @returns {Promise<string | undefined>} the folder of the binary
 */
export async function officialElectron() {
  if (installed()) return join(packageFolder, 'dist');
  if (failedLately()) return undefined;
  say("Downloading Electron's own binary …");
  const { code, output } = await run(process.execPath, [join(packageFolder, 'install.js')], {
    quiet: true,
    timeout: patience,
  });
  if (code === 0 && installed()) {
    rmSync(failure, { force: true });
    return join(packageFolder, 'dist');
  }
  mkdirSync(checkoutCache, { recursive: true });
  writeFileSync(failure, output);
  say(`Electron's own download did not work (${reason(code, output)}). It is tried again in a day.`);
  return undefined;
}

function installed() {
  const pathFile = join(packageFolder, 'path.txt');
  if (!existsSync(pathFile)) return false;
  return existsSync(join(packageFolder, 'dist', readFileSync(pathFile, 'utf8')));
}

function failedLately() {
  return existsSync(failure) && Date.now() - statSync(failure).mtimeMs < retryAfter;
}

function reason(code, output) {
  if (code === 124) return `no answer within ${patience / 60_000} minutes`;
  return output.match(/\b(E[A-Z]{4,}|HTTPError: [^\n]+)/)?.[1] ?? 'its site can not be reached from here';
}
