import { createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRig, type Rig } from './rig.ts';

const state = { admitted: true, reached: null as string | null };
let rig: Rig;
let id: string;
let port: number;
beforeAll(async () => {
  rig = createRig({ admitsPort: (_id, asked) => asked === 80 && state.admitted, reaches: () => state.reached });
  const machine = await rig.boot();
  id = machine.spec.instanceId;
  port = machine.port;
});
afterAll(() => rig.close());

const sh = async (command: string, at = port, user = 'ubuntu') => (await rig.ssh(at, user, [command])).stdout;
const address = () => rig.machines.webAddress(id)?.port ?? 0;
const get = (path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${address()}${path}`, { redirect: 'manual', ...init });
/** Sends bytes as they are and answers all that comes back; nothing for `ms` is silence. */
const raw = (text: string, ms = 600): Promise<string> =>
  new Promise((resolve) => {
    const socket = createConnection({ port: address(), host: '127.0.0.1' }, () => socket.write(text));
    let got = '';
    socket.on('error', () => resolve(got));
    socket.on('data', (data) => {
      got += data.toString('latin1');
    });
    socket.on('close', () => resolve(got));
    socket.setTimeout(ms, () => {
      socket.destroy();
      resolve(got);
    });
  });

describe('a web server', () => {
  test('listens only while it runs', async () => {
    expect(rig.machines.webAddress(id)).toBeNull();
    await sh('sudo apt-get install -y nginx');
    await expect.poll(() => rig.machines.webAddress(id)).not.toBeNull();
    expect(await (await get('/')).text()).toContain('Welcome to nginx!');
    const was = address();
    await sh('sudo systemctl stop nginx');
    await expect.poll(() => rig.machines.webAddress(id)).toBeNull();
    await expect(fetch(`http://127.0.0.1:${was}/`)).rejects.toThrow();
    await sh('sudo systemctl start nginx');
    await expect.poll(() => rig.machines.webAddress(id)).not.toBeNull();
  });

  test('serves files by their kinds, folders by their pages, and nothing by 404', async () => {
    await sh(
      `cd /var/www/html; sudo mkdir -p docs closed; sudo sh -c 'echo "<h1>mine</h1>" > index.html; echo "p {}" > a.css; echo é > docs/index.html; echo x > secret; chmod 600 secret; printf "\\211PNG" > "b c.png"; echo y > closed/y; chmod 700 closed'`,
    );
    const page = await get('/');
    expect(await page.text()).toBe('<h1>mine</h1>\n');
    expect(page.headers.get('content-type')).toBe('text/html');
    expect(page.headers.get('server')).toBe('nginx/1.24.0 (Ubuntu)');
    expect((await get('/a.css')).headers.get('content-type')).toBe('text/css');
    expect((await get('/b%20c.png')).headers.get('content-type')).toBe('image/png');
    expect((await get('/docs')).status).toBe(301);
    expect(await (await get('/docs/')).text()).toBe('é\n');
    expect((await get('/nothing')).status).toBe(404);
    expect((await get('/secret')).status).toBe(403);
    expect((await get('/closed/y')).status).toBe(403);
    const head = await get('/', { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '14', '']);
    expect(await sh('sudo cat /var/log/nginx/access.log | head -1')).toMatch(
      /^203\.0\.113\.25 - - \[.*\] "GET \/ HTTP\/1\.1" 200 \d+ /,
    );
  });

  test.each([
    '/../../etc/passwd',
    '/..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/docs/../../../../etc/passwd',
    '/%00',
    '/%zz',
    '//etc/passwd',
  ])('nothing leads out of its folder: %s', async (path) => {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${address()}\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
    expect(answer).not.toContain('root:x:0:0');
  });

  test('a link out of the folder is followed within the machine, and never beyond it', async () => {
    await sh(
      'sudo ln -s /etc/passwd /var/www/html/link; sudo ln -s /proc/uptime /var/www/html/live; sudo ln -s ../../../../../../../../tmp/none /var/www/html/far',
    );
    expect(await (await get('/link')).text()).toContain('root:x:0:0:root:/root:/bin/bash');
    expect((await get('/live')).status).toBe(404);
    expect((await get('/far')).status).toBe(404);
  });

  test('a page keeps to itself', async () => {
    const page = await get('/', { headers: { Origin: 'http://evil.example' } });
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^sandbox; default-src 'none'/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect([...page.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test.each([
    ['another name', 'GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n', '421'],
    ['another port', 'GET / HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: close\r\n\r\n', '421'],
    ['two names', 'GET / HTTP/1.1\r\nHost: HERE\r\nHost: HERE\r\nConnection: close\r\n\r\n', '421|400'],
    ['no name', 'GET / HTTP/1.0\r\n\r\n', '421|400'],
    ['a post', 'POST / HTTP/1.1\r\nHost: HERE\r\nContent-Length: 0\r\nConnection: close\r\n\r\n', '405'],
    ['options', 'OPTIONS / HTTP/1.1\r\nHost: HERE\r\nConnection: close\r\n\r\n', '405'],
    ['no HTTP', 'SSH-2.0-x\r\n\r\n', '400'],
    ['a large head', `GET / HTTP/1.1\r\nHost: HERE\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, '400|431'],
  ])('%s is refused', async (_name, text, code) => {
    expect(await raw(text.replaceAll('HERE', `127.0.0.1:${address()}`))).toMatch(new RegExp(`^HTTP/1\\.1 (${code}) `));
  });

  test('a group that is closed meets callers with silence', async () => {
    state.admitted = false;
    const heard = await raw(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${address()}\r\n\r\n`);
    state.admitted = true;
    expect(heard).toBe('');
    expect((await get('/')).status).toBe(200);
  });

  test('comes back with the machine, without anyone who logs in', async () => {
    const disk = await rig.machines.halt(id);
    expect(rig.machines.webAddress(id)).toBeNull();
    const again = await rig.boot({ disk, firstBoot: false, instanceId: id });
    port = again.port;
    expect(rig.machines.webAddress(id)).not.toBeNull();
    expect(await (await get('/')).text()).toBe('<h1>mine</h1>\n');
  });
});

describe('curl and wget on the machine', () => {
  test.each([
    ['curl -s localhost', '<h1>mine</h1>\n'],
    ['curl -s http://172.31.5.9/', '<h1>mine</h1>\n'],
    ['curl -sI localhost | head -1', 'HTTP/1.1 200 OK\r\n'],
    ['curl -s -o /dev/null -w "%{http_code}\\n" localhost/nothing', '404\n'],
    ['curl -sf localhost/nothing || echo $?', '22\n'],
    ['curl -sL localhost/docs', 'é\n'],
    ['curl -s localhost:8080 || echo $?', '7\n'],
    ['curl -s http://example.com || echo $?', '6\n'],
    ['curl -s http://10.9.9.9 || echo $?', '28\n'],
    ['curl -s -o got localhost && cat got', '<h1>mine</h1>\n'],
    ['wget -q localhost/a.css && cat a.css', 'p {}\n'],
    ['wget -qO- localhost', '<h1>mine</h1>\n'],
    ['wget -q localhost/nothing || echo $?', '8\n'],
    ['curl --nonsense x || echo $?', '2\n'],
  ])('%s', async (command, output) => {
    expect(await sh(command)).toBe(output);
  });

  test('reach another machine that the world lets them reach', async () => {
    const other = await rig.boot({ privateIp: '172.31.9.9', hostname: 'ip-172-31-9-9' });
    const command = 'curl -s http://172.31.9.9 || echo $?';
    expect(await sh(command)).toBe('28\n');
    state.reached = other.spec.instanceId;
    expect(await sh(command)).toBe('7\n');
    await sh('sudo apt-get install -y apache2; echo other | sudo tee /var/www/html/index.html', other.port);
    expect(await sh(command)).toBe('other\n');
    state.reached = null;
  });
});

test('a world without ports has no web server to reach', async () => {
  const closed = createRig();
  const machine = await closed.boot();
  await closed.ssh(machine.port, 'ubuntu', ['sudo apt-get install -y nginx']);
  expect(closed.machines.webAddress(machine.spec.instanceId)).toBeNull();
  expect((await closed.ssh(machine.port, 'ubuntu', ['curl -s localhost | grep -c Welcome'])).stdout).toBe('2\n');
  await closed.close();
});
