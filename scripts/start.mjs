import { ensureBuilt } from './build.mjs';
import { onDesktop } from './desktop.mjs';
import { electronEnvironment, electronSwitches } from './electron.mjs';
import { root } from './paths.mjs';
import { hand } from './run.mjs';
import { main, say } from './say.mjs';
import { setUp } from './setup.mjs';

// npm start: opens the app; where there is no display, plays the guided demo in the real app instead.
await main(async () => {
  const display = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
  const electron = await setUp({ electron: true, system: display ? ['electron'] : ['electron', 'display', 'keyring'] });
  await ensureBuilt('test');
  const env = { ...process.env, ...electronEnvironment(electron) };
  if (display) {
    say('Opening Amiable …');
    return hand(electron.executable, [root, ...electronSwitches(), ...process.argv.slice(2)], { cwd: root, env });
  }
  say('There is no display here, so the guided demo plays in the real app; pictures of each step go to out/demo/.');
  return onDesktop(process.execPath, ['scripts/demo.mjs'], { cwd: root, env });
});
