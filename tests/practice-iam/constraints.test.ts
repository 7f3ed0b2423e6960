import {
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetUserCommand,
  type IAMClient,
  ListUsersCommand,
  PutUserPolicyCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { allow, newUser, policy } from './iam-cloud.ts';

let it: TestCloud;
let iam: IAMClient;
beforeAll(async () => {
  it = await startTestCloud({ empty: true });
  iam = it.iam();
});
afterAll(() => it.end());

const letters = (parameter: string) =>
  `The specified value for ${parameter} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`;
const constraint = (value: string, parameter: string, text: string) =>
  `1 validation error detected: Value '${value}' at '${parameter}' failed to satisfy constraint: ${text}`;
const long = 'x'.repeat(129);
const PolicyDocument = policy(allow('s3:*'));

describe('a parameter of the wrong form is refused in AWS’s words', () => {
  const cases: [string, () => Promise<unknown>, string][] = [
    ['a user’s name with a blank', () => iam.send(new CreateUserCommand({ UserName: 'a b' })), letters('userName')],
    ['a user’s name with a slash', () => iam.send(new GetUserCommand({ UserName: 'a/b' })), letters('userName')],
    [
      'a user’s new name with letters of other alphabets',
      () => iam.send(new UpdateUserCommand({ UserName: 'a', NewUserName: 'müller' })),
      letters('newUserName'),
    ],
    ['a group’s name with a star', () => iam.send(new CreateGroupCommand({ GroupName: '*' })), letters('groupName')],
    [
      'a policy’s name with a colon',
      () => iam.send(new CreatePolicyCommand({ PolicyName: 'a:b', PolicyDocument })),
      letters('policyName'),
    ],
    [
      'a new user’s name of 65 characters',
      () => iam.send(new CreateUserCommand({ UserName: 'x'.repeat(65) })),
      constraint('x'.repeat(65), 'userName', 'Member must have length less than or equal to 64'),
    ],
    [
      'a name of 129 characters',
      () => iam.send(new GetUserCommand({ UserName: long })),
      constraint(long, 'userName', 'Member must have length less than or equal to 128'),
    ],
    [
      'an empty name',
      () => iam.send(new GetUserCommand({ UserName: '' })),
      constraint('', 'userName', 'Member must have length greater than or equal to 1'),
    ],
    [
      'a page of 1,001',
      () => iam.send(new ListUsersCommand({ MaxItems: 1001 })),
      constraint('1001', 'maxItems', 'Member must have value less than or equal to 1000'),
    ],
    [
      'an ARN of ten characters',
      () => iam.send(new AttachUserPolicyCommand({ UserName: 'a', PolicyArn: 'arn:aws:ia' })),
      constraint('arn:aws:ia', 'policyArn', 'Member must have length greater than or equal to 20'),
    ],
    [
      'a path prefix without a slash in front',
      () => iam.send(new ListUsersCommand({ PathPrefix: 'team/' })),
      constraint('team/', 'pathPrefix', 'Member must satisfy regular expression pattern: \\/[\\x21-\\x7f]*'),
    ],
    [
      'a session of ten seconds',
      () =>
        it.sts().send(
          new AssumeRoleCommand({
            RoleArn: 'arn:aws:iam::111122223333:role/r',
            RoleSessionName: 'me',
            DurationSeconds: 10,
          }),
        ),
      constraint('10', 'durationSeconds', 'Member must have value greater than or equal to 900'),
    ],
    [
      'a session’s name of one character',
      () => it.sts().send(new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::111122223333:role/r', RoleSessionName: 'm' })),
      constraint('m', 'roleSessionName', 'Member must have length greater than or equal to 2'),
    ],
  ];
  test.each(cases)('%s', async (_what, send, message) => {
    await expect(send()).rejects.toMatchObject({
      name: 'ValidationError',
      message,
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('several at once are told together', async () => {
    const input = { RoleName: 'x'.repeat(65), AssumeRolePolicyDocument: '{}', MaxSessionDuration: 60 };
    await expect(iam.send(new CreateRoleCommand(input))).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringMatching(
        /^2 validation errors detected: Value '.*' at '.*' failed to satisfy constraint: .*; Value '.*' at '.*' failed/,
      ) as string,
    });
  });

  test('before it is asked whether one may', async () => {
    const user = await newUser(it, 'nobody');
    const put = (PolicyName: string) =>
      user.iam.send(new PutUserPolicyCommand({ UserName: 'nobody', PolicyName, PolicyDocument }));
    await expect(put('a b')).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(put('right')).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

test('every letter that a name may have is taken', async () => {
  const name = 'Az09_+=,.@-';
  await iam.send(new CreateUserCommand({ UserName: name, Path: '/!~/\u007f/' }));
  expect((await iam.send(new GetUserCommand({ UserName: name }))).User?.Arn).toContain(`/${name}`);
});
