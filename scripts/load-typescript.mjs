import { join } from 'node:path';
import { root } from './paths.mjs';

/**
 * Loads a TypeScript file of the checkout and all it imports; Node 20 can not by itself.
 *
 * @param {string} path from the checkout
 * @returns {Promise<Record<string, unknown>>} what it exports
 */
export async function loadTypeScript(path) {
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(join(root, path), {
    root,
    configFile: false,
    logLevel: 'error',
    define: { __AMIABLE_FLAVOUR__: JSON.stringify('test') },
  });
  return module;
}
