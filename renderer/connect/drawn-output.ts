import type { Terminal } from '@xterm/xterm';
import type { AllClients } from '../../src/ipc/contract.ts';
import type { Listen } from '../bridge/client.ts';
import { ControlStringCap } from './control-string-cap.ts';
import { writePieces } from './terminal-guards.ts';

/** The main process is told what was drawn in steps of this size; it sends at most 384 KB ahead. */
const ACKNOWLEDGE_BYTES = 32 * 1024;

/** What the output needs of the window. */
export interface OutputSource {
  readonly sessionId: string;
  readonly client: AllClients;
  readonly listen: Listen;
}

/**
 * Fills the terminal with what the session printed so far, then with what it prints, each byte once and in order, and
 * tells the main process what was drawn. Answers how to stop.
 */
export function drawOutput(terminal: Terminal, { sessionId, client, listen }: OutputSource): () => void {
  const cap = new ControlStringCap();
  let stopped = false;
  let drawn = 0;
  /** The place up to which output is written; what comes before the replay waits. */
  let at: number | undefined;
  const early: { data: Uint8Array; offset: number }[] = [];

  const acknowledge = (bytes: number) => {
    drawn += bytes;
    if (stopped || drawn < ACKNOWLEDGE_BYTES) return;
    const told = drawn;
    drawn = 0;
    // The session may be over by now: then nobody waits for the answer.
    client.connect.acknowledge({ sessionId, bytes: told }).catch(() => undefined);
  };
  const write = (data: Uint8Array, done: () => void) => {
    const shown = cap.next(data);
    let left = shown.length;
    if (left === 0) done();
    for (const piece of writePieces(shown)) {
      left -= piece.length;
      terminal.write(piece, left === 0 ? done : undefined);
    }
  };
  const next = ({ data, offset }: { data: Uint8Array; offset: number }) => {
    if (at === undefined) {
      early.push({ data, offset });
      return;
    }
    // The replay held it already, or held its beginning.
    const fresh = data.subarray(Math.max(0, at - offset));
    if (fresh.length === 0) return;
    at += fresh.length;
    write(fresh, () => acknowledge(fresh.length));
  };

  const stop = listen('connect.output', (output) => {
    if (output.sessionId === sessionId) next(output);
  });
  client.connect.replay({ sessionId }).then(
    ({ data, offset }) => {
      if (stopped) return;
      at = offset + data.length;
      write(data, () => undefined);
      for (const output of early.splice(0)) next(output);
    },
    // The session is no longer known: its state, which is shown, says so.
    () => undefined,
  );
  return () => {
    stopped = true;
    stop();
  };
}
