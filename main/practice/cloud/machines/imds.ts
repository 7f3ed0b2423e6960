import { randomBytes } from 'node:crypto';
import type { Computer } from './computer.ts';
import { identityDocument, type MetadataFolder, metadataTree } from './imds-tree.ts';

/** A request as curl sends it, to the metadata service or to a web server; header names are in lower case. */
export interface WebRequest {
  readonly method: string;
  /** Path and query, beginning with a slash. */
  readonly target: string;
  readonly headers: ReadonlyMap<string, string>;
}

/** What answers a {@link WebRequest}. */
export interface WebAnswer {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

const MOST_TOKENS = 1_000;
const VERSIONS = [
  '1.0',
  '2009-04-04',
  '2014-11-05',
  '2016-09-02',
  '2018-09-24',
  '2020-10-27',
  '2021-07-15',
  '2022-09-24',
  '2024-04-11',
];

/** Whether an address is the metadata service's own. */
export function isMetadataHost(host: string): boolean {
  return host === '169.254.169.254' || host === '[fd00:ec2::254]';
}

/**
 * Answers for `http://169.254.169.254/`; null where the service is switched off, and nothing answers.
 *
 * Version 2 as in "Use the Instance Metadata Service" of the EC2 User Guide: a token by PUT with its life in seconds
 * (1 to 21,600), then GET with it; a token asked for through a proxy is refused; without one, 401 where tokens are
 * required. An endpoint that is switched off answers 403, as the guide says.
 */
export function askMetadata(computer: Computer, request: WebRequest): WebAnswer {
  const data = computer.metadata();
  const now = computer.world.now().getTime();
  const { tokens } = computer.memory;
  const path = decodePath(request.target);
  if (data.options.endpoint === 'disabled') return refusal(403, 'Forbidden');

  if (request.method === 'PUT') {
    if (path !== '/latest/api/token') return refusal(405, 'Not Allowed');
    if (request.headers.has('x-forwarded-for')) return refusal(403, 'Forbidden');
    const asked = request.headers.get('x-aws-ec2-metadata-token-ttl-seconds');
    if (asked === undefined || !/^\d{1,6}$/.test(asked) || Number(asked) < 1 || Number(asked) > 21_600) {
      return refusal(400, 'Bad Request');
    }
    for (const [token, until] of tokens) if (until <= now || tokens.size >= MOST_TOKENS) tokens.delete(token);
    const token = `${randomBytes(40).toString('base64url')}==`;
    tokens.set(token, now + Number(asked) * 1_000);
    return text(token, [['X-Aws-Ec2-Metadata-Token-Ttl-Seconds', asked]]);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405, 'Not Allowed');

  const token = request.headers.get('x-aws-ec2-metadata-token');
  const until = token === undefined ? undefined : tokens.get(token);
  if (token === undefined ? data.options.tokens === 'required' : until === undefined || until <= now) {
    return refusal(401, 'Unauthorized');
  }
  if (path === '/' || path === '') return text([...VERSIONS, 'latest'].join('\n'));
  const version = /^\/([^/]+)/.exec(path)?.[1] ?? '';
  if (version !== 'latest' && !VERSIONS.includes(version)) return refusal(404, 'Not Found');
  return answerBelow(computer, path.slice(version.length + 1));
}

/** Answers what lies below `/latest`. */
function answerBelow(computer: Computer, path: string): WebAnswer {
  const { spec } = computer;
  const data = computer.metadata();
  const found = (value: string | undefined) => (value === undefined ? refusal(404, 'Not Found') : text(value));
  const tops = ['dynamic', 'meta-data', ...(spec.userData === '' ? [] : ['user-data'])];
  if (path === '' || path === '/') return text(tops.join('\n'));
  if (path === '/user-data' || path === '/user-data/') {
    return spec.userData === '' ? refusal(404, 'Not Found') : answer(spec.userData, 'application/octet-stream');
  }
  if (path.startsWith('/meta-data')) {
    const rest = path.slice('/meta-data'.length);
    if (rest !== '' && !rest.startsWith('/')) return refusal(404, 'Not Found');
    return found(lookUp(metadataTree(spec, data), rest));
  }
  if (path.startsWith('/dynamic')) {
    const dynamic: MetadataFolder = { 'instance-identity': { document: identityDocument(spec, data) } };
    return found(lookUp(dynamic, path.slice('/dynamic'.length)));
  }
  return refusal(404, 'Not Found');
}

/** A value, or the list of a folder; public keys are listed as `0=name` and gone into as `0`. */
function lookUp(top: MetadataFolder, path: string): string | undefined {
  let here: MetadataFolder | string = top;
  for (const part of path.split('/').filter(Boolean)) {
    if (typeof here === 'string') return undefined;
    const inside: MetadataFolder = here;
    const name: string | undefined = Object.hasOwn(inside, part)
      ? part
      : Object.keys(inside).find((each) => /^\d+=/.test(each) && each.split('=')[0] === part);
    const next: MetadataFolder[string] = name === undefined ? undefined : inside[name];
    if (next === undefined) return undefined;
    here = next;
  }
  if (typeof here === 'string') return here;
  const folder: MetadataFolder = here;
  const isTags = /\/tags\/instance\/?$/.test(path);
  return Object.keys(folder)
    .sort()
    .map((name) => (typeof folder[name] === 'string' || isTags || /^\d+=/.test(name) ? name : `${name}/`))
    .join('\n');
}

function decodePath(target: string): string {
  const path = target.replace(/[?#].*$/, '').replace(/\/+/g, '/');
  return path.replace(/%[0-9a-f]{2}/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
}

function text(body: string, headers: readonly (readonly [string, string])[] = []): WebAnswer {
  return answer(body, 'text/plain', headers);
}

function answer(body: string, type: string, headers: readonly (readonly [string, string])[] = []): WebAnswer {
  return {
    status: 200,
    reason: 'OK',
    headers: [...headers, ['Content-Type', type], ['Server', 'EC2ws']],
    body: Buffer.from(body),
  };
}

function refusal(status: number, reason: string): WebAnswer {
  const title = `${status} - ${reason}`;
  const body = `<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
	"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
 <head>
  <title>${title}</title>
 </head>
 <body>
  <h1>${title}</h1>
 </body>
</html>
`;
  return {
    status,
    reason,
    headers: [
      ['Content-Type', 'text/html'],
      ['Server', 'EC2ws'],
    ],
    body: Buffer.from(body),
  };
}
