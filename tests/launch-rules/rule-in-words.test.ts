import { describe, expect, test } from 'vitest';
import { allowsPort, cidrContains, ruleInWords } from '../../src/network/words.ts';

const tcp = (fromPort: number, toPort: number, source: string) => ({
  protocol: 'tcp',
  fromPort,
  toPort,
  source,
  description: '',
});

describe('a firewall rule is said in plain words, and marked where it is risky', () => {
  test.each([
    [tcp(22, 22, '0.0.0.0/0'), 'Anyone on the internet may use SSH (port 22)', true],
    [tcp(443, 443, '0.0.0.0/0'), 'Anyone on the internet may use HTTPS (port 443)', false],
    [tcp(80, 443, '0.0.0.0/0'), 'Anyone on the internet may use TCP ports 80 to 443', true],
    [tcp(22, 22, '::/0'), 'Anyone on the internet (IPv6) may use SSH (port 22)', true],
    [tcp(22, 22, '203.0.113.7/32'), 'Only 203.0.113.7 may use SSH (port 22)', false],
    [tcp(8080, 8080, '10.0.0.0/8'), 'Addresses in 10.0.0.0/8 may use TCP port 8080', false],
    [tcp(0, 65_535, '10.0.0.0/8'), 'Addresses in 10.0.0.0/8 may use every TCP port', false],
    [
      { protocol: '-1', source: 'sg-0aaaaaaaaaaaaaaaa', description: '' },
      'Machines in the group default may use everything (all ports and protocols)',
      false,
    ],
    [
      { protocol: '-1', source: '0.0.0.0/0', description: '' },
      'Anyone on the internet may use everything (all ports and protocols)',
      true,
    ],
    [
      { protocol: 'icmp', fromPort: -1, toPort: -1, source: '0.0.0.0/0', description: '' },
      'Anyone on the internet may use ping and other control messages (ICMP)',
      false,
    ],
  ])('%o', (rule, text, risky) => {
    expect(ruleInWords(rule, [{ groupId: 'sg-0aaaaaaaaaaaaaaaa', name: 'default' }])).toEqual({ text, risky });
  });
});

test('a range holds its own addresses and no others', () => {
  expect(cidrContains('203.0.113.0/24', '203.0.113.255')).toBe(true);
  expect(cidrContains('203.0.113.0/24', '203.0.114.0')).toBe(false);
  expect(cidrContains('0.0.0.0/0', '255.255.255.255')).toBe(true);
  expect(cidrContains('203.0.113.0', '203.0.113.0')).toBe(false);
  expect(cidrContains('2001:db8::/32', '203.0.113.0')).toBe(false);
});

test('a rule lets a port in when it spans it', () => {
  expect(allowsPort(tcp(20, 25, '0.0.0.0/0'), 22)).toBe(true);
  expect(allowsPort(tcp(80, 80, '0.0.0.0/0'), 22)).toBe(false);
  expect(allowsPort({ protocol: '-1', source: '0.0.0.0/0', description: '' }, 22)).toBe(true);
  expect(allowsPort({ protocol: 'udp', fromPort: 22, toPort: 22, source: '0.0.0.0/0', description: '' }, 22)).toBe(
    false,
  );
});
