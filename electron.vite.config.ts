import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** `test` may be driven from outside and watched by a debugger; `release` refuses both. */
const flavour = process.env.AMIABLE_FLAVOUR === 'test' ? 'test' : 'release';
/** Where the three parts go; scripts/build.mjs builds beside the old build and then takes its place. */
const out = process.env.AMIABLE_OUT ?? 'out';
const define = { __AMIABLE_FLAVOUR__: JSON.stringify(flavour) };

// What must run: Electron 33 (Node 20.18, Chromium 130) and everything newer.
const nodeTarget = 'node20.18';
const pageTarget = 'chrome130';

export default defineConfig({
  main: {
    define,
    build: {
      outDir: `${out}/main`,
      target: nodeTarget,
      // What the start needs anyway is one file instead of hundreds; the heavy rest waits in node_modules for its first use.
      externalizeDeps: { exclude: ['zod', 'electron-store'] },
      rollupOptions: {
        input: {
          electron: 'main/app/electron.ts',
          'practice-process': 'main/app/practice-process.ts',
          'inventory-worker': 'main/images/inventory-worker.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    define,
    build: {
      outDir: `${out}/preload`,
      target: nodeTarget,
      // A sandboxed preload can load nothing but Electron: everything goes into the one file.
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: 'main/app/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    base: './',
    plugins: [react()],
    build: {
      outDir: resolve(out, 'renderer'),
      target: pageTarget,
      // The window's policy allows no inline script, and nothing from data: but images.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      minify: true,
      cssMinify: true,
      chunkSizeWarningLimit: 4000,
      rollupOptions: {
        input: 'renderer/index.html',
        // What the first page needs is one script and one style sheet: every file costs a trip to the main process.
        output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
      },
    },
  },
});
