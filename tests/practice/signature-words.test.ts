import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { describe, expect, test } from 'vitest';
import { answerRefusal } from '../../main/practice/cloud/wire/errors.ts';
import { findService, impliedService } from '../../main/practice/cloud/wire/services.ts';
import { type SignedRequest, verifySignature } from '../../main/practice/cloud/wire/signature.ts';
import {
  endedTokenRefusal,
  foreignTokenRefusal,
  signatureRefusal,
} from '../../main/practice/cloud/wire/signature-refusal.ts';
import { type Key, type Plan, signByHand } from './hand-signer.ts';

const now = new Date('2026-11-24T10:40:10Z');
const key: Key = { accessKeyId: 'PRACTICEKEY000000001', secretAccessKey: 'secret' };
const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
const invalidToken = 'The security token included in the request is invalid.';
const notValidated = 'AWS was not able to validate the provided access credentials';

function refused(request: SignedRequest, service = 'sts') {
  const verdict = verifySignature(request, (id) => (id === key.accessKeyId ? key.secretAccessKey : null), now);
  if ('proof' in verdict) throw new Error('The request was accepted.');
  const { code, message, status } = signatureRefusal(verdict.disproof, findService(service));
  return { code, message, status };
}

const signed = (service: string, change: Partial<Plan> = {}, signer: Key = key) =>
  signByHand({ method: 'POST', at: now, service, ...change }, signer);

/** One of each protocol. */
const rows = [
  { service: 'sts', codes: ['InvalidClientTokenId', 'SignatureDoesNotMatch', 'SignatureDoesNotMatch'], status: 403 },
  { service: 'iam', codes: ['InvalidClientTokenId', 'SignatureDoesNotMatch', 'SignatureDoesNotMatch'], status: 403 },
  {
    service: 'ssm',
    codes: ['UnrecognizedClientException', 'InvalidSignatureException', 'InvalidSignatureException'],
    status: 400,
  },
  {
    service: 'kms',
    codes: ['UnrecognizedClientException', 'InvalidSignatureException', 'InvalidSignatureException'],
    status: 400,
  },
] as const;

describe.each(rows)('$service', ({ service, codes: [unknown, wrong, late], status }) => {
  test('says that a key is unknown', () => {
    const request = signed(service, {}, { ...key, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' });
    expect(refused(request, service)).toEqual({ code: unknown, message: invalidToken, status });
  });

  test('says that a secret is wrong', () => {
    const request = signed(service, {}, { ...key, secretAccessKey: 'typo' });
    expect(refused(request, service)).toEqual({ code: wrong, message: mismatch, status });
  });

  test('says by how much a signature is late or early', () => {
    expect(refused(signed(service, { at: new Date('2026-11-24T10:10:10Z') }), service)).toEqual({
      code: late,
      message: 'Signature expired: 20261124T101010Z is now earlier than 20261124T102510Z (20261124T104010Z - 15 min.)',
      status,
    });
    expect(refused(signed(service, { at: new Date('2026-11-24T11:00:00Z') }), service)).toEqual({
      code: late,
      message:
        'Signature not yet current: 20261124T110000Z is still later than 20261124T105510Z (20261124T104010Z + 15 min.)',
      status,
    });
  });
});

test('EC2 says the least', () => {
  const unknown = signed('ec2', {}, { ...key, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' });
  const failure = { code: 'AuthFailure', message: notValidated, status: 401 };
  expect(refused(unknown, 'ec2')).toEqual(failure);
  expect(refused(signed('ec2', {}, { ...key, secretAccessKey: 'typo' }), 'ec2')).toEqual(failure);
  expect(refused(signed('ec2', { at: new Date('2026-11-24T10:10:10Z') }), 'ec2')).toEqual({
    code: 'RequestExpired',
    message: 'Request has expired.',
    status: 400,
  });
  expect(refused({ ...signed('ec2'), headers: {} }, 'ec2')).toEqual({
    code: 'MissingParameter',
    message: 'The request must contain the parameter AWSAccessKeyId',
    status: 400,
  });
});

test('a request without a signature is told so, in the words of the service that it seems to mean', () => {
  const unsigned = (headers: Record<string, string>, body: string) => {
    const request = { method: 'POST', target: '/', headers, body: Buffer.from(body) };
    return refused(request, impliedService(request)?.name);
  };
  const message = 'Request is missing Authentication Token';
  const query = { code: 'MissingAuthenticationToken', message, status: 403 };
  expect(unsigned({}, '')).toEqual(query);
  expect(unsigned({}, 'Action=GetUser&Version=2010-05-08')).toEqual(query);
  expect(unsigned({ 'x-amz-target': 'TrentService.ListKeys' }, '{}')).toEqual({
    code: 'MissingAuthenticationTokenException',
    message,
    status: 400,
  });
  expect(unsigned({}, 'Action=DescribeImages&Version=2016-11-15')).toMatchObject({ code: 'MissingParameter' });
});

describe('an incomplete signature', () => {
  const withHeader = (authorization: string, more: Record<string, string> = { 'x-amz-date': '20261124T104010Z' }) =>
    refused({ ...signed('sts'), headers: { host: 'a', authorization, ...more } });
  const scope = '/20261124/eu-central-1/sts/aws4_request';

  test('is told everything that it lacks', () => {
    expect(withHeader('AWS4-HMAC-SHA256', {})).toEqual({
      code: 'IncompleteSignature',
      message:
        "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. (Hashed with SHA-256 and encoded with Base64) Authorization=YI2YWea8FSxnksZL2ETHbs5elHm9HQufxTLK0W0ffV0=",
      status: 400,
    });
    expect(withHeader(`AWS4-HMAC-SHA256 Credential=a${scope},SignedHeaders=host`).message).toMatch(
      /^Authorization header requires 'Signature' parameter\. \(Hashed/,
    );
    expect(withHeader(`AWS4-HMAC-SHA256 Credential=a${scope},SignedHeaders=host,Signature=`).message).toContain(
      "requires 'Signature'",
    );
  });

  test.each([
    [
      'no list of names and values',
      'Bearer abc',
      'Invalid key=value pair (missing equal-sign) in Authorization header',
    ],
    [
      'another algorithm',
      `AWS4-HMAC-SHA1 Credential=a${scope},SignedHeaders=host,Signature=a`,
      "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1'.",
    ],
    [
      'a credential without a scope',
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE, SignedHeaders=host, Signature=a',
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'AKIDEXAMPLE'",
    ],
  ])('that is %s is told so', (_name, authorization, message) => {
    expect(withHeader(authorization)).toMatchObject({ code: 'IncompleteSignature', status: 400 });
    expect(withHeader(authorization).message).toContain(message);
  });

  test('with a date of another form is told so', () => {
    const given = `AWS4-HMAC-SHA256 Credential=a${scope},SignedHeaders=host,Signature=a`;
    expect(withHeader(given, { 'x-amz-date': '2026-11-24' }).message).toBe(
      "Date must be in ISO-8601 'basic format'. Got '2026-11-24'. See http://en.wikipedia.org/wiki/ISO_8601",
    );
  });

  test('in the query string is told what it lacks', () => {
    expect(
      refused({ ...signed('sts'), headers: { host: 'a' }, target: '/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=1' }),
    ).toEqual({
      code: 'IncompleteSignature',
      message:
        "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Signature'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. AWS query-string parameters must include 'X-Amz-Expires'. Re-examine the query-string parameters.",
      status: 400,
    });
  });
});

test.each([
  [
    '20261123/eu-central-1/sts/aws4_request',
    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20261123' != '20261124', from '20261124T104010Z'.",
  ],
  ['20261124/eu central/sts/aws4_request', 'Credential should be scoped to a valid region.'],
  [
    '20261124/eu-central-1/sts/aws5_request',
    "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'.",
  ],
])('a scope of %s is refused with the reason', (scope, message) => {
  const { headers, ...rest } = signed('sts');
  const authorization = String(headers.authorization).replace('20261124/eu-central-1/sts/aws4_request', scope);
  expect(refused({ ...rest, headers: { ...headers, authorization } })).toEqual({
    code: 'SignatureDoesNotMatch',
    message,
    status: 403,
  });
});

test('a host that was not signed is asked for', () => {
  const { headers, ...rest } = signed('sts');
  const authorization = String(headers.authorization).replace('host;', '');
  expect(refused({ ...rest, headers: { ...headers, authorization } }).message).toBe(
    "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
  );
});

test('a session token of another key, and one that has ended, have words of their own', () => {
  const codes = (name: string) =>
    [foreignTokenRefusal, endedTokenRefusal].map((refuse) => {
      const { code, status } = refuse(findService(name));
      return `${code} ${status}`;
    });
  expect(codes('sts')).toEqual(['InvalidClientTokenId 403', 'ExpiredToken 403']);
  expect(codes('ssm')).toEqual(['UnrecognizedClientException 400', 'ExpiredTokenException 400']);
  expect(codes('ec2')).toEqual(['AuthFailure 401', 'RequestExpired 400']);
});

describe('the SDK reads each of them as what it is', () => {
  const config = { region: 'eu-central-1', endpoint: 'http://127.0.0.1:1', maxAttempts: 1 };
  const answering = (service: string) => ({
    ...{ ...config, credentials: { ...key, secretAccessKey: 'typo' } },
    requestHandler: {
      handle: async () => {
        const verdict = verifySignature(signed(service), () => 'other', now);
        if ('proof' in verdict) throw new Error('The request was accepted.');
        const found = findService(service);
        const answer = answerRefusal(found, signatureRefusal(verdict.disproof, found), 'request-1');
        if (typeof answer === 'string') throw new Error('An answer was expected.');
        const { status, contentType, body } = answer;
        return { response: { statusCode: status, headers: { 'content-type': contentType }, body: new Blob([body]) } };
      },
    } as never,
  });

  test.each([
    ['ec2', () => new EC2Client(answering('ec2')).send(new DescribeRegionsCommand({})), 'AuthFailure', notValidated],
    ['iam', () => new IAMClient(answering('iam')).send(new ListUsersCommand({})), 'SignatureDoesNotMatch', mismatch],
    ['kms', () => new KMSClient(answering('kms')).send(new ListKeysCommand({})), 'InvalidSignatureException', mismatch],
  ])('%s', async (_name, call, name, message) => {
    await expect(call()).rejects.toMatchObject({ name, message });
  });
});
