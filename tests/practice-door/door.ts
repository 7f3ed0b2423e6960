import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listen } from '../../main/practice/cloud/wire/server.ts';

/** A server on this computer that a page attacks. */
export interface Door {
  readonly port: number;
  /** The attacks that were let through, each once, in order of the alphabet. */
  passed(): string[];
  close(): Promise<void>;
}

/** The practice cloud's own door; whatever passes its guards is counted, whether its signature is good or not. */
export async function guardedDoor(port = 0): Promise<Door> {
  const passed = new Set<string>();
  const server = await listen(port, async ({ target, body }) => {
    passed.add(nameOf(`${target}&${Buffer.from(body).toString('utf8')}`));
    return { status: 200, contentType: 'text/xml', requestId: '1', body: '<ok/>' };
  });
  return { port: server.port, passed: () => [...passed].sort(), close: () => server.close() };
}

/** The negative control: a server as one would write it first, which does what it is asked. */
export async function naiveDoor(port = 0): Promise<Door> {
  const passed = new Set<string>();
  const server = createServer(async (request, response) => {
    const text = await textOf(request);
    // It knows nothing of preflights, so what a browser asks first is not done.
    if (request.method !== 'OPTIONS') passed.add(nameOf(`${request.url}&${text}`));
    response.writeHead(200, { 'content-type': 'text/xml' });
    response.end('<ok/>');
  });
  server.on('upgrade', (request, socket) => {
    passed.add(nameOf(request.url ?? ''));
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    passed: () => [...passed].sort(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A web site that hands out one empty page, for whatever name it is asked. */
export async function pageServer(port = 0): Promise<Pick<Door, 'port' | 'close'>> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>A page</title><body></body>');
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function nameOf(text: string): string {
  return /[?&]attack=(\w+)/.exec(text)?.[1] ?? 'unnamed';
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
