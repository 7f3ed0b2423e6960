import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { root } from './paths.mjs';
import { hand } from './run.mjs';
import { main, say } from './say.mjs';
import { setUp } from './setup.mjs';

// npm run dist [-- electron-builder's arguments]: installers of the release flavour.
await main(async () => {
  const electron = await setUp({ electron: true });
  await ensureBuilt('release');
  const args = ['--publish', 'never', `-c.electronVersion=${electron.version}`, ...process.argv.slice(2)];
  if (!electron.official) {
    say(
      `Packaging with the fallback's Electron ${electron.version}: good for trying the package out, not for giving it away.`,
    );
    args.push(`-c.electronDist=${electron.folder}`);
  }
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
  return hand(process.execPath, [builder, ...args], { cwd: root });
});
