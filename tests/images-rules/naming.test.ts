import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldErrors } from '../../src/core/fields.ts';
import {
  describeSource,
  fillPattern,
  nameFacts,
  nextFreeName,
  patternError,
  systemOf,
  takenNameError,
} from '../../src/images/naming.ts';
import { imageDescription, imageName, whyNotImageable, whyNotLaunchable } from '../../src/images/rules.ts';
import { webServer } from './facts.ts';

const noon = new Date(2026, 10, 3, 12, 5);
const facts = nameFacts(webServer, noon);
const taken = (...names: string[]) => names.map((name, index) => ({ name, imageId: `ami-0000000${index}` }));

describe('the naming helper', () => {
  test('fills purpose, system, version and day from the instance and the calendar', () => {
    expect(fillPattern('{purpose}-{os}-{version}-{date}', facts)).toBe('web-01-ubuntu-24.04-2026-11-03');
    expect(fillPattern('{instance} at {time}', facts)).toBe('i-0a1b2c3d4e5f60718-at-1205');
  });

  test('takes the tag “purpose” before the name, and the id where there is neither', () => {
    expect(nameFacts({ ...webServer, tags: [{ key: 'Purpose', value: 'shop' }] }, noon).purpose).toBe('shop');
    expect(nameFacts({ ...webServer, name: '', tags: [] }, noon).purpose).toBe(webServer.instanceId);
  });

  test.each([
    ['ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20261101', 'ubuntu', '24.04'],
    ['al2023-ami-2023.9.20261101.0-kernel-6.1-x86_64', 'amazon-linux', '2023'],
    ['amzn2-ami-kernel-5.10-hvm-2.0.20261101.0-x86_64-gp2', 'amazon-linux', '2'],
    ['debian-13-amd64-20261101-1234', 'debian', '13'],
    ['RHEL-9.6.0_HVM-20261101-x86_64-0-Hourly2-GP3', 'rhel', '9.6'],
    ['suse-sles-15-sp6-v20261101-hvm-ssd-x86_64', 'sles', '15-sp6'],
    ['Rocky-9-EC2-Base-9.6-20261101.0.x86_64', 'rocky', '9'],
    ['Windows_Server-2025-English-Full-Base-2026.11.01', 'windows-server', '2025'],
    ['our-golden-image', 'linux', ''],
    [undefined, 'linux', ''],
  ])('reads %s', (name, os, version) => {
    expect(systemOf({ imageName: name, platform: 'Linux/UNIX' })).toEqual({ os, version });
  });

  test('leaves no gap for a part that is empty', () => {
    const unknown = nameFacts({ ...webServer, imageName: undefined }, noon);
    expect(fillPattern('{purpose}-{os}-{version}-{date}', unknown)).toBe('web-01-linux-2026-11-03');
  });

  test.each([
    ['Café & bar', 'Cafe-bar'],
    ['web\nserver', 'web-server'],
    ['--web--', 'web'],
    ['a:b*c', 'a-b-c'],
  ])('makes a name of %j that AWS takes', (name, filled) => {
    expect(fillPattern('{purpose}', { ...facts, purpose: name })).toBe(filled);
  });

  test('whatever the instance is called, a filled name breaks no rule but the least length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (purpose) => {
        const name = fillPattern('{purpose}-{os}-{date}', { ...facts, purpose });
        expect(fieldErrors(imageName, name)).toEqual({});
      }),
    );
  });

  test.each([
    ['{purpose}-{date}', undefined],
    ['my image', undefined],
    ['{purpos}', '{purpos} is not known'],
    ['{constructor}', '{constructor} is not known'],
    ['{purpose', 'brace is open'],
    ['purpose}', 'brace is open'],
    [' ', 'Write a pattern'],
  ])('judges the pattern %j', (pattern, sentence) => {
    if (sentence === undefined) expect(patternError(pattern)).toBeUndefined();
    else expect(patternError(pattern)).toContain(sentence);
  });

  test.each([
    ['web', [], 'web'],
    ['web', ['web'], 'web-2'],
    ['web', ['web', 'web-2'], 'web-3'],
    ['web-2', ['web', 'web-2'], 'web-3'],
    ['web-2026-11-03', ['web-2026-11-03'], 'web-2026-11-03-2'],
    ['web-2026-11-03-2', ['web-2026-11-03', 'web-2026-11-03-2'], 'web-2026-11-03-3'],
    ['n'.repeat(127), ['n'.repeat(127)], `${'n'.repeat(125)}-2`],
  ])('proposes a free name for %s', (name, names, free) => {
    expect(nextFreeName(name, taken(...names))).toBe(free);
  });

  test('the name it proposes is always free and allowed', () => {
    const some = fc.constantFrom('web', 'web-2', 'web-2-2', 'web-9', 'web-11-03', 'n'.repeat(127), 'n-999');
    fc.assert(
      fc.property(some, fc.array(some), (name, names) => {
        const free = nextFreeName(name, taken(...names, name));
        expect(takenNameError(free, taken(...names, name))).toBeUndefined();
        expect(fieldErrors(imageName, free)).toEqual({});
      }),
    );
  });

  test('begins a description with where the image comes from', () => {
    const text = describeSource(webServer, facts);
    expect(text).toBe('ubuntu 24.04, made from web-01 (i-0a1b2c3d4e5f60718) on 2026-11-03. Installed: ');
    expect(fieldErrors(imageDescription, describeSource({ ...webServer, name: 'a\nb' }, facts))).toEqual({});
  });
});

describe('what can be imaged and launched', () => {
  test.each([
    ['running', 'ebs', undefined],
    ['stopped', 'ebs', undefined],
    ['pending', 'ebs', 'still starting'],
    ['stopping', 'ebs', 'being switched off'],
    ['shutting-down', 'ebs', 'terminated'],
    ['terminated', 'ebs', 'terminated'],
    ['running', 'instance-store', 'instance store'],
  ])('an instance that is %s on %s', (state, rootDeviceType, reason) => {
    const why = whyNotImageable({ state, rootDeviceType });
    if (reason === undefined) expect(why).toBeUndefined();
    else expect(why).toContain(reason);
  });

  test.each([
    ['available', undefined, undefined],
    ['pending', 41.7, '(41 % done)'],
    ['pending', undefined, 'still copying'],
    ['disabled', undefined, 'switched off'],
    ['deregistered', undefined, 'removed'],
    ['failed', undefined, 'cannot be launched'],
  ])('an image that is %s', (state, progress, reason) => {
    const why = whyNotLaunchable({ state, progress });
    if (reason === undefined) expect(why).toBeUndefined();
    else expect(why).toContain(reason);
  });
});
