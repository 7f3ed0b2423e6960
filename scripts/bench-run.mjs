import { loadTypeScript } from './load-typescript.mjs';
import { main } from './say.mjs';

// Inside the desktop: each tests/bench/NAME.ts exports `bench(print)` and hands one object to print for each line.
await main(
  async () => {
    for (const name of process.argv.slice(2)) {
      const { bench } = await loadTypeScript(`tests/bench/${name}.ts`);
      await bench((facts) => process.stdout.write(`${JSON.stringify({ bench: name, ...facts })}\n`));
    }
  },
  { endNow: true },
);
