/** A dropped file as it comes from the window, piece by piece; each piece waits until the one before is taken. */
export class FedFile implements AsyncIterable<Buffer> {
  readonly #size: number;
  #offset = 0;
  #piece: { readonly data: Buffer; readonly taken: (goesOn: boolean) => void } | undefined;
  #wake: (() => void) | undefined;
  #over = false;

  constructor(size: number) {
    this.#size = size;
  }

  /** Answers when it was taken: true when more is wanted. What is out of order, or too much, ends it. */
  feed(offset: number, data: Uint8Array): Promise<boolean> {
    if (this.#over || this.#piece || offset !== this.#offset || offset + data.length > this.#size) {
      this.end();
      return Promise.resolve(false);
    }
    this.#offset += data.length;
    return new Promise((taken) => {
      this.#piece = { data: Buffer.from(data.buffer, data.byteOffset, data.length), taken };
      this.#wake?.();
    });
  }

  /** Nothing more is wanted, or nothing more comes. */
  end(): void {
    this.#over = true;
    this.#piece?.taken(false);
    this.#piece = undefined;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    let given = 0;
    while (given < this.#size) {
      while (!this.#piece && !this.#over) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      if (!this.#piece) return;
      const { data, taken } = this.#piece;
      this.#piece = undefined;
      given += data.length;
      // The next piece may come while this one is sent.
      taken(!this.#over);
      yield data;
    }
  }
}
