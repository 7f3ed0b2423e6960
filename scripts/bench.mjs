import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { onDesktop } from './desktop.mjs';
import { electronEnvironment } from './electron.mjs';
import { root } from './paths.mjs';
import { main, Stop } from './say.mjs';
import { setUp } from './setup.mjs';

// npm run bench [NAME]: one JSON line for each measurement.
await main(async () => {
  const folder = join(root, 'tests', 'bench');
  const all = readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -3));
  const [name] = process.argv.slice(2);
  if (name && !existsSync(join(folder, `${name}.ts`))) {
    throw new Stop(`There is no measurement called ${name}. There are: ${all.join(', ')}.`);
  }
  const electron = await setUp({ electron: true, system: ['electron', 'display', 'keyring', 'tests'] });
  await ensureBuilt('test');
  await ensureBuilt('release');
  return onDesktop(process.execPath, ['scripts/bench-run.mjs', ...(name ? [name] : all)], {
    cwd: root,
    env: { ...process.env, ...electronEnvironment(electron) },
  });
});
