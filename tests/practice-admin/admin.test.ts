import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CreateImageCommand, DescribeImagesCommand, DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateAccessKeyCommand } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { instanceNamed, startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { sendSigned } from '../practice/signed-post.ts';

let it: TestCloud;
beforeEach(async () => {
  it = await startTestCloud();
});
afterEach(() => it.end());

/** Makes one of the practice cloud's own calls over HTTP, as a script would. */
async function ask(name: string, input: unknown, userName = 'trainee') {
  const person = it.cloud.ready.people.find((one) => one.userName === userName);
  const { status, text } = await sendSigned({
    endpoint: it.cloud.ready.endpoint,
    accessKeyId: person?.accessKeyId ?? '',
    secretAccessKey: person?.secretAccessKey ?? '',
    service: 'practice',
    body: typeof input === 'string' ? input : JSON.stringify(input),
    headers: { 'x-amz-target': `Practice.${name}` },
  });
  return { status, body: JSON.parse(text) as Record<string, unknown> };
}

async function namesOfImages(): Promise<(string | undefined)[]> {
  const { Images = [] } = await it.ec2().send(new DescribeImagesCommand({ Owners: ['self'] }));
  return Images.map(({ Name }) => Name);
}

async function makeImage(name: string): Promise<void> {
  const { InstanceId } = await instanceNamed(it.ec2(), 'web-02');
  await it.ec2().send(new CreateImageCommand({ InstanceId, Name: name }));
}

describe('the practice cloud’s own calls', () => {
  test('tell its status, list its machines, and move its clock', async () => {
    await it.cloud.machinesReady();
    const { body } = await ask('Status', {});
    expect(body).toMatchObject({ endpoint: it.cloud.ready.endpoint, instances: 4, images: 1 });
    expect(await ask('Step', { seconds: 3600 })).toEqual({ status: 200, body: {} });
    const later = await ask('Status', {});
    expect(Date.parse(String(later.body.now)) - Date.parse(String(body.now))).toBeGreaterThanOrEqual(3_600_000);
    const { machines } = (await ask('Machines', {})).body as { machines: object[] };
    expect(machines).toHaveLength(3);
    expect(machines[0]).toMatchObject({ accountId: '111122223333', region: 'eu-central-1', user: 'ubuntu' });
    expect((await ask('SetSpeed', { speed: 100 })).status).toBe(200);
    expect((await ask('Status', {})).body).toMatchObject({ speed: 100 });
  });

  test('give the first day back, with the same keys', async () => {
    await makeImage('before-reset');
    expect(await ask('Reset', {})).toEqual({ status: 200, body: {} });
    expect(await namesOfImages()).toEqual(['web-ubuntu-24.04-2026-10-01']);
  });

  test('give the first day back to who holds the first key, though a second one was made', async () => {
    const { AccessKey } = await it.iam().send(new CreateAccessKeyCommand({}));
    expect(AccessKey?.UserName).toBe('trainee');
    expect(await ask('Reset', {})).toEqual({ status: 200, body: {} });
    expect((await ask('Status', {})).status).toBe(200);
  });

  test('say what was wrong with the input, and keep their own faults to themselves', async () => {
    expect(await ask('ImportWorld', { world: 'nonsense' })).toEqual({
      status: 400,
      body: { __type: 'ValidationException', message: 'This is not an exported practice world.' },
    });
    expect(await ask('Trouble', { instanceId: 'i-00000000000000000' })).toMatchObject({
      status: 400,
      body: { __type: 'ValidationException' },
    });
  });

  test('carry a world from one practice cloud to another, as one text', async () => {
    await makeImage('carried');
    const { world } = (await ask('ExportWorld', {})).body;
    await ask('Reset', {});
    expect(await namesOfImages()).not.toContain('carried');
    expect((await ask('ImportWorld', { world })).status).toBe(200);
    expect(await namesOfImages()).toContain('carried');
  });

  test.each([
    ['no world at all', 'hello', 'not an exported practice world'],
    ['a later form', '{"format":"amiable-practice-world","version":9}\n', 'unknown form 9'],
    ['a cut text', '{"format":"amiable-practice-world","version":2}\n["//meta","world"', 'no end'],
    ['a row that is none', '{"format":"amiable-practice-world","version":2}\n[1,2,3]\n', 'Row 1'],
    ['no origin', '{"format":"amiable-practice-world","version":2}\n', 'no origin'],
  ])('refuse to import %s, and change nothing', async (_what, world, message) => {
    await makeImage('still-here');
    const { status, body } = await ask('ImportWorld', { world });
    expect({ status, type: body.__type }).toEqual({ status: 400, type: 'ValidationException' });
    expect(body.message).toContain(message);
    expect(await namesOfImages()).toContain('still-here');
  });

  test('inject faults into one operation, one account, one Region', async () => {
    const fault = { operation: 'DescribeInstances', mode: 'error', code: 'RequestLimitExceeded', status: 503 };
    await ask('AddFault', { ...fault, accountId: '444455556666', times: 5 });
    const looks = (user: string, region?: string) => it.ec2(user, region).send(new DescribeInstancesCommand({}));
    await looks('trainee');
    await expect(looks('partner')).rejects.toMatchObject({ name: 'RequestLimitExceeded' });
    await ask('ClearFaults', {});
    await ask('AddFault', { ...fault, operation: 'ec2:*', region: 'eu-west-1' });
    await looks('trainee');
    await expect(looks('trainee', 'eu-west-1')).rejects.toMatchObject({ name: 'RequestLimitExceeded' });
    await looks('trainee', 'eu-west-1');
    await ask('AddFault', { ...fault, skip: 1, times: 1 });
    await ask('AddFault', { ...fault, code: 'InternalError', skip: 2, times: 1 });
    await looks('trainee');
    await expect(looks('trainee')).rejects.toMatchObject({ name: 'RequestLimitExceeded' });
    await expect(looks('trainee')).rejects.toMatchObject({ name: 'InternalError' });
    await looks('trainee');
  });

  test('can be made with curl', async () => {
    const { endpoint, people } = it.cloud.ready;
    const { stdout } = await promisify(execFile)('curl', [
      '--silent',
      '--aws-sigv4',
      'aws:amz:eu-central-1:practice',
      '--user',
      `${people[0].accessKeyId}:${people[0].secretAccessKey}`,
      '--header',
      'X-Amz-Target: Practice.Status',
      '--header',
      'Content-Type: application/x-amz-json-1.1',
      '--data',
      '{}',
      endpoint,
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ endpoint, instances: 4 });
  });
});

describe('a call that is not right', () => {
  test.each([
    ['Dance', {}, 'UnknownOperationException'],
    ['Stop', {}, 'UnknownOperationException'],
    ['reset', {}, 'UnknownOperationException'],
    ['__proto__', {}, 'UnknownOperationException'],
    ['Step', { seconds: 'many' }, 'ValidationException'],
    ['Step', { seconds: -1 }, 'ValidationException'],
    ['Step', {}, 'ValidationException'],
    ['SetSpeed', { speed: 11 }, 'ValidationException'],
    ['Status', { verbose: true }, 'ValidationException'],
    ['Trouble', { instanceId: 'i-00000000000000000' }, 'ValidationException'],
    ['Trouble', { instanceId: 'web-01' }, 'ValidationException'],
    ['Configure', { accountId: '999999999999', region: 'eu-central-1' }, 'ValidationException'],
    ['AddFault', { operation: 'CreateImage', mode: 'explode' }, 'ValidationException'],
    ['AddFault', { operation: 'create image', mode: 'drop' }, 'ValidationException'],
    ['Reset', [], 'ValidationException'],
    ['Reset', '{', 'SerializationException'],
  ])('%s %j is refused', async (name, input, type) => {
    const { status, body } = await ask(name, input);
    expect({ status, type: body.__type }).toEqual({ status: 400, type });
    expect(String(body.message)).toMatch(/\w/);
  });

  test('is refused to who may not make it', async () => {
    expect(await ask('Reset', {}, 'auditor')).toMatchObject({
      status: 400,
      body: { __type: 'AccessDeniedException', message: expect.stringContaining('practice:Reset') },
    });
  });
});
