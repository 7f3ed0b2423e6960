import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from './practice-cloud.ts';
import { send, sendSigned } from './signed-post.ts';

let it: TestCloud;
beforeAll(async () => {
  it = await startTestCloud();
});
afterAll(() => it.end());

const identity = 'Action=GetCallerIdentity&Version=2011-06-15';
const post = () => ({ endpoint: it.cloud.ready.endpoint, service: 'sts', body: identity, ...it.cloud.ready.people[0] });

test('a request that is signed as the AWS CLI signs is answered', async () => {
  const reply = await sendSigned(post());
  expect(reply.status).toBe(200);
  expect(reply.text).toContain('<Account>111122223333</Account>');
  expect(reply.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'cross-origin-resource-policy': 'same-origin',
  });
});

test('what the AWS SDK signs in the query string is answered', async () => {
  const signed = await presign(new Date());
  expect((await send(it.cloud.ready.endpoint, 'GET', '', {}, signed)).status).toBe(200);
  const changed = signed.replace('GetCallerIdentity', 'GetSessionToken');
  expect((await send(it.cloud.ready.endpoint, 'GET', '', {}, changed)).text).toContain('SignatureDoesNotMatch');
  const old = await presign(new Date(Date.now() - 61_000 * 16));
  expect((await send(it.cloud.ready.endpoint, 'GET', '', {}, old)).text).toMatch(/Signature expired: .* - 15 min\./);
});

async function presign(signingDate: Date): Promise<string> {
  const client = it.sts();
  const { signer } = client.config;
  const url = new URL(it.cloud.ready.endpoint);
  const signing = typeof signer === 'function' ? await signer() : signer;
  const unsigned = {
    protocol: 'http:',
    method: 'GET',
    hostname: url.hostname,
    port: Number(url.port),
    path: '/',
    headers: { host: url.host },
    query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
  };
  if (!('presign' in signing) || typeof signing.presign !== 'function') throw new Error('The SDK cannot presign.');
  const signed = await signing.presign(unsigned, {
    expiresIn: 900,
    signingDate,
    signingRegion: 'eu-central-1',
    signingService: 'sts',
  });
  return `/?${Object.entries(signed.query)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`)
    .join('&')}`;
}

test.each([
  ['a wrong secret', { secretAccessKey: 'wrong' }, 403, 'SignatureDoesNotMatch'],
  ['an unknown key', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }, 403, 'InvalidClientTokenId'],
  [
    'a body that was changed on the way',
    { tamperedBody: 'Action=GetCallerIdentity&Version=2011-06-16' },
    403,
    'SignatureDoesNotMatch',
  ],
  ['a signature of 16 minutes ago', { at: new Date(Date.now() - 16 * 60_000) }, 403, 'SignatureDoesNotMatch'],
  ['a signature of in 16 minutes', { at: new Date(Date.now() + 16 * 60_000) }, 403, 'SignatureDoesNotMatch'],
  ['a service that is not here', { service: 's3' }, 400, 'UnknownService'],
])('%s is refused', async (_name, change, status, code) => {
  const reply = await sendSigned({ ...post(), ...change });
  expect(reply.text).toContain(code);
  expect(reply.status).toBe(status);
  expect(reply.text).not.toContain('111122223333');
});

test.each([
  ['14 minutes ago', -14],
  ['in 14 minutes', 14],
])('a clock that is off by less than a quarter of an hour is taken: %s', async (_name, minutes) => {
  expect((await sendSigned({ ...post(), at: new Date(Date.now() + minutes * 60_000) })).status).toBe(200);
});

test('a header that AWS reads but nobody signed is refused', async () => {
  const { endpoint } = it.cloud.ready;
  const signed = await presign(new Date());
  expect((await send(endpoint, 'GET', '', { 'x-amz-security-token': 'x' }, signed)).text).toContain(
    '&apos;x-amz-security-token&apos; must be a &apos;SignedHeader&apos;',
  );
});

test('a request without a signature is refused', async () => {
  const reply = await send(it.cloud.ready.endpoint, 'POST', identity, {
    'content-type': 'application/x-www-form-urlencoded',
  });
  expect(reply.status).toBe(403);
  expect(reply.text).toContain('MissingAuthenticationToken');
});

test('EC2 refuses a wrong secret in its own words, as the SDK reads them', async () => {
  const { endpoint, people } = it.cloud.ready;
  const credentials = { accessKeyId: people[0].accessKeyId, secretAccessKey: 'wrong' };
  const ec2 = new EC2Client({ endpoint, region: 'eu-central-1', credentials, maxAttempts: 1 });
  await expect(ec2.send(new DescribeRegionsCommand({}))).rejects.toMatchObject({
    name: 'AuthFailure',
    message: 'AWS was not able to validate the provided access credentials',
    $metadata: { httpStatusCode: 401 },
  });
  const sts = new STSClient({ endpoint, region: 'eu-central-1', credentials, maxAttempts: 1 });
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
});
