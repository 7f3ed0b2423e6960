import type { Computer } from './computer.ts';
import type { FileNode } from './file-tree.ts';
import type { WebAnswer, WebRequest } from './imds.ts';
import { APACHE_TEST_PAGE, CONTENT_TYPES, errorPage } from './web-pages.ts';

/** A web server's own way: its name in headers, its folder, the files it takes for a folder's page. */
interface Site {
  readonly kind: 'nginx' | 'apache';
  readonly name: string;
  readonly root: string;
  readonly indexes: readonly string[];
  /** Where it notes every request. */
  readonly log: string;
}

const LONGEST_LOG = 64 * 1024;

/** Answers as the machine's running web server does; null while none runs, so that nothing listens on port 80. */
export function askWebServer(computer: Computer, request: WebRequest, from: string): WebAnswer | null {
  const unit = computer.units.webServer();
  if (!unit) return null;
  const site = siteOf(computer, unit.facts.name);
  const answer = answerFrom(computer, site, request);
  noteRequest(computer, site, request, answer, from);
  return request.method === 'HEAD' ? { ...answer, body: Buffer.alloc(0) } : answer;
}

function answerFrom(computer: Computer, site: Site, request: WebRequest): WebAnswer {
  const error = (status: number, reason: string, more: [string, string][] = []) => {
    const body = Buffer.from(errorPage(site.kind, `${status} ${reason}`, site.name));
    return reply(computer, site, status, reason, 'text/html', body, more);
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return error(405, site.kind === 'nginx' ? 'Not Allowed' : 'Method Not Allowed');
  }
  const path = pathOf(request.target);
  if (path === null) return error(400, 'Bad Request');
  const found = computer.tree.find(`${site.root}${path}`);
  if (!found) return error(404, 'Not Found');
  if (!isReadable(computer, `${site.root}${path}`, found)) return error(403, 'Forbidden');
  if (found.kind === 'directory') {
    if (!path.endsWith('/')) {
      return error(301, 'Moved Permanently', [
        ['Location', `http://${request.headers.get('host') ?? 'localhost'}${path}/`],
      ]);
    }
    for (const name of site.indexes) {
      const index = computer.tree.find(`${site.root}${path}${name}`);
      if (index?.kind !== 'file') continue;
      if (!isReadable(computer, `${site.root}${path}${name}`, index)) return error(403, 'Forbidden');
      return reply(computer, site, 200, 'OK', 'text/html', Buffer.from(computer.tree.content(index)), dated(index));
    }
    if (site.kind === 'apache' && path === '/' && computer.spec.platform === 'amazon-linux') {
      return reply(computer, site, 403, 'Forbidden', 'text/html', Buffer.from(APACHE_TEST_PAGE));
    }
    return error(403, 'Forbidden');
  }
  if (found.kind !== 'file' || found.live) return error(404, 'Not Found');
  const type = CONTENT_TYPES[/\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream';
  return reply(computer, site, 200, 'OK', type, Buffer.from(computer.tree.content(found)), dated(found));
}

/** The path of a target without its query; null where it is none, or leads out of the folder. */
function pathOf(target: string): string | null {
  const raw = target.replace(/[?#].*$/, '');
  if (!raw.startsWith('/') || raw.length > 2_048) return null;
  let path: string;
  try {
    path = decodeURIComponent(raw);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.split('/').includes('..')) return null;
  return path.replace(/\/+/g, '/');
}

/** The server runs as a user of its own: what others may not read is forbidden, and so is what lies behind a closed folder. */
function isReadable(computer: Computer, path: string, node: FileNode): boolean {
  const parts = path.split('/').filter(Boolean);
  for (let count = 1; count < parts.length; count += 1) {
    const above = computer.tree.find(`/${parts.slice(0, count).join('/')}`);
    if (above && (above.mode & 0o001) === 0) return false;
  }
  return (node.mode & 0o004) !== 0;
}

function siteOf(computer: Computer, service: string): Site {
  const amazon = computer.spec.platform === 'amazon-linux';
  const system = { ubuntu: 'Ubuntu', debian: 'Debian', 'amazon-linux': 'Amazon Linux' }[computer.spec.platform];
  const version = computer.units.packages().find(({ unit }) => unit?.name === service)?.version ?? '';
  const plain = version.replace(/^\d+:/, '').replace(/-.*$/, '');
  if (service === 'nginx') {
    const config = ['/etc/nginx/sites-enabled/default', '/etc/nginx/nginx.conf', ...confFiles(computer)]
      .map((path) => computer.tree.text(path) ?? '')
      .join('\n')
      .replace(/#.*$/gm, '');
    const root = /(?:^|[\s{;])root\s+"?([^\s;"]+)"?\s*;/.exec(config)?.[1];
    const index = /(?:^|[\s{;])index\s+([^;]+);/.exec(config)?.[1];
    return {
      kind: 'nginx',
      name: amazon ? `nginx/${plain}` : `nginx/${plain} (${system})`,
      root: (root ?? (amazon ? '/usr/share/nginx/html' : '/var/www/html')).replace(/\/+$/, ''),
      indexes: index?.trim().split(/\s+/) ?? ['index.html'],
      log: '/var/log/nginx/access.log',
    };
  }
  const file = amazon ? '/etc/httpd/conf/httpd.conf' : '/etc/apache2/sites-available/000-default.conf';
  const root = /^\s*DocumentRoot\s+"?([^\s"]+)"?/m.exec(computer.tree.text(file) ?? '')?.[1];
  return {
    kind: 'apache',
    name: `Apache/${plain} (${system})`,
    root: (root ?? '/var/www/html').replace(/\/+$/, ''),
    indexes: ['index.html'],
    log: amazon ? '/var/log/httpd/access_log' : '/var/log/apache2/access.log',
  };
}

function confFiles(computer: Computer): string[] {
  const folder = computer.tree.find('/etc/nginx/conf.d');
  if (folder?.kind !== 'directory') return [];
  return [...folder.entries.keys()].filter((name) => name.endsWith('.conf')).map((name) => `/etc/nginx/conf.d/${name}`);
}

function dated(node: FileNode): [string, string][] {
  return [['Last-Modified', node.modified.toUTCString()]];
}

function reply(
  computer: Computer,
  site: Site,
  status: number,
  reason: string,
  type: string,
  body: Buffer,
  more: readonly (readonly [string, string])[] = [],
): WebAnswer {
  const text = type.startsWith('text/') && site.kind === 'apache' ? `${type}; charset=UTF-8` : type;
  const headers: (readonly [string, string])[] = [
    ['Server', site.name],
    ['Date', computer.world.now().toUTCString()],
    ['Content-Type', text],
    ['Content-Length', String(body.length)],
    ...more,
  ];
  return { status, reason, headers, body };
}

/** One line of the access log, in the combined form; an old log is cut rather than let grow. */
function noteRequest(computer: Computer, site: Site, request: WebRequest, answer: WebAnswer, from: string): void {
  const { tree, world } = computer;
  const [, day, month, year, time] =
    world
      .now()
      .toUTCString()
      .match(/^\w{3}, (\d\d) (\w{3}) (\d{4}) ([\d:]{8})/) ?? [];
  const agent = (request.headers.get('user-agent') ?? '-').replace(/["\\]|\p{Cc}/gu, '');
  const line = `${from} - - [${day}/${month}/${year}:${time} +0000] "${request.method} ${request.target.slice(0, 500)} HTTP/1.1" ${answer.status} ${answer.body.length} "-" "${agent.slice(0, 200)}"\n`;
  const before = tree.text(site.log) ?? '';
  const kept = before.length > LONGEST_LOG ? before.slice(before.indexOf('\n', LONGEST_LOG / 2) + 1) : before;
  const bytes = Buffer.from(kept + line);
  if (tree.fits(bytes.length)) tree.lay(site.log, { kind: 'file', mode: 0o640, bytes });
}
