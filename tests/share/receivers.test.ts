import { describe, expect, test } from 'vitest';
import {
  readAccounts,
  readOrganizations,
  receiverKey,
  receiverOfKey,
  receiversWords,
} from '../../src/share/receivers.ts';
import { everyone, organization, partner, unit } from './share-rig.ts';

const OWN = '111122223333';
const numbers = (text: string) => readAccounts(text, OWN).receivers.map(({ id }) => id);
const complaint = (text: string) => readAccounts(text, OWN).errors.join('\n');

describe('account numbers as people paste them', () => {
  test.each([
    ['as it is', '444455556666', ['444455556666']],
    ['with hyphens', '4444-5555-6666', ['444455556666']],
    ['with spaces', '4444 5555 6666', ['444455556666']],
    ['with dashes from a text program', '4444–5555—6666', ['444455556666']],
    ['with characters that cannot be seen', '\u200b4444\u00ad55556666\ufeff', ['444455556666']],
    ['wide digits', '４４４４５５５５６６６６', ['444455556666']],
    ['as an ARN', 'arn:aws:iam::444455556666:root', ['444455556666']],
    ['several by commas', '444455556666, 7777-8888-9999', ['444455556666', '777788889999']],
    ['several by spaces', '444455556666 777788889999', ['444455556666', '777788889999']],
    ['several in groups of four', '4444 5555 6666 7777 8888 9999', ['444455556666', '777788889999']],
    [
      'several by lines and tabs',
      '444455556666\n\n777788889999\t000011112222;',
      ['444455556666', '777788889999', '000011112222'],
    ],
    ['the same twice', '444455556666,4444-5555-6666', ['444455556666']],
    ['nothing', ' \n ,', []],
  ])('%s', (_what, text, expected) => {
    expect(numbers(text)).toEqual(expected);
    expect(complaint(text)).toBe('');
  });

  test.each([
    ['11 digits', '44445555666', '44445555666 has 11 digits. An account number has 12.'],
    ['13 digits', '4444555566667', '4444555566667 has 13 digits.'],
    ['a good one and a short one', '444455556666 7777', '7777 has 4 digits.'],
    ['one digit', '4', '4 has 1 digit.'],
    ['the own account', `${OWN}`, `${OWN} is the account that owns this image`],
    ['the own account among others', `444455556666, ${OWN}`, 'Take it out'],
    ['a name', 'acme', '“acme” is not an account number'],
    ['an organisation', organization.id, 'Choose “An organisation or a part of it”'],
    ['the ID of a unit', 'ou-ab12-12345678', 'Choose “An organisation or a part of it”'],
  ])('%s is told', (_what, text, sentence) => {
    expect(complaint(text)).toContain(sentence);
  });
});

describe('organisations and their units', () => {
  test('are taken by their ARNs, several at once', () => {
    expect(readOrganizations(`${organization.id}\n${unit.id}, ${unit.id}`)).toEqual({
      receivers: [organization, unit],
      errors: [],
    });
  });

  test.each([
    ['the ID of a unit', 'ou-ab12-12345678', 'is the ID of a unit, and AWS wants its ARN'],
    ['the ID of an organisation', 'o-1234567890', 'is the ID of an organisation, and AWS wants its ARN'],
    ['the root', 'r-ab12', 'is the root of an organisation'],
    ['an account', '4444-5555-6666', 'Choose “Accounts” above'],
    ['anything else', 'my company', 'is not the ARN of an organisation or a unit'],
    [
      'the ARN of an account',
      'arn:aws:organizations::111122223333:account/o-1234567890/444455556666',
      'is not the ARN',
    ],
  ])('%s is told with the way to the ARN', (_what, text, sentence) => {
    const { receivers, errors } = readOrganizations(text);
    expect(receivers).toEqual([]);
    expect(errors.join('\n')).toContain(sentence);
  });
});

test('receivers are written down and read back', () => {
  for (const one of [partner, organization, unit, everyone]) expect(receiverOfKey(receiverKey(one))).toEqual(one);
  expect(() => receiverOfKey('account 12')).toThrow();
});

test('many receivers are counted', () => {
  const many = Array.from({ length: 12 }, (_, index) => ({
    kind: 'account' as const,
    id: `${index}`.padStart(12, '0'),
  }));
  expect(receiversWords([])).toBe('nobody');
  expect(receiversWords([partner, everyone])).toBe('account 444455556666 and everyone');
  expect(receiversWords(many)).toMatch(/and 9 more$/);
});
