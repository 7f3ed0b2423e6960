import * as fs from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CONTENT_SECURITY_POLICY, servePages } from '../../main/app/protocol.ts';
import { scratchFolder } from '../storage/scratch.ts';

const SECRET = 'outside-canary';

/** A root with a page, a script and an image, and a secret right outside it. */
function site() {
  const base = scratchFolder();
  const root = join(base, 'renderer');
  fs.mkdirSync(join(root, 'assets'), { recursive: true });
  fs.writeFileSync(join(root, 'index.html'), '<p>page</p>');
  fs.writeFileSync(join(root, 'assets', 'app.js'), '1');
  fs.writeFileSync(join(base, 'secret.txt'), SECRET);
  fs.mkdirSync(join(base, 'renderer-private'));
  fs.writeFileSync(join(base, 'renderer-private', 'index.html'), SECRET);
  fs.symlinkSync(join(base, 'secret.txt'), join(root, 'link.txt'));
  fs.symlinkSync(base, join(root, 'linked'));
  return servePages(root);
}
const ups = [
  '..',
  '%2e%2e',
  '%2E%2E',
  '.%2e',
  '%2e.',
  '..;',
  '...',
  '....',
  '%252e%252e',
  '%c0%ae%c0%ae',
  '\u2024\u2024',
  '..%00',
  '.. ',
];
const slashes = ['/', '\\', '%2f', '%2F', '%5c', '%5C', '//', '%252f', '%c0%af', '/./', ';/', '\u2215'];
const crafted = [
  ...ups.flatMap((up) => slashes.map((slash) => `app://amiable/${up}${slash}secret.txt`)),
  ...ups.map((up) => `app://amiable/assets/${up}/${up}/secret.txt`),
  ...ups.map((up) => `app://amiable/${`${up}/`.repeat(12)}etc/passwd`),
  ...[
    '//etc/passwd',
    '/etc/passwd',
    '///etc/passwd',
    '/%2fetc%2fpasswd',
    '/C:/Windows/win.ini',
    '/c%3a/x',
    '/~/x',
    '/%00',
    '/index.html%00.js',
    '/index.html/',
    '/index.html/..',
    '/assets',
    '/assets/',
    '/assets/..',
    '/link.txt',
    '/linked/secret.txt',
    '/linked/',
    '/renderer-private/index.html',
    '/../renderer-private/index.html',
    '/..%2frenderer-private%2findex.html',
    '/INDEX.HTML',
    '/index.html::$DATA',
    '/index.html.',
    '/.',
    '/.git/config',
    '/package.json',
    '/main/electron.js',
    '/../main/electron.js',
    '/con',
    '/%',
    '/%zz',
    '/%e0%a4%a',
  ].map((path) => `app://amiable${path}`),
  ...[
    'app://other/index.html',
    'app://amiable.example/index.html',
    'app://amiable:80/index.html',
    'app://user@amiable/index.html',
    'app://user:pw@amiable/index.html',
    'app:///index.html',
    'app:index.html',
    'app://',
    'file:///etc/passwd',
    'https://amiable/index.html',
    'http://amiable/index.html',
    'data:text/html,x',
    'javascript:1',
    'blob:app://amiable/x',
    '',
    ' ',
    'index.html',
    'app://amiab%6ce/index.html',
    'APP2://amiable/index.html',
  ],
];

describe('the page server', () => {
  test('serves the bundled files, each with the full policy and its type', async () => {
    const pages = site();
    for (const [path, type, text] of [
      ['/', 'text/html; charset=utf-8', '<p>page</p>'],
      ['/index.html?x=1#y', 'text/html; charset=utf-8', '<p>page</p>'],
      ['/assets/app.js', 'text/javascript; charset=utf-8', '1'],
    ]) {
      const response = pages.respond({ url: `app://amiable${path}`, method: 'GET' });
      expect(response.status).toBe(200);
      expect(await response.text()).toBe(text);
      expect(response.headers.get('content-type')).toBe(type);
      expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  test(`reads nothing outside its folder for ${crafted.length} crafted addresses`, async () => {
    expect(crafted.length).toBeGreaterThanOrEqual(200);
    const pages = site();
    for (const url of crafted) {
      const response = pages.respond({ url, method: 'GET' });
      const text = await response.text();
      expect(text, url).not.toContain(SECRET);
      expect(text, url).not.toContain('root:');
      // An address whose dots the URL parser takes away may name the page itself.
      if (response.status !== 404) expect(text, url).toBe('<p>page</p>');
      expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    }
  });

  test('reads nothing outside its folder for any path at all', () => {
    const pages = site();
    const piece = fc.oneof(
      fc.constantFrom(...ups, ...slashes, 'secret.txt', 'linked', 'etc', 'passwd'),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const response = pages.respond({ url: `app://amiable/${pieces.join('')}`, method: 'GET' });
        return response.status === 404 || response.headers.get('content-type')?.startsWith('text/') === true;
      }),
      { numRuns: 2_000, seed: 3 },
    );
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'get', 'TRACE'])('refuses %s', (method) => {
    expect(site().respond({ url: 'app://amiable/index.html', method }).status).toBe(404);
  });

  test('negative control: joining the path to the folder would read the secret', () => {
    const base = scratchFolder();
    fs.mkdirSync(join(base, 'renderer'));
    fs.writeFileSync(join(base, 'secret.txt'), SECRET);
    const naive = (url: string): string =>
      fs.readFileSync(join(base, 'renderer', decodeURIComponent(new URL(url).pathname)), 'utf8');
    expect(naive('app://amiable/..%2fsecret.txt')).toBe(SECRET);
  });
});

describe('the content policy', () => {
  test('is the strictest that the window lives with', () => {
    expect(Object.fromEntries(CONTENT_SECURITY_POLICY.split('; ').map((part) => [part.split(' ')[0], part]))).toEqual({
      'default-src': "default-src 'none'",
      'script-src': "script-src 'self'",
      'style-src': "style-src 'self' 'unsafe-inline'",
      'img-src': "img-src 'self' data:",
      'font-src': "font-src 'self'",
      'connect-src': "connect-src 'none'",
      'worker-src': "worker-src 'self'",
      'base-uri': "base-uri 'none'",
      'form-action': "form-action 'none'",
      'frame-ancestors': "frame-ancestors 'none'",
      'object-src': "object-src 'none'",
      'require-trusted-types-for': "require-trusted-types-for 'script'",
      'trusted-types': "trusted-types 'none'",
    });
  });
});
