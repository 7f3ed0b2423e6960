import { PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPersonRequest, wouldRequest } from '../../src/access/contract.ts';
import { speaksOf, statementsOf } from '../../src/access/statements.ts';
import { fieldErrors } from '../../src/core/fields.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';
import { administrator, newUser } from './access-rig.ts';

const LETTERS =
  'A user name takes letters without accents, digits and + = , . @ _ - only. Leave out spaces and everything else.';

describe('a name that IAM would refuse has its sentence', () => {
  test.each([
    ['nothing', '', 'Give the person a name to sign in with.'],
    ['too much', 'a'.repeat(65), 'A user name may have at most 64 characters.'],
    ['a space', 'mia berg', LETTERS],
    ['a space at the end', 'mia ', LETTERS],
    ['an accent', 'mïa', LETTERS],
    ['another alphabet', 'миа', LETTERS],
    ['a letter that looks like another', 'mіa', LETTERS],
    ['a picture', 'mia🙂', LETTERS],
    ['a slash', 'team/mia', LETTERS],
    ['a backslash', 'DOMAIN\\mia', LETTERS],
    ['a colon', 'mia:admin', LETTERS],
    ['a star', '*', LETTERS],
    ['a line break', 'mia\nberg', LETTERS],
    ['a zero byte', 'mia\u0000', LETTERS],
    ['writing turned round', '\u202emia', LETTERS],
    ['a page', '<b>mia</b>', LETTERS],
    ['a variable of a policy', '${' + 'aws:username}', LETTERS],
    ['a way up', '../admin', LETTERS],
  ])('%s', (_what, name, sentence) => {
    const request = { name, consoleSignIn: true, accessKey: false, groups: [] };
    expect(fieldErrors(createPersonRequest, request)).toEqual({ name: sentence });
  });

  test.each(['a', 'mia', 'mia.berg@example.com', 'A+B=C,D_E-F', 'x'.repeat(64)])('control: %s is taken', (name) => {
    expect(fieldErrors(createPersonRequest, { name, consoleSignIn: true, accessKey: false, groups: [] })).toEqual({});
  });
});

test.each([
  ['no way to sign in', { consoleSignIn: false }, 'consoleSignIn', 'Choose at least one way to sign in'],
  ['too many groups', { groups: Array(11).fill('g') }, 'groups', 'A user can be in at most 10 groups.'],
  ['a group of no name', { groups: [''] }, 'groups.0', 'This is not the name of a group.'],
  ['a field that is not asked for', { path: '/admin/' }, '', 'path'],
])('a request with %s has its sentence', (_what, part, field, sentence) => {
  const request = { name: 'mia', consoleSignIn: true, accessKey: false, groups: [], ...part };
  expect(fieldErrors(createPersonRequest, request)[field]).toContain(sentence);
});

const NO_ACTION = 'An action is a service, a colon and an operation, without *.';
const NO_ARN = 'This is not an ARN. It begins with arn:, or is * alone.';
test.each([
  ['no action', '', '*', { action: 'Write an action, for example ec2:StartInstances.' }],
  ['an action without its service', 'StartInstances', '*', { action: NO_ACTION }],
  ['every action', 'ec2:*', '*', { action: NO_ACTION }],
  ['a sentence for an action', 'start the machine', '*', { action: NO_ACTION }],
  ['an action of great length', `ec2:${'A'.repeat(200)}`, '*', { action: 'An action has at most 128 characters.' }],
  ['nothing to do it on', 'ec2:StartInstances', '  ', { resource: 'Write the ARN of a thing, or * for everything.' }],
  ['an id instead of an ARN', 'ec2:StartInstances', 'i-0123456789abcdef0', { resource: NO_ARN }],
  ['half an ARN', 'ec2:StartInstances', 'arn:aws:ec2', { resource: NO_ARN }],
  [
    'an ARN of great length',
    'ec2:A',
    `arn:aws:s3:::${'a'.repeat(3_000)}`,
    { resource: 'An ARN has at most 2,048 characters.' },
  ],
])('a question with %s has its sentence', (_what, action, resource, errors) => {
  expect(fieldErrors(wouldRequest, { name: 'mia', action, resource })).toEqual(errors);
});

describe('a policy that is odd is read as far as it can be', () => {
  const held = (document: string | undefined) =>
    statementsOf({ name: 'odd', kind: 'inline', way: 'directly', ...(document === undefined ? {} : { document }) });

  test.each([
    ['unknown', undefined],
    ['empty', ''],
    ['no JSON', '{"Statement": ['],
    ['no object', '"text"'],
    ['without statements', '{"Version": "2012-10-17"}'],
  ])('%s: no statements', (_what, document) => {
    expect(held(document)).toEqual([]);
  });

  test('a statement alone, a list, and what all but some speaks of', () => {
    const [one] = held('{"Statement": {"Effect": "Allow", "NotAction": ["iam:*", "EC2:Start?nstances"]}}');
    expect(
      one && ['iam:ListUsers', 'ec2:StartInstances', 'ec2:StopInstances'].map((each) => speaksOf(one, each)),
    ).toEqual([false, false, true]);
  });

  test('a pattern of many stars takes no time', () => {
    const [one] = held(JSON.stringify({ Statement: { Effect: 'Allow', Action: `${'*a'.repeat(60)}b` } }));
    const began = performance.now();
    expect(one && speaksOf(one, `ec2:${'a'.repeat(120)}`)).toBe(false);
    expect(performance.now() - began).toBeLessThan(200);
  });
});

describe('in the cloud', () => {
  let side: MainSide;
  beforeAll(async () => {
    side = await openPaperSide();
  });
  afterAll(() => side.stop());

  test('somebody who is not there is told so', async () => {
    for (const ask of [
      () => side.handlers.access.sayings({ name: 'nobody' }),
      () => side.handlers.access.would({ name: 'nobody', action: 'ec2:StartInstances', resource: '*' }),
      () => side.handlers.access.delete({ name: 'nobody' }),
    ])
      await expect(ask()).rejects.toMatchObject({ code: 'access.not-found' });
  });

  test('a group that is gone takes the new user back', async () => {
    const request = { name: 'mia', consoleSignIn: true, accessKey: false, groups: ['gone'] };
    await expect(side.handlers.access.create(request)).rejects.toMatchObject({ code: 'access.taken-back' });
    const { people } = await side.handlers.access.people({});
    expect(people.map(({ name }) => name)).not.toContain('mia');
  });

  test('a name that differs by capitals only is taken', async () => {
    const request = { name: 'TRAINEE', consoleSignIn: true, accessKey: false, groups: [] };
    await expect(side.handlers.access.create(request)).rejects.toMatchObject({ code: 'access.name-taken' });
  });

  test('a statement with everything odd that IAM takes is shown as it is', async () => {
    await newUser(side.cloud, 'odd', []);
    const PolicyDocument =
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ec2:Start*","Resource":"*"}}';
    await administrator(side.cloud).iam.send(
      new PutUserPolicyCommand({ UserName: 'odd', PolicyName: 'a+b=c,d.@-_', PolicyDocument }),
    );
    const { sayings } = await side.handlers.access.sayings({ name: 'odd' });
    expect(sayings.find(({ sentenceId }) => sentenceId === 'start')).toMatchObject({
      verdict: 'yes',
      statement: { policy: 'a+b=c,d.@-_' },
    });
  });
});
