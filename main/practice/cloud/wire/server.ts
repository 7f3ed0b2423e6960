import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Bodies } from './bodies.ts';
import { MAX_BODY, MAX_HEADERS, type Objection, objectionTo } from './guards.ts';

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

type Answer = (request: WireRequest) => Promise<WireAnswer>;

/** How long a request may take to come in, header and all. */
const REQUEST_MS = 10_000;
/** How long a kept connection may be silent: longer than a program thinks between two calls. */
const KEPT_MS = 60_000;
/** How long a connection may be silent at all, an answer that nobody reads included. */
const SILENT_MS = 180_000;
/** How long, and how much, is still read of a request that is refused. */
const DRAIN_MS = 1_000;
const DRAIN_BYTES = 8 * MAX_BODY;
const MAX_CONNECTIONS = 200;

/**
 * Listens on 127.0.0.1 and lets only well-formed requests of local programs through.
 *
 * Another program of the same person is not held off: it could read this process's memory as well. A client that asks
 * before it sends its body (`Expect: 100-continue`; curl does for long ones) is told to go on once the guards agree.
 */
export async function listen(port: number, answer: Answer): Promise<WireServer> {
  const sockets = new Set<Socket>();
  const bodies = new Bodies();
  let listening = 0;
  const take = (request: IncomingMessage, response: ServerResponse, expects: 'nothing' | 'continue' | 'other') => {
    // The connection may break at any time; what is under way ends with it.
    request.on('error', () => request.destroy());
    response.on('error', () => response.destroy());
    const objection = objectionTo(request, listening) ?? (expects === 'other' ? unexpected : null);
    if (objection) return refuse(request, response, objection);
    if (expects === 'continue') response.writeContinue();
    serve(request, response, bodies, answer).catch(() => response.destroy());
  };
  const server = createServer({
    maxHeaderSize: MAX_HEADERS,
    requestTimeout: REQUEST_MS,
    headersTimeout: REQUEST_MS,
    keepAliveTimeout: KEPT_MS,
    connectionsCheckingInterval: 1_000,
    noDelay: true,
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.setTimeout(SILENT_MS, (socket: Socket) => socket.destroy());
  server.on('request', (request, response) => take(request, response, 'nothing'));
  server.on('checkContinue', (request, response) => take(request, response, 'continue'));
  server.on('checkExpectation', (request, response) => take(request, response, 'other'));
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  server.on('clientError', answerBroken);
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
  bodies: Bodies,
  answer: Answer,
): Promise<void> {
  const body = await bodies.read(request, response);
  if ('status' in body) return refuse(request, response, body);
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

const unexpected: Objection = { status: 417, text: 'Nothing but 100-continue can be expected of this server.' };

/** Says at once why, and ends the connection when what is under way has come in: its sender may read only then. */
function refuse(request: IncomingMessage, response: ServerResponse, { status, text }: Objection): void {
  const body = `${text}\n`;
  response.writeHead(status, {
    ...safeHeaders,
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'x-amzn-RequestId': randomUUID(),
    Connection: 'close',
  });
  response.write(body);
  const end = () => response.end();
  let left = DRAIN_BYTES;
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) end();
  });
  request.on('end', end);
  request.resume();
  setTimeout(end, DRAIN_MS).unref();
}

/** Answers what is no HTTP, too long or too slow; not in the middle of an answer, where it would be taken for its end. */
function answerBroken(error: Error & { readonly code?: string }, stream: object): void {
  const socket = stream as Socket & { readonly _httpMessage?: object | null };
  if (!socket.writable || socket._httpMessage) {
    socket.destroy();
    return;
  }
  const status = brokenStatus[error.code ?? ''] ?? 400;
  const headers = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Date: ${new Date().toUTCString()}`,
    `x-amzn-RequestId: ${randomUUID()}`,
    'Connection: close',
    'Content-Length: 0',
  ];
  socket.end(`${headers.join('\r\n')}\r\n\r\n`);
}

const brokenStatus: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };
