import { join } from 'node:path';
import { root } from './paths.mjs';

/**
 * Loads a TypeScript file of the checkout and all it imports; Node 20 can not by itself.
 *
 * What is loaded may import more at any time later, so the loader stays open for as long as the process lives.
 *
 * @param {string} path from the checkout
 * @returns {Promise<Record<string, unknown>>} what it exports
 */
export async function loadTypeScript(path) {
  const { createRunnableDevEnvironment, resolveConfig } = await import('vite');
  const config = await resolveConfig(
    {
      root,
      configFile: false,
      envDir: false,
      cacheDir: root,
      logLevel: 'error',
      define: { __AMIABLE_FLAVOUR__: JSON.stringify('test') },
      environments: {
        inline: {
          consumer: 'server',
          dev: { moduleRunnerTransform: true },
          resolve: { external: true, mainFields: [], conditions: ['node'] },
        },
      },
    },
    'serve',
  );
  const environment = createRunnableDevEnvironment('inline', config, {
    runnerOptions: { hmr: { logger: false } },
    hot: false,
  });
  await environment.init();
  return environment.runner.import(join(root, path));
}
