import { architecture, runChecks, staticChecks } from './checks.mjs';
import { main } from './say.mjs';
import { setUp } from './setup.mjs';

// npm run check: types, lint and architecture, in well under a minute.
await main(async () => {
  await setUp();
  const { failed } = await runChecks([...staticChecks, architecture]);
  return failed === 0 ? 0 : 1;
});
