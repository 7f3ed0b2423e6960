/** Requests and answers of SFTP version 3: draft-ietf-secsh-filexfer-02, and OpenSSH's PROTOCOL for its extensions. */
export const REQUEST = {
  init: 1,
  open: 3,
  close: 4,
  read: 5,
  write: 6,
  lstat: 7,
  fstat: 8,
  setstat: 9,
  fsetstat: 10,
  opendir: 11,
  readdir: 12,
  remove: 13,
  mkdir: 14,
  rmdir: 15,
  realpath: 16,
  stat: 17,
  rename: 18,
  readlink: 19,
  symlink: 20,
  extended: 200,
} as const;

/** Kinds of answers. */
export const ANSWER = {
  version: 2,
  status: 101,
  handle: 102,
  data: 103,
  name: 104,
  attrs: 105,
  extended: 201,
} as const;

/** Status codes of version 3. */
export const STATUS = { ok: 0, eof: 1, noSuchFile: 2, denied: 3, failure: 4, badMessage: 5, unsupported: 8 } as const;

/** Flags with which a file is opened. */
export const OPEN = { read: 1, write: 2, append: 4, create: 8, truncate: 16, exclusive: 32 } as const;

/** A packet may not be longer, as in OpenSSH's server. */
export const LONGEST_PACKET = 256 * 1024;

/** A packet did not hold what it should; the session is over. */
export class BadPacket extends Error {}

/** Attributes that a client sets; what it does not name is undefined. */
export interface GivenAttributes {
  readonly size?: number;
  readonly uid?: number;
  readonly mode?: number;
  readonly modified?: Date;
}

/** Reads a packet's fields one after another. */
export class PacketReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  byte(): number {
    return this.#take(1).readUInt8(0);
  }

  uint32(): number {
    return this.#take(4).readUInt32BE(0);
  }

  /** A number of 64 bits; one that no file can have comes as infinity. */
  uint64(): number {
    const value = this.#take(8).readBigUInt64BE(0);
    return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.POSITIVE_INFINITY : Number(value);
  }

  bytes(): Buffer {
    return this.#take(this.uint32());
  }

  text(): string {
    return this.bytes().toString('utf8');
  }

  attributes(): GivenAttributes {
    const flags = this.uint32();
    const size = flags & 1 ? this.uint64() : undefined;
    const uid = flags & 2 ? this.uint32() : undefined;
    if (flags & 2) this.uint32();
    const mode = flags & 4 ? this.uint32() : undefined;
    if (flags & 8) this.uint32();
    const modified = flags & 8 ? new Date(this.uint32() * 1_000) : undefined;
    for (let left = flags & 0x80000000 ? Math.min(this.uint32(), 64) : 0; left > 0; left -= 1) {
      this.bytes();
      this.bytes();
    }
    return {
      ...(size === undefined ? {} : { size }),
      ...(uid === undefined ? {} : { uid }),
      ...(mode === undefined ? {} : { mode }),
      ...(modified === undefined ? {} : { modified }),
    };
  }

  #take(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw new BadPacket('A packet is shorter than its fields.');
    const taken = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return taken;
  }
}

/** Puts a packet together. */
export class PacketWriter {
  readonly #parts: Buffer[] = [];

  constructor(type: number) {
    this.#parts.push(Buffer.from([type]));
  }

  uint32(value: number): this {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value >>> 0);
    this.#parts.push(bytes);
    return this;
  }

  uint64(value: number): this {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(BigInt(value));
    this.#parts.push(bytes);
    return this;
  }

  bytes(value: Buffer | string): this {
    const bytes = Buffer.from(value as string);
    this.uint32(bytes.length);
    this.#parts.push(bytes);
    return this;
  }

  /** The packet with its length in front. */
  end(): Buffer {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(this.#parts.reduce((sum, part) => sum + part.length, 0));
    return Buffer.concat([length, ...this.#parts]);
  }
}
