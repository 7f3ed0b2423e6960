import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from './practice-cloud.ts';
import { send, sendSigned } from './signed-post.ts';

let it: TestCloud;
beforeAll(async () => {
  it = await startTestCloud();
});
afterAll(() => it.end());

const post = () => ({
  endpoint: it.cloud.ready.endpoint,
  service: 'sts',
  body: 'Action=GetCallerIdentity&Version=2011-06-15',
  ...it.cloud.ready.people[0],
});

test('the same request without what is guarded against is answered', async () => {
  expect((await sendSigned(post())).status).toBe(200);
});

test.each([
  ['an Origin', { origin: 'https://example.com' }, 403],
  ['the Origin of a sandboxed frame', { origin: 'null' }, 403],
  ['a Referer', { referer: 'https://example.com/' }, 403],
  ['a fetch of another site', { 'sec-fetch-site': 'cross-site' }, 403],
  ['a fetch that says it is no site', { 'sec-fetch-site': 'none' }, 403],
  ['any other word of a browser', { 'sec-ch-ua': '"Chromium"' }, 403],
  ['a cookie', { cookie: 'a=b' }, 403],
  ['a preflight header', { 'access-control-request-private-network': 'true' }, 403],
  ['a Host by name', { host: 'localhost:1' }, 421],
  ['the Host of this computer by name', { host: 'localhost' }, 421],
  ['a Host that was bound to loopback', { host: 'attacker.example' }, 421],
  ['a Host without the port', { host: '127.0.0.1' }, 421],
])('a validly signed request with %s is refused', async (_name, headers, status) => {
  expect((await sendSigned({ ...post(), headers })).status).toBe(status);
});

test.each(['PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE'])(
  '%s is refused, and no page is let in',
  async (method) => {
    const { endpoint } = it.cloud.ready;
    expect((await send(endpoint, method, '', {})).status).toBe(method === 'OPTIONS' ? 403 : 405);
    const preflight = await send(endpoint, method, '', { 'access-control-request-method': 'POST' });
    expect(preflight.status).toBe(403);
    expect(preflight.headers['access-control-allow-origin']).toBeUndefined();
  },
);

test('a request of more than 1 MiB is refused, said or unsaid', async () => {
  const long = `${post().body}&X=${'x'.repeat(1_100_000)}`;
  expect(await raw(`POST / HTTP/1.1\r\nHost: ${host()}\r\nContent-Length: ${long.length}\r\n\r\n`)).toMatch(
    /^HTTP\/1.1 413/,
  );
  const chunk = `${(20_000).toString(16)}\r\n${'x'.repeat(20_000)}\r\n`.repeat(60);
  expect(await raw(`POST / HTTP/1.1\r\nHost: ${host()}\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`)).toMatch(
    /^HTTP\/1.1 413/,
  );
});

test.each([
  ['headers of more than 16 KiB', () => `GET / HTTP/1.1\r\nHost: ${host()}\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
  ['an address of more than 8 KiB', () => `GET /?${'x'.repeat(9_000)} HTTP/1.1\r\nHost: ${host()}\r\n\r\n`],
  ['two Hosts', () => `GET / HTTP/1.1\r\nHost: ${host()}\r\nHost: ${host()}\r\n\r\n`],
  ['no Host', () => 'GET / HTTP/1.0\r\n\r\n'],
  ['a proxy’s address', () => `GET http://${host()}/ HTTP/1.1\r\nHost: ${host()}\r\n\r\n`],
  ['a signed header twice', () => `GET / HTTP/1.1\r\nHost: ${host()}\r\nX-Amz-Date: a\r\nX-Amz-Date: b\r\n\r\n`],
  ['no HTTP', () => 'SSH-2.0-OpenSSH_9.6\r\n\r\n'],
  ['a length twice', () => `POST / HTTP/1.1\r\nHost: ${host()}\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`],
])('%s is refused', async (_name, text) => {
  expect(await raw(text())).toMatch(/^HTTP\/1.1 4\d\d/);
});

test('nothing listens but on 127.0.0.1, and after the stop nothing does', async () => {
  const other = await startTestCloud();
  const port = Number(new URL(other.cloud.ready.endpoint).port);
  expect(await reaches('127.0.0.1', port)).toBe(true);
  expect(await reaches('127.0.0.2', port)).toBe(false);
  expect(await reaches('::1', port)).toBe(false);
  await other.end();
  expect(await reaches('127.0.0.1', port)).toBe(false);
});

function host(): string {
  return new URL(it.cloud.ready.endpoint).host;
}

function raw(text: string): Promise<string> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(it.cloud.ready.endpoint);
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = '';
    const finish = () => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      if (answer.includes('\r\n\r\n')) finish();
    });
    socket.on('error', finish);
    socket.on('close', finish);
  });
}

function reaches(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, address, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
