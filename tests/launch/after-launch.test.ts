import { StopInstancesCommand } from '@aws-sdk/client-ec2';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchStages } from '../../main/launch/launch-stages.ts';
import { type Cloud, startCloud } from '../../main/practice/cloud/cloud.ts';
import { stateReasonWords } from '../../src/instances/state-reasons.ts';
import type { Job } from '../../src/jobs/contract.ts';
import { availableImage, launchRequest } from '../desktop/journey-inputs.ts';
import { type MainSide, openMainSide } from '../desktop/main-side.ts';
import { outsideClient } from '../instances/instance-rig.ts';
import { createPaperMachines } from '../practice/paper-machines.ts';

let cloud: Cloud;
let side: MainSide;
let imageId: string;
beforeAll(async () => {
  cloud = await startCloud({ world: null, speed: 100, machines: createPaperMachines().create });
  const first = await openMainSide({ cloud });
  imageId = await availableImage(first);
  await first.stop();
});
afterAll(() => cloud.stop());
beforeEach(async () => {
  await cloud.request('clearFaults', {});
  side = await openMainSide({ cloud });
});
afterEach(() => side.stop());

let groups = 0;
/** A machine that nobody can log in to: its job ends with its checks. */
async function launched(): Promise<string> {
  const firewall = { kind: 'new' as const, name: `after-${++groups}`, description: 'test', rules: [] };
  const { jobId } = await side.handlers.launch.start(await launchRequest(side, imageId, { firewall }));
  return jobId;
}

const told = (jobId: string): Job[] =>
  side.told.flatMap(({ event, payload }) =>
    event === 'jobs.changed' && (payload as Job).jobId === jobId ? [payload as Job] : [],
  );

test('the card goes from pending to running to its checks, and says why nobody can log in', async () => {
  const jobId = await launched();
  const job = await side.ended(jobId);
  expect(job).toMatchObject({ state: 'done', instanceIds: [expect.any(String)] });
  expect(job.stages).toBeUndefined();
  const seen = told(jobId).flatMap(({ stages }) => (stages ? [stages.map(({ state }) => state)] : []));
  expect(seen[0]).toEqual(['doing', 'waiting', 'waiting']);
  expect(seen.at(-1)).toEqual(['done', 'done', 'trouble']);
  expect(told(jobId).at(-2)?.stages?.[2]?.sentence).toBe('not let in by its security group');
});

describe('a machine that dies at once', () => {
  test.each([
    ['Client.InternalError', /encryption key/, /owner of the key/],
    ['Client.VolumeLimitExceeded', /disk space/, /Delete volumes/],
    ['Client.InvalidSnapshot.NotFound', /snapshot of the image is gone/, /another image/],
    ['Server.InsufficientInstanceCapacity', /no free machine/, /another Availability Zone/],
    ['Server.InternalError', /fault of its own/, /Launch it again/],
    ['Client.Unheard', /Client.Unheard: of/, /Change what the reason names/],
  ])('of %s is told in plain words with what to do', async (code, says, fix) => {
    await side.fault({ operation: 'RunInstances', mode: 'error', code: 'DryRunOperation', status: 412 });
    await side.fault({ operation: 'RunInstances', mode: 'fail-later', code, message: `${code}: of AWS` });
    const { state, error } = await side.ended(await launched());
    expect(state).toBe('failed');
    expect(error).toMatchObject({ code: 'launch.ended', message: expect.stringMatching(says) });
    expect(error?.fix).toMatch(fix);
    const { instances } = await side.handlers.instances.list({});
    expect(instances.find(({ stateReasonCode }) => stateReasonCode === code)?.state).toMatch(
      /terminated|shutting-down/,
    );
  });

  test('a reason is known by its code or by the beginning of its text', () => {
    expect(stateReasonWords('Server.ScheduledStop', '')?.fix).toContain('Start it again');
    expect(stateReasonWords('', 'Client.InternalError: Client error on launch')?.meaning).toContain('encryption key');
    for (const code of ['', 'Client.Unheard', 'constructor', 'toString'])
      expect(stateReasonWords(code)).toBeUndefined();
  });
});

test('a machine that is stopped while its launch is watched is left as it is, and not called running', async () => {
  await cloud.request('setSpeed', { speed: 10 });
  const ec2 = outsideClient(side);
  const jobId = await launched();
  await expect.poll(async () => told(jobId).at(-1)?.stages?.[0]?.state, { interval: 5, timeout: 15_000 }).toBe('done');
  await ec2.send(new StopInstancesCommand({ InstanceIds: [...(told(jobId).at(-1)?.instanceIds ?? [])] }));
  await cloud.request('setSpeed', { speed: 100 });
  const job = await side.ended(jobId);
  expect(job).toMatchObject({ state: 'done', sentence: 'clone was launched, and does not run any more.' });
  const { instances } = await side.handlers.instances.list({});
  expect(instances.find(({ instanceId }) => job.instanceIds?.includes(instanceId))?.state).toMatch(/^stop/);
  ec2.destroy();
});

describe('the stages of several machines', () => {
  const machine = (state: string, passed = 0) => ({ id: 'i', state, reason: '', fix: '', checks: { passed, of: 2 } });
  test.each([
    [[machine('pending'), machine('running')], undefined, ['doing', 'waiting', 'waiting'], '1 of 2 running'],
    [[machine('running', 2), machine('running', 1)], { answering: 1 }, ['done', 'doing', 'doing'], '2 of 2 running'],
    [[machine('running', 2), machine('running', 2)], { answering: 2 }, ['done', 'done', 'done'], '2 of 2 running'],
  ] as const)('%#', (machines, login, states, words) => {
    const stages = launchStages(machines, login);
    expect(stages.map(({ state }) => state)).toEqual(states);
    expect(stages[0]?.sentence).toBe(words);
  });
});
