import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  canonicalRequest,
  headerText,
  type SignedRequest,
  sha256,
  splitTarget,
  type Target,
} from './canonical-request.ts';
import { ALGORITHM, basicTime, type Claim, type Disproof, MISMATCH, readClaim } from './signature-claim.ts';

export { type SignedRequest, sha256 } from './canonical-request.ts';
export type { Disproof } from './signature-claim.ts';

/** What a valid signature proves. */
export interface Proof {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  /** The session token that was signed with the request; whether it belongs to the key is for the caller to say. */
  readonly sessionToken: string | null;
}

const SKEW_MS = 15 * 60 * 1000;

/**
 * Verifies Signature Version 4 in full: header and query-string form, scope, signed headers, body and time.
 *
 * Host, the date and every `x-amz-` header must be signed, and the body is always part of it: `UNSIGNED-PAYLOAD` is for
 * S3 alone. The time is the real one and not the practice clock's, since callers sign with their own clock. Faults are
 * told in AWS's order: form, time, signed headers, key, signature. Source: AWS, "Signature Version 4 signing process".
 */
export function verifySignature(
  request: SignedRequest,
  secretOf: (accessKeyId: string) => string | null,
  now: Date,
): { readonly proof: Proof } | { readonly disproof: Disproof } {
  const target = splitTarget(request.target);
  if (target.broken !== null) {
    const detail = `Illegal hex character in escape % pattern: ${target.broken}`;
    return { disproof: { reason: 'incomplete', detail, service: '' } };
  }
  const claim = readClaim(request, target);
  if ('reason' in claim) return { disproof: claim };
  const { accessKeyId, region, service, sessionToken } = claim;
  const disprove = (reason: Disproof['reason'], detail: string) => ({ disproof: { reason, detail, service } });

  const late = outOfTime(claim, now.getTime());
  if (late !== null) return disprove('expired', late);
  const unsigned = unsignedHeader(request, claim);
  if (unsigned !== null) return disprove('mismatch', `${unsigned} must be a 'SignedHeader' in the AWS Authorization.`);
  const secret = secretOf(accessKeyId);
  // An unknown key takes as long as a known one.
  const expected = sign(request, target, claim, secret ?? 'no such key');
  const same = timingSafeEqual(Buffer.from(expected, 'hex'), Buffer.from(claim.signature, 'hex'));
  if (secret === null) return disprove('unknown-key', 'The security token included in the request is invalid.');
  const hash = headerText(request, 'x-amz-content-sha256');
  if (hash !== null && hash !== sha256(request.body)) {
    return disprove('mismatch', "The provided 'x-amz-content-sha256' header does not match what was computed.");
  }
  if (!same) return disprove('mismatch', MISMATCH);
  return { proof: { accessKeyId, region, service, sessionToken } };
}

/** Signatures hold for a quarter of an hour, before and after; one in a query string for as long as it says. */
function outOfTime({ signedAt, timestamp, expires }: Claim, now: number): string | null {
  const limit = expires === null ? SKEW_MS : expires * 1000;
  const minutes = (ms: number) => `${Math.floor(ms / 60_000)} min.`;
  if (now - signedAt > limit) {
    return `Signature expired: ${timestamp} is now earlier than ${basicTime(now - limit)} (${basicTime(now)} - ${minutes(limit)})`;
  }
  if (signedAt - now > SKEW_MS) {
    return `Signature not yet current: ${timestamp} is still later than ${basicTime(now + SKEW_MS)} (${basicTime(now)} + ${minutes(SKEW_MS)})`;
  }
  return null;
}

/** A header that must be signed and is not, as AWS names it. */
function unsignedHeader(request: SignedRequest, { signedHeaders, expires }: Claim): string | null {
  if (!signedHeaders.includes('host')) return "'Host' or ':authority'";
  const present = Object.keys(request.headers).filter((name) => name.startsWith('x-amz-'));
  const dated = expires !== null || present.includes('x-amz-date') ? [] : ['date'];
  const unsigned = [...present, ...dated].find((name) => !signedHeaders.includes(name));
  // A header that is signed and not there could be left away or added empty; nobody signs one.
  const absent = signedHeaders.find((name) => headerText(request, name) === null);
  return unsigned === undefined && absent === undefined ? null : `'${unsigned ?? absent}'`;
}

function sign(request: SignedRequest, target: Target, claim: Claim, secret: string): string {
  const { date, region, service, timestamp, signedHeaders } = claim;
  const scope = [date, region, service, 'aws4_request'];
  const canonical = canonicalRequest(request, target, signedHeaders);
  const text = [ALGORITHM, timestamp, scope.join('/'), sha256(canonical)].join('\n');
  const key = scope.reduce<Buffer>((held, part) => hmac(held, part), Buffer.from(`AWS4${secret}`));
  return hmac(key, text).toString('hex');
}

function hmac(key: Uint8Array, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
