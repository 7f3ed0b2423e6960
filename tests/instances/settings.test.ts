import { type EC2Client, ModifyInstanceAttributeCommand } from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Instance } from '../../src/instances/contract.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';
import { actAsAuditor, named, outsideClient } from './instance-rig.ts';

let side: MainSide;
let ec2: EC2Client;
let web: Instance;
let build: Instance;
beforeEach(async () => {
  side = await openPaperSide();
  ec2 = outsideClient(side);
  web = await named(side, 'web-01');
  build = await named(side, 'build-01');
});
afterEach(async () => {
  ec2.destroy();
  await side.stop();
});

const calls = () => side.handlers.instances;
const protections = () => calls().protections({ instanceId: web.instanceId });
const tagsOf = async (name: string) =>
  Object.fromEntries((await named(side, name)).tags.map(({ key, value }) => [key, value]));

describe('protection', () => {
  test('each is switched on and off by itself', async () => {
    expect(await protections()).toEqual({ termination: false, stop: false });
    await calls().protect({ instanceId: web.instanceId, kind: 'termination', on: true });
    expect(await protections()).toEqual({ termination: true, stop: false });
    await calls().protect({ instanceId: web.instanceId, kind: 'termination', on: false });
    expect(await protections()).toEqual({ termination: false, stop: false });
  });

  test('a lost answer is looked at again, and a lost request is told', async () => {
    const on = { instanceId: web.instanceId, kind: 'termination', on: true } as const;
    await side.fault({ operation: 'ModifyInstanceAttribute', mode: 'drop-reply', skip: 1, times: 3 });
    await calls().protect(on);
    expect((await protections()).termination).toBe(true);
    await side.fault({ operation: 'ModifyInstanceAttribute', mode: 'drop', skip: 1, times: 3 });
    await expect(calls().protect({ ...on, on: false })).rejects.toMatchObject({ code: 'aws.no-answer' });
    expect((await protections()).termination).toBe(true);
  });
});

describe('type', () => {
  test('the choices fit its chips and its zone, and a stopped instance is changed to one', async () => {
    const { types } = await calls().types({ instanceId: build.instanceId });
    expect(types.map(({ name }) => name)).toContain('t3.small');
    expect(types.some(({ name }) => name.startsWith('t4g.'))).toBe(false);
    await calls().changeType({ instanceId: build.instanceId, instanceType: 't3.small' });
    expect((await named(side, 'build-01')).instanceType).toBe('t3.small');
  });

  test('a running instance keeps its type, and it is said what to do', async () => {
    await expect(calls().changeType({ instanceId: web.instanceId, instanceType: 't3.small' })).rejects.toMatchObject({
      message: expect.stringContaining('Stop it first'),
      details: { field: 'instanceType' },
    });
  });

  test('a type of other chips is refused under the field', async () => {
    await expect(calls().changeType({ instanceId: build.instanceId, instanceType: 't4g.small' })).rejects.toMatchObject(
      {
        details: { field: 'instanceType' },
      },
    );
  });

  test('a lost answer is looked at again', async () => {
    await side.fault({ operation: 'ModifyInstanceAttribute', mode: 'drop-reply', skip: 1, times: 3 });
    await calls().changeType({ instanceId: build.instanceId, instanceType: 't3.small' });
    expect((await named(side, 'build-01')).instanceType).toBe('t3.small');
  });
});

describe('tags', () => {
  test('what is named is written and removed, the rest stays', async () => {
    await calls().changeTags({ instanceId: web.instanceId, set: [{ key: 'purpose', value: 'shop' }], remove: [] });
    const before = await tagsOf('web-01');
    await calls().changeTags({ instanceId: web.instanceId, set: [{ key: 'owner', value: 'ü' }], remove: ['purpose'] });
    const { purpose: _gone, ...rest } = before;
    expect(await tagsOf('web-01')).toEqual({ ...rest, owner: 'ü' });
  });

  test('tags of AWS and of Amiable’s own work are refused by name', async () => {
    await expect(
      calls().changeTags({ instanceId: web.instanceId, set: [], remove: ['amiable:operation'] }),
    ).rejects.toMatchObject({ message: expect.stringContaining('amiable:operation') });
  });

  test('a lost answer is looked at again; where writing fails it is told what was removed already', async () => {
    await side.fault({ operation: 'CreateTags', mode: 'drop-reply', skip: 1, times: 3 });
    await calls().changeTags({ instanceId: web.instanceId, set: [{ key: 'a', value: '1' }], remove: [] });
    expect((await tagsOf('web-01')).a).toBe('1');
    await side.fault({ operation: 'CreateTags', mode: 'error', code: 'TagLimitExceeded', status: 400, skip: 1 });
    await expect(
      calls().changeTags({ instanceId: web.instanceId, set: [{ key: 'b', value: '2' }], remove: ['a'] }),
    ).rejects.toMatchObject({ message: expect.stringContaining('Removed are already: “a”') });
  });
});

test('the system log is what the machine printed, also of types that give no latest one', async () => {
  const { text, at } = await calls().systemLog({ instanceId: web.instanceId });
  expect(text).toContain('login:');
  expect(at).toMatch(/^\d{4}-/);
  await side.fault({ operation: 'GetConsoleOutput', mode: 'error', code: 'UnsupportedOperation', status: 400 });
  expect((await calls().systemLog({ instanceId: web.instanceId })).text).toContain('login:');
});

test('status checks are told one by one', async () => {
  await side.cloud.request('trouble', { instanceId: web.instanceId, impaired: 'system' });
  const { health, checks } = await named(side, 'web-01');
  expect(health?.find(({ check }) => check === 'system')?.status).toBe('impaired');
  expect(checks).toEqual({ passed: (health?.length ?? 0) - 1, of: health?.length });
  expect((await named(side, 'build-01')).health).toBeUndefined();
});

test.each([
  ['protect', () => calls().protect({ instanceId: web.instanceId, kind: 'termination', on: true })],
  ['changeType', () => calls().changeType({ instanceId: build.instanceId, instanceType: 't3.small' })],
  ['changeTags', () => calls().changeTags({ instanceId: web.instanceId, set: [{ key: 'a', value: '1' }], remove: [] })],
] as const)('an auditor is refused %s before anything is changed', async (_name, attempt) => {
  await actAsAuditor(side);
  await expect(attempt()).rejects.toMatchObject({ code: 'aws.denied' });
  expect(await protections()).toEqual({ termination: false, stop: false });
  expect(await tagsOf('web-01')).not.toHaveProperty('a');
});

test('a protection that somebody else switched on meanwhile stops a termination', async () => {
  await ec2.send(
    new ModifyInstanceAttributeCommand({ InstanceId: web.instanceId, DisableApiTermination: { Value: true } }),
  );
  await expect(calls().power({ action: 'terminate', instanceIds: [web.instanceId] })).rejects.toMatchObject({
    code: 'instances.protected',
  });
});
