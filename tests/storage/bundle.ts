import { join } from 'node:path';
import { build } from 'vite';

/** Bundles a TypeScript file for a plain Node child process; answers the path of the result. */
export async function bundleForNode(entry: string, folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      rollupOptions: { output: { entryFileNames: 'child.mjs', format: 'es' } },
    },
  });
  return join(folder, 'child.mjs');
}
