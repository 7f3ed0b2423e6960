import { join } from 'node:path';
import { createServer } from 'vite';

/**
 * Fuzzes the practice cloud's doors: 100,000 HTTP streams, 10,000 signed requests, 100,000 SSH logins.
 *
 * The cloud loads parts of itself when they are needed, so what loads TypeScript here stays up for the whole run.
 */
export async function bench(print: (facts: object) => void): Promise<void> {
  const root = join(import.meta.dirname, '../..');
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    define: { __AMIABLE_FLAVOUR__: JSON.stringify('test') },
  });
  const doors = (await server.ssrLoadModule('/tests/practice-fuzz/all-doors.ts')) as Pick<
    typeof import('../practice-fuzz/all-doors.ts'),
    'fuzzDoors'
  >;
  await doors.fuzzDoors({ http: 100_000, signed: 10_000, ssh: 100_000 }, Date.now() % 1_000_000_000, print);
  await server.close();
}
