import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { checkout } from '../desktop/app.ts';

/**
 * The memory of 1,000 booted machines, and the longest time for which each hostile command keeps the process from others.
 *
 * `holdMs` and `p99Ms` are the event loop's delays; `workMs` is the processor time between two looks, which a busy
 * computer does not lengthen. In a process of its own: this one runs more than machines.
 */
export async function bench(print: (facts: object) => void): Promise<void> {
  // Inside the checkout, where the libraries are found.
  const folder = join(checkout, 'out', 'measuring');
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, '../practice-machines/measuring.ts'),
      outDir: folder,
      rollupOptions: { output: { entryFileNames: 'measuring.mjs', format: 'es' } },
    },
  });
  const child = spawn(process.execPath, [join(folder, 'measuring.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) print(JSON.parse(line));
  rmSync(folder, { recursive: true, force: true });
}
