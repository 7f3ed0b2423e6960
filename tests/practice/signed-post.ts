import { createHash, createHmac } from 'node:crypto';
import { type Agent, request } from 'node:http';

/** What a test sends; each part can be made wrong. */
export interface SignedPost {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly service: string;
  readonly region?: string;
  readonly body: string;
  /** When it is signed. */
  readonly at?: Date;
  /** What is really sent in the body's place, the signature unchanged. */
  readonly tamperedBody?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/**
 * Signs as the AWS CLI does (content-type, host, date and every other `x-amz-` header) and sends; on a connection of its
 * own where no agent is given.
 */
export function sendSigned(post: SignedPost, agent?: Agent): Promise<Reply> {
  const { service, region = 'eu-central-1', body } = post;
  const stamp = (post.at ?? new Date()).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${stamp.slice(0, 8)}/${region}/${service}/aws4_request`;
  const type = 'application/x-www-form-urlencoded; charset=utf-8';
  const host = new URL(post.endpoint).host;
  const amz = Object.entries(post.headers ?? {}).filter(([name]) => name.startsWith('x-amz-'));
  const signed = Object.entries({ 'content-type': type, host, 'x-amz-date': stamp, ...Object.fromEntries(amz) }).sort();
  const names = signed.map(([name]) => name).join(';');
  const lines = signed.map(([name, value]) => `${name}:${value}\n`).join('');
  const canonical = `POST\n/\n\n${lines}\n${names}\n${sha256(body)}`;
  const text = `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${sha256(canonical)}`;
  const key = scope
    .split('/')
    .reduce<Buffer>((held, part) => hmac(held, part), Buffer.from(`AWS4${post.secretAccessKey}`));
  const signature = hmac(key, text).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${post.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  const headers = { 'content-type': type, 'x-amz-date': stamp, authorization, ...post.headers };
  return send(post.endpoint, 'POST', post.tamperedBody ?? body, headers, '/', agent);
}

/** Sends a plain request. */
export function send(
  endpoint: string,
  method: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  path = '/',
  agent?: Agent,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${endpoint}${path}`, { method, headers, agent: agent ?? false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
