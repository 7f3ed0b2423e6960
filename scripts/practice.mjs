import { ensureBuilt } from './build.mjs';
import { root } from './paths.mjs';
import { hand } from './run.mjs';
import { main } from './say.mjs';
import { setUp } from './setup.mjs';

// npm run practice: the practice cloud by itself; the first line on stdout is JSON that says where it listens.
await main(async () => {
  await setUp();
  await ensureBuilt('test');
  return hand(process.execPath, ['out/main/practice-process.js', '--standalone', ...process.argv.slice(2)], {
    cwd: root,
  });
});
