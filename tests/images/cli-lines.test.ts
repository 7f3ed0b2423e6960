import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cliLines, quoted } from '../../src/images/cli-lines.ts';

const image = {
  imageId: 'ami-0123456789abcdef0',
  region: 'eu-central-1',
  name: "it's [web] (1)",
  description: 'costs $5 & "more"',
};
const lineOf = (id: string, shell: 'bash' | 'powershell', place = {}) =>
  cliLines(image, place, shell).find((line) => line.id === id)?.line;

test('a name is handed on unchanged by bash', () => {
  expect(lineOf('copy', 'bash')).toBe(
    `aws ec2 copy-image --source-region eu-central-1 --source-image-id ami-0123456789abcdef0 --name 'it'\\''s [web] (1)' --description 'costs $5 & "more"' --copy-image-tags --region OTHER-REGION`,
  );
});

test('and by PowerShell', () => {
  expect(lineOf('copy', 'powershell')).toContain(`--name 'it''s [web] (1)' --description 'costs $5 & \\"more\\"'`);
});

test('profile and endpoint are named where there are any', () => {
  expect(lineOf('disable', 'bash', { profile: 'my team', endpoint: 'http://127.0.0.1:4000' })).toBe(
    "aws ec2 disable-image --image-id ami-0123456789abcdef0 --region eu-central-1 --profile 'my team' --endpoint-url http://127.0.0.1:4000",
  );
});

test('whatever stands in a word, bash hands it on as it is', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
        { maxLength: 20 },
      ),
      (words) => {
        const script = `printf '%s\\0' ${words.map((word) => quoted(word, 'bash')).join(' ')}`;
        const out = words.length === 0 ? '' : execFileSync('bash', ['-c', script], { encoding: 'utf8' });
        expect(out).toBe(words.map((word) => `${word}\0`).join(''));
      },
    ),
    { numRuns: 30 },
  );
});
