import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** An HTTP request as the signature sees it. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query as they came. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

/** What a valid signature proves. */
export interface Proof {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/** Why a signature was not taken; `scope` lets the refusal be written in the words of the service that was meant. */
export interface Disproof {
  readonly reason: 'missing' | 'incomplete' | 'unknown-key' | 'mismatch' | 'expired';
  readonly detail: string;
  readonly service: string;
}

interface Claim {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly timestamp: string;
  /** Seconds; only the query-string form has it. */
  readonly expires: number | null;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const SKEW_MS = 15 * 60 * 1000;
const empty = { region: '', service: '' };

/**
 * Verifies Signature Version 4 in full: header and query-string form, scope, signed headers, body and time.
 *
 * Host, the date and every `x-amz-` header must be signed. The time is the real one and not the practice clock's,
 * since callers sign with their own clock. Source: AWS, "Signature Version 4 signing process".
 */
export function verifySignature(
  request: SignedRequest,
  secretOf: (accessKeyId: string) => string | null,
  now: Date,
): { readonly proof: Proof } | { readonly disproof: Disproof } {
  const url = splitTarget(request.target);
  const read = readClaim(request, url.query);
  if ('reason' in read) return { disproof: { ...read, service: read.service } };
  const claim = read;
  const disprove = (reason: Disproof['reason'], detail: string) => ({
    disproof: { reason, detail, service: claim.service },
  });

  const missing = unsignedHeader(request, claim);
  if (missing) return disprove('incomplete', `'${missing}' must be a 'SignedHeader' in the AWS Authorization.`);
  const secret = secretOf(claim.accessKeyId);
  // An unknown key takes as long as a known one.
  const expected = sign(request, url, claim, secret ?? 'no such key');
  const same = timingSafeEqual(Buffer.from(expected, 'hex'), Buffer.from(claim.signature, 'hex'));
  if (secret === null) return disprove('unknown-key', 'The security token included in the request is invalid.');
  if (!same) {
    return disprove(
      'mismatch',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
  const signedAt = parseTimestamp(claim.timestamp);
  const age = now.getTime() - signedAt;
  const limit = claim.expires === null ? SKEW_MS : claim.expires * 1000;
  if (Number.isNaN(signedAt) || age > limit || age < -SKEW_MS) return disprove('expired', 'Request has expired.');
  return { proof: { accessKeyId: claim.accessKeyId, region: claim.region, service: claim.service } };
}

interface Target {
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
}

function splitTarget(target: string): Target {
  const mark = target.indexOf('?');
  if (mark < 0) return { path: target, query: [] };
  const query = target
    .slice(mark + 1)
    .split('&')
    .filter((part) => part !== '')
    .map((part): [string, string] => {
      const equals = part.indexOf('=');
      return equals < 0
        ? [decodePercent(part), '']
        : [decodePercent(part.slice(0, equals)), decodePercent(part.slice(equals + 1))];
    });
  return { path: target.slice(0, mark), query };
}

function decodePercent(text: string): string {
  return /%(?![0-9A-Fa-f]{2})/.test(text) ? text : Buffer.from(unescapeBytes(text), 'latin1').toString('utf8');
}

function unescapeBytes(text: string): string {
  const bytes = Buffer.from(text.replaceAll('+', ' '), 'utf8').toString('latin1');
  return bytes.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function readClaim(request: SignedRequest, query: Target['query']): Claim | Disproof {
  const header = headerText(request.headers.authorization);
  const presigned = query.some(([name]) => name === 'X-Amz-Signature');
  const none: Disproof = { reason: 'missing', detail: 'Request is missing Authentication Token', ...empty };
  const incomplete: Disproof = {
    reason: 'incomplete',
    detail: 'The request signature does not conform to AWS standards.',
    ...empty,
  };
  if ((header === null) !== presigned) return header === null ? none : incomplete;
  const given = presigned ? fromQuery(query) : fromHeader(header ?? '', request);
  if (!given || given.algorithm !== ALGORITHM) return incomplete;
  const scope = given.credential.split('/');
  const [accessKeyId, date, region, service, end] = scope;
  if (!accessKeyId || !date || !region || !service || scope.length !== 5 || end !== 'aws4_request') return incomplete;
  const wellFormed = /^[0-9a-f]{64}$/.test(given.signature) && /^\d{8}T\d{6}Z$/.test(given.timestamp);
  const signedHeaders = given.signedHeaders.split(';');
  const ordered = signedHeaders.every((name, index) => index === 0 || (signedHeaders[index - 1] ?? '') < name);
  if (!wellFormed || !ordered || !given.timestamp.startsWith(date)) return { ...incomplete, service };
  const { signature, timestamp, expires } = given;
  if (expires !== null && !(Number.isInteger(expires) && expires >= 1 && expires <= 604_800)) {
    return { ...incomplete, service };
  }
  return { accessKeyId, date, region, service, signedHeaders, signature, timestamp, expires };
}

interface Given {
  readonly algorithm: string;
  readonly credential: string;
  readonly signedHeaders: string;
  readonly signature: string;
  readonly timestamp: string;
  readonly expires: number | null;
}

function fromHeader(header: string, request: SignedRequest): Given | null {
  const match =
    /^([A-Z0-9-]{1,40}) +Credential=([^, ]{1,200}), *SignedHeaders=([^, ]{1,2000}), *Signature=([^, ]{1,200})$/.exec(
      header,
    );
  const timestamp = headerText(request.headers['x-amz-date']);
  if (!match || timestamp === null) return null;
  const [, algorithm = '', credential = '', signedHeaders = '', signature = ''] = match;
  return { algorithm, credential, signedHeaders, signature, timestamp, expires: null };
}

function fromQuery(query: Target['query']): Given | null {
  const one = (name: string) => {
    const found = query.filter(([key]) => key === name);
    return found.length === 1 ? (found[0]?.[1] ?? null) : null;
  };
  const algorithm = one('X-Amz-Algorithm');
  const credential = one('X-Amz-Credential');
  const signedHeaders = one('X-Amz-SignedHeaders');
  const signature = one('X-Amz-Signature');
  const timestamp = one('X-Amz-Date');
  const expires = one('X-Amz-Expires');
  if (algorithm === null || credential === null || signedHeaders === null) return null;
  if (signature === null || timestamp === null || expires === null) return null;
  return { algorithm, credential, signedHeaders, signature, timestamp, expires: Number(expires) };
}

function unsignedHeader(request: SignedRequest, claim: Claim): string | null {
  const present = Object.keys(request.headers).filter((name) => name.startsWith('x-amz-'));
  return ['host', ...present].find((name) => !claim.signedHeaders.includes(name)) ?? null;
}

function sign(request: SignedRequest, url: Target, claim: Claim, secret: string): string {
  const query = url.query
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]): [string, string] => [encodeUri(name), encodeUri(value)])
    .sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const headers = claim.signedHeaders
    .map((name) => `${name}:${(headerText(request.headers[name]) ?? '').trim().replace(/ +/g, ' ')}\n`)
    .join('');
  const canonical = [
    request.method,
    url.path.split('/').map(encodeUri).join('/'),
    query,
    headers,
    claim.signedHeaders.join(';'),
    sha256(request.body),
  ].join('\n');
  const scope = `${claim.date}/${claim.region}/${claim.service}/aws4_request`;
  const text = [ALGORITHM, claim.timestamp, scope, sha256(canonical)].join('\n');
  const key = [claim.date, claim.region, claim.service, 'aws4_request'].reduce<Buffer>(
    (held, part) => hmac(held, part),
    Buffer.from(`AWS4${secret}`),
  );
  return hmac(key, text).toString('hex');
}

/** The hash of the body as `x-amz-content-sha256` names it. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Uint8Array, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function headerText(value: string | readonly string[] | undefined): string | null {
  if (value === undefined) return null;
  return typeof value === 'string' ? value : value.join(',');
}

function encodeUri(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\u{FFFD}')).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function parseTimestamp(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}
