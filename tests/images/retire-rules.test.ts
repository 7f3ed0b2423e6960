import { describe, expect, test } from 'vitest';
import type { CopyPlace } from '../../src/images/copy.ts';
import { copyErrors, encryptionWords, freeNameFor } from '../../src/images/copy-words.ts';
import { NO_RULES } from '../../src/images/naming-rules.ts';
import { deprecationError, latestDeprecation, protectionOf } from '../../src/images/retire-rules.ts';
import { reasonWords } from '../../src/images/state-reasons.ts';
import { copyRequest } from './image-rig.ts';

const NOW = new Date('2026-11-24T12:00:00Z');
const own = { public: false, createdAt: '2026-01-15T00:00:00Z' };
const open = { ...own, public: true };

describe('the day of a deprecation', () => {
  test.each([
    ['tomorrow', own, '2026-11-25T00:00:00Z', undefined],
    ['now', own, '2026-11-24T12:00:00Z', 'still to come'],
    ['nothing', own, '', 'Choose a day'],
    ['ten years ahead', own, '2036-11-24T12:00:00Z', undefined],
    ['a day more', own, '2036-11-25T12:00:00Z', 'within ten years: 2036-11-24'],
    ['a public image within two years of its making', open, '2028-01-14T00:00:00Z', undefined],
    ['a public image later than that', open, '2028-01-16T00:00:00Z', '2028-01-15'],
  ])('%s', (_name, image, at, said) => {
    const error = deprecationError(new Date(at), image, NOW);
    if (said === undefined) expect(error).toBeUndefined();
    else expect(error).toContain(said);
  });

  test('a public image whose making is unknown is held to ten years by us, and to its own rule by AWS', () => {
    expect(latestDeprecation({ public: true, createdAt: '' }, NOW).getUTCFullYear()).toBe(2036);
  });
});

test.each([
  [undefined, { state: 'off' }],
  ['disabled', { state: 'off' }],
  ['enabled-without-cooldown', { state: 'on', cooldown: false }],
  ['enabled-with-cooldown', { state: 'on', cooldown: true }],
  ['disabled-after-2026-11-25T12:00:00Z', { state: 'cooling', until: '2026-11-25T12:00:00Z' }],
  ['disabled after 2026-11-25T12:00:00Z', { state: 'cooling', until: '2026-11-25T12:00:00Z' }],
])('AWS’s word %j of a protection is read as %j', (word, read) => {
  expect(protectionOf(word === undefined ? {} : { deregistrationProtection: word })).toEqual(read);
});

test.each([
  ['Client.InternalError: Given key ID is not accessible. You must have DescribeKey permissions', 'the key'],
  ['Client.SnapshotError: The snapshot snap-1 was deleted', 'was deleted meanwhile'],
  ['Client.Limit: You have reached your quota of images', 'reached a limit'],
  ['Client.InternalError: An internal error has occurred during the copy', 'a fault of its own'],
  ['Something new', 'could not make this image'],
  [undefined, 'AWS does not say why'],
])('the reason %j is put into words, with what to do', (reason, words) => {
  const { meaning, fix } = reasonWords(reason);
  expect(meaning).toContain(words);
  expect(fix).toContain('Deregister it with its snapshots');
});

describe('the name of copies', () => {
  const place = (region: string, names: readonly string[]): CopyPlace => ({
    region,
    takenNames: {
      known: true,
      value: names.map((name, index) => ({ name, imageId: `ami-0000000${index}`, createdAt: '' })),
    },
    keys: { known: true, value: [] },
    encryptsByDefault: { known: true, value: false },
  });
  const places = [place('eu-west-1', ['web', 'web-3']), place('eu-central-1', ['web-2'])];

  test('must be free in every chosen Region, and only there', () => {
    const to = (...regions: string[]) =>
      copyRequest('ami-00000000', {
        name: 'web',
        destinations: regions.map((region) => ({ region, encryption: { kind: 'keep' } })),
      });
    expect(copyErrors(to('eu-west-1'), places, 'source', NO_RULES).name).toContain(
      'In eu-west-1 the image ami-00000000',
    );
    expect(copyErrors(to('eu-central-1'), places, 'source', NO_RULES)).toEqual({});
  });

  test('the next one that is free everywhere is offered', () => {
    expect(freeNameFor('web', places)).toBe('web-4');
    expect(freeNameFor('other', places)).toBeUndefined();
  });

  test('a key must be chosen where one of one’s own was asked for', () => {
    const request = copyRequest('ami-00000000', {
      destinations: [{ region: 'eu-west-1', encryption: { kind: 'key', keyId: '' } }],
    });
    expect(copyErrors(request, [], 'source', NO_RULES)).toEqual({
      'destinations.0.encryption.keyId': 'Choose a key of this Region.',
    });
  });

  test('what is encrypted stays so, and a Region may encrypt what was not', () => {
    const keep = { kind: 'keep' } as const;
    expect(encryptionWords(keep, { encrypted: true }, undefined)).toContain('cannot be taken off');
    const always = { ...place('eu-west-1', []), encryptsByDefault: { known: true as const, value: true } };
    expect(encryptionWords(keep, { encrypted: false }, always)).toContain('every new disk');
    expect(encryptionWords(keep, { encrypted: false }, place('eu-west-1', []))).toBe('Not encrypted, as the source.');
  });
});
