import { describe, expect, test } from 'vitest';
import { createImageRequest } from '../../src/images/contract.ts';
import { CREATE_IMAGE_STEPS, createImageDefaults, createImageErrors, stepOf } from '../../src/images/create-form.ts';
import { badInputs } from './bad-inputs.ts';
import { facts } from './facts.ts';

const good = createImageDefaults(facts, 'web-ubuntu-24.04-2026-11-23');

describe('the Create image form', () => {
  test('opens with nothing to put right, every disk included and a restart', () => {
    expect(createImageErrors(good, facts)).toEqual({});
    expect(createImageRequest.safeParse(good).success).toBe(true);
    expect(good.reboot).toBe(true);
    expect(good.existingVolumes).toEqual([
      { deviceName: '/dev/sda1', include: true, deleteOnTermination: true },
      { deviceName: '/dev/sdf', include: true, deleteOnTermination: false },
    ]);
  });

  test.each(badInputs)('$what: told at its field', ({ change, field, sentence }) => {
    const errors = createImageErrors(change(good), facts);
    expect(errors[field]).toContain(sentence);
    expect(Object.keys(errors)).toEqual([field]);
  });

  test('every message belongs to a step that can show it', () => {
    const review = CREATE_IMAGE_STEPS.length - 1;
    for (const { field } of badInputs) expect(stepOf(field), field).toBeLessThan(review);
    expect(stepOf('something.else')).toBe(review);
  });

  test.each([
    ['every sign that AWS allows', "aA0()[] ./-'@_z"],
    ['three characters', 'abc'],
    ['127 characters', 'n'.repeat(127)],
    ['a taken name in other letters', 'WEB-IMAGE'],
  ])('takes a name of %s', (_, name) => {
    expect(createImageErrors({ ...good, name }, facts)).toEqual({});
  });

  test.each([
    ['50 tags', { tags: Array.from({ length: 50 }, (_, index) => ({ key: `key-${index}`, value: '' })) }],
    [
      'keys that differ in case',
      {
        tags: [
          { key: 'Team', value: '' },
          { key: 'team', value: '' },
        ],
      },
    ],
    ['letters of any alphabet in a tag', { tags: [{ key: 'équipe', value: '開発' }] }],
    ['255 characters of description', { description: 'd'.repeat(255) }],
    [
      'a volume at its limits',
      {
        newVolumes: [
          {
            deviceName: '/dev/sdg',
            sizeGiB: 65_536,
            type: 'gp3' as const,
            iops: 80_000,
            throughput: 2_000,
            deleteOnTermination: true,
          },
        ],
      },
    ],
  ])('takes %s', (_, change) => {
    expect(createImageErrors({ ...good, ...change }, facts)).toEqual({});
  });
});
