import type { LaunchedApp } from './app.ts';

/** Listens from now on to what the window asks the main process; answers a function that tells the calls by name. */
export async function hearCalls({ app }: LaunchedApp): Promise<() => Promise<string[]>> {
  await app.evaluate(({ ipcMain }) => {
    type Handler = (event: unknown, message: { call: string }) => unknown;
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, Handler> })._invokeHandlers;
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    for (const [channel, handler] of handlers) {
      handlers.set(channel, (event, message) => {
        heard.push(message.call);
        return handler(event, message);
      });
    }
  });
  return () => app.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
}
