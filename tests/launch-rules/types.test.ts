import { describe, expect, test } from 'vitest';
import type { InstanceType } from '../../src/launch/contract.ts';
import { typesForImage } from '../../src/launch/facts.ts';
import { whyNotFitting, whyNotOffered } from '../../src/launch/fitting.ts';
import { suggestedTypes } from '../../src/launch/suggested-types.ts';
import { atLeast, typeRows } from '../../src/launch/type-rows.ts';
import { typeInWords } from '../../src/launch/type-words.ts';
import { listedPrices } from '../../src/prices/machine-prices.ts';
import { facts, image } from './facts.ts';

const type = (name: string, change: Partial<InstanceType> = {}): InstanceType => ({
  name,
  vCpus: 2,
  memoryMiB: 4_096,
  architectures: ['x86_64'],
  bootModes: ['legacy-bios', 'uefi'],
  zones: ['us-east-1a', 'us-east-1b'],
  freeTierEligible: false,
  burstable: false,
  ...change,
});

describe('a type fits an image', () => {
  test.each([
    ['of no boot mode, whatever the machine’s', {}, { bootModes: ['uefi'] }, undefined],
    [
      'that prefers UEFI, on an old machine too',
      { bootMode: 'uefi-preferred' },
      { bootModes: ['legacy-bios'] },
      undefined,
    ],
    [
      'that needs UEFI, only where there is',
      { bootMode: 'uefi' },
      { bootModes: ['legacy-bios'] },
      /starts by uefi only/,
    ],
    [
      'that needs a BIOS, only where there is',
      { bootMode: 'legacy-bios' },
      { bootModes: ['uefi'] },
      /by legacy-bios only/,
    ],
    ['of its processors alone', {}, { architectures: ['arm64'] }, /made for x86_64/],
    ['where AWS does not tell how machines start', { bootMode: 'uefi' }, { bootModes: [] }, undefined],
  ])('%s', (_what, ofImage, ofType, why) => {
    const told = whyNotFitting(type('m5.large', ofType), { ...image, ...ofImage });
    if (why === undefined) expect(told).toBeUndefined();
    else expect(told).toMatch(why);
  });
});

test('a type that its zone does not offer is told with the zones that do', () => {
  expect(whyNotOffered(type('t2.micro'), 'us-east-1c')).toContain('but in us-east-1a, us-east-1b');
  expect(whyNotOffered(type('t2.micro'), 'us-east-1a')).toBeUndefined();
  expect(whyNotOffered(type('t2.micro'), undefined)).toBeUndefined();
  const { zones: _unknown, ...unknown } = type('t2.micro');
  expect(whyNotOffered(unknown, 'us-east-1c')).toBeUndefined();
});

test('the short list has the free plan’s types, small ones, and what is chosen', () => {
  const sizes = ['nano', 'micro', 'small', 'medium', 'large', 'xlarge', '2xlarge'];
  const many = [
    ...sizes.map((size, index) =>
      type(`t3.${size}`, { memoryMiB: 512 * 2 ** index, freeTierEligible: size === 'micro' }),
    ),
    ...sizes.map((size) => type(`x2idn.${size}`, { memoryMiB: 1_000_000 })),
    type('p5.48xlarge', { memoryMiB: 2_000_000 }),
  ];
  const names = suggestedTypes(many, 'p5.48xlarge').map(({ name }) => name);
  expect(names).toEqual(['t3.micro', 't3.small', 't3.medium', 't3.large', 't3.xlarge', 'p5.48xlarge']);
});

test('what is offered first is of the free plan', () => {
  expect(typesForImage(facts).map(({ name }) => name)).toEqual(['t3.micro', 't3.small', 'm5.large']);
});

test('a type in words says its price, or that it is not known', () => {
  expect(typeInWords(type('t3.medium'), 0.0416)).toBe('2 vCPUs, 4 GiB memory, $30.37 a month');
  expect(typeInWords(type('z9.large'), undefined)).toBe('2 vCPUs, 4 GiB memory, price not known');
});

test('eight hundred types are narrowed to those that have enough in no time', () => {
  const many = Array.from({ length: 800 }, (_, index) =>
    type(`t3.${index}`, { vCpus: 2 ** (index % 7), memoryMiB: 1_024 * 2 ** (index % 8) }),
  );
  const rows = typeRows(many, listedPrices('Linux'));
  const found = atLeast(rows, { vCpus: 8, memoryGiB: 16 });
  expect(found.length).toBeGreaterThan(0);
  expect(found.every(({ vCpus, memoryMiB }) => vCpus >= 8 && memoryMiB >= 16_384)).toBe(true);
});
