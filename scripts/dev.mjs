import { join } from 'node:path';
import { onDesktop } from './desktop.mjs';
import { electronEnvironment, electronSwitches } from './electron.mjs';
import { root } from './paths.mjs';
import { hand } from './run.mjs';
import { main, say } from './say.mjs';
import { setUp } from './setup.mjs';

// npm run dev: the app with hot reload.
await main(async () => {
  const display = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
  const electron = await setUp({ electron: true, system: display ? ['electron'] : ['electron', 'display', 'keyring'] });
  const builder = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const args = [builder, 'dev', ...process.argv.slice(2), '--', ...electronSwitches()];
  const env = { ...process.env, ...electronEnvironment(electron), AMIABLE_FLAVOUR: 'test' };
  if (display) return hand(process.execPath, args, { cwd: root, env });
  say('There is no display here: the window opens on a screen without a monitor.');
  return onDesktop(process.execPath, args, { cwd: root, env });
});
