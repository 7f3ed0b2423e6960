import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createScrub, openLog } from '../../main/app/log.ts';
import { scratchFolder } from '../storage/scratch.ts';

// AWS's own documentation uses this pair as its example.
const exampleSecret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

describe('the log', () => {
  test.each([
    ['a secret access key', exampleSecret, exampleSecret],
    ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNza\n-----END OPENSSH PRIVATE KEY-----', 'b3BlbnNza'],
    ['a private key that was cut off', '-----BEGIN RSA PRIVATE KEY-----\nMIIEow', 'MIIEow'],
    ['a session token', `token ${'IQoJb3JpZ2luX2VjE'.repeat(10)}==`, 'IQoJb3JpZ2lu'],
    ['a password by its label', 'password=hunter22', 'hunter22'],
    ['a JSON field by its name', '{"secretAccessKey":"short-one"}', 'short-one'],
    ['a passphrase by its label', 'passphrase: "correct horse"', 'correct'],
  ])('hides %s', (_what, text, secret) => {
    const folder = scratchFolder();
    openLog(folder, createScrub()).info('said', { text, cause: new Error(text) });
    const written = fs.readFileSync(join(folder, 'amiable.log'), 'utf8');
    expect(written).toContain('said');
    expect(written).not.toContain(secret);
  });

  test('hides what it was told to hide, however it is written', () => {
    const scrub = createScrub();
    scrub.add('line one\nline "two"');
    expect(scrub('x line one\nline "two" y')).toBe('x [hidden] y');
    expect(scrub(JSON.stringify({ a: 'line one\nline "two"' }))).toBe('{"a":"[hidden]"}');
  });

  test.each([
    'i-0123456789abcdef0',
    'da39a3ee5e6b4b0d3255bfef95601890afd80709',
    'arn:aws:iam::111122223333:user/Ann',
    'Image web-ubuntu-24.04 is available',
  ])('leaves %s as it is', (text) => {
    expect(createScrub()(text)).toBe(text);
  });

  test('is 0600, and stays below its limit by turning over', () => {
    const folder = scratchFolder();
    const log = openLog(folder, createScrub(), undefined, 5_000);
    for (let n = 0; n < 500; n++) log.info(`line ${n}`);
    const files = fs.readdirSync(folder).sort();
    expect(files).toEqual(['amiable.1.log', 'amiable.2.log', 'amiable.3.log', 'amiable.log']);
    for (const file of files) {
      expect(fs.statSync(join(folder, file)).size).toBeLessThanOrEqual(5_000);
      expect((fs.statSync(join(folder, file)).mode & 0o777).toString(8)).toBe('600');
    }
    expect(fs.readFileSync(join(folder, 'amiable.log'), 'utf8')).toContain('line 499');
  });

  test('never stops the work it tells of', () => {
    const folder = join(scratchFolder(), 'logs');
    const log = openLog(folder, createScrub());
    fs.rmSync(folder, { recursive: true });
    fs.writeFileSync(folder, 'in the way');
    const round: Record<string, unknown> = {};
    round.self = round;
    expect(() => log.error('x', round)).not.toThrow();
    expect(() => log.error('y')).not.toThrow();
  });
});
