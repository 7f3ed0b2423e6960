import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { decodedMessage } from '../../main/practice/cloud/access/decoded-message.ts';
import { openMessage, sealMessage } from '../../main/practice/cloud/access/encoded-message.ts';
import { evaluate, type Question } from '../../main/practice/cloud/access/evaluate.ts';
import { requestContext } from '../../main/practice/cloud/access/request-context.ts';
import { allow, ana, builder, deny, policyOf } from './decision-case.ts';

const key = createHash('sha256').update('a key of the tests').digest();
const newInstance = 'arn:aws:ec2:eu-central-1:111122223333:instance/*';

const question: Question = {
  asker: ana,
  action: 'ec2:RunInstances',
  resource: newInstance,
  context: requestContext([
    ['ec2:InstanceType', 'm5.large'],
    ['aws:requesttag/Team', 'blue'],
    ['aws:TagKeys', ['Team', 'env']],
  ]),
};

const seal = (message: object): string => sealMessage(message, key, randomBytes);

describe('a sealed message', () => {
  test('opens to what was sealed', () => {
    const message = { allowed: false, text: 'ä € 😀 "\\\n', list: ['x'.repeat(20_000)] };
    expect(JSON.parse(openMessage(seal(message), key))).toEqual(message);
  });

  test('is letters, digits, - and _ alone, and never the same twice', () => {
    const [one, two] = [seal({ a: 1 }), seal({ a: 1 })];
    expect(one).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(one).not.toBe(two);
  });

  test('shows nothing of what is in it', () => {
    const sealed = seal({ policy: 'secret-policy' });
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('secret');
    expect(sealed).not.toContain(Buffer.from('secret-policy').toString('base64url').slice(0, 12));
  });

  test('of a request with fifty tags is shorter than DecodeAuthorizationMessage takes', () => {
    const tags = Array.from({ length: 50 }, (_, at): [string, string] => [
      `aws:RequestTag/${createHash('sha256').update(`key ${at}`).digest('hex').slice(0, 32)}`,
      createHash('sha256').update(`value ${at}`).digest('hex'),
    ]);
    const asked = { ...question, context: requestContext(tags) };
    const identity = [
      policyOf(
        'many',
        Array.from({ length: 20 }, () => deny(['ec2:Run*', 'ec2:Start*'])),
      ),
    ];
    expect(seal(decodedMessage(asked, evaluate(asked, { identity }))).length).toBeLessThan(10_240);
  });

  test.each([
    ['nothing', ''],
    ['a word', 'Zm9v'],
    ['as many bytes as a nonce and a tag', Buffer.alloc(28).toString('base64url')],
    ['a text of the right form', Buffer.alloc(400, 7).toString('base64url')],
    ['characters of no base64', 'ä'.repeat(60)],
  ])('is not %s', (_name, text) => {
    expect(() => openMessage(text, key)).toThrow(
      expect.objectContaining({ code: 'InvalidAuthorizationMessageException', status: 400 }),
    );
  });

  test('of another key does not open', () => {
    const foreign = sealMessage({ a: 1 }, createHash('sha256').update('another').digest(), randomBytes);
    expect(() => openMessage(foreign, key)).toThrow(/not valid/);
  });

  test('does not open with a line break, a blank or a sign of filling', () => {
    const sealed = seal({ a: 1 });
    for (const changed of [`${sealed}\n`, ` ${sealed}`, `${sealed}=`, `${sealed.slice(0, 9)}\n${sealed.slice(9)}`]) {
      expect(() => openMessage(changed, key)).toThrow(/not valid/);
    }
  });

  test('does not open with any one bit of any character flipped, any character gone, or cut anywhere', () => {
    const sealed = seal(decodedMessage(question, evaluate(question, {})));
    let opened = 0;
    const tries = (text: string): void => {
      expect(() => {
        openMessage(text, key);
        opened += 1;
      }).toThrow(expect.objectContaining({ code: 'InvalidAuthorizationMessageException' }));
    };
    for (let at = 0; at < sealed.length; at += 1) {
      for (let bit = 0; bit < 7; bit += 1) {
        const flipped = String.fromCharCode(sealed.charCodeAt(at) ^ (1 << bit));
        tries(sealed.slice(0, at) + flipped + sealed.slice(at + 1));
      }
      tries(sealed.slice(0, at) + sealed.slice(at + 1));
      tries(sealed.slice(0, at));
    }
    expect(opened).toBe(0);
    expect(openMessage(sealed, key)).toContain('RunInstances');
  });
});

describe('the message about a denial', () => {
  test('that nothing allows has the form of AWS', () => {
    expect(decodedMessage(question, evaluate(question, {}))).toEqual({
      allowed: false,
      explicitDeny: false,
      matchedStatements: { items: [] },
      failures: { items: [] },
      context: {
        principal: { id: ana.id, name: 'ana', arn: ana.arn },
        action: 'ec2:RunInstances',
        resource: newInstance,
        conditions: {
          items: [
            ['ec2:InstanceType', 'm5.large'],
            ['aws:RequestTag/Team', 'blue'],
            ['aws:TagKeys', 'Team', 'env'],
            ['aws:Region', 'eu-central-1'],
            ['aws:Service', 'ec2'],
            ['aws:Resource', 'instance/*'],
            ['aws:Type', 'instance'],
            ['aws:Account', '111122223333'],
            ['aws:ARN', newInstance],
          ].map(([name, ...values]) => ({ key: name, values: { items: values.map((value) => ({ value })) } })),
        },
      },
    });
  });

  test('that a statement makes shows this statement, and what the session is', () => {
    const denies = {
      ...deny('ec2:RunInstances', '*', { StringEquals: { 'ec2:InstanceType': 'm5.large' } }),
      Sid: 'NoBig',
    };
    const asked = { ...question, asker: builder };
    const { explicitDeny, matchedStatements, context } = decodedMessage(
      asked,
      evaluate(asked, { identity: [policyOf('own', [allow('*'), denies])] }),
    );
    expect(explicitDeny).toBe(true);
    expect(context.principal).toEqual({ id: 'AROABUILDERBUILDERBUI:ana', arn: builder.arn });
    expect(context.action).toBe('RunInstances');
    expect(matchedStatements).toEqual({
      items: [
        {
          statementId: 'NoBig',
          effect: 'DENY',
          principals: { items: [{ value: 'AROABUILDERBUILDERBUI' }] },
          principalGroups: { items: [] },
          actions: { items: [{ value: 'ec2:RunInstances' }] },
          resources: { items: [{ value: '*' }] },
          conditions: { items: [{ key: 'ec2:InstanceType', values: { items: [{ value: 'm5.large' }] } }] },
        },
      ],
    });
  });
});
