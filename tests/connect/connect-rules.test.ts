import { describe, expect, it } from 'vitest';
import { hostKeyOf, judgeHostKey } from '../../main/connect/host-keys.ts';
import { outsideCommand } from '../../main/connect/outside-command.ts';
import { shownLink } from '../../renderer/connect/shown-link.ts';
import { keyMeaning } from '../../renderer/connect/terminal-keys.ts';
import { consoleFingerprints } from '../../src/connect/console-fingerprints.ts';
import { LoginAdviceWatch } from '../../src/connect/login-advice.ts';
import { likelyUsers } from '../../src/connect/users.ts';

describe('The user to log in as', () => {
  it.each([
    ['al2023-ami-2023.9.20251110.1-kernel-6.1-x86_64', ['ec2-user']],
    ['amzn2-ami-kernel-5.10-hvm-2.0.20250728.1-x86_64-gp2', ['ec2-user']],
    ['ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20251022', ['ubuntu']],
    ['shop-ubuntu-24.04-20261123', ['ubuntu']],
    ['web_Ubuntu_2404', ['ubuntu']],
    ['debian-12-amd64-20251112-2294', ['admin']],
    ['bitnami-wordpress-6.8.3-2-r01-linux-debian-12-x86_64-hvm-ebs', ['bitnami']],
    ['CentOS Stream 9 x86_64 20251111', ['centos', 'ec2-user']],
    ['RHEL-9.6.0_HVM-20250910-x86_64-0-Hourly2-GP3', ['ec2-user', 'root']],
    ['Fedora-Cloud-Base-AmazonEC2.x86_64-43', ['fedora', 'ec2-user']],
    ['suse-sles-15-sp7-v20251023-hvm-ssd-x86_64', ['ec2-user', 'root']],
    ['openSUSE-Leap-15-6-v20250101', ['ec2-user', 'root']],
    ['Rocky-9-EC2-Base-9.6-20250531.0.x86_64', ['rocky', 'ec2-user']],
    ['OL9.6-x86_64-HVM-2025-06-17', ['ec2-user']],
    ['FreeBSD 14.3-RELEASE-amd64 UFS', ['ec2-user']],
  ])('is guessed from the name %s', (imageName, users) => {
    expect(likelyUsers({ imageName, platform: 'Linux/UNIX' })).toEqual(users);
  });

  it('is guessed from the description, the platform or the owner where the name tells nothing', () => {
    expect(likelyUsers({ imageName: 'golden-7', imageDescription: 'Canonical, Ubuntu, 24.04' })).toEqual(['ubuntu']);
    expect(likelyUsers({ imageName: 'golden-7', platform: 'Red Hat Enterprise Linux' })).toEqual(['ec2-user', 'root']);
    expect(likelyUsers({ imageName: 'golden-7', ownerId: '136693071363' })).toEqual(['admin']);
    expect(likelyUsers({ imageName: 'golden-7', ownerAlias: 'amazon' })).toEqual(['ec2-user']);
    expect(likelyUsers({ imageName: 'golden-7', platform: 'Linux/UNIX' })).toEqual([
      'ec2-user',
      'ubuntu',
      'admin',
      'root',
    ]);
  });

  it('is first of all who worked before, and nobody twice', () => {
    expect(likelyUsers({ imageName: 'rocky-9' }, ['ec2-user', 'deploy'])).toEqual(['ec2-user', 'deploy', 'rocky']);
  });
});

describe('cloud-init’s line', () => {
  const line = 'Please login as the user "ubuntu" rather than the user "root".\r\n';

  it('is found wherever it is cut', () => {
    for (let cut = 1; cut < line.length; cut++) {
      const watch = new LoginAdviceWatch('root');
      const found = [watch.next(line.slice(0, cut)), watch.next(line.slice(cut)), watch.next(line)];
      expect(found.filter(Boolean), String(cut)).toEqual([{ user: 'ubuntu', ratherThan: 'root' }]);
    }
  });
});

describe('Host keys', () => {
  const block = (...entries: string[]) =>
    ['-----BEGIN SSH HOST KEY FINGERPRINTS-----', ...entries, '-----END SSH HOST KEY FINGERPRINTS-----'].join('\r\n');
  const print = (letter: string) => `SHA256:${letter.repeat(43)}`;
  const ed = (letter: string) => `ec2: 256 ${print(letter)} root@ip-172-31-5-9 (ED25519)`;

  it('are read from the last whole block of the console output', () => {
    const text = `${block(ed('a'))}\n${block(ed('b'), `ec2: 256 ${print('c')} root@x (ECDSA)`)}\n-----BEGIN SSH HOST KEY FINGERPRINTS-----\n${ed('d')}`;
    expect(consoleFingerprints(text)).toEqual([
      { fingerprint: print('b'), type: 'ED25519' },
      { fingerprint: print('c'), type: 'ECDSA' },
    ]);
    expect(consoleFingerprints('')).toEqual([]);
    expect(consoleFingerprints(ed('a'))).toEqual([]);
  });

  it.each([
    ['known', 'ssh-ed25519', { type: 'ssh-ed25519', fingerprint: print('a') }, ''],
    ['changed', 'ssh-ed25519', { type: 'ssh-ed25519', fingerprint: print('b') }, block(ed('a'))],
    ['changed', 'ssh-ed25519', { type: 'ssh-rsa', fingerprint: print('a') }, block(ed('a'))],
    ['confirmed', 'ssh-ed25519', undefined, block(ed('a'))],
    ['unknown', 'ssh-ed25519', undefined, block(ed('b'))],
    ['unknown', 'ssh-rsa', undefined, block(ed('a'))],
    ['unknown', 'ssh-ed25519', undefined, ''],
  ])('are %s: %s shown, %j remembered', async (kind, type, remembered, console) => {
    const verdict = await judgeHostKey({ type, fingerprint: print('a') }, remembered, async () => console);
    expect(verdict.kind).toBe(kind);
  });

  it.each([
    ['', 'unknown'],
    ['\0\0\0', 'unknown'],
    ['\0\0\xff\xffx', 'x'],
    ['\0\0\0\x02\x1b[', 'unknown'],
  ])('of nonsense (%j) have a name that can be shown', (wire, type) => {
    expect(hostKeyOf(Buffer.from(wire, 'latin1'))).toMatchObject({
      type,
      fingerprint: expect.stringMatching(/^SHA256:.{43}$/),
    });
  });
});

describe('The command for another terminal', () => {
  it.each([
    ['team-key', 22, 'ssh -i "team-key.pem" ubuntu@ec2-203-0-113-7.example'],
    ['team-key', 40_022, 'ssh -i "team-key.pem" -p 40022 ubuntu@127.0.0.1'],
    ['my key', 22, 'ssh -i "my key.pem" ubuntu@ec2-203-0-113-7.example'],
    ['a"; reboot; "', 22, `ssh -i 'a"; reboot; ".pem' ubuntu@ec2-203-0-113-7.example`],
    ["$(reboot)'`x`", 22, `ssh -i '$(reboot)'\\''\`x\`.pem' ubuntu@ec2-203-0-113-7.example`],
  ])('holds the key %s in quotes that hold', (key, port, command) => {
    const host = port === 22 ? '203.0.113.7' : '127.0.0.1';
    expect(outsideCommand(key, 'ubuntu', { host, port, shownHost: 'ec2-203-0-113-7.example' })).toBe(command);
  });
});

describe('Links in the output', () => {
  it.each([
    ['https://example.com/a?b#c', 'example.com'],
    ['https://еxample.com/', 'xn--xample-2of.com'],
    ['https://example.com@evil.example/', null],
    ['http://example.com/', null],
    ['javascript:alert(1)', null],
    ['file:///etc/passwd', null],
    ['https:', null],
    ['', null],
  ])('%s lead to %s', (printed, host) => {
    expect(shownLink(printed)?.host ?? null).toBe(host);
  });
});

describe('Keys in the terminal', () => {
  const none = { ctrlKey: false, shiftKey: false, altKey: false, metaKey: false };
  it.each([
    ['c', { ctrlKey: true }, false, 'type'],
    ['C', { ctrlKey: true, shiftKey: true }, false, 'copy'],
    ['v', { ctrlKey: true }, false, 'paste'],
    ['v', { ctrlKey: true }, true, 'type'],
    ['V', { ctrlKey: true, shiftKey: true }, false, 'paste'],
    ['Insert', { shiftKey: true }, false, 'paste'],
    ['F', { ctrlKey: true, shiftKey: true }, false, 'search'],
    ['f', { ctrlKey: true }, false, 'type'],
    ['F6', { ctrlKey: true }, false, 'leave'],
    ['c', { metaKey: true }, true, 'copy'],
    ['v', { metaKey: true }, true, 'paste'],
    ['Tab', {}, false, 'type'],
    ['v', { ctrlKey: true, altKey: true }, false, 'type'],
  ])('%s with %j (on a Mac: %s) means %s', (key, held, mac, meaning) => {
    expect(keyMeaning({ key, ...none, ...held }, mac)).toBe(meaning);
  });
});
