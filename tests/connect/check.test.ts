import * as sdk from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Link, Mend } from '../../src/connect/check-contract.ts';
import type { AppError } from '../../src/core/errors.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';
import { actAsAuditor, named, outsideClient } from '../instances/instance-rig.ts';

let side: MainSide;
let ec2: sdk.EC2Client;
let instanceId: string;
let aclId: string;
beforeEach(async () => {
  side = await openPaperSide();
  ec2 = outsideClient(side);
  const machine = await named(side, 'web-01');
  instanceId = machine.instanceId;
  const Filters = [{ Name: 'association.subnet-id', Values: [machine.subnetId ?? ''] }];
  const { NetworkAcls = [] } = await ec2.send(new sdk.DescribeNetworkAclsCommand({ Filters }));
  aclId = NetworkAcls[0]?.NetworkAclId ?? '';
});
afterEach(async () => {
  ec2.destroy();
  await side.stop();
});

const check = async () => (await side.handlers.connect.check({ instanceId })).links as Link[];
const linkOf = async (name: string) => (await check()).find((link) => link.name === name);
const mend = (wanted: Mend) => side.handlers.connect.mend({ instanceId, mend: wanted });
const opening = (): Mend => ({
  kind: 'open-acl',
  aclId,
  outbound: false,
  ruleNumber: 50,
  fromPort: 22,
  toPort: 22,
  cidr: '203.0.113.9/32',
});
const rules = async () => {
  const { NetworkAcls = [] } = await ec2.send(new sdk.DescribeNetworkAclsCommand({ NetworkAclIds: [aclId] }));
  return (NetworkAcls[0]?.Entries ?? []).filter(({ RuleNumber }) => RuleNumber === 50).length;
};

describe('what may not be read is grey, and says why', () => {
  test.each([
    ['gateway', 'DescribeInternetGateways'],
    ['route', 'DescribeRouteTables'],
    ['acl', 'DescribeNetworkAcls'],
    ['group', 'DescribeSecurityGroups'],
  ])('%s', async (name, operation) => {
    await side.fault({ operation, mode: 'error', code: 'UnauthorizedOperation', status: 403, times: 5 });
    expect(await linkOf(name)).toMatchObject({
      state: 'unseen',
      sentence: expect.stringMatching(/could not be read\. ./),
    });
  });

  test('nothing at all: the first link is broken, and the others wait', async () => {
    await side.fault({ operation: '*', mode: 'drop', times: 100 });
    const links = await check();
    expect(links[0]).toMatchObject({ name: 'computer', state: 'broken', remedy: { kind: 'ask' } });
    expect(new Set(links.slice(1).map(({ state }) => state))).toEqual(new Set(['waiting']));
  });

  test('a machine that is terminated has no network to be looked at: the machine is named', async () => {
    await ec2.send(new sdk.TerminateInstancesCommand({ InstanceIds: [instanceId] }));
    const links = await check();
    expect(links.filter(({ state }) => state === 'broken')).toMatchObject([
      { name: 'machine', sentence: expect.stringMatching(/gone for good/) },
    ]);
  });

  test('an instance that is not there is told as such', async () => {
    const gone = side.handlers.connect.check({ instanceId: 'i-0123456789abcdef0' });
    await expect(gone).rejects.toMatchObject({ code: 'connect.no-instance' });
  });
});

describe('a remedy', () => {
  test('is refused to somebody who may only look, and changes nothing', async () => {
    await actAsAuditor(side);
    await expect(mend(opening())).rejects.toMatchObject({ details: { awsCode: 'UnauthorizedOperation' } } as never);
    await expect(mend({ kind: 'reboot' })).rejects.toSatisfy((error: AppError) => error.message !== '');
    expect(await rules()).toBe(0);
  });

  test('is done once, whatever becomes of the answer', async () => {
    // The first call is the dry run.
    await side.fault({ operation: 'CreateNetworkAclEntry', mode: 'drop-reply', skip: 1 });
    expect(await mend(opening())).toMatchObject({ back: { label: 'Remove the rule again' } });
    expect(await rules()).toBe(1);
  });

  test('that is there already is no fault, and not taken back', async () => {
    await mend(opening());
    const again = await mend(opening());
    expect(again.done).toMatch(/lets 203\.0\.113\.9 through/);
    expect(again.back).toBeUndefined();
  });

  test('does not take over a number that somebody else has used', async () => {
    await ec2.send(
      new sdk.CreateNetworkAclEntryCommand({
        NetworkAclId: aclId,
        Egress: false,
        RuleNumber: 50,
        RuleAction: 'deny',
        Protocol: '-1',
        CidrBlock: '0.0.0.0/0',
      }),
    );
    await expect(mend(opening())).rejects.toMatchObject({ details: { awsCode: 'NetworkAclEntryAlreadyExists' } });
    // Nor does taking back remove what is not ours.
    await side.handlers.connect.takeBack({ instanceId, mend: opening() });
    expect(await rules()).toBe(1);
  });

  test('can be taken back twice', async () => {
    await mend(opening());
    await side.handlers.connect.takeBack({ instanceId, mend: opening() });
    await side.handlers.connect.takeBack({ instanceId, mend: opening() });
    expect(await rules()).toBe(0);
  });

  test('that has no way back says so', async () => {
    const back = side.handlers.connect.takeBack({ instanceId, mend: { kind: 'reboot' } });
    await expect(back).rejects.toMatchObject({ code: 'connect.no-way-back' });
  });

  test('to start what runs already is told in words', async () => {
    await expect(mend({ kind: 'start' })).rejects.toSatisfy(({ message }: AppError) => /on already/.test(message));
  });
});
