import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Computer } from './computer.ts';
import type { Crowd, Door } from './door.ts';
import { openDoor } from './door.ts';
import { askWebServer } from './web-site.ts';

const MOST_CONNECTIONS = 30;
const REQUEST_MS = 10_000;
const LIFE_MS = 60_000;
const MAX_HEADERS = 8 * 1024;

/** What the web server of a machine needs to know of it. */
export interface WebHost {
  admits(): boolean;
  computer(): Computer;
  readonly callerAddress: string;
}

/** A machine's web server on a random port of 127.0.0.1. */
export interface WebServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Headers that keep a learner's page to itself: no scripts, no forms, nothing loaded from elsewhere, in no other page.
 *
 * Such a page is served from loopback, where other programs of this computer listen too: without them it could send
 * requests to those in the name of whoever looks at it.
 */
const SAFE_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy':
    "sandbox; default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; " +
    "media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/** Opens port 80 of a machine on loopback; it stays open until it is closed, and admits only whom the world admits. */
export async function openWebServer(host: WebHost, crowd: Crowd): Promise<WebServer> {
  let port = 0;
  const server: Server = createServer(
    { maxHeaderSize: MAX_HEADERS, requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS, keepAliveTimeout: 3_000 },
    (request, response) => {
      request.on('error', () => request.destroy());
      response.on('error', () => response.destroy());
      serve(request, response, host, port).catch(() => response.destroy());
    },
  );
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  server.on('upgrade', (_request, socket) => socket.destroy());
  server.on('connect', (_request, socket) => socket.destroy());
  server.on('checkExpectation', (_request, response) => plain(response, 417, 'This server expects plain requests.'));
  const door: Door = await openDoor(
    {
      admits: () => host.admits(),
      take: (socket) => {
        const end = setTimeout(() => socket.destroy(), LIFE_MS);
        end.unref();
        socket.once('close', () => clearTimeout(end));
        server.emit('connection', socket);
      },
      refuse: (socket) => socket.destroy(),
      most: MOST_CONNECTIONS,
    },
    crowd,
  );
  port = door.port;
  return {
    port,
    close: async () => {
      const closed = door.close();
      door.cut();
      await closed;
    },
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, host: WebHost, port: number): Promise<void> {
  const hosts = request.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host');
  // A page elsewhere that makes its name point here (DNS rebinding) comes with its own name.
  if (hosts.length !== 1 || request.headers.host !== `127.0.0.1:${port}`) {
    return plain(response, 421, `This server is 127.0.0.1:${port} and nothing else.`);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return plain(response, 405, 'Only GET and HEAD are answered.');
  }
  request.resume();
  const headers = new Map(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const computer = host.computer();
  const asked = { method: request.method, target: request.url ?? '/', headers };
  const answer = askWebServer(computer, asked, host.callerAddress);
  if (!answer) {
    request.socket.destroy();
    return;
  }
  const own = answer.headers.filter(([name]) => name !== 'Date');
  response.writeHead(answer.status, answer.reason, { ...Object.fromEntries(own), ...SAFE_HEADERS });
  response.end(answer.body);
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...SAFE_HEADERS, 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
  response.end(`${text}\n`);
}
