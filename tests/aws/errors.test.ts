import { expect, test } from 'vitest';
import { ERROR_TABLE } from '../../main/aws/error-table.ts';
import { isNotFound, isPassing, isSignInFault, outcomeUnknown, toAwsError } from '../../main/aws/errors.ts';

const context = { operation: 'RunInstances', region: 'eu-central-1', profile: 'work' };
const aws = (name: string, message = '', httpStatusCode = 400) =>
  toAwsError(Object.assign(new Error(message), { name, $metadata: { httpStatusCode, requestId: 'r-1' } }), context);
const net = (code: string) => toAwsError(Object.assign(new Error(code), { code }), context);

test.each(Object.keys(ERROR_TABLE))('%s is told in the app’s words, with AWS’s own as details', (code) => {
  const error = aws(code, 'AWS says so.');
  expect(error.code).toMatch(/^[a-z]+\.[a-z-]+$/);
  expect(error.message).toMatch(/^[A-Z“].*[.:]|AWS says so\./s);
  expect(error.details).toMatchObject({ awsCode: code, awsMessage: 'AWS says so.', requestId: 'r-1' });
  expect(error.details.fix ?? 'Anything.').toMatch(/\.$|@ _$/);
});

const denial = 'User: arn:aws:iam::111122223333:user/ana is not authorized to perform: ec2:RunInstances on resource: x';
test.each([
  [
    `${denial} because no identity-based policy allows the action`,
    'ana may not do this (ec2:RunInstances). Nothing forbids it; nobody has allowed it.',
  ],
  [
    `${denial} with an explicit deny in an identity-based policy`,
    'A policy of this account forbids ana to do ec2:RunInstances.',
  ],
  [
    `${denial} with an explicit deny in a service control policy`,
    'An organisation rule forbids ec2:RunInstances; nobody in this account can lift that.',
  ],
])('a denial says who says no: %s', (text, words) => {
  expect(aws('UnauthorizedOperation', text, 403).message).toBe(words);
});

test('the vCPU limit is told as a number', () => {
  const text = 'You have requested more vCPU capacity than your current vCPU limit of 1 allows';
  expect(aws('VcpuLimitExceeded', text).message).toContain('may run 1 virtual CPU of this family');
});

test.each(['UnrecognizedCode', 'constructor', '__proto__', 'toString'])(
  'a code that is not in the table: %s',
  (code) => {
    expect(aws(code, 'Strange.')).toMatchObject({ code: 'aws.refused', message: 'AWS refused this: Strange.' });
  },
);

test.each([
  // error, nothing known of the outcome, waits it out, sign-in, not found
  ['ECONNREFUSED', net('ECONNREFUSED'), false, true, false, false],
  ['ENOTFOUND', net('ENOTFOUND'), false, true, false, false],
  ['ECONNRESET', net('ECONNRESET'), true, true, false, false],
  ['ETIMEDOUT', net('ETIMEDOUT'), true, true, false, false],
  ['a time-out', aws('TimeoutError'), true, true, false, false],
  ['a fault of AWS', aws('InternalError', '', 500), true, true, false, false],
  ['no AWS answer at all', aws('SyntaxError', 'Unexpected token <', 200), true, true, false, false],
  ['no capacity', aws('InsufficientInstanceCapacity', '', 500), false, false, false, false],
  ['slow down', aws('RequestLimitExceeded', '', 503), false, true, false, false],
  ['denied', aws('UnauthorizedOperation', '', 403), false, false, false, false],
  ['expired', aws('RequestExpired'), false, false, true, false],
  ['gone', aws('InvalidAMIID.NotFound'), false, false, false, true],
])('%s is judged rightly', (_name, error, unknown, passing, signIn, notFound) => {
  expect([outcomeUnknown(error), isPassing(error), isSignInFault(error), isNotFound(error)]).toEqual([
    unknown,
    passing,
    signIn,
    notFound,
  ]);
});

test('a sign-in that cannot be read names the profile and what to do', () => {
  const error = toAwsError(Object.assign(new Error('Token is expired'), { name: 'CredentialsProviderError' }), context);
  expect(error).toMatchObject({ code: 'accounts.sign-in-failed', details: { field: 'source.profile' } });
  expect(error.message).toContain('“work”');
});
