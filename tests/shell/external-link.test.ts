import { describe, expect, test } from 'vitest';
import { checkExternalLink } from '../../main/app/external-link.ts';

const refused = [
  ...[
    'http',
    'file',
    'ftp',
    'javascript',
    'data',
    'vbscript',
    'blob',
    'about',
    'chrome',
    'app',
    'mailto',
    'tel',
    'ssh',
    'sftp',
    'smb',
    'telnet',
    'ldap',
    'ms-msdt',
    'ms-officecmd',
    'search-ms',
    'ms-excel',
    'vscode',
    'steam',
    'slack',
    'zoommtg',
    'intent',
    'itms-services',
    'x-apple.systempreferences',
    'shell',
    'res',
    'view-source',
    'jar',
    'wss',
    'ws',
    'gopher',
    'calculator',
  ].map((scheme) => `${scheme}://docs.aws.amazon.com/ec2`),
  'javascript:alert(1)',
  'data:text/html,<script>1</script>',
  'file:///etc/passwd',
  '\\\\server\\share',
  '//docs.aws.amazon.com',
  'docs.aws.amazon.com',
  '',
  ' https://docs.aws.amazon.com',
  'https://docs.aws.amazon.com/ x',
  'https://docs.aws.amazon.com/\u0000',
  'https://docs.aws.amazon.com/\u001b[31m',
  'https://docs.aws.amazon.com/\u202egpj.exe',
  'https://docs.aws.amazon.com/\u200b',
  'https://docs.aws.amazon.com\\@evil.example',
  'https:\\\\evil.example',
  'https:docs.aws.amazon.com',
  'https:///docs.aws.amazon.com',
  'https://aws.amazon.com@evil.example/',
  'https://user:pass@evil.example/',
  'https://localhost/',
  'https://[::1]/',
  'https://',
  'https://-',
  'htt\nps://evil.example',
  `https://docs.aws.amazon.com/${'a'.repeat(2_000)}`,
  'HTTPS ://evil.example',
  '--help',
  '-a Calculator',
];

describe('a link to the outside', () => {
  test.each(refused)('is not opened: %j', (link) => {
    expect(() => checkExternalLink(link)).toThrow(expect.objectContaining({ code: 'settings.bad-link' }));
  });

  test('has a table of at least 40 bad ones', () => {
    expect(new Set(refused).size).toBeGreaterThanOrEqual(40);
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
});
