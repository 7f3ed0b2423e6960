import type { ServerChannel } from 'ssh2';
import type { LiveOutput } from './live-paths.ts';

const CHUNK = 16 * 1024;

/** What a session prints to. */
export interface ChannelOutput {
  readonly live: LiveOutput;
  write(text: string): void;
  /** Begins a new line if the last output did not end one. */
  freshLine(): Promise<void>;
  settled(): Promise<void>;
}

/** Writes to a channel no faster than the client reads; on a terminal, LF becomes CR LF. */
export function channelOutput(channel: ServerChannel, terminal: boolean): ChannelOutput {
  let last = Promise.resolve();
  let column = false;
  const send = async (bytes: Buffer, to: NodeJS.WritableStream): Promise<void> => {
    for (let at = 0; at < bytes.length; at += CHUNK) {
      if (channel.destroyed || !to.writable) return;
      if (!to.write(bytes.subarray(at, at + CHUNK))) await drained(to, channel);
    }
  };
  const queue = (bytes: Buffer, to: NodeJS.WritableStream): Promise<void> => {
    if (bytes.length > 0) column = bytes.at(-1) !== 10;
    last = last.then(() => send(bytes, to)).catch(() => {});
    return last;
  };
  const onScreen = (bytes: Buffer) =>
    terminal ? Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1') : bytes;
  return {
    live: {
      out: (bytes) => queue(onScreen(bytes), channel),
      err: (bytes) => (terminal ? queue(onScreen(bytes), channel) : queue(bytes, channel.stderr)),
    },
    write: (text) => void queue(Buffer.from(text), channel),
    freshLine: async () => {
      if (terminal && column) await queue(Buffer.from('\r\n'), channel);
    },
    settled: () => last,
  };
}

function drained(stream: NodeJS.WritableStream, channel: ServerChannel): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stream.removeListener('drain', done);
      channel.removeListener('close', done);
      resolve();
    };
    stream.once('drain', done);
    channel.once('close', done);
  });
}

/** Ends a session with an exit status, when all it printed is written. */
export async function finish(channel: ServerChannel, output: ChannelOutput, exitCode: number): Promise<void> {
  await output.settled();
  if (channel.destroyed || !channel.writable) return;
  channel.exit(exitCode);
  channel.end();
  channel.close();
}
