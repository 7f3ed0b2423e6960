import { describe, expect, test } from 'vitest';
import { checkExternalLink } from '../../main/app/external-link.ts';
import { BAD_LINKS } from './bad-links.ts';

describe('a link to the outside', () => {
  test.each(BAD_LINKS)('is not opened: %j', (link) => {
    expect(() => checkExternalLink(link)).toThrow(expect.objectContaining({ code: 'settings.bad-link' }));
  });

  test('has a table of at least 40 bad ones', () => {
    expect(new Set(BAD_LINKS).size).toBeGreaterThanOrEqual(40);
  });

  test.each([
    [
      'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIs.html#x?y=1',
      'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIs.html#x?y=1',
    ],
    ['HTTPS://AWS.Amazon.com', 'https://aws.amazon.com/'],
    ['https://xn--bcher-kva.example/a%20b', 'https://xn--bcher-kva.example/a%20b'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
  ])('is opened as it was checked: %s', (link, opened) => {
    expect(checkExternalLink(link)).toBe(opened);
  });

  test('negative control: a look at the first letters alone would open some of the bad ones', () => {
    const naive = BAD_LINKS.filter((link) => URL.canParse(link) && link.startsWith('https:'));
    expect(naive.length).toBeGreaterThanOrEqual(5);
    expect(naive.map((link) => new URL(link).hostname)).toContain('evil.example');
  });
});
