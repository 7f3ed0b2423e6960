import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { type Key, type Plan, signByHand } from '../practice/hand-signer.ts';
import { changed, changes } from './byte-mutations.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', 'user-agent': 'aws-cli/2.9 md/x' };
const json = (target: string) => ({ 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target });
const describe =
  'Action=DescribeInstances&Version=2016-11-15&Filter.1.Name=tag%3AName&Filter.1.Value.1=web-01&Filter.1.Value.2=web-02&MaxResults=10';

/** Valid requests as bytes, of every form that real clients send; none of them changes anything. */
export function validStreams(host: string, key: Key): readonly Buffer[] {
  const at = new Date();
  const plan = (more: Partial<Plan> & Pick<Plan, 'method'>): Plan => ({ at, headers: { host, ...form }, ...more });
  const query = [
    ['Action', 'GetCallerIdentity'],
    ['Version', '2011-06-15'],
  ] as const;
  const describing = bytesOf(plan({ method: 'POST', service: 'ec2', body: describe }), key);
  return [
    describing,
    bytesOf(
      plan({ method: 'POST', service: 'iam', region: 'us-east-1', body: 'Action=GetUser&Version=2010-05-08' }),
      key,
    ),
    bytesOf(
      plan({
        method: 'POST',
        service: 'ssm',
        headers: { host, ...json('AmazonSSM.GetParameters') },
        body: '{"Names":["/a"]}',
      }),
      key,
    ),
    bytesOf(plan({ method: 'GET', query, form: 'query', headers: { host } }), key),
    bytesOf(plan({ method: 'GET', query, headers: { host, 'x-amz-content-sha256': sha256('') } }), key),
    bytesOf(plan({ method: 'POST', service: 'ec2', body: describe }), key, 'chunked'),
    bytesOf(plan({ method: 'POST', service: 'ec2', body: describe }), key, 'Expect: 100-continue'),
    Buffer.concat([describing, describing, describing]),
    Buffer.from(`POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: ${describe.length}\r\n\r\n${describe}`),
  ];
}

function bytesOf(plan: Plan, key: Key, how?: 'chunked' | 'Expect: 100-continue'): Buffer {
  const { method, target, headers, body } = signByHand(plan, key);
  const text = Buffer.from(body).toString('latin1');
  const chunks = text.match(/.{1,50}/gs) ?? [];
  const length = how === 'chunked' ? 'Transfer-Encoding: chunked' : `Content-Length: ${text.length}`;
  const lines = [...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), length];
  if (how && how !== 'chunked') lines.push(how);
  const sent =
    how === 'chunked' ? [...chunks, ''].map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join('') : text;
  return Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${sent}`, 'latin1');
}

const words = fc.constantFrom(
  ...['Filter.1.Value.1', 'Filter.99999999.Value.4294967295', 'Filter.0.Name', 'Filter.-1.Name', 'Filter.1e9.Name'],
  ...['__proto__', 'constructor.prototype.x', 'a.'.repeat(2_000), 'Action', 'Version', 'X-Amz-Signature', '\u0000', ''],
  ...['ü', '%00', '%zz', '%F0%9F', '=', '&', '+', ';', '{"a":', '[[[[', '<!DOCTYPE a>', 'x'.repeat(9_000)],
);
const targets = [
  '*',
  '//',
  '/?',
  'http://a/',
  '/%00',
  '/../..',
  `/${'a'.repeat(9_000)}`,
  '/ü',
  '/?a=%zz',
  '/?a=\u0000',
];
const names = fc.constantFrom(
  ...['Content-Length', 'Transfer-Encoding', 'Host', 'Authorization', 'X-Amz-Date', 'X-Amz-Target', 'Expect', 'Origin'],
  ...['Connection', 'Content-Type', 'X-Amz-Security-Token', '__proto__', 'Upgrade', 'Trailer', 'X'.repeat(300), ''],
);
const values = fc.oneof(
  words,
  fc.constantFrom('0', '-1', '1e3', '0x10', '9'.repeat(20), 'chunked', 'gzip, chunked', 'keep-alive', 'close', '\t'),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('a'.repeat(20_000), 'a,'.repeat(8_000)),
);

const mostly = <T>(right: T, ...wrong: readonly T[]) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: fc.constantFrom(...wrong) });

/** Requests that are put together of wrong parts, rather than a valid one with changes. */
function wrongParts(host: string): fc.Arbitrary<Buffer> {
  return fc
    .record({
      method: mostly('POST', 'GET', 'PUT', 'OPTIONS', 'CONNECT', 'PRI', 'get', 'POST\u0000', ''),
      target: mostly('/', ...targets),
      version: mostly('HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/0.9', 'SSH-2.0', ''),
      hosts: mostly([host], [], [host, host], ['localhost'], ['']),
      headers: fc.array(fc.tuple(names, values), { maxLength: 3 }),
      many: mostly(0, 90, 1_500),
      parameters: fc.array(fc.tuple(words, words), { maxLength: 8 }),
    })
    .map(({ method, target, version, hosts, headers, many, parameters }) => {
      const lines = [
        ...hosts.map((each) => ['Host', each]),
        ...headers,
        ...Array.from({ length: many }, (_, n) => [`A${n}`, 'b']),
      ];
      const body = parameters.map(([name, value]) => `${name}=${value}`).join('&');
      const head = [`${method} ${target} ${version}`, ...lines.map(([name, value]) => `${name}: ${value}`)].join(
        '\r\n',
      );
      return Buffer.from(`${head}\r\n\r\n${body}`, 'latin1');
    });
}

/** Inputs for a raw socket: two of three are valid streams with changes. */
export function hostileStreams(host: string, key: Key): fc.Arbitrary<Buffer> {
  const mutated = fc
    .tuple(fc.constantFrom(...validStreams(host, key)), changes)
    .map(([stream, made]) => changed(stream, made));
  return fc.oneof({ weight: 2, arbitrary: mutated }, { weight: 1, arbitrary: wrongParts(host) });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
