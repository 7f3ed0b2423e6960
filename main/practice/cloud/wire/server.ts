import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Refusal } from '../refusal.ts';

/** A request that passed the guards, read whole. */
export interface WireRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Uint8Array;
}

/** What is sent back; `drop` closes the connection without a word and `hang` never answers. */
export type WireAnswer =
  | { readonly status: number; readonly contentType: string; readonly requestId: string; readonly body: string }
  | 'drop'
  | 'hang';

/** A listening practice endpoint. */
export interface WireServer {
  readonly port: number;
  close(): Promise<void>;
}

const MAX_BODY = 256 * 1024;
const MAX_HEADERS = 16 * 1024;
const REQUEST_MS = 10_000;
const MAX_CONNECTIONS = 200;

/** Headers that only a browser sends: nothing that a web page starts may reach the practice cloud. */
const browserHeaders = ['origin', 'referer', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest'];

/**
 * Listens on 127.0.0.1 and lets only well-formed requests of local programs through.
 *
 * A web page can send form posts to loopback without a preflight, and DNS rebinding lets it read answers; the exact
 * Host, the refusal of browser headers and the signature each stop a part of that. Another program of the same person
 * is not held off: it could read this process's memory as well.
 */
export async function listen(port: number, answer: (request: WireRequest) => Promise<WireAnswer>): Promise<WireServer> {
  const sockets = new Set<Socket>();
  let listening = 0;
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADERS,
      requestTimeout: REQUEST_MS,
      headersTimeout: REQUEST_MS,
      connectionsCheckingInterval: 1_000,
    },
    (request, response) => {
      // The connection may break at any time; what is under way ends with it.
      request.on('error', () => request.destroy());
      response.on('error', () => response.destroy());
      serve(request, response, listening, answer).catch(() => response.destroy());
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  server.on('upgrade', (_request, socket) => socket.destroy());
  server.on('checkExpectation', (_request, response) => refuse(response, 417, 'This server expects plain requests.'));
  await started(server, port);
  listening = (server.address() as AddressInfo).port;
  return {
    port: listening,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function started(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject);
      server.on('error', () => undefined);
      resolve();
    });
  });
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  answer: (request: WireRequest) => Promise<WireAnswer>,
): Promise<void> {
  const objection = guard(request, port);
  if (objection) return refuse(response, objection.status, objection.text);
  const body = await readBody(request);
  if (body === null) return refuse(response, 413, `A request may be ${MAX_BODY} bytes long at most.`);
  const method = request.method ?? '';
  const result = await answer({ method, target: request.url ?? '/', headers: request.headers, body });
  if (result === 'drop') {
    request.socket.destroy();
    return;
  }
  if (result === 'hang' || response.destroyed) return;
  response.writeHead(result.status, {
    ...safeHeaders,
    'Content-Type': result.contentType,
    'Content-Length': Buffer.byteLength(result.body),
    'x-amzn-RequestId': result.requestId,
  });
  response.end(result.body);
}

const safeHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** The guards before any parsing, in the order in which they stop the most. */
function guard(request: IncomingMessage, port: number): { readonly status: number; readonly text: string } | null {
  const remote = request.socket.remoteAddress;
  if (remote !== '127.0.0.1') return { status: 403, text: 'Only programs on this computer are answered.' };
  const hosts = request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host');
  if (hosts.length !== 1 || request.headers.host !== `127.0.0.1:${port}`) {
    return { status: 421, text: `This server is 127.0.0.1:${port} and nothing else.` };
  }
  if (browserHeaders.some((name) => request.headers[name] !== undefined)) {
    return { status: 403, text: 'Web pages are not answered.' };
  }
  if (request.method === 'OPTIONS') return { status: 403, text: 'Web pages are not answered.' };
  if (request.method !== 'GET' && request.method !== 'POST')
    return { status: 405, text: 'Only GET and POST are answered.' };
  if ((request.url ?? '').length > 8_192) return { status: 414, text: 'The address is too long.' };
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) {
    return { status: 413, text: `A request may be ${MAX_BODY} bytes long at most.` };
  }
  return null;
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...safeHeaders, 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
  response.end(`${text}\n`);
}

/** The body, or null where it is too long. */
function readBody(request: IncomingMessage): Promise<Uint8Array | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > MAX_BODY) {
        request.pause();
        resolve(null);
      } else chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('close', () => reject(new Refusal('RequestTimeout', 'The request ended before its end.')));
  });
}
