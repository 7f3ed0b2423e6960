import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createImageDefaults, createImageErrors } from '../../src/images/create-form.ts';
import { fieldOfSeveral, furtherErrors, namesFor, requestsFor } from '../../src/images/create-several.ts';
import { fillPattern, fitsPattern, nameFacts, nextFreeName } from '../../src/images/naming.ts';
import {
  departures,
  type NamingRules,
  NO_RULES,
  readRules,
  withRequiredTags,
  writeRules,
} from '../../src/images/naming-rules.ts';
import { facts, TAKEN, webServer } from './facts.ts';

const noon = new Date(2026, 10, 3, 12, 5);
const PATTERN = 'shop-{purpose}-{os}-{version}-{date}';
const rules: NamingRules = {
  pattern: PATTERN,
  requiredTags: [
    { key: 'team', values: ['web', 'data'] },
    { key: 'cost-centre', values: [] },
  ],
  enforced: true,
};
const good = {
  ...createImageDefaults(facts, 'shop-web-ubuntu-24.04-2026-11-03', rules),
  tags: [
    { key: 'team', value: 'web' },
    { key: 'cost-centre', value: '42' },
  ],
};

describe('a name and the team’s pattern', () => {
  test.each([
    ['shop-web-ubuntu-24.04-2026-11-03', true],
    ['shop-web-ubuntu-24.04-2026-11-03-2', true],
    ['shop-web-linux-2026-11-03', true],
    ['web-ubuntu-24.04-2026-11-03', false],
    ['shop-web-ubuntu-24.04', false],
    ['shop-web-ubuntu-24.04-3.11.2026', false],
    ['shop--ubuntu-24.04-2026-11-03', false],
    ['a shop-web-ubuntu-24.04-2026-11-03', false],
  ])('%s fits: %s', (name, fits) => {
    expect(fitsPattern(name, PATTERN)).toBe(fits);
  });

  test('dots and brackets of a pattern stand for themselves', () => {
    expect(fitsPattern('v1.2-(web)', 'v1.2 ({purpose})')).toBe(true);
    expect(fitsPattern('v1x2-(web)', 'v1.2-({purpose})')).toBe(false);
  });

  test('what the helper fills in always fits, and so does the next free name', () => {
    const word = fc.stringMatching(/^[a-zA-Z0-9 .()-]{1,12}$/).filter((text) => /[a-zA-Z0-9]/.test(text));
    const pattern = fc
      .array(
        fc.constantFrom('{purpose}', '{os}', '{version}', '{date}', '{time}', '{instance}', 'web', 'v1.2', '(x)'),
        {
          minLength: 1,
          maxLength: 4,
        },
      )
      .map((parts) => parts.join('-'));
    fc.assert(
      fc.property(pattern, word, fc.boolean(), (wanted, purpose, known) => {
        const parts = nameFacts(
          { ...webServer, name: purpose, tags: [], imageName: known ? webServer.imageName : '' },
          noon,
        );
        const name = fillPattern(wanted, parts);
        fc.pre(name.length > 2 && name.length < 120);
        expect(fitsPattern(name, wanted), `${name} of ${wanted}`).toBe(true);
        expect(fitsPattern(nextFreeName(name, [{ name, imageId: 'ami-1' }]), wanted)).toBe(true);
      }),
    );
  });
});

describe('the team’s rules in the form', () => {
  test('open it with a row for each tag that is asked for, and a value where only one is allowed', () => {
    const one: NamingRules = { ...rules, requiredTags: [{ key: 'team', values: ['web'] }] };
    expect(withRequiredTags([{ key: 'x', value: 'y' }], one)).toEqual([
      { key: 'team', value: 'web' },
      { key: 'x', value: 'y' },
    ]);
    expect(createImageDefaults(facts, 'web', rules).tags.map(({ key }) => key)).toEqual(['team', 'cost-centre']);
  });

  test('have nothing to say of a form that keeps them', () => {
    expect(createImageErrors(good, facts, rules)).toEqual({});
  });

  test.each([
    ['a name of one’s own', { name: 'my-image' }, 'name', 'after the pattern'],
    ['a tag missing', { tags: good.tags.slice(1) }, 'tags', 'the tag “team”'],
    ['both tags missing', { tags: [] }, 'tags', 'the tags “team”, “cost-centre”'],
    ['a value missing', { tags: [good.tags[0], { key: 'cost-centre', value: ' ' }] }, 'tags.1.value', 'a value of'],
    ['a value of one’s own', { tags: [{ key: 'team', value: 'Web' }, good.tags[1]] }, 'tags.0.value', 'web, data'],
    ['snapshots tagged apart without it', { tagSnapshots: false }, 'snapshotTags', 'the tags “team”'],
  ])('tell of %s at its field', (_, change, field, sentence) => {
    const values = { ...good, ...change } as typeof good;
    expect(createImageErrors(values, facts, rules)).toEqual({ [field]: expect.stringContaining(sentence) });
    // The same is only pointed out where the rules are not enforced.
    expect(createImageErrors(values, facts, { ...rules, enforced: false })).toEqual({});
    expect(Object.keys(departures(values, { ...rules, enforced: false }))).toEqual([field]);
  });
});

describe('the file of rules', () => {
  test('is read as it was written', () => {
    expect(readRules(writeRules(rules))).toEqual({ rules });
    expect(readRules(writeRules(NO_RULES))).toEqual({ rules: NO_RULES });
  });

  test.each([
    ['nothing', '', 'not a file of naming rules'],
    ['a text', 'hello', 'not a file of naming rules'],
    ['another JSON', '{"rules": []}', 'not a file of naming rules'],
    ['a list', '[]', 'not a file of naming rules'],
    ['a later version', writeRules(rules).replace('"version": 1', '"version": 2'), 'Update Amiable'],
    ['an unknown part', writeRules({ ...rules, pattern: '{colour}' }), '{colour} is not known'],
    ['a reserved key', writeRules({ ...rules, requiredTags: [{ key: 'aws:x', values: [] }] }), 'reserved'],
    [
      'a key twice',
      writeRules({ ...rules, requiredTags: [...rules.requiredTags, { key: 'team', values: [] }] }),
      'twice',
    ],
    ['a field that is none', writeRules({ ...rules, more: 1 } as NamingRules), 'not allowed'],
  ])('that holds %s is refused in a sentence', (_, text, sentence) => {
    expect(readRules(text)).toEqual({ error: expect.stringContaining(sentence) });
  });
});

describe('several instances in one go', () => {
  const second = { ...webServer, instanceId: 'i-0a1b2c3d4e5f60719' };

  test('get a name each by the pattern, none of them taken or given twice', () => {
    const taken = [{ name: 'web-01-2026-11-03', imageId: 'ami-1' }];
    expect(namesFor([webServer, second], '{purpose}-{date}', noon, taken).map(({ name }) => name)).toEqual([
      'web-01-2026-11-03-2',
      'web-01-2026-11-03-3',
    ]);
  });

  test.each([
    ['no name', '', 'Give the image a name'],
    ['a name that is taken', TAKEN, 'has this name already'],
    ['the name of the first', 'shop-web-linux-2026-11-03', 'Another image of this list'],
    ['a name against the rules', 'mine', 'after the pattern'],
  ])('%s is told under it', (_, name, sentence) => {
    const further = [{ instanceId: second.instanceId, name }];
    expect(furtherErrors(further, 'shop-web-linux-2026-11-03', facts, rules)).toEqual({
      'further.0.name': expect.stringContaining(sentence),
    });
  });

  test('share what was decided once, and keep their own disks', () => {
    const first = { ...good, description: 'before the sale', existingVolumes: [] };
    const requests = requestsFor(first, [{ instanceId: second.instanceId, name: 'two' }], [webServer, second]);
    expect(requests[1]).toMatchObject({
      instanceId: second.instanceId,
      name: 'two',
      description: 'before the sale',
      tags: good.tags,
      existingVolumes: [{ deviceName: '/dev/sda1' }, { deviceName: '/dev/sdf' }],
    });
    expect(fieldOfSeveral('requests.1.name')).toBe('further.0.name');
    expect(fieldOfSeveral('requests.0.tags.0.key')).toBe('tags.0.key');
    expect(fieldOfSeveral('name')).toBe('name');
  });
});
