import type { EC2Client } from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changePower } from '../../main/instances/change-power.ts';
import type { Instance } from '../../src/instances/contract.ts';
import type { PowerAction } from '../../src/instances/power.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';
import { actAsAuditor, comesTo, named, notFoundAfterTerminate, outsideClient, power, stateOf } from './instance-rig.ts';

let side: MainSide;
let ec2: EC2Client;
/** Runs. */
let web: Instance;
/** Is stopped. */
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

const NAMES: Readonly<Record<PowerAction, string>> = {
  start: 'StartInstances',
  stop: 'StopInstances',
  reboot: 'RebootInstances',
  terminate: 'TerminateInstances',
};

describe('good', () => {
  test('an instance is stopped, started, rebooted and terminated', async () => {
    const id = web.instanceId;
    expect(await power(side, 'stop', id)).toEqual([
      { instanceId: id, outcome: 'done', sentence: 'It is being stopped.' },
    ]);
    await comesTo(ec2, id, 'stopped');
    expect(await power(side, 'start', id)).toMatchObject([{ outcome: 'done', sentence: 'It is being started.' }]);
    await comesTo(ec2, id, 'running');
    expect(await power(side, 'reboot', id)).toMatchObject([{ outcome: 'done', sentence: 'It is being rebooted.' }]);
    expect(await power(side, 'terminate', id)).toMatchObject([
      { outcome: 'done', sentence: 'It is being terminated.' },
    ]);
    await comesTo(ec2, id, 'terminated');
  });

  test('before terminating it is told which disks go and stay, which addresses stay, and what is protected', async () => {
    await side.handlers.instances.protect({ instanceId: build.instanceId, kind: 'termination', on: true });
    const { fates } = await side.handlers.instances.beforeTerminate({
      instanceIds: [web.instanceId, build.instanceId, 'i-00000000000000000'],
    });
    expect(fates).toMatchObject([
      {
        instance: { instanceId: web.instanceId, volumes: [{ isRoot: true }] },
        isProtected: { known: true, value: false },
      },
      {
        instance: { instanceId: build.instanceId },
        isProtected: { known: true, value: true },
        elasticIps: { known: true },
      },
    ]);
  });

  test('a termination that has begun shows disks that were deleted no longer', async () => {
    const { volumeId } = web.volumes.find(({ deleteOnTermination }) => deleteOnTermination) ?? { volumeId: '' };
    await power(side, 'terminate', web.instanceId);
    await comesTo(ec2, web.instanceId, 'terminated');
    expect((await named(side, 'web-01')).volumes.map((one) => one.volumeId)).not.toContain(volumeId);
  });
});

describe('refused', () => {
  test('one that is refused does not stop the others', async () => {
    await side.handlers.instances.protect({ instanceId: web.instanceId, kind: 'termination', on: true });
    const results = await power(side, 'terminate', web.instanceId, 'i-00000000000000000', build.instanceId);
    expect(results).toMatchObject([
      {
        outcome: 'refused',
        sentence: expect.stringContaining('protected'),
        fix: expect.stringContaining('Change termination protection'),
      },
      { outcome: 'refused', sentence: expect.stringContaining('is not in') },
      { instanceId: build.instanceId, outcome: 'done' },
    ]);
    expect(await stateOf(ec2, web.instanceId)).toBe('running');
    await comesTo(ec2, build.instanceId, 'terminated');
  });

  test('stop protection is told by its own name', async () => {
    await side.handlers.instances.protect({ instanceId: web.instanceId, kind: 'stop', on: true });
    await expect(power(side, 'stop', web.instanceId)).rejects.toMatchObject({
      code: 'instances.protected',
      details: { fix: expect.stringContaining('Change stop protection') },
    });
    expect(await stateOf(ec2, web.instanceId)).toBe('running');
  });

  test('AWS’s own refusal after the dry run is told for that instance alone', async () => {
    await side.fault({
      operation: 'StopInstances',
      mode: 'error',
      code: 'IncorrectInstanceState',
      status: 400,
      skip: 1,
    });
    expect(await power(side, 'stop', web.instanceId)).toMatchObject([{ outcome: 'refused' }]);
    expect(await stateOf(ec2, web.instanceId)).toBe('running');
  });

  test.each([
    ['start', 'It is on already.'],
    ['stop', 'It is off already.'],
    ['reboot', 'Only a running instance can be rebooted.'],
  ] as const)(
    '%s of an instance that is not in the state for it is refused without being sent',
    async (action, reason) => {
      const one = action === 'start' ? web : build;
      await expect(power(side, action, one.instanceId)).rejects.toMatchObject({ message: reason });
    },
  );

  test.each(['start', 'stop', 'reboot', 'terminate'] as const)(
    'an auditor may not %s, and nothing is changed',
    async (action) => {
      await actAsAuditor(side);
      const one = action === 'start' ? build : web;
      await expect(power(side, action, one.instanceId)).rejects.toMatchObject({ code: 'aws.denied' });
      expect(await stateOf(ec2, one.instanceId)).toBe(one.state);
    },
  );

  test('an auditor is shown what a termination would take, as far as it may be read', async () => {
    await actAsAuditor(side);
    const { fates } = await side.handlers.instances.beforeTerminate({ instanceIds: [web.instanceId] });
    expect(fates).toMatchObject([{ instance: { instanceId: web.instanceId } }]);
  });
});

describe('broken', () => {
  test.each(['start', 'stop', 'terminate'] as const)(
    'a lost answer of %s is looked at again: it was done',
    async (action) => {
      const one = action === 'start' ? build : web;
      await side.fault({ operation: NAMES[action], mode: 'drop-reply', skip: 1, times: 3 });
      expect(await power(side, action, one.instanceId)).toMatchObject([{ outcome: 'done' }]);
      expect(await stateOf(ec2, one.instanceId)).not.toBe(one.state);
    },
  );

  test.each(['stop', 'terminate'] as const)('a lost request of %s is never told as done', async (action) => {
    await side.fault({ operation: NAMES[action], mode: 'drop', skip: 1, times: 3 });
    expect(await power(side, action, web.instanceId)).toMatchObject([
      { outcome: 'unsure', sentence: expect.stringContaining('it is running still') },
    ]);
    expect(await stateOf(ec2, web.instanceId)).toBe('running');
  });

  test('a reboot is sent once, and a lost answer is told as unsure', async () => {
    await side.fault({ operation: 'RebootInstances', mode: 'drop-reply', skip: 1, times: 1 });
    expect(await power(side, 'reboot', web.instanceId)).toMatchObject([
      { outcome: 'unsure', sentence: expect.stringContaining('it may be restarting') },
    ]);
  });

  test('“not found” after Terminate is not taken as terminated', async () => {
    await side.fault({
      operation: 'TerminateInstances',
      mode: 'error',
      code: 'InvalidInstanceID.NotFound',
      status: 400,
      skip: 1,
    });
    const [result] = await power(side, 'terminate', web.instanceId);
    expect(result).toMatchObject({ outcome: 'unsure', sentence: expect.stringContaining('it is running still') });
    expect(await stateOf(ec2, web.instanceId)).toBe('running');
  });

  test('neither is an instance that AWS does not show any more', async () => {
    const gone = notFoundAfterTerminate(web.instanceId);
    expect(await changePower(gone.cloud, 'terminate', [web.instanceId])).toMatchObject([
      { outcome: 'unsure', sentence: expect.stringContaining('does not prove that it is terminated') },
    ]);
    expect(gone.terminations()).toBe(1);
  });

  test('an instance that cannot be looked at after a lost answer is told as unsure', async () => {
    await side.fault({ operation: 'TerminateInstances', mode: 'drop', skip: 1, times: 3 });
    await side.fault({ operation: 'DescribeInstances', mode: 'drop', skip: 1, times: 3 });
    expect(await power(side, 'terminate', web.instanceId)).toMatchObject([
      { outcome: 'unsure', sentence: expect.stringContaining('could not be looked at') },
    ]);
  });

  test('throttling for a while is not seen by the person', async () => {
    await side.fault({
      operation: 'StopInstances',
      mode: 'error',
      code: 'RequestLimitExceeded',
      status: 503,
      skip: 1,
      times: 3,
    });
    expect(await power(side, 'stop', web.instanceId)).toMatchObject([{ outcome: 'done' }]);
  });
});
