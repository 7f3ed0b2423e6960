import { createHash } from 'node:crypto';

/** An HTTP request as the signature sees it. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query as they came. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

/** A request's target, taken apart. */
export interface Target {
  readonly path: string;
  /** Names and values as bytes that were escaped anew, so that two ways to write one query are one. */
  readonly query: readonly (readonly [string, string])[];
  /** A part of the query whose `%` is not followed by two hex digits. */
  readonly broken: string | null;
}

/** Takes path and query apart; `+` is a blank, as the reader of the parameters has it. */
export function splitTarget(target: string): Target {
  const mark = target.indexOf('?');
  if (mark < 0) return { path: target, query: [], broken: null };
  const parts = target
    .slice(mark + 1)
    .split('&')
    .filter((part) => part !== '');
  const query = parts.map((part): [string, string] => {
    const equals = part.indexOf('=');
    return equals < 0
      ? [escapeAnew(part), '']
      : [escapeAnew(part.slice(0, equals)), escapeAnew(part.slice(equals + 1))];
  });
  // What one reader takes for a letter and another for a percent sign would be signed as the one and read as the other.
  const broken = parts.find((part) => /%(?![0-9A-Fa-f]{2})/.test(part)) ?? null;
  return { path: target.slice(0, mark), query, broken };
}

/** The one value of a query parameter, read as text; null where it is not there, or there twice. */
export function queryText(target: Target, name: string): string | null {
  const found = target.query.filter(([key]) => key === name);
  return found.length === 1 ? unescapeBytes(found[0]?.[1] ?? '').toString('utf8') : null;
}

/** A header's text; what an object has by nature is no header. */
export function headerText(request: SignedRequest, name: string): string | null {
  if (!Object.hasOwn(request.headers, name)) return null;
  const value = request.headers[name];
  if (value === undefined) return null;
  return typeof value === 'string' ? value : value.join(',');
}

/** The canonical request: every caller who means the same request writes the same text. */
export function canonicalRequest(request: SignedRequest, target: Target, signedHeaders: readonly string[]): string {
  const query = target.query
    .filter(([name]) => name !== 'X-Amz-Signature')
    .toSorted(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const headers = signedHeaders
    .map((name) => `${name}:${(headerText(request, name) ?? '').replace(/[ \t]+/g, ' ').replace(/^ | $/g, '')}\n`)
    .join('');
  return [
    request.method,
    canonicalPath(target.path),
    query,
    headers,
    signedHeaders.join(';'),
    sha256(request.body),
  ].join('\n');
}

/** SHA-256 in hex, of UTF-8 where it is text. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Every service but S3 leaves out `.`, `..` and double slashes, and escapes what is left once more. */
function canonicalPath(path: string): string {
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') kept.pop();
    else if (part !== '' && part !== '.') kept.push(escapeBytes(Buffer.from(part, 'utf8')));
  }
  const start = path.startsWith('/') ? '/' : '';
  return `${start}${kept.join('/')}${kept.length > 0 && path.endsWith('/') ? '/' : ''}`;
}

function escapeAnew(text: string): string {
  return escapeBytes(unescapeBytes(text.replaceAll('+', ' ')));
}

function unescapeBytes(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  const plain = bytes.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}

function escapeBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9\-._~]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
