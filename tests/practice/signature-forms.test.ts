import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type SignedRequest, verifySignature } from '../../main/practice/cloud/wire/signature.ts';
import { type Key, type Plan, signByHand } from './hand-signer.ts';
import { publishedKey, publishedSignatures, publishedStamp } from './published-signatures.ts';
import { signBySdk } from './sdk-signer.ts';

const at = new Date('2026-11-24T10:10:10Z');
const key: Key = { accessKeyId: 'PRACTICEKEY000000001', secretAccessKey: 'a/secret+with=signs' };
const session: Key = { ...key, sessionToken: 'IQoJb3JpZ2luX2VjE//////////wE+=' };

function verify(request: SignedRequest, now = at) {
  return verifySignature(request, (id) => (id === key.accessKeyId ? key.secretAccessKey : null), now);
}

const proof = (sessionToken: string | null = null) => ({
  proof: { accessKeyId: key.accessKeyId, region: 'eu-central-1', service: 'sts', sessionToken },
});

describe("AWS's own signature vectors", () => {
  test.each(publishedSignatures)('$name is accepted, and refused with one bit changed', (vector) => {
    const { method, target, body = '', signature } = vector;
    const headers: Record<string, string | readonly string[]> = {
      host: 'example.amazonaws.com',
      'x-amz-date': publishedStamp,
      ...vector.headers,
    };
    const names = Object.keys(headers).sort().join(';');
    const judge = (given: string) =>
      verifySignature(
        {
          method,
          target,
          headers: {
            ...headers,
            authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=${names}, Signature=${given}`,
          },
          body: Buffer.from(body),
        },
        (id) => (id === publishedKey.accessKeyId ? publishedKey.secretAccessKey : null),
        new Date('2015-08-30T12:36:00Z'),
      );
    expect(judge(signature)).toMatchObject({ proof: { accessKeyId: 'AKIDEXAMPLE', region: 'us-east-1' } });
    const other = signature.endsWith('0') ? '1' : '0';
    expect(judge(signature.slice(0, -1) + other)).toMatchObject({ disproof: { reason: 'mismatch' } });
  });
});

const plans: readonly (readonly [string, Plan])[] = [
  ['no query and no body', { method: 'POST', at }],
  [
    'headers in another order than the alphabet',
    { method: 'POST', at, headers: { 'x-z': '1', accept: 'a', 'x-a': '2' } },
  ],
  ['a header with repeated blanks', { method: 'POST', at, headers: { 'x-long': '  a   b  c ' } }],
  ['an empty header', { method: 'POST', at, headers: { 'x-empty': '' } }],
  ['unicode in the query', { method: 'GET', at, query: [['Näme', '日本語 🎈']] }],
  ['unicode in the path', { method: 'GET', at, path: '/%C3%BC/%F0%9F%8E%88' }],
  ['signs in the query', { method: 'GET', at, query: [['a+b', "!'()*~-._ /?&=%"]] }],
  [
    'empty values',
    {
      method: 'GET',
      at,
      query: [
        ['a', ''],
        ['b', ''],
      ],
    },
  ],
  [
    'a name twice',
    {
      method: 'GET',
      at,
      query: [
        ['a', '2'],
        ['a', '1'],
        ['a', '10'],
      ],
    },
  ],
  [
    'names that are one the start of the other',
    {
      method: 'GET',
      at,
      query: [
        ['a', '1'],
        ['a-b', '1'],
        ['a1', '2'],
        ['A', '3'],
      ],
    },
  ],
  ['a body of a megabyte', { method: 'POST', at, body: 'ü'.repeat(524_288) }],
  ['a Region of another partition', { method: 'POST', at, region: 'cn-north-1' }],
  ['a Region of a government', { method: 'POST', at, region: 'us-gov-west-1' }],
];

describe.each(plans)('a request with %s', (_name, plan) => {
  test.each(['header', 'query'] as const)('that is signed in the %s is accepted', (form) => {
    const region = plan.region ?? 'eu-central-1';
    expect(verify(signByHand({ ...plan, form }, key))).toMatchObject({ proof: { region, sessionToken: null } });
    expect(verify(signByHand({ ...plan, form }, session))).toMatchObject({
      proof: { sessionToken: session.sessionToken },
    });
    expect(verify(signByHand({ ...plan, form }, { ...key, secretAccessKey: 'other' }))).toMatchObject({
      disproof: { reason: 'mismatch' },
    });
  });
});

describe('a session token', () => {
  test('that nobody signed is refused, in a header and in the query string', () => {
    const plain = signByHand({ method: 'POST', at }, key);
    const headers = { ...plain.headers, 'x-amz-security-token': 'stolen' };
    expect(verify({ ...plain, headers })).toMatchObject({
      disproof: { detail: "'x-amz-security-token' must be a 'SignedHeader' in the AWS Authorization." },
    });
    const presigned = signByHand({ method: 'GET', at, form: 'query' }, key);
    expect(verify({ ...presigned, target: `${presigned.target}&X-Amz-Security-Token=stolen` })).toMatchObject({
      disproof: { reason: 'mismatch' },
    });
  });

  test('given twice is refused', () => {
    const query = [['X-Amz-Security-Token', 'b']] as const;
    expect(verify(signByHand({ method: 'GET', at, query, form: 'query' }, session))).toMatchObject({
      disproof: { reason: 'incomplete' },
    });
    expect(verify(signByHand({ method: 'GET', at, query }, session))).toMatchObject({
      disproof: { reason: 'incomplete' },
    });
  });
});

describe('x-amz-content-sha256', () => {
  const hash = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
  const post = (given: string, bodyHash?: string) =>
    verify(
      signByHand(
        {
          method: 'POST',
          at,
          body: 'hello',
          headers: { 'x-amz-content-sha256': given },
          ...(bodyHash && { bodyHash }),
        },
        key,
      ),
    );

  test('with the hash of the body is taken', () => expect(post(hash)).toEqual(proof()));

  test.each([
    ['another hash', hash.replace('2', '3'), undefined],
    ['another hash that was signed as well', hash.replace('2', '3'), hash.replace('2', '3')],
    ['an unsigned body', 'UNSIGNED-PAYLOAD', 'UNSIGNED-PAYLOAD'],
    ['a body that comes signed in pieces', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD'],
  ])('with %s is refused', (_name, given, bodyHash) => {
    expect(post(given, bodyHash)).toMatchObject({
      disproof: {
        reason: 'mismatch',
        detail: "The provided 'x-amz-content-sha256' header does not match what was computed.",
      },
    });
  });
});

test('the date may stand in a Date header, if it is signed', () => {
  const request = signByHand({ method: 'POST', at, dateHeader: true }, key);
  expect(verify(request)).toEqual(proof());
  expect(verify({ ...request, headers: { ...request.headers, date: 'Tue, 24 Nov 2026 10:10:11 GMT' } })).toMatchObject({
    disproof: { reason: 'mismatch' },
  });
  const authorization = String(request.headers.authorization).replace('SignedHeaders=date;', 'SignedHeaders=');
  expect(verify({ ...request, headers: { ...request.headers, authorization } })).toMatchObject({
    disproof: { detail: "'date' must be a 'SignedHeader' in the AWS Authorization." },
  });
});

test.each([
  ['a date that no calendar has', { 'x-amz-date': '20260230T101010Z' }],
  ['two ways of signing', { authorization: 'AWS4-HMAC-SHA256 Credential=a' }],
  ['a name that objects have by nature among the signed', { authorization: authorization('__proto__;host') }],
  ['another one', { authorization: authorization('constructor;host;x-amz-date') }],
])('%s is refused, and is no fault', (_name, headers) => {
  const request = signByHand({ method: 'GET', at, form: 'authorization' in headers ? 'query' : 'header' }, key);
  const target = 'authorization' in headers && headers.authorization.includes(';') ? '/' : request.target;
  expect(
    verify({ ...request, target, headers: { ...request.headers, 'x-amz-date': '20261124T101010Z', ...headers } }),
  ).toHaveProperty('disproof');
});

function authorization(names: string): string {
  return `AWS4-HMAC-SHA256 Credential=${key.accessKeyId}/20261124/eu-central-1/sts/aws4_request, SignedHeaders=${names}, Signature=${'0'.repeat(64)}`;
}

test('what two readers would read in two ways is not verified', () => {
  const { target, ...rest } = signByHand({ method: 'GET', at, form: 'query', query: [['Action', '%zz']] }, key);
  expect(verify({ ...rest, target })).toEqual(proof());
  expect(verify({ ...rest, target: target.replace('%25zz', '%zz') })).toMatchObject({
    disproof: { reason: 'incomplete' },
  });
  const bytes = signByHand({ method: 'GET', at, form: 'query', query: [['Action', '\u{FFFD}']] }, key);
  expect(verify({ ...bytes, target: bytes.target.replace('%EF%BF%BD', '%FF') })).toMatchObject({
    disproof: { reason: 'mismatch' },
  });
});

describe('the SDK’s own signer', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 });
  const requests = fc.record({
    method: fc.constantFrom('GET', 'POST'),
    path: fc.array(fc.constantFrom('a', 'b%20c', '.', '..', '', '~', '%C3%BC', "!'()*"), { maxLength: 4 }),
    query: fc.dictionary(
      text.filter((name) => name !== '' && !/^x-amz-/i.test(name)),
      fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })),
    ),
    body: text,
    words: fc.array(fc.constantFrom('a', 'b,c', '  ', '"d"', 'e;f'), { maxLength: 4 }),
    sessionToken: fc.option(fc.base64String({ minLength: 4 })),
  });

  test.each(['sign', 'presign'] as const)('and the practice cloud agree: %s', async (way) => {
    await fc.assert(
      fc.asyncProperty(requests, async ({ method, path, query, body, words, sessionToken }) => {
        const unsigned = {
          ...{ method, path: `/${path.join('/')}`, query: { ...query }, headers: { 'x-words': words.join(' ') } },
          body: way === 'sign' ? body : '',
        };
        const signer = sessionToken === null ? key : { ...key, sessionToken };
        expect(verify(await signBySdk(way, unsigned, signer, at))).toEqual(proof(sessionToken));
      }),
      { numRuns: 300, seed: 4 },
    );
  });
});
