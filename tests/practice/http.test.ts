import { execFile } from 'node:child_process';
import { Agent } from 'node:http';
import { connect, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listen, type WireRequest, type WireServer } from '../../main/practice/cloud/wire/server.ts';
import { send } from './signed-post.ts';

let seen: WireRequest[];
let server: WireServer;
beforeEach(async () => {
  seen = [];
  server = await listen(0, async (request) => {
    seen.push(request);
    if (request.target === '/slow') await new Promise((resolve) => setTimeout(resolve, 200));
    return { status: 200, contentType: 'text/xml', requestId: 'request-1', body: `<b>${request.body.length}</b>` };
  });
});
afterEach(() => server.close());

const endpoint = () => `http://127.0.0.1:${server.port}`;
const head = (more = '', path = '/') => `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n${more}\r\n`;

/** Sends bytes as they are; answers everything that came back until the other end, or `until`, is reached. */
function talk(text: string, until?: RegExp, later?: (socket: Socket) => void): Promise<{ text: string; ms: number }> {
  return new Promise((resolve) => {
    const began = Date.now();
    const socket = connect(server.port, '127.0.0.1', () => {
      if (text !== '') socket.write(text);
      later?.(socket);
    });
    let answer = '';
    const finish = () => {
      socket.destroy();
      resolve({ text: answer, ms: Date.now() - began });
    };
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      if (until?.test(answer)) finish();
    });
    socket.on('error', finish);
    socket.on('close', finish);
  });
}

test('an answer carries a request ID and the time, and so does a refusal', async () => {
  const answer = await send(endpoint(), 'POST', 'a=b', {});
  expect(answer).toMatchObject({ status: 200, headers: { 'x-amzn-requestid': 'request-1' } });
  const refusal = await send(endpoint(), 'PUT', 'a=b', {});
  const broken = await talk('SSH-2.0-OpenSSH_9.6\r\n\r\n');
  for (const { headers } of [answer, refusal]) {
    expect(Math.abs(Date.parse(String(headers.date)) - Date.now())).toBeLessThan(5_000);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-powered-by']).toBeUndefined();
  }
  expect(refusal.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
  expect(broken.text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nDate: .* GMT\r\nx-amzn-RequestId: [0-9a-f-]{36}\r\n/);
});

test('one connection serves many calls', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ports = new Set<unknown>();
  agent.on('free', (socket: Socket) => ports.add(socket.localPort));
  for (let call = 0; call < 50; call += 1)
    expect((await send(endpoint(), 'POST', 'a', {}, '/', agent)).status).toBe(200);
  agent.destroy();
  expect(ports.size).toBe(1);
});

test('calls that are sent one behind the other are answered in their order', async () => {
  const call = (path: string, body: string) => `${head(`Content-Length: ${body.length}\r\n`, path)}${body}`;
  const { text } = await talk(call('/slow', 'a') + call('/', 'bb') + call('/', 'ccc'), /<b>3<\/b>/);
  expect(text.match(/<b>\d<\/b>/g)).toEqual(['<b>1</b>', '<b>2</b>', '<b>3</b>']);
});

test('a body that comes in pieces is put together', async () => {
  const pieces = 'Transfer-Encoding: chunked\r\n';
  const { text } = await talk(`${head(pieces)}3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n`, /<b>\d<\/b>/);
  expect(text).toContain('<b>7</b>');
});

describe('a client that asks before it sends its body', () => {
  const ask = 'Expect: 100-continue\r\nContent-Length: 5\r\n';

  test('is told to go on', async () => {
    const { text } = await talk(head(ask), /<b>\d<\/b>/, (socket) => {
      socket.once('data', () => socket.write('hello'));
    });
    expect(text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/);
    expect(text).toContain('<b>5</b>');
  });

  test('is refused before its body where a guard objects', async () => {
    const { text } = await talk(head(`${ask}Origin: null\r\n`));
    expect(text).toMatch(/^HTTP\/1\.1 403/);
    expect(seen).toEqual([]);
  });

  test('for anything else is refused', async () => {
    expect((await talk(head('Expect: a miracle\r\nContent-Length: 0\r\n'))).text).toMatch(/^HTTP\/1\.1 417/);
    expect(seen).toEqual([]);
  });

  test('may be curl, with a body of a whole megabyte', async () => {
    const { stdout } = await promisify(execFile)('curl', [
      ...['--silent', '--show-error', '--max-time', '10', '--header', 'Expect: 100-continue'],
      ...['--data', 'x'.repeat(100_000), endpoint()],
    ]);
    expect(stdout).toBe('<b>100000</b>');
  });
});

test('a body of exactly 1 MiB is read; one byte more is refused, and the sender gets to read why', async () => {
  const mebibyte = 1024 * 1024;
  expect((await send(endpoint(), 'POST', 'x'.repeat(mebibyte), {})).text).toBe(`<b>${mebibyte}</b>`);
  expect(await send(endpoint(), 'POST', 'x'.repeat(mebibyte + 1), {})).toMatchObject({
    status: 413,
    text: `A request may be ${mebibyte} bytes long at most.\n`,
  });
  expect((await send(endpoint(), 'POST', 'x'.repeat(4 * mebibyte), {})).status).toBe(413);
});

test('a whole world may be 64 MiB long; no more than two of them are held at once', { timeout: 60_000 }, async () => {
  const mebibyte = 1024 * 1024;
  const import64 = (more: string) => head(`X-Amz-Target: Practice.ImportWorld\r\n${more}`);
  const begin = (socket: Socket) => void socket.write(Buffer.alloc(63 * mebibyte, 'x'));
  const sending = [0, 1].map(() => talk(import64(`Content-Length: ${64 * mebibyte}\r\n`), undefined, begin));
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const { text } = await talk(import64(`Content-Length: ${64 * mebibyte}\r\n`), /\r\n\r\n/, begin);
  expect(text).toMatch(/^HTTP\/1\.1 429/);
  // What the refused one had sent until then counts for a moment more.
  await expect.poll(async () => (await send(endpoint(), 'POST', 'a', {})).status).toBe(200);
  expect((await talk(import64(`Content-Length: ${64 * mebibyte + 1}\r\n`), /\r\n\r\n/)).text).toMatch(
    /^HTTP\/1\.1 413/,
  );
  await server.close();
  await Promise.all(sending);
});

test('an upgrade is answered as the plain request that it is', async () => {
  const upgrade = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nContent-Length: 1\r\n';
  expect((await talk(`${head(upgrade)}a`, /<b>1<\/b>/)).text).toMatch(/^HTTP\/1\.1 200/);
  const socket = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: a\r\nSec-WebSocket-Version: 13\r\n';
  expect((await talk(head(socket))).text).toMatch(/^HTTP\/1\.1 403/);
});

test('of 300 connections 200 are served, and the rest are let in when those have gone', async () => {
  const sockets = Array.from({ length: 300 }, () => connect(server.port, '127.0.0.1'));
  const closed = sockets.map((socket) => {
    socket.on('error', () => undefined);
    return new Promise((resolve) => socket.once('close', resolve));
  });
  let gone = 0;
  for (const one of closed) void one.then(() => (gone += 1));
  await expect.poll(() => gone).toBe(100);
  for (const socket of sockets) socket.destroy();
  await Promise.all(closed);
  await expect
    .poll(async () => (await talk(head('Content-Length: 0\r\nConnection: close\r\n'))).text)
    .toContain('200 OK');
});

test('who sends a request drop by drop is cut after ten seconds, and keeps nobody waiting', {
  timeout: 30_000,
}, async () => {
  const dropping = (socket: Socket) => {
    const timer = setInterval(() => socket.write('x'), 500);
    socket.once('close', () => clearInterval(timer));
  };
  const slow = [
    talk(''),
    talk(`POST / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nX: `, undefined, dropping),
    talk(head('Content-Length: 1000\r\n'), undefined, dropping),
  ];
  expect((await send(endpoint(), 'POST', 'a', {})).status).toBe(200);
  for (const { text, ms } of await Promise.all(slow)) {
    expect(ms).toBeGreaterThan(9_000);
    expect(ms).toBeLessThan(13_000);
    expect(text).toMatch(/^(HTTP\/1\.1 408 Request Timeout|$)/);
  }
});
