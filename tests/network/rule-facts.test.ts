import { describe, expect, test } from 'vitest';
import { fieldErrors } from '../../src/core/fields.ts';
import { addRuleRequest } from '../../src/network/changes.ts';
import type { SecurityGroup } from '../../src/network/contract.ts';
import { namedBy, staleRules } from '../../src/network/rule-facts.ts';
import { openDoorWarning, type RuleValues, ruleDefaults, toRule } from '../../src/network/rule-form.ts';

const ME = '203.0.113.7';
const rule = (source: string, port = 22, protocol = 'tcp') => ({
  protocol,
  fromPort: port,
  toPort: port,
  source,
  description: '',
});
const group = (name: string, ...inbound: SecurityGroup['inbound']): SecurityGroup => ({
  groupId: `sg-${name}`,
  name,
  description: '',
  vpcId: 'vpc-1',
  inbound,
});

describe('a rule for an address that was mine', () => {
  test('is an SSH rule for one address, in a group that does not let me in', () => {
    const stale = staleRules([group('web', rule('198.51.100.1/32'), rule('0.0.0.0/0', 443))], ME);
    expect(stale).toMatchObject([{ address: '198.51.100.1', rule: { source: '198.51.100.1/32', fromPort: 22 } }]);
  });

  test.each([
    ['it is my address', [rule(`${ME}/32`)]],
    ['another rule lets me in', [rule('198.51.100.1/32'), rule('203.0.113.0/24')]],
    ['everybody may come in', [rule('198.51.100.1/32'), rule('0.0.0.0/0')]],
    ['it is a range', [rule('198.51.100.0/24')]],
    ['it is another door', [rule('198.51.100.1/32', 3306)]],
    ['it is another protocol', [rule('198.51.100.1/32', 22, 'udp')]],
    ['it is IPv6', [rule('2001:db8::1/128')]],
    ['it is a group', [rule('sg-other')]],
  ])('is none where %s', (_, inbound) => {
    expect(staleRules([group('web', ...inbound)], ME)).toEqual([]);
  });

  test('is not looked for while my address is not known', () => {
    expect(staleRules([group('web', rule('198.51.100.1/32'))], undefined)).toEqual([]);
  });
});

test('a group is named by the rules of others, not by its own', () => {
  const web = group('web', rule('sg-web'), rule('sg-db'));
  const db = group('db', rule('sg-web'));
  expect(namedBy('sg-web', [web, db])).toEqual([db]);
});

describe('the form of a rule', () => {
  const filled = (change: Partial<RuleValues>, address: string | undefined = ME) =>
    toRule({ ...ruleDefaults(address), ...change }, address);
  const errorsOf = (change: Partial<RuleValues>, address: string | undefined = ME) =>
    fieldErrors(addRuleRequest, { groupId: 'sg-0123456789abcdef0', rule: filled(change, address) });

  test('opens with SSH from this computer alone, or with a range where its address is not known', () => {
    expect(filled({})).toMatchObject({ protocol: 'tcp', fromPort: 22, toPort: 22, source: `${ME}/32` });
    expect(errorsOf({})).toEqual({});
    expect(ruleDefaults(undefined).from).toBe('range');
  });

  test.each([
    [{ service: 'rdp' }, 3389],
    [{ service: 'http' }, 80],
    [{ service: 'https' }, 443],
  ] as const)('%j is port %i', (change, port) => {
    expect(filled(change)).toMatchObject({ protocol: 'tcp', fromPort: port, toPort: port });
  });

  test('one port is enough, and a single address is a range of one', () => {
    const values = { service: 'udp', fromPort: 53, from: 'range', range: ' 10.0.0.1 ' } as const;
    expect(filled(values)).toMatchObject({ protocol: 'udp', fromPort: 53, toPort: 53, source: '10.0.0.1/32' });
  });

  test.each([
    [{ service: 'tcp' }, 'rule.fromPort', 'Write a port: a whole number from 0 to 65535.'],
    [{ service: 'tcp', fromPort: 80.5 }, 'rule.fromPort', 'Write a port: a whole number from 0 to 65535.'],
    [{ service: 'tcp', fromPort: 70_000 }, 'rule.fromPort', 'Ports end at 65535.'],
    [
      { service: 'tcp', fromPort: 90, toPort: 80 },
      'rule.toPort',
      'The last port comes after the first, or is the same.',
    ],
    [
      { from: 'range', range: '10.0.0.1/8' },
      'rule.source',
      'This range begins at 10.0.0.0. Write 10.0.0.0/8, or a single address with /32.',
    ],
    [{ from: 'range', range: '' }, 'rule.source', 'Write an address range such as 203.0.113.7/32.'],
    [{ from: 'group', groupId: '' }, 'rule.source', 'Write an address range such as 203.0.113.7/32.'],
    [
      { description: 'für mich' },
      'rule.description',
      'Use letters, digits, spaces and . _ - : / ( ) # , @ [ ] + = & ; { } ! $ *',
    ],
  ] as const)('%j is refused under %s', (change, path, message) => {
    expect(errorsOf(change as Partial<RuleValues>)[path]).toBe(message);
  });

  test('an open door is warned of, with what happens there, but for a web server', () => {
    expect(openDoorWarning(filled({ from: 'anywhere' }))).toContain('try passwords and stolen keys');
    expect(openDoorWarning(filled({ service: 'tcp', fromPort: 5432, from: 'anywhere' }))).toContain(
      'Leave it open only',
    );
    expect(openDoorWarning(filled({ service: 'https', from: 'anywhere' }))).toBeUndefined();
    expect(openDoorWarning(filled({}))).toBeUndefined();
  });
});
