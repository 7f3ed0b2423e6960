import type { IncomingMessage } from 'node:http';

/** The most bytes that a body may have; a policy document or an instance's user data needs a small part of it. */
export const MAX_BODY = 1024 * 1024;
/** The same for a whole world that is brought in. */
const MAX_WORLD = 64 * 1024 * 1024;
/** The most bytes that the first line and the headers may have together. */
export const MAX_HEADERS = 16 * 1024;
const MAX_TARGET = 8 * 1024;

/** Why a request is not even read. */
export interface Objection {
  readonly status: number;
  readonly text: string;
}

/** Headers that only a browser sends: nothing that a web page starts may reach the practice cloud. */
const browserHeader = /^(origin|referer|cookie|sec-.*|access-control-request-.*)$/;

/** Headers of which a second one would be dropped unread, so that the caller and we might mean different ones. */
const singleHeader = /^(host|authorization|content-type|content-length|transfer-encoding|expect|date|x-amz-.*)$/;

/**
 * The guards before any parsing, in the order in which they stop the most; null lets a request through.
 *
 * A web page can send form posts to loopback without a preflight, and DNS rebinding lets it read answers; the exact
 * Host, the refusal of browser headers and the signature each stop a part of that. `localhost` is refused as a Host as
 * well: it is a name, and which address it has is for others to say.
 */
export function objectionTo(request: IncomingMessage, port: number): Objection | null {
  if (request.socket.remoteAddress !== '127.0.0.1') return refusal(403, 'Only programs on this computer are answered.');
  const names = request.rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
  const hosts = names.filter((name) => name === 'host');
  if (hosts.length !== 1 || request.headers.host !== `127.0.0.1:${port}`) {
    return refusal(421, `This server is 127.0.0.1:${port} and nothing else.`);
  }
  if (names.some((name) => browserHeader.test(name))) return refusal(403, 'Web pages are not answered.');
  if (request.method === 'OPTIONS') return refusal(403, 'Web pages are not answered.');
  if (request.method !== 'GET' && request.method !== 'POST') return refusal(405, 'Only GET and POST are answered.');
  const target = request.url ?? '';
  if (!target.startsWith('/')) return refusal(400, 'The address must start with a slash: this server is no proxy.');
  if (target.length > MAX_TARGET) return refusal(414, 'The address is too long.');
  const twice = names.find((name, index) => singleHeader.test(name) && names.indexOf(name) !== index);
  if (twice !== undefined) return refusal(400, `The header ${twice} was given more than once.`);
  return Number(request.headers['content-length'] ?? 0) > mostBytes(request) ? tooLong : null;
}

/** The most bytes that the body of this request may have. */
export function mostBytes({ headers }: IncomingMessage): number {
  return headers['x-amz-target'] === 'Practice.ImportWorld' ? MAX_WORLD : MAX_BODY;
}

/** A body that is longer than it may be, said or unsaid. */
export const tooLong: Objection = refusal(413, `A request may be ${MAX_BODY} bytes long at most.`);

function refusal(status: number, text: string): Objection {
  return { status, text };
}
