// node scripts/on-desktop.mjs PROGRAM …: runs one program as the window tests run, for instance
// node scripts/on-desktop.mjs npx vitest run --project window tests/journey
import { onDesktop } from './desktop.mjs';
import { electronEnvironment } from './electron.mjs';
import { main, Stop } from './say.mjs';
import { setUp } from './setup.mjs';

await main(async () => {
  const [program, ...args] = process.argv.slice(2);
  if (!program) throw new Stop('Say what to run: node scripts/on-desktop.mjs PROGRAM ARGUMENTS');
  const electron = await setUp({ electron: true, system: ['electron', 'display', 'keyring'] });
  return onDesktop(program, args, { env: { ...process.env, ...electronEnvironment(electron) } });
});
