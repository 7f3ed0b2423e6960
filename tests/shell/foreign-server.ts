import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright';

/** A web site on this computer that answers everybody whatever they ask, and remembers what was asked. */
export interface ForeignServer {
  readonly origin: string;
  /** The paths that were asked for, each once, in order of the alphabet. */
  asked(): string[];
  close(): Promise<void>;
}

/** Starts the web site on a free port of 127.0.0.1. */
export async function startForeignServer(): Promise<ForeignServer> {
  const asked = new Set<string>();
  const server = createServer((request, response) => {
    asked.add(request.url ?? '');
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': typeOf(request.url ?? '') });
    response.end('/* nothing */');
  });
  server.on('upgrade', (request, socket) => {
    asked.add(request.url ?? '');
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => [...asked].sort(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function typeOf(path: string): string {
  if (path.includes('script')) return 'text/javascript';
  return path.includes('style') ? 'text/css' : 'text/html';
}

const TRUSTED_TYPES = 'trusted-types-sink require-trusted-types-for';

/** Each way out that {@link tryForeignOrigin} takes, by the path it asks for, and how the policy reports its refusal. */
export const WAYS_OUT: Readonly<Record<string, string>> = {
  '/fetch': '/fetch connect-src',
  '/xhr': '/xhr connect-src',
  '/beacon': '/beacon connect-src',
  '/events': '/events connect-src',
  '/socket': '/socket connect-src',
  '/script': TRUSTED_TYPES,
  '/preloaded-script': '/preloaded-script script-src-elem',
  '/style': '/style style-src-elem',
  '/imported-style': '/imported-style style-src-elem',
  '/image': '/image img-src',
  '/background': '/background img-src',
  '/font': '/font font-src',
  '/video': '/video media-src',
  // Of a frame's address only the origin is told.
  '/frame': '/ frame-src',
  '/object': TRUSTED_TYPES,
};

/** Tries, in the page, every way out to another origin; answers what the policy refused, as in {@link WAYS_OUT}. */
export function tryForeignOrigin(page: Page, origin: string): Promise<string[]> {
  return page.evaluate(async (site) => {
    const refused = new Set<string>();
    document.addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective }) => {
      const path = URL.canParse(blockedURI) ? new URL(blockedURI).pathname : blockedURI;
      refused.add(`${path} ${effectiveDirective}`);
    });
    const put = (tag: string, fields: object): void => {
      document.body.append(Object.assign(document.createElement(tag), fields));
    };
    const attempts: (() => unknown)[] = [
      () => fetch(`${site}/fetch`, { mode: 'no-cors' }).catch(() => undefined),
      () => {
        const request = new XMLHttpRequest();
        request.open('GET', `${site}/xhr`);
        request.send();
      },
      () => navigator.sendBeacon(`${site}/beacon`, 'x'),
      () => new EventSource(`${site}/events`),
      () => new WebSocket(`${site.replace('http', 'ws')}/socket`),
      () => put('script', { src: `${site}/script` }),
      () => put('link', { rel: 'modulepreload', href: `${site}/preloaded-script` }),
      () => put('link', { rel: 'stylesheet', href: `${site}/style` }),
      () => put('style', { textContent: `@import url(${site}/imported-style);` }),
      () => put('img', { src: `${site}/image` }),
      () => put('style', { textContent: `#app, body { background-image: url(${site}/background) !important; }` }),
      () => {
        put('style', { textContent: `@font-face { font-family: foreign; src: url(${site}/font); }` });
        put('p', { textContent: 'x', style: 'font-family: foreign' });
      },
      () => put('video', { src: `${site}/video` }),
      () => put('iframe', { src: `${site}/frame` }),
      () => put('object', { data: `${site}/object` }),
    ];
    for (const attempt of attempts) {
      try {
        await attempt();
      } catch {
        // Refused at once, by the policy or by Trusted Types.
      }
    }
    await new Promise((done) => setTimeout(done, 1_000));
    return [...refused].sort();
  }, origin);
}
