import { afterEach, describe, expect, test } from 'vitest';
import type { Job } from '../../src/jobs/contract.ts';
import type { SecurityGroup } from '../../src/network/contract.ts';
import { inventory } from '../desktop/cloud-eyes.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';

let side: MainSide;
afterEach(() => side.stop());

const OLD = '198.51.100.99/32';
const ssh = (source: string) => ({ protocol: 'tcp', fromPort: 22, toPort: 22, source }) as const;
const newSsh = (source: string) => ({ ...ssh(source), description: 'my laptop' });
const dryRunPasses = (operation: string) =>
  side.fault({ operation, mode: 'error', code: 'DryRunOperation', status: 412 });

async function open(): Promise<{ vpcId: string; make: (name: string) => Promise<string> }> {
  side = await openPaperSide();
  const { vpcs } = await side.handlers.network.list({});
  const vpcId = vpcs[0]?.vpcId ?? '';
  const make = async (name: string) =>
    (await side.handlers.network.createGroup({ name, description: 'for tests', vpcId })).groupId;
  return { vpcId, make };
}

/** Moves a rule and waits for the end of the job. */
async function move(groupId: string, from: string, to: string): Promise<Job> {
  const { jobId } = await side.handlers.network.moveRule({ groupId, rule: ssh(from), to });
  return side.ended(jobId);
}

async function groupOf(groupId: string): Promise<SecurityGroup | undefined> {
  return (await side.handlers.network.list({})).groups.find((group) => group.groupId === groupId);
}
const sourcesOf = async (groupId: string) => (await groupOf(groupId))?.inbound.map(({ source }) => source);
const actAs = (person: string) =>
  side.handlers.accounts.use({ source: { kind: 'practice', person }, region: side.cloud.ready.defaultRegion });

describe('what a person can do', () => {
  test('a group is made that lets nothing in, gets rules of both kinds, loses one, and is deleted', async () => {
    const { make } = await open();
    const web = await make('web');
    const other = await make('other');
    expect(await groupOf(web)).toMatchObject({ name: 'web', description: 'for tests', inbound: [] });

    expect(await side.handlers.network.addRule({ groupId: web, rule: newSsh(OLD) })).toEqual({ already: false });
    const fromOther = { protocol: 'udp', fromPort: 5000, toPort: 5010, source: other, description: '' } as const;
    await side.handlers.network.addRule({ groupId: web, rule: fromOther });
    expect((await groupOf(web))?.inbound).toEqual([{ ...ssh(OLD), description: 'my laptop' }, fromOther]);

    const { description: _, ...named } = fromOther;
    expect(await side.handlers.network.removeRule({ groupId: web, rule: named })).toEqual({ already: false });
    expect(await sourcesOf(web)).toEqual([OLD]);
    await side.handlers.network.deleteGroup({ groupId: web });
    expect(await groupOf(web)).toBeUndefined();
    expect(await side.handlers.network.deleteGroup({ groupId: web })).toEqual({});
  });

  test('adding what is there, and removing what is gone, is no fault', async () => {
    const { make } = await open();
    const groupId = await make('web');
    await side.handlers.network.addRule({ groupId, rule: newSsh(OLD) });
    expect(await side.handlers.network.addRule({ groupId, rule: newSsh(OLD) })).toEqual({ already: true });
    await side.handlers.network.removeRule({ groupId, rule: ssh(OLD) });
    expect(await side.handlers.network.removeRule({ groupId, rule: ssh(OLD) })).toEqual({ already: true });
  });

  test('a rule is moved to another address with its description, and back', async () => {
    const { make } = await open();
    const groupId = await make('web');
    await side.handlers.network.addRule({ groupId, rule: newSsh(OLD) });
    const moved = await move(groupId, OLD, '203.0.113.7/32');
    expect(moved).toMatchObject({
      state: 'done',
      sentence: 'web lets 203.0.113.7 in now, and 198.51.100.99 no longer.',
      moveBack: { groupId, rule: ssh('203.0.113.7/32'), to: OLD },
    });
    expect((await groupOf(groupId))?.inbound).toEqual([{ ...ssh('203.0.113.7/32'), description: 'my laptop' }]);
    const back = await side.handlers.network.moveRule(moved.moveBack ?? { groupId, rule: ssh(OLD), to: OLD });
    expect(await side.ended(back.jobId)).toMatchObject({ state: 'done' });
    expect(await sourcesOf(groupId)).toEqual([OLD]);
  });

  test('it is told which machines use which group', async () => {
    await open();
    const { instances } = await side.handlers.instances.list({});
    const { uses } = await side.handlers.network.uses({});
    for (const { instanceId, name, groups } of instances.filter(({ state }) => state !== 'terminated')) {
      for (const { groupId } of groups) {
        const use = uses.find((one) => one.groupId === groupId);
        expect(use?.instances).toContainEqual(expect.objectContaining({ instanceId, name }));
        expect(use?.others).toEqual([]);
      }
    }
    expect(uses.length).toBeGreaterThan(0);
  });
});

describe('what is refused', () => {
  test('a group in use, with the names of who uses it', async () => {
    const { make } = await open();
    const one = await make('one');
    const two = await make('two');
    await side.handlers.network.addRule({ groupId: two, rule: newSsh(one) });
    await expect(side.handlers.network.deleteGroup({ groupId: one })).rejects.toMatchObject({
      code: 'network.group-in-use',
      message: '“one” is still used by a rule of the group two.',
    });
    const web = (await side.handlers.network.list({})).groups.find(({ name }) => name === 'web-servers');
    await expect(side.handlers.network.deleteGroup({ groupId: web?.groupId ?? '' })).rejects.toMatchObject({
      code: 'network.group-in-use',
      message: expect.stringMatching(/web-01 \(i-[0-9a-f]+\), .*, a rule of the group databases\.$/),
    });
    expect(await groupOf(one)).toBeDefined();
  });

  test('the group “default”, a taken name, a group of nowhere, a source of another network', async () => {
    const { make, vpcId } = await open();
    const groupId = await make('web');
    const { groups } = await side.handlers.network.list({});
    const byDefault = groups.find(({ name }) => name === 'default')?.groupId ?? '';
    await expect(side.handlers.network.deleteGroup({ groupId: byDefault })).rejects.toMatchObject({
      code: 'network.default-group',
    });
    await expect(side.handlers.network.createGroup({ name: 'web', description: 'again', vpcId })).rejects.toMatchObject(
      { code: 'network.name-taken', details: { field: 'name' } },
    );
    const gone = 'sg-0123456789abcdef0';
    await expect(side.handlers.network.addRule({ groupId: gone, rule: newSsh(OLD) })).rejects.toMatchObject({
      code: 'network.group-gone',
    });
    await expect(side.handlers.network.addRule({ groupId, rule: newSsh(gone) })).rejects.toMatchObject({
      code: 'network.source-elsewhere',
      details: { field: 'rule.source' },
    });
    await expect(
      side.handlers.network.moveRule({ groupId, rule: ssh(OLD), to: '203.0.113.7/32' }),
    ).rejects.toMatchObject({ code: 'network.rule-gone' });
    expect(await sourcesOf(groupId)).toEqual([]);
  });

  test('everything, for who may only look', async () => {
    const { make, vpcId } = await open();
    const groupId = await make('web');
    await side.handlers.network.addRule({ groupId, rule: newSsh(OLD) });
    const before = await inventory(side.cloud);
    await actAs('auditor');
    const { network } = side.handlers;
    const changes = [
      () => network.createGroup({ name: 'audit', description: 'mine', vpcId }),
      () => network.addRule({ groupId, rule: newSsh('203.0.113.7/32') }),
      () => network.removeRule({ groupId, rule: ssh(OLD) }),
      () => network.moveRule({ groupId, rule: ssh(OLD), to: '203.0.113.7/32' }),
      () => network.deleteGroup({ groupId }),
    ];
    for (const change of changes) await expect(change()).rejects.toMatchObject({ code: 'aws.denied' });
    expect(await sourcesOf(groupId)).toEqual([OLD]);
    expect(await inventory(side.cloud)).toEqual(before);
  });
});

describe('when an answer is lost', () => {
  test.each(['drop', 'drop-reply'] as const)('a group is made once (%s)', async (mode) => {
    const { make } = await open();
    await dryRunPasses('CreateSecurityGroup');
    await side.fault({ operation: 'CreateSecurityGroup', mode });
    const before = (await inventory(side.cloud)).groups.length;
    const groupId = await make('once');
    const { groups } = await inventory(side.cloud);
    expect(groups).toContain(groupId);
    expect(groups).toHaveLength(before + 1);
  });

  test.each(['drop', 'drop-reply'] as const)('a rule is added once (%s)', async (mode) => {
    const { make } = await open();
    const groupId = await make('web');
    await dryRunPasses('AuthorizeSecurityGroupIngress');
    await side.fault({ operation: 'AuthorizeSecurityGroupIngress', mode });
    await side.handlers.network.addRule({ groupId, rule: newSsh(OLD) });
    expect(await sourcesOf(groupId)).toEqual([OLD]);
  });

  test.each(['drop', 'drop-reply'] as const)('a rule is moved whole (%s of the removal)', async (mode) => {
    const { make } = await open();
    const groupId = await make('web');
    await side.handlers.network.addRule({ groupId, rule: newSsh(OLD) });
    await dryRunPasses('RevokeSecurityGroupIngress');
    await side.fault({ operation: 'RevokeSecurityGroupIngress', mode });
    expect(await move(groupId, OLD, '203.0.113.7/32')).toMatchObject({ state: 'done' });
    expect(await sourcesOf(groupId)).toEqual(['203.0.113.7/32']);
  });

  test('it is said where it cannot be found out', async () => {
    const { make } = await open();
    const groupId = await make('web');
    await dryRunPasses('AuthorizeSecurityGroupIngress');
    await side.fault({ operation: 'AuthorizeSecurityGroupIngress', mode: 'drop-reply' });
    // The first look is for the facts; the second would tell whether the rule is there.
    await side.fault({
      operation: 'DescribeSecurityGroups',
      mode: 'error',
      code: 'UnauthorizedOperation',
      status: 403,
      skip: 1,
    });
    await expect(side.handlers.network.addRule({ groupId, rule: newSsh(OLD) })).rejects.toMatchObject({
      code: 'aws.perhaps-made',
      message: `The answer of AWS was lost, so the rule for ${OLD} may be there or not.`,
    });
  });
});

describe('when the second half of a move fails', () => {
  const refused = { mode: 'error', code: 'UnauthorizedOperation', status: 403 } as const;

  test('the first is taken back', async () => {
    const { make } = await open();
    const groupId = await make('web');
    await side.handlers.network.addRule({ groupId, rule: newSsh(OLD) });
    await dryRunPasses('RevokeSecurityGroupIngress');
    await side.fault({ operation: 'RevokeSecurityGroupIngress', ...refused });
    const job = await move(groupId, OLD, '203.0.113.7/32');
    expect(job).toMatchObject({ state: 'failed', error: { code: 'aws.denied' }, leftBehind: [] });
    expect(await sourcesOf(groupId)).toEqual([OLD]);
  });

  test('but not a rule that was there before', async () => {
    const { make } = await open();
    const groupId = await make('web');
    await side.handlers.network.addRule({ groupId, rule: newSsh(OLD) });
    await side.handlers.network.addRule({ groupId, rule: newSsh('203.0.113.7/32') });
    await dryRunPasses('RevokeSecurityGroupIngress');
    await side.fault({ operation: 'RevokeSecurityGroupIngress', ...refused });
    expect(await move(groupId, OLD, '203.0.113.7/32')).toMatchObject({ state: 'failed', leftBehind: [] });
    expect(await sourcesOf(groupId)).toEqual([OLD, '203.0.113.7/32']);
  });

  test('and where that fails too, it is said that both are there', async () => {
    const { make } = await open();
    const groupId = await make('web');
    await side.handlers.network.addRule({ groupId, rule: newSsh(OLD) });
    await dryRunPasses('RevokeSecurityGroupIngress');
    await side.fault({ operation: 'RevokeSecurityGroupIngress', ...refused, times: 2 });
    const job = await move(groupId, OLD, '203.0.113.7/32');
    expect(job.leftBehind).toEqual(['The rule of web for 203.0.113.7, and the old one for 198.51.100.99 too.']);
    expect(await sourcesOf(groupId)).toEqual([OLD, '203.0.113.7/32']);
  });
});
