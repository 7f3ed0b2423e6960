import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** The one place the window's pages come from. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'amiable';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

/** The page that the window opens. */
export const APP_PAGE = `${APP_ORIGIN}/index.html`;

/**
 * What a page of the app may do, sent with every answer.
 *
 * Inline styles are allowed because the terminal's renderer makes style elements; inline scripts, evaluation and
 * every foreign origin are not, and no string can become markup (Trusted Types, without any policy).
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), bluetooth=(), midi=()',
} as const;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** Answers requests for `app://amiable/...` from the bundled files; everything else is 404. */
export interface PageServer {
  respond(request: { readonly url: string; readonly method: string }): Response;
}

/**
 * Serves the files that lie in `root` when the first request comes, and nothing else.
 *
 * The files are listed once and a request is looked up in that list, so no spelling of a path can lead outside it.
 */
export function servePages(root: string): PageServer {
  let files: ReadonlyMap<string, string> | undefined;

  return {
    respond({ url, method }) {
      files ??= listFiles(root);
      const path = method === 'GET' || method === 'HEAD' ? pathOf(url) : undefined;
      const file = path === undefined ? undefined : files.get(path);
      if (file === undefined) {
        return new Response('Not found', { status: 404, headers: { ...HEADERS, 'content-type': 'text/plain' } });
      }
      const type = TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream';
      const body = method === 'HEAD' ? null : new Uint8Array(readFileSync(file));
      return new Response(body, { headers: { ...HEADERS, 'content-type': type } });
    },
  };
}

/** The path that a URL of ours names, or undefined when it is not one of ours. */
function pathOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== `${APP_SCHEME}:` || url.host !== APP_HOST || url.username !== '' || url.password !== '') {
    return undefined;
  }
  return url.pathname === '/' ? '/index.html' : url.pathname;
}

function listFiles(root: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const walk = (folder: string, path: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) walk(join(folder, entry.name), `${path}${entry.name}/`);
      else if (entry.isFile()) files.set(`${path}${encodeURI(entry.name)}`, join(folder, entry.name));
    }
  };
  walk(root, '/');
  return files;
}
