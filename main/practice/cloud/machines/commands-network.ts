import { randomBytes } from 'node:crypto';
import { type CommandRoom, fail, ok, type Program } from './commands.ts';
import type { Computer } from './computer.ts';

const METADATA = /^(?:http:\/\/)?(?:169\.254\.169\.254|\[fd00:ec2::254\])(\/.*)?$/;
const tokens = new WeakMap<Computer, Set<string>>();

/** curl and wget, which reach the instance's metadata (version 2 only) and a web server on the machine itself. */
export function networkCommands(room: CommandRoom): Record<string, Program> {
  const { computer, shell } = room;
  const curl: Program = async (args, context) => {
    let method = 'GET';
    let silent = false;
    let headOnly = false;
    let output: string | null = null;
    const headers = new Map<string, string>();
    const urls: string[] = [];
    for (let at = 0; at < args.length; at += 1) {
      const arg = args[at] as string;
      const value = () => {
        at += 1;
        return args[at] ?? '';
      };
      const header = (line: string) => {
        const colon = line.indexOf(':');
        if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
      };
      if (arg === '-X' || arg === '--request') method = value().toUpperCase();
      else if (/^-X./.test(arg)) method = arg.slice(2).toUpperCase();
      else if (arg === '-H' || arg === '--header') header(value());
      else if (arg === '-o' || arg === '--output') output = value();
      else if (['-m', '--max-time', '--connect-timeout', '--retry', '-d', '-u', '-A'].includes(arg)) value();
      else if (arg.startsWith('-') && !arg.startsWith('--')) {
        silent ||= arg.includes('s');
        headOnly ||= arg.includes('I');
      } else if (arg === '--silent') silent = true;
      else if (!arg.startsWith('--')) urls.push(arg);
    }
    const url = urls[0];
    if (url === undefined) return fail("curl: try 'curl --help' for more information", 2);
    const answer = fetchInside(computer, method, url, headers);
    if (answer === null) {
      const host = url.replace(/^\w+:\/\//, '').replace(/[/:].*$/, '');
      const why = `curl: (6) Could not resolve host: ${host} (a practice machine has no internet)`;
      return silent ? { ...ok(), exitCode: 6 } : fail(why, 6);
    }
    const body = headOnly ? `HTTP/1.1 ${answer.status}\nServer: practice\n` : answer.body;
    if (output === null) return ok(body);
    await shell.files.writeFile(shell.files.resolvePath(context.cwd, output), body);
    return ok();
  };
  return {
    curl,
    wget: async (args, context) => {
      const quiet = args.some((arg) => /^-\w*q/.test(arg));
      const url = args.find((arg) => !arg.startsWith('-')) ?? '';
      const result = await curl(['-s', url], context);
      if (result.exitCode !== 0)
        return fail('wget: unable to resolve host address (a practice machine has no internet)', 4);
      if (args.some((arg) => /^-\w*O-?$/.test(arg))) return result;
      const name =
        url
          .replace(/^\w+:\/\//, '')
          .split('/')
          .slice(1)
          .filter(Boolean)
          .at(-1) ?? 'index.html';
      await shell.files.writeFile(shell.files.resolvePath(context.cwd, name), result.stdout);
      return { ...ok(), stderr: quiet ? '' : `‘${name}’ saved\n` };
    },
  };
}

interface Answer {
  readonly status: string;
  readonly body: string;
}

function fetchInside(computer: Computer, method: string, url: string, headers: Map<string, string>): Answer | null {
  const metadata = METADATA.exec(url);
  if (metadata) return askMetadata(computer, method, metadata[1] ?? '/', headers);
  const local = /^(?:http:\/\/)?(?:localhost|127\.0\.0\.1)(?::80)?(?:\/(.*))?$/.exec(url);
  const serves = ['nginx', 'apache2', 'httpd'].some((name) => computer.services.get(name));
  if (!local || !serves) return null;
  const page = computer.tree.find(`/var/www/html/${local[1] || 'index.html'}`);
  if (page?.kind !== 'file') return { status: '404 Not Found', body: '<h1>404 Not Found</h1>\n' };
  return { status: '200 OK', body: computer.tree.content(page).toString('utf8') };
}

function askMetadata(computer: Computer, method: string, rawPath: string, headers: Map<string, string>): Answer {
  const path = rawPath.replace(/\/+/g, '/').replace(/\?.*$/, '');
  const known = tokens.get(computer) ?? new Set();
  tokens.set(computer, known);
  if (path === '/latest/api/token') {
    const lifetime = Number(headers.get('x-aws-ec2-metadata-token-ttl-seconds'));
    if (method !== 'PUT') return { status: '405 Not Allowed', body: page('405 - Method Not Allowed') };
    if (!(lifetime >= 1 && lifetime <= 21_600)) return { status: '400 Bad Request', body: page('400 - Bad Request') };
    const token = `${randomBytes(40).toString('base64url')}==`;
    if (known.size < 1000) known.add(token);
    return { status: '200 OK', body: token };
  }
  if (!known.has(headers.get('x-aws-ec2-metadata-token') ?? '')) {
    return { status: '401 Unauthorized', body: page('401 - Unauthorized') };
  }
  const { spec } = computer;
  const data: Record<string, string | null> = {
    __proto__: null as never,
    'ami-id': spec.imageId,
    'ami-launch-index': '0',
    hostname: `${spec.hostname}.ec2.internal`,
    'instance-id': spec.instanceId,
    'instance-type': spec.instanceType,
    'local-hostname': `${spec.hostname}.ec2.internal`,
    'local-ipv4': spec.privateIp,
    'public-ipv4': spec.publicIp,
  };
  if (path === '/latest/user-data') {
    return spec.userData === ''
      ? { status: '404 Not Found', body: page('404 - Not Found') }
      : { status: '200 OK', body: spec.userData };
  }
  if (path === '/latest/meta-data' || path === '/latest/meta-data/') {
    return {
      status: '200 OK',
      body: Object.keys(data)
        .filter((name) => data[name] !== null)
        .join('\n'),
    };
  }
  const value = data[path.replace('/latest/meta-data/', '')];
  return value ? { status: '200 OK', body: value } : { status: '404 Not Found', body: page('404 - Not Found') };
}

function page(title: string): string {
  return `<?xml version="1.0" encoding="iso-8859-1"?>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
}
