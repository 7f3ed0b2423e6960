import { createHash, createHmac } from 'node:crypto';
import type { SignedRequest } from '../../main/practice/cloud/wire/signature.ts';

/** A key as its owner has it. */
export interface Key {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A request before it is signed. */
export interface Plan {
  readonly method: string;
  /** As it is on the wire. */
  readonly path?: string;
  readonly query?: readonly (readonly [string, string])[];
  /** Lower-case names; every one of them is signed. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly service?: string;
  readonly region?: string;
  readonly at: Date;
  /** Where the signature is put; in the query string it holds for 900 seconds. */
  readonly form?: 'header' | 'query';
  /** Whether the time stands in a Date header instead of `X-Amz-Date`. */
  readonly dateHeader?: boolean;
  /** Signed instead of the hash of the body. */
  readonly bodyHash?: string;
}

export const HOST = '127.0.0.1:4566';

/** Signs a request by the letter of AWS's description, with none of the practice cloud's own code. */
export function signByHand(plan: Plan, key: Key): SignedRequest {
  const { method, path = '/', body = '', service = 'sts', region = 'eu-central-1', form = 'header' } = plan;
  const stamp = stampOf(plan.at);
  const scope = [stamp.slice(0, 8), region, service, 'aws4_request'];
  const headers: Record<string, string> = { host: HOST, ...plan.headers };
  const query = (plan.query ?? []).map(([name, value]) => [escaped(name), escaped(value)] as const);
  if (form === 'header') {
    if (plan.dateHeader) headers.date = plan.at.toUTCString();
    else headers['x-amz-date'] = stamp;
    if (key.sessionToken !== undefined) headers['x-amz-security-token'] = key.sessionToken;
  }
  const names = Object.keys(headers).sort();
  const credential = [key.accessKeyId, ...scope].join('/');
  if (form === 'query') {
    query.push(['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'], ['X-Amz-Credential', escaped(credential)]);
    query.push(['X-Amz-Date', stamp], ['X-Amz-Expires', '900'], ['X-Amz-SignedHeaders', escaped(names.join(';'))]);
    if (key.sessionToken !== undefined) query.push(['X-Amz-Security-Token', escaped(key.sessionToken)]);
  }
  const canonical = [
    method,
    path.split('/').map(escaped).join('/'),
    [...query]
      .sort(([a, x], [b, y]) => (a === b ? Number(x > y) - Number(x < y) : Number(a > b) - Number(a < b)))
      .map(([name, value]) => `${name}=${value}`)
      .join('&'),
    ...names.map((name) => `${name}:${(headers[name] ?? '').trim().split(/ +/).join(' ')}`),
    '',
    names.join(';'),
    plan.bodyHash ?? sha256(body),
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', stamp, scope.join('/'), sha256(canonical)].join('\n');
  let secret = Buffer.from(`AWS4${key.secretAccessKey}`);
  for (const part of scope) secret = hmac(secret, part);
  const signature = hmac(secret, text).toString('hex');
  if (form === 'query') query.push(['X-Amz-Signature', signature]);
  else {
    headers.authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  }
  const search = query.map(([name, value]) => `${name}=${value}`).join('&');
  return { method, target: search === '' ? path : `${path}?${search}`, headers, body: Buffer.from(body) };
}

/** A time as signatures write it. */
export function stampOf(at: Date): string {
  return at.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function escaped(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Uint8Array, text: string): Buffer<ArrayBuffer> {
  return createHmac('sha256', key).update(text).digest() as Buffer<ArrayBuffer>;
}
