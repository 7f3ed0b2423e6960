import type { Readable } from 'node:stream';

/** The stream ended in the middle of something. */
export class StreamEnded extends Error {}

/** Reads lines and counted bytes from a stream, no faster than they are asked for. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #waiting: Buffer = Buffer.alloc(0);

  constructor(stream: Readable) {
    // Not the stream's own way, which would close it at the end of what comes in.
    this.#chunks = stream.iterator({ destroyOnReturn: false });
  }

  /** The next byte, or null at the end. */
  async byte(): Promise<number | null> {
    while (this.#waiting.length === 0) if (!(await this.#more())) return null;
    const byte = this.#waiting[0] as number;
    this.#waiting = this.#waiting.subarray(1);
    return byte;
  }

  /** A line without its end. */
  async line(longest: number): Promise<string> {
    for (;;) {
      const end = this.#waiting.indexOf(10);
      if (end >= 0) {
        const line = this.#waiting.subarray(0, end).toString('utf8');
        this.#waiting = this.#waiting.subarray(end + 1);
        return line;
      }
      if (this.#waiting.length > longest || !(await this.#more())) throw new StreamEnded();
    }
  }

  /** Some of the next `most` bytes. */
  async some(most: number): Promise<Buffer> {
    while (this.#waiting.length === 0) if (!(await this.#more())) throw new StreamEnded();
    const taken = this.#waiting.subarray(0, most);
    this.#waiting = this.#waiting.subarray(taken.length);
    return taken;
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done) return false;
    this.#waiting = this.#waiting.length === 0 ? next.value : Buffer.concat([this.#waiting, next.value]);
    return true;
  }
}
