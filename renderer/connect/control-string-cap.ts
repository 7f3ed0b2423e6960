/** More than any title, link or palette needs; xterm alone would gather ten million characters for each. */
export const CONTROL_STRING_CAP = 8_192;

const ESC = 0x1b;
const CAN = 0x18;
const SUB = 0x1a;
const BEL = 0x07;
/** The first byte of the eight-bit controls in UTF-8. */
const C2 = 0xc2;

/** What opens a control string: after ESC, and as an eight-bit control after 0xC2. */
const OPENERS: ReadonlySet<number> = new Set([...'P]X^_'].map((sign) => sign.charCodeAt(0)));
const EIGHT_BIT_OPENERS: ReadonlySet<number> = new Set([0x90, 0x98, 0x9d, 0x9e, 0x9f]);
const EIGHT_BIT_END = 0x9c;

/**
 * Cuts control strings (titles, links and the like) that go on and on, before the terminal gathers them.
 *
 * Measured: one title of 60 MB takes xterm five seconds and 345 MB. A string above the cap is cancelled as a whole (CAN),
 * since half a link would be another link; everything else passes unchanged, however it is cut into pieces.
 */
export class ControlStringCap {
  #inString = false;
  #length = 0;
  #before = 0;

  /** Takes the next piece of output and answers what the terminal should see. */
  next(data: Uint8Array): Uint8Array {
    const kept = new Uint8Array(data.length);
    let length = 0;
    for (const byte of data) {
      const over = this.#inString && this.#length >= CONTROL_STRING_CAP && !this.#ends(byte);
      if (!over) kept[length++] = byte;
      else if (this.#length === CONTROL_STRING_CAP) kept[length++] = CAN;
      this.#follow(byte);
    }
    return kept.subarray(0, length);
  }

  #ends(byte: number): boolean {
    return byte === ESC || byte === CAN || byte === SUB || byte === BEL || this.#eightBit(byte) === EIGHT_BIT_END;
  }

  #eightBit(byte: number): number | undefined {
    return this.#before === C2 ? byte : undefined;
  }

  #follow(byte: number): void {
    const eightBit = this.#eightBit(byte);
    if (this.#inString) {
      this.#length++;
      if (this.#ends(byte)) this.#inString = false;
    } else if (
      (this.#before === ESC && OPENERS.has(byte)) ||
      (eightBit !== undefined && EIGHT_BIT_OPENERS.has(eightBit))
    ) {
      this.#inString = true;
      this.#length = 0;
    }
    this.#before = byte;
  }
}
