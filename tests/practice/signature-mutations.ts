import type { SignedRequest } from '../../main/practice/cloud/wire/signature.ts';
import { type Key, signByHand } from './hand-signer.ts';

export const signedAt = new Date('2026-11-24T10:10:10Z');
export const longTermKey: Key = { accessKeyId: 'PRACTICEKEY000000001', secretAccessKey: 'a/secret+with=signs' };
const session: Key = { ...longTermKey, sessionToken: 'IQoJb3JpZ2luX2VjE//////////wE+=' };
const headers = {
  accept: '*/*',
  'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
  'user-agent': 'x/1',
};
const query = [
  ['Action', 'GetCallerIdentity'],
  ['Näme', 'a b+c/ü'],
] as const;

/** Valid requests of every form. */
export const signedRequests: readonly SignedRequest[] = [
  signByHand(
    { method: 'POST', at: signedAt, headers, body: 'Action=DescribeInstances&Version=2016-11-15' },
    longTermKey,
  ),
  signByHand({ method: 'POST', at: signedAt, headers, body: '{"Names":["ü"]}', service: 'ssm', path: '/a/b' }, session),
  signByHand({ method: 'GET', at: signedAt, headers, query }, session),
  signByHand({ method: 'GET', at: signedAt, query, form: 'query' }, longTermKey),
  signByHand({ method: 'POST', at: signedAt, query, form: 'query', body: 'x=1', path: '/a%20b/' }, session),
];

/** A part of a request that the signature covers, and how it is changed. */
export interface SignedPart {
  readonly name: string;
  readonly text: string;
  with(text: string): SignedRequest;
}

/** Every part of a request that must not change: method, path, query, body, signed headers, and the signature's own. */
export function partsOf(request: SignedRequest): SignedPart[] {
  const mark = request.target.indexOf('?');
  const [path, search] =
    mark < 0 ? [request.target, ''] : [request.target.slice(0, mark), request.target.slice(mark + 1)];
  const parts: SignedPart[] = [
    { name: 'method', text: request.method, with: (method) => ({ ...request, method }) },
    { name: 'path', text: path, with: (text) => ({ ...request, target: mark < 0 ? text : `${text}?${search}` }) },
    {
      name: 'body',
      text: Buffer.from(request.body).toString('latin1'),
      with: (text) => ({ ...request, body: Buffer.from(text, 'latin1') }),
    },
  ];
  if (search !== '')
    parts.push({ name: 'query', text: search, with: (text) => ({ ...request, target: `${path}?${text}` }) });
  for (const [name, value] of Object.entries(request.headers)) {
    const change = (text: string) => ({ ...request, headers: { ...request.headers, [name]: text } });
    if (name !== 'authorization') parts.push({ name: `header ${name}`, text: String(value), with: change });
    else parts.push(...authorizationParts(String(value), change));
  }
  return parts.filter(({ text }) => text !== '');
}

function authorizationParts(whole: string, change: (text: string) => SignedRequest): SignedPart[] {
  const [algorithm = '', ...fields] = whole.split(' ');
  return [algorithm, ...fields].map((field) => ({
    name: `authorization ${field.split('=')[0]}`,
    text: field,
    with: (text) => change(whole.replace(field, () => text)),
  }));
}

/** A repeatable stream of numbers below a bound. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Flips one bit, leaves out, doubles or adds a character, or moves one. */
export function mutated(text: string, next: (below: number) => number): string {
  const at = next(text.length);
  switch (next(6)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + String.fromCharCode(33 + next(94)) + text.slice(at);
    case 2:
      return `${text.slice(0, at)}${text.slice(at + 1)}${text[at]}`;
    default:
      return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << next(7))) + text.slice(at + 1);
  }
}

/** Whether two requests are two ways to write one: escapes in another case, blanks at the ends of a header. */
export function meansTheSame(a: SignedRequest, b: SignedRequest): boolean {
  return JSON.stringify(meaning(a)) === JSON.stringify(meaning(b));
}

function meaning({ method, target, headers, body }: SignedRequest): unknown {
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const search = mark < 0 ? '' : target.slice(mark + 1);
  const names = Object.entries(headers).map(([name, value]) => [name, String(value).trim().replace(/ +/g, ' ')]);
  return [
    method,
    path.startsWith('/') ? new URL(`http://a${path}`).pathname.replace(/\/+/g, '/') : path,
    /%(?![0-9A-Fa-f]{2})/.test(search) ? search : [...new URLSearchParams(search)].sort(),
    // Parts of the Authorization header are told apart by commas, with or without blanks.
    names.map(([name, value = '']) => [name, name === 'authorization' ? value.replace(/,\s*/g, ', ') : value]),
    Buffer.from(body).toString('latin1'),
  ];
}
