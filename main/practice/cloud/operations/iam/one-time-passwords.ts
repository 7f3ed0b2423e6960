import { createHmac, timingSafeEqual } from 'node:crypto';
import type { MfaDeviceRecord } from '../../world/records/iam-records.ts';
import type { CallContext } from '../operation.ts';

const STEP_MS = 30_000;
/** How many steps of thirty seconds a device's clock may be off. */
const DRIFT = 1;
/** Steps that lie further back than this were counted by another clock. */
const SAME_CLOCK = 20;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Bytes as base32 without padding (RFC 4648). */
export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += letters[(held >>> (bits - 5)) & 31];
    held &= 31;
  }
  return bits > 0 ? text + letters[(held << (5 - bits)) & 31] : text;
}

function decodeBase32(text: string): Buffer {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const letter of text) {
    held = (held << 5) | letters.indexOf(letter);
    bits += 5;
    if (bits >= 8) {
      bytes.push((held >>> (bits - 8)) & 255);
      bits -= 8;
    }
    held &= 255;
  }
  return Buffer.from(bytes);
}

/** The six digits of one step of thirty seconds (RFC 6238 with SHA-1, as authenticator apps count). */
export function codeOf(seed: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', decodeBase32(seed)).update(counter).digest();
  const offset = (digest[19] ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** The step of a time in milliseconds. */
export function stepAt(ms: number): number {
  return Math.floor(ms / STEP_MS);
}

/**
 * The step that a code is of; null for a wrong code and for one that was taken before.
 *
 * Codes are taken by real time, which authenticator apps know, and by practice time, which tests step.
 */
export function stepOf(device: MfaDeviceRecord, code: string, call: CallContext): number | null {
  const fresh = stepsAround(call, DRIFT).filter(
    (step) => step > device.lastStep || step < device.lastStep - SAME_CLOCK,
  );
  return fresh.find((step) => same(code, codeOf(device.seed, step))) ?? null;
}

/** The second step of two codes that follow each other; null where they do not. */
export function stepOfPair(device: MfaDeviceRecord, first: string, second: string, call: CallContext): number | null {
  const found = stepsAround(call, DRIFT + 1).find(
    (step) => same(first, codeOf(device.seed, step - 1)) && same(second, codeOf(device.seed, step)),
  );
  return found ?? null;
}

function stepsAround({ now, realNow }: CallContext, drift: number): number[] {
  const around = Array.from({ length: 2 * drift + 1 }, (_, at) => at - drift);
  return [realNow, now].flatMap((ms) => around.map((off) => stepAt(ms) + off));
}

function same(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
