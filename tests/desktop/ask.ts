import type { Page } from 'playwright';
import type { Bridge, CallReply } from '../../src/ipc/channel.ts';

/** Makes a call as the window itself makes it: over the bridge, through the gate. Answers the reply as it came. */
export function ask(page: Page, call: string, input: unknown): Promise<CallReply> {
  return page.evaluate((message) => (globalThis as unknown as { amiable: Bridge }).amiable.invoke(message), {
    call,
    input,
  });
}

/** The same, for a call that must be answered: throws with the error’s words when it is refused. */
export async function answer<T>(page: Page, call: string, input: unknown): Promise<T> {
  const reply = await ask(page, call, input);
  if (!reply.ok) throw new Error(`${call} was refused: ${reply.error.code}: ${reply.error.message}`);
  return reply.value as T;
}
