import fc from 'fast-check';

/** One change of a stream of bytes; places are parts of its length, so that one change fits every stream. */
type Change =
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'letter'; readonly at: number; readonly code: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'delete'; readonly at: number; readonly length: number }
  | { readonly kind: 'double'; readonly at: number; readonly length: number }
  | { readonly kind: 'length'; readonly at: number; readonly value: number }
  | { readonly kind: 'cut'; readonly at: number };

// Doubles at random would nearly all be next to nothing.
const at = fc.nat({ max: 2 ** 20 - 1 }).map((part) => part / 2 ** 20);
/** Lengths that are read wrongly more often than others. */
const lengths = fc.oneof(
  fc.constantFrom(0, 1, 2, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0xffff_fff8, 35_000, 262_144, 0x0d0a_0d0a),
  fc.nat({ max: 0xffff_ffff }),
);

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('flip' as const), at, bit: fc.nat({ max: 7 }) }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('letter' as const), at, code: fc.integer({ min: 33, max: 126 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('insert' as const),
      at,
      bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('delete' as const), at, length: fc.integer({ min: 1, max: 60 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('double' as const), at, length: fc.integer({ min: 1, max: 300 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('length' as const), at, value: lengths }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut' as const), at }) },
);

/** One to four changes of a valid stream: they reach far more states than bytes at random. */
export const changes: fc.Arbitrary<readonly Change[]> = fc.oneof(
  fc.tuple(change),
  fc.array(change, { minLength: 2, maxLength: 4 }),
);

/** A stream with changes made to it. */
export function changed(stream: Buffer, made: readonly Change[]): Buffer {
  return made.reduce(apply, Buffer.from(stream));
}

function apply(bytes: Buffer, one: Change): Buffer {
  if (bytes.length === 0) return bytes;
  const place = Math.min(bytes.length - 1, Math.floor(one.at * bytes.length));
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
  switch (one.kind) {
    case 'flip':
      bytes[place] = (bytes[place] ?? 0) ^ (1 << one.bit);
      return bytes;
    case 'letter':
      bytes[place] = one.code;
      return bytes;
    case 'insert':
      return Buffer.concat([before, one.bytes, after]);
    case 'delete':
      return Buffer.concat([before, after.subarray(one.length)]);
    case 'double':
      return Buffer.concat([before, after.subarray(0, one.length), after]);
    case 'length':
      if (bytes.length >= 4) bytes.writeUInt32BE(one.value, Math.min(place, bytes.length - 4));
      return bytes;
    case 'cut':
      return before;
  }
}
