import { describe, expect, test } from 'vitest';
import type { LinkName, LinkState } from '../../src/connect/check-contract.ts';
import type { AclRuleFact, CheckFacts, Knock, RouteFact } from '../../src/connect/check-facts.ts';
import { isBrokenBySettings, judgeLinks } from '../../src/connect/check-judge.ts';
import { routeTo } from '../../src/connect/check-way.ts';

const ME = '203.0.113.25';
const shown = { type: 'ssh-ed25519', fingerprint: `SHA256:${'a'.repeat(43)}` };
const before = { type: 'ssh-ed25519', fingerprint: `SHA256:${'b'.repeat(43)}` };
const accepted: Knock = { kind: 'ssh', hostKey: { kind: 'known', shown }, login: { kind: 'accepted' } };
const silent: Knock = { kind: 'silent' };
const known = <T>(value: T) => ({ known: true, value }) as const;
const unknown = { known: false, why: 'You may not read it.' } as const;

const local: RouteFact = { to: '10.0.0.0/16', target: 'local', leads: 'local', blackhole: false };
const out: RouteFact = { to: '0.0.0.0/0', target: 'igw-0a', leads: 'internet', blackhole: false };
const nat: RouteFact = { to: '0.0.0.0/0', target: 'nat-0a', leads: 'nat', blackhole: false };
const table = (...routes: RouteFact[]) =>
  known({ routeTableId: 'rtb-0a', routes: [local, ...routes], otherSubnets: 0 });

const rule = (number: number, outbound: boolean, allow: boolean, over: Partial<AclRuleFact> = {}): AclRuleFact => ({
  number,
  outbound,
  allow,
  protocol: '-1',
  cidr: '0.0.0.0/0',
  fromPort: 0,
  toPort: 65_535,
  ...over,
});
const last = [rule(32_767, false, false), rule(32_767, true, false)];
const tcp = (fromPort: number, toPort: number) => ({ protocol: '6', fromPort, toPort });
const acl = (...rules: AclRuleFact[]) => known({ aclId: 'acl-0a', rules: [...rules, ...last] });
const inbound = rule(100, false, true);
const outbound = rule(100, true, true);

const group = (name: string, ...sources: string[]) => ({
  groupId: `sg-${name}`,
  name,
  description: '',
  vpcId: 'vpc-0a',
  inbound: sources.map((source) => ({ protocol: 'tcp', fromPort: 22, toPort: 22, source, description: '' })),
});

const green: CheckFacts = {
  accountId: '111122223333',
  region: 'eu-central-1',
  myAddress: ME,
  machine: {
    instanceId: 'i-0a',
    name: 'web',
    state: 'running',
    health: [{ check: 'system', status: 'ok' }],
    publicIp: '198.51.100.1',
    vpcId: 'vpc-0a',
    subnetId: 'subnet-0a',
  },
  gateways: known({ attached: 'igw-0a', free: [] }),
  table: table(out),
  acl: acl(inbound, outbound),
  groups: known([group('web', `${ME}/32`)]),
  knock: accepted,
  user: 'ubuntu',
  likelyUsers: ['ubuntu'],
  keyName: 'team-key',
  privateHalfHere: true,
  lastFailure: undefined,
};

const machine = (over: Partial<CheckFacts['machine']>) => ({ machine: { ...green.machine, ...over } });
const failing = (check: 'system' | 'instance' | 'ebs') => machine({ health: [{ check, status: 'impaired' }] });
const ssh = (over: Partial<Extract<Knock, { kind: 'ssh' }>>): Knock => ({ ...(accepted as object), ...over }) as Knock;
const judge = (over: Partial<CheckFacts>) => judgeLinks({ ...green, ...over });
const stateOf = (over: Partial<CheckFacts>, name: LinkName) => judge(over).find((link) => link.name === name);

/** What is as it should not be, the link that tells, how it stands, and its words or its remedy. */
const WORLDS: readonly [what: string, over: Partial<CheckFacts>, link: LinkName, state: LinkState, says: RegExp][] = [
  ['my address is unknown', { myAddress: undefined }, 'address', 'unseen', /could not be found out/],
  [
    'my address is unknown, and the group asks for one',
    { myAddress: undefined, knock: silent },
    'group',
    'unseen',
    /your address is not known/,
  ],
  [
    'my address is unknown, and the group takes nobody',
    { myAddress: undefined, knock: silent, groups: known([group('web')]) },
    'group',
    'broken',
    /lets nobody use SSH/,
  ],
  [
    'my address is unknown, and the list is open',
    { myAddress: undefined, knock: silent },
    'acl',
    'ok',
    /lets everyone through/,
  ],

  ['the gateways may not be read', { gateways: unknown, knock: silent }, 'gateway', 'unseen', /You may not read it/],
  [
    'two gateways are free, and no route names one',
    { gateways: known({ attached: undefined, free: ['igw-01', 'igw-02'] }), knock: silent },
    'gateway',
    'broken',
    /ask.*Please attach/,
  ],
  [
    'two gateways are free, and a route names one',
    { gateways: known({ attached: undefined, free: ['igw-01', 'igw-0a'] }), knock: silent },
    'gateway',
    'broken',
    /attach-gateway.*igw-0a/,
  ],
  [
    'the machine has an IPv6 address only',
    { ...machine({ publicIp: undefined, ipv6: '2001:db8::1' }), knock: { kind: 'not-tried' } },
    'gateway',
    'broken',
    /only an IPv6 address \(2001:db8::1\)/,
  ],
  [
    'the machine is behind a NAT',
    { ...machine({ publicIp: undefined }), table: table(nat), knock: { kind: 'not-tried' } },
    'gateway',
    'broken',
    /private subnet.*jump host/,
  ],
  [
    'the machine has an address, and its subnet a NAT',
    { table: table(nat), knock: silent },
    'route',
    'broken',
    /a NAT, through which nobody comes in.*"ask"/,
  ],

  [
    'a closer route leads through a NAT',
    { table: table(out, { ...nat, to: '203.0.113.0/24' }), knock: silent },
    'route',
    'broken',
    /203\.0\.113\.0\/24 leads to nat-0a/,
  ],
  [
    'a closer route leads through a NAT, to somebody else',
    { table: table(out, { ...nat, to: '203.0.114.0/24' }), knock: silent },
    'route',
    'ok',
    /igw-0a/,
  ],
  [
    'the route is a black hole',
    { table: table({ ...out, target: 'igw-0b', blackhole: true }), knock: silent },
    'route',
    'broken',
    /blackhole.*"replaces":true/,
  ],
  [
    'no route, and other subnets follow the table',
    { table: known({ routeTableId: 'rtb-0a', routes: [local], otherSubnets: 2 }), knock: silent },
    'route',
    'broken',
    /It counts for 2 other subnets too/,
  ],
  ['the routes may not be read', { table: unknown, knock: silent }, 'route', 'unseen', /You may not read it/],

  [
    'a later rule denies what an earlier one allows',
    { acl: acl(inbound, outbound, rule(200, false, false)), knock: silent },
    'acl',
    'ok',
    /lets SSH from your address in/,
  ],
  [
    'an earlier rule denies SSH',
    { acl: acl(rule(90, false, false, tcp(22, 22)), inbound, outbound), knock: silent },
    'acl',
    'broken',
    /inbound rule 90.*"ruleNumber":45/,
  ],
  [
    'an earlier rule denies UDP',
    { acl: acl(rule(90, false, false, { protocol: '17' }), inbound, outbound), knock: silent },
    'acl',
    'ok',
    /lets SSH/,
  ],
  [
    'an earlier rule denies somebody else',
    { acl: acl(rule(90, false, false, { cidr: '198.51.100.0/24' }), inbound, outbound), knock: silent },
    'acl',
    'ok',
    /lets SSH/,
  ],
  [
    'an earlier rule denies a few, me among them',
    { acl: acl(rule(90, false, false, { cidr: '203.0.113.0/24' }), inbound, outbound), knock: silent },
    'acl',
    'broken',
    /Somebody has shut out 203\.0\.113\.0\/24/,
  ],
  [
    'the very first number denies',
    { acl: acl(rule(1, false, false), inbound, outbound), knock: silent },
    'acl',
    'broken',
    /no number free/,
  ],
  [
    'no rule lets answers out',
    { acl: acl(inbound), knock: silent },
    'acl',
    'broken',
    /no outbound rule.*"ruleNumber":10,"fromPort":1024/,
  ],
  [
    'answers go out in two halves',
    {
      acl: acl(inbound, rule(10, true, true, tcp(1024, 40_000)), rule(20, true, true, tcp(40_001, 65_535))),
      knock: silent,
    },
    'acl',
    'ok',
    /lets SSH/,
  ],
  [
    'answers go out to some ports only',
    { acl: acl(inbound, rule(10, true, true, tcp(49_152, 65_535))), knock: silent },
    'acl',
    'unseen',
    /only to some ports/,
  ],
  [
    'some ports of the answers are denied before',
    { acl: acl(inbound, rule(5, true, false, tcp(50_000, 60_000)), outbound), knock: silent },
    'acl',
    'unseen',
    /rule 5 stops others/,
  ],

  [
    'one group of two is enough',
    { groups: known([group('closed'), group('web', '203.0.113.0/24')]), knock: silent },
    'group',
    'ok',
    /“web” lets 203/,
  ],
  [
    'the group names a list of addresses',
    { groups: known([group('web', 'pl-0a')]), knock: silent },
    'group',
    'unseen',
    /the list pl-0a/,
  ],
  [
    'the group “default” is not the one that is opened',
    { groups: known([group('default'), group('web')]), knock: silent },
    'group',
    'broken',
    /"groupId":"sg-web"/,
  ],

  ['the machine starts', { ...machine({ state: 'pending' }), knock: silent }, 'machine', 'broken', /"wait"/],
  ['the machine stops', { ...machine({ state: 'stopping' }), knock: silent }, 'machine', 'broken', /"wait"/],
  ['the machine is gone', { ...machine({ state: 'terminated' }), knock: silent }, 'machine', 'broken', /gone for good/],
  ['its disks do not answer', { ...failing('ebs'), knock: silent }, 'machine', 'broken', /One of its disks/],
  [
    'a check fails, and it lets one in all the same',
    failing('instance'),
    'machine',
    'ok',
    /although AWS’s Instance status check fails/,
  ],

  ['nothing listens', { knock: { kind: 'refused' } }, 'port', 'broken', /SSH is not running on port 22/],
  [
    'nothing listens yet',
    { ...machine({ health: [{ check: 'system', status: 'initializing' }] }), knock: { kind: 'refused' } },
    'port',
    'broken',
    /"wait"/,
  ],
  ['this computer finds no way', { knock: { kind: 'no-way' } }, 'port', 'broken', /finds no way/],
  [
    'something odd answers',
    { knock: { kind: 'odd', sentence: 'It hung up.', fix: 'Try later.' } },
    'port',
    'broken',
    /It hung up.*Try later/,
  ],

  [
    'the host key is new to us',
    { knock: ssh({ hostKey: { kind: 'unknown', shown, contradicted: false }, login: { kind: 'not-tried' } }) },
    'host-key',
    'unseen',
    /First contact/,
  ],
  [
    'its console names another',
    { knock: ssh({ hostKey: { kind: 'unknown', shown, contradicted: true }, login: { kind: 'not-tried' } }) },
    'host-key',
    'unseen',
    /names another one/,
  ],
  [
    'it changed, and the console knows the new one',
    {
      knock: ssh({
        hostKey: { kind: 'changed', shown, before, console: shown.fingerprint },
        login: { kind: 'not-tried' },
      }),
    },
    'host-key',
    'broken',
    /names the new one/,
  ],
  [
    'it changed, and the console knows another',
    {
      knock: ssh({
        hostKey: { kind: 'changed', shown, before, console: before.fingerprint },
        login: { kind: 'not-tried' },
      }),
    },
    'host-key',
    'broken',
    /not the one that it shows/,
  ],

  [
    'root is sent away after a log-in',
    { user: 'root', lastFailure: { code: 'connect.wrong-user', user: 'root' } },
    'user',
    'broken',
    /does not let root work.*"user":"ubuntu"/,
  ],
  [
    'the last session was refused as a stranger',
    {
      user: 'me',
      lastFailure: { code: 'connect.permission-denied', user: 'me' },
      knock: ssh({ hostKey: { kind: 'unknown', shown, contradicted: false }, login: { kind: 'not-tried' } }),
    },
    'user',
    'broken',
    /not a usual user of this image.*"user":"ubuntu"/,
  ],
  [
    'the last session was refused as the usual one',
    {
      lastFailure: { code: 'connect.permission-denied', user: 'ubuntu' },
      knock: ssh({ hostKey: { kind: 'unknown', shown, contradicted: false }, login: { kind: 'not-tried' } }),
    },
    'key',
    'broken',
    /does not take the key team-key/,
  ],
  [
    'nobody is let in',
    { knock: ssh({ login: { kind: 'denied', tried: ['ubuntu', 'admin'] } }) },
    'key',
    'broken',
    /does not take the key/,
  ],
  [
    'the line is cut while logging in',
    { knock: ssh({ login: { kind: 'broken-off', sentence: 'It hung up.', fix: 'Wait.' } }) },
    'key',
    'broken',
    /It hung up/,
  ],
];

describe('a link is judged by the facts', () => {
  test('all is green where all is well', () => {
    expect(judge({}).map(({ state }) => state)).toEqual(Array.from({ length: 11 }, () => 'ok'));
    expect(isBrokenBySettings(green)).toBe(false);
  });

  test.each(WORLDS)('%s', (_what, over, name, state, says) => {
    const link = stateOf(over, name);
    expect(link).toMatchObject({ name, state });
    expect(JSON.stringify(link)).toMatch(says);
    const broken = judge(over).filter((one) => one.state === 'broken');
    expect(broken.length).toBeLessThanOrEqual(1);
    if (state === 'broken') expect(broken[0]).toMatchObject({ name, remedy: expect.anything() });
  });

  test('of two broken links the first is named, and the other waits', () => {
    const links = judge({ groups: known([group('web')]), acl: acl(), knock: silent });
    expect(links.filter(({ state }) => state === 'broken').map(({ name }) => name)).toEqual(['acl']);
    expect(links.find(({ name }) => name === 'group')?.state).toBe('waiting');
  });

  test('a machine that answers has been reached, whatever the settings say: over a VPN, perhaps', () => {
    const links = judge({ groups: known([group('web')]), table: table(nat), acl: unknown });
    expect(links.every(({ state }) => state === 'ok')).toBe(true);
    expect(links.find(({ name }) => name === 'group')?.sentence).toMatch(/VPN/);
  });

  test('the most specific route counts, not the first', () => {
    const near = { ...nat, to: '203.0.0.0/8' };
    const nearer = { ...out, to: '203.0.113.0/24' };
    expect(routeTo([near, out, nearer, local], ME)).toBe(nearer);
    expect(routeTo([local, near], '198.51.100.1')).toBeUndefined();
    expect(routeTo([near, out], undefined)).toBe(out);
  });
});
