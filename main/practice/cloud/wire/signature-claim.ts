import { createHash } from 'node:crypto';
import { headerText, queryText, type SignedRequest, type Target } from './canonical-request.ts';

/** Why a signature was not taken; `service` lets the refusal be written in the words of the service that was meant. */
export interface Disproof {
  readonly reason: 'missing' | 'incomplete' | 'unknown-key' | 'mismatch' | 'expired';
  readonly detail: string;
  readonly service: string;
}

/** What a request says about its signature, read and well-formed, but not yet believed. */
export interface Claim {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly timestamp: string;
  /** The timestamp in milliseconds. */
  readonly signedAt: number;
  /** Seconds; only the query-string form has it. */
  readonly expires: number | null;
  readonly sessionToken: string | null;
}

export const ALGORITHM = 'AWS4-HMAC-SHA256';

/** The text that AWS answers for a signature that is not the one it computes. */
export const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

type Parts = Readonly<Record<'algorithm' | 'credential' | 'signedHeaders' | 'signature' | 'timestamp', string>> & {
  readonly expires: string | null;
};

/** Reads the claim of the Authorization header or of the query string; a request may carry one of them. */
export function readClaim(request: SignedRequest, target: Target): Claim | Disproof {
  const header = headerText(request, 'authorization');
  const presigned = target.query.some(([name]) => name === 'X-Amz-Algorithm' || name === 'X-Amz-Signature');
  if (header === null && !presigned) return disproof('missing', 'Request is missing Authentication Token');
  if (header !== null && presigned) {
    return disproof('incomplete', "The request has an Authorization header and 'X-Amz-Signature' in its query string.");
  }
  const parts = header === null ? fromQuery(target) : fromHeader(header, request);
  return 'reason' in parts ? parts : judge(parts, tokenOf(request, target));
}

function fromHeader(header: string, request: SignedRequest): Parts | Disproof {
  const blank = header.indexOf(' ');
  const algorithm = blank < 0 ? header : header.slice(0, blank);
  const given = new Map<string, string>();
  for (const part of blank < 0 ? [] : header.slice(blank).split(',')) {
    const pair = part.trim();
    const equals = pair.indexOf('=');
    if (equals < 0 || given.has(pair.slice(0, equals))) {
      return disproof(
        'incomplete',
        `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${hashed(header)}'.`,
      );
    }
    given.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
  const needed = ['Credential', 'Signature', 'SignedHeaders'];
  const timestamp = headerText(request, 'x-amz-date') ?? basicDate(headerText(request, 'date'));
  const faults = needed
    .filter((name) => !given.get(name))
    .map((name) => `Authorization header requires '${name}' parameter.`);
  if (timestamp === null) {
    faults.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
  const stranger = [...given.keys()].find((name) => !needed.includes(name));
  if (stranger !== undefined) faults.push(`Authorization header has a parameter that is not known: '${stranger}'.`);
  if (timestamp === null || faults.length > 0) {
    const whole = `(Hashed with SHA-256 and encoded with Base64) Authorization=${hashed(header)}`;
    return disproof('incomplete', [...faults, whole].join(' '));
  }
  return {
    algorithm,
    credential: given.get('Credential') ?? '',
    signedHeaders: given.get('SignedHeaders') ?? '',
    signature: given.get('Signature') ?? '',
    timestamp,
    expires: null,
  };
}

function fromQuery(target: Target): Parts | Disproof {
  const names = ['Algorithm', 'Credential', 'Signature', 'SignedHeaders', 'Date', 'Expires'];
  const found = names.map((name) => queryText(target, `X-Amz-${name}`));
  const faults = names
    .filter((_, index) => !found[index])
    .map((name) => `AWS query-string parameters must include 'X-Amz-${name}'.`);
  if (faults.length > 0) {
    return disproof('incomplete', [...faults, 'Re-examine the query-string parameters.'].join(' '));
  }
  const [algorithm = '', credential = '', signature = '', signedHeaders = '', timestamp = '', expires = ''] = found.map(
    (value) => value ?? '',
  );
  return { algorithm, credential, signedHeaders, signature, timestamp, expires };
}

function judge(parts: Parts, token: string | null | Disproof): Claim | Disproof {
  const { algorithm, credential, signature, timestamp } = parts;
  const [accessKeyId = '', date = '', region = '', service = '', end = '', ...more] = credential.split('/');
  const disprove = (reason: Disproof['reason'], detail: string) => disproof(reason, detail, service);
  if (algorithm !== ALGORITHM) return disprove('incomplete', `Unsupported AWS 'algorithm': '${algorithm}'.`);
  const signedAt = parseBasic(timestamp);
  if (Number.isNaN(signedAt)) {
    return disprove(
      'incomplete',
      `Date must be in ISO-8601 'basic format'. Got '${timestamp}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  }
  if (!accessKeyId || !end || more.length > 0) {
    return disprove(
      'incomplete',
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  }
  const scope: string[] = [];
  if (!/^[a-z0-9-]{1,40}$/.test(region)) scope.push('Credential should be scoped to a valid region.');
  if (!/^[a-z0-9-]{1,40}$/.test(service)) scope.push('Credential should be scoped to correct service.');
  if (end !== 'aws4_request') {
    scope.push(`Credential should be scoped with a valid terminator: 'aws4_request', not '${end}'.`);
  }
  if (date !== timestamp.slice(0, 8)) {
    scope.push(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${timestamp.slice(0, 8)}', from '${timestamp}'.`,
    );
  }
  if (scope.length > 0) return disprove('mismatch', scope.join(' '));
  const expires = parts.expires === null ? null : Number(parts.expires);
  if (parts.expires !== null && !(/^[1-9]\d{0,5}$/.test(parts.expires) && Number(parts.expires) <= 604_800)) {
    return disprove('incomplete', "'X-Amz-Expires' must be between 1 and 604800 seconds.");
  }
  const signedHeaders = parts.signedHeaders.split(';');
  const ordered = signedHeaders.every((name, index) => index === 0 || (signedHeaders[index - 1] ?? '') < name);
  if (!ordered || !/^[0-9a-f]{64}$/.test(signature)) return disprove('mismatch', MISMATCH);
  if (token !== null && typeof token !== 'string') return { ...token, service };
  return {
    ...{ accessKeyId, date, region, service, signedHeaders, signature, timestamp, signedAt, expires },
    sessionToken: token,
  };
}

function tokenOf(request: SignedRequest, target: Target): string | null | Disproof {
  const header = headerText(request, 'x-amz-security-token');
  if (!target.query.some(([name]) => name === 'X-Amz-Security-Token')) return header;
  const given = queryText(target, 'X-Amz-Security-Token');
  return header === null && given !== null
    ? given
    : disproof('incomplete', "The request has more than one 'X-Amz-Security-Token'.");
}

function disproof(reason: Disproof['reason'], detail: string, service = ''): Disproof {
  return { reason, detail, service };
}

/** AWS names a header that it could not read by its hash, so that no secret in it comes back. */
function hashed(header: string): string {
  return createHash('sha256').update(header).digest('base64');
}

/** The time of a Date header, as the signature writes it. */
function basicDate(text: string | null): string | null {
  const time = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? text : basicTime(time);
}

/** A time as signatures write it: `20261124T101010Z`. */
export function basicTime(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function parseBasic(text: string): number {
  const time = Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  // The 30th of February is not the 2nd of March.
  return !Number.isNaN(time) && basicTime(time) === text ? time : Number.NaN;
}
