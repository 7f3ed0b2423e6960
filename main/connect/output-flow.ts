/**
 * What a machine prints, on its way to the window: in batches, held back when the window cannot follow, the last part
 * kept for a window that was reloaded.
 *
 * Measured: forwarding every piece at once loses output (xterm drops past 50 MB) and makes ^C wait for seconds; these
 * figures give 11-15 MB/s with nothing lost.
 */
export const FLOW = {
  /** The largest batch. */
  batchBytes: 64 * 1024,
  /** The longest that output waits for company; the first piece after a pause waits not at all. */
  gatherMs: 8,
  /** Above so much undrawn output the stream is paused, */
  highWater: 384 * 1024,
  /** and below so much it goes on. */
  lowWater: 128 * 1024,
  /** How much of the last output is kept. */
  keptBytes: 1024 * 1024,
} as const;

/** Where the flow's output goes, and how its source is held back. */
export interface FlowEnds {
  /** Told every batch, in order; `offset` is the place of its first byte in all output. */
  send(data: Uint8Array<ArrayBuffer>, offset: number): void;
  /** Stops the source (true) or lets it go on (false). */
  hold(held: boolean): void;
}

export class OutputFlow {
  #ends: FlowEnds;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #sent = 0;
  #acknowledged = 0;
  #held = false;
  #timer: NodeJS.Timeout | undefined;
  #lastSendAt = Number.NEGATIVE_INFINITY;
  readonly #kept = new LastBytes(FLOW.keptBytes);

  constructor(ends: FlowEnds) {
    this.#ends = ends;
  }

  /** The same flow for the next log-in: what that prints follows what was printed before. */
  goOnTo(ends: FlowEnds): this {
    this.#ends = ends;
    return this;
  }

  /** All bytes that were sent to the window so far. */
  get sent(): number {
    return this.#sent;
  }

  /** Whether the source is held back now. */
  get held(): boolean {
    return this.#held;
  }

  /** Takes what the machine printed. */
  push(data: Uint8Array): void {
    if (data.length === 0) return;
    this.#pending.push(data);
    this.#pendingBytes += data.length;
    while (this.#pendingBytes >= FLOW.batchBytes) this.#send(FLOW.batchBytes);
    if (this.#pendingBytes > 0 && this.#timer === undefined) {
      const wait = this.#lastSendAt + FLOW.gatherMs - performance.now();
      if (wait <= 0) this.flush();
      else this.#timer = setTimeout(() => this.flush(), wait);
    }
    this.#holdOrGoOn();
  }

  /** Sends what still waits. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#pendingBytes > 0) this.#send(Math.min(FLOW.batchBytes, this.#pendingBytes));
  }

  /** The window has drawn so many bytes more; more than was sent is taken as all. */
  acknowledge(bytes: number): void {
    this.#acknowledged = Math.min(this.#sent, this.#acknowledged + bytes);
    this.#holdOrGoOn();
  }

  /** The last output, for a window that begins anew: it owes no acknowledgement for what came before. */
  replay(): { readonly data: Uint8Array<ArrayBuffer>; readonly offset: number } {
    this.flush();
    const data = this.#kept.read();
    this.acknowledge(this.#sent - this.#acknowledged);
    return { data, offset: this.#sent - data.length };
  }

  #holdOrGoOn(): void {
    const undrawn = this.#sent - this.#acknowledged + this.#pendingBytes;
    const held = this.#held ? undrawn >= FLOW.lowWater : undrawn >= FLOW.highWater;
    if (held === this.#held) return;
    this.#held = held;
    this.#ends.hold(held);
  }

  #send(bytes: number): void {
    const batch = new Uint8Array(bytes);
    let filled = 0;
    while (filled < bytes) {
      const first = this.#pending[0] as Uint8Array;
      const part = first.subarray(0, bytes - filled);
      batch.set(part, filled);
      filled += part.length;
      if (part.length === first.length) this.#pending.shift();
      else this.#pending[0] = first.subarray(part.length);
    }
    this.#pendingBytes -= bytes;
    const offset = this.#sent;
    this.#sent += bytes;
    this.#lastSendAt = performance.now();
    this.#kept.add(batch);
    this.#ends.send(batch, offset);
  }
}

/** The last so many bytes of a stream, in a ring. */
class LastBytes {
  readonly #ring: Uint8Array;
  #written = 0;

  constructor(size: number) {
    this.#ring = new Uint8Array(size);
  }

  add(data: Uint8Array): void {
    const size = this.#ring.length;
    const last = data.subarray(Math.max(0, data.length - size));
    const at = (this.#written + data.length - last.length) % size;
    const untilEnd = last.subarray(0, size - at);
    this.#ring.set(untilEnd, at);
    this.#ring.set(last.subarray(untilEnd.length), 0);
    this.#written += data.length;
  }

  read(): Uint8Array<ArrayBuffer> {
    const size = this.#ring.length;
    if (this.#written <= size) return new Uint8Array(this.#ring.subarray(0, this.#written));
    const at = this.#written % size;
    const all = new Uint8Array(size);
    all.set(this.#ring.subarray(at), 0);
    all.set(this.#ring.subarray(0, at), size - at);
    return all;
  }
}
