import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { credentialsOfRole } from '../../main/practice/cloud/operations/sts.ts';
import { newIdentity, openAccount } from '../../main/practice/cloud/world/accounts.ts';
import { PracticeClock } from '../../main/practice/cloud/world/clock.ts';
import { World } from '../../main/practice/cloud/world/world.ts';
import { accounts, trust } from './iam-cloud.ts';

const HOUR = 3_600_000;
const instanceId = 'i-0123456789abcdef0';

function worldWithRoles() {
  const start = Date.parse('2026-11-20T10:00:00Z');
  const clock = new PracticeClock(() => start, start, 1);
  const world = new World(clock, (length) => new Uint8Array(randomBytes(length)));
  world.begin({ now: start, homeAccount: accounts.own });
  const account = openAccount(world, accounts.own, null);
  const addRole = (name: string, document: string) =>
    account.roles.add({
      ...newIdentity(name, 'AROA', world),
      description: '',
      trust: document,
      boundary: null,
      maxSession: 3_600,
      lastUsedAt: null,
      lastUsedRegion: null,
      tags: [],
    });
  addRole('Web', trust({ Service: 'ec2.amazonaws.com' }));
  addRole('people', trust({ AWS: accounts.own }));
  const ask = (roleName: string, id = instanceId) => credentialsOfRole(world, account, roleName, id, world.now());
  return { world, clock, account, ask };
}

test('an instance finds credentials of its role, the same until shortly before they end', () => {
  const { clock, account, ask } = worldWithRoles();
  const first = ask('web');
  expect(first?.accessKeyId).toMatch(/^PRACTICETMP/);
  expect(Number(first?.expiration) - Number(first?.lastUpdated)).toBe(6 * HOUR);
  expect(account.sessions.get(first?.accessKeyId)?.holder).toEqual({
    kind: 'role',
    roleName: 'Web',
    sessionName: instanceId,
  });
  clock.step(5.5 * 3_600);
  expect(ask('web')).toEqual(first);
  clock.step(0.4 * 3_600);
  const next = ask('web');
  expect(next?.accessKeyId).not.toBe(first?.accessKeyId);
  // The old ones hold until their end.
  expect(account.sessions.get(first?.accessKeyId)).toBeDefined();
});

test('another instance has others', () => {
  const { ask } = worldWithRoles();
  expect(ask('web', 'i-0aaaaaaaaaaaaaaaa')?.accessKeyId).not.toBe(ask('web')?.accessKeyId);
});

test('there are none of a role that does not trust EC2, and of none at all', () => {
  const { account, ask } = worldWithRoles();
  expect(ask('people')).toBeNull();
  expect(ask('nobody')).toBeNull();
  expect(account.sessions.size).toBe(0);
});
