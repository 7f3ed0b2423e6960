import { generateKeyPairSync } from 'node:crypto';
import type * as sdk from '@aws-sdk/client-ec2';
import { SendSSHPublicKeyCommand, type SendSSHPublicKeyCommandInput } from '@aws-sdk/client-ec2-instance-connect';
import * as iam from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MachineWorld } from '../../main/practice/cloud/machines/machine.ts';
import { openSshPublicKey } from '../../main/practice/cloud/operations/keys/ssh-keys.ts';
import { createPaperMachines } from '../practice/paper-machines.ts';
import { instanceNamed, startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { expectRefusal, running, stopped, told } from '../practice-launch/launch-rig.ts';

let it: TestCloud;
let web: sdk.Instance;
let world: MachineWorld;
let realNow = Date.now();
const key = openSshPublicKey(generateKeyPairSync('ed25519').publicKey, 'me');

beforeAll(async () => {
  const paper = createPaperMachines();
  const machines = (given: MachineWorld) => {
    world = given;
    return paper.create(given);
  };
  it = await startTestCloud({ machines, realNow: () => realNow });
  web = await instanceNamed(it.ec2(), 'web-01');
});
afterAll(() => it.end());

const push = (change: Partial<SendSSHPublicKeyCommandInput> = {}, userName = 'trainee') =>
  it.instanceConnect(userName).send(
    new SendSSHPublicKeyCommand({
      InstanceId: web.InstanceId,
      InstanceOSUser: 'ubuntu',
      SSHPublicKey: key,
      ...change,
    }),
  );
const held = (user = 'ubuntu') => world.pushedKeys?.(told(web.InstanceId), user);

test('a key opens one machine to one user, for a minute', async () => {
  expect(await push({ AvailabilityZone: web.Placement?.AvailabilityZone })).toMatchObject({
    Success: true,
    RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(held()).toEqual([key]);
  expect(held('root')).toEqual([]);
  realNow += 59_000;
  expect(held()).toEqual([key]);
  realNow += 1_000;
  expect(held()).toEqual([]);
});

test('RSA keys may have the lengths that AWS takes', async () => {
  const rsa = (modulusLength: number) =>
    openSshPublicKey(generateKeyPairSync('rsa', { modulusLength }).publicKey, 'me');
  expect(await push({ SSHPublicKey: rsa(2048) })).toMatchObject({ Success: true });
  await expectRefusal(push({ SSHPublicKey: rsa(1024) }), 'InvalidArgsException', /SSHPublicKey/);
});

describe('is refused', () => {
  test.each([
    ['no key', { SSHPublicKey: 'ssh-ed25519 AAAA' }, 'InvalidArgsException', /SSHPublicKey/],
    ['a user with a space', { InstanceOSUser: 'the user' }, 'InvalidArgsException', /InstanceOSUser/],
    ['a user of 33 letters', { InstanceOSUser: 'u'.repeat(33) }, 'InvalidArgsException', /InstanceOSUser/],
    ['a name for an ID', { InstanceId: 'web-01' }, 'InvalidArgsException', /InstanceId/],
    ['a machine that is not there', { InstanceId: 'i-0123456789abcdef0' }, 'EC2InstanceNotFoundException', /not found/],
    ['a machine in another zone', { AvailabilityZone: 'eu-central-1c' }, 'EC2InstanceNotFoundException', /not found/],
  ] as const)('%s', async (_what, change, code, words) => {
    await expectRefusal(push(change), code, words);
  });

  test('a machine that does not run', async () => {
    const { InstanceId } = await instanceNamed(it.ec2(), 'build-01');
    await expectRefusal(push({ InstanceId }), 'EC2InstanceStateInvalidException', /stopped or terminated/);
    const started = told((await running(it, it.ec2())).InstanceId);
    expect(await push({ InstanceId: started })).toMatchObject({ Success: true });
    await stopped(it, it.ec2(), started);
    await expectRefusal(push({ InstanceId: started }), 'EC2InstanceStateInvalidException');
  });

  test("another account's machine", async () => {
    await expect(push({}, 'partner')).rejects.toMatchObject({
      name: 'AuthException',
      $metadata: { httpStatusCode: 403 },
    });
  });

  test('another user than a policy names', async () => {
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'ec2-instance-connect:SendSSHPublicKey',
          Resource: `arn:aws:ec2:eu-central-1:111122223333:instance/*`,
          Condition: { StringEquals: { 'ec2:osuser': 'ubuntu', 'aws:ResourceTag/Team': 'web' } },
        },
      ],
    });
    await it.iam().send(new iam.PutUserPolicyCommand({ UserName: 'auditor', PolicyName: 'connect', PolicyDocument }));
    expect(await push({}, 'auditor')).toMatchObject({ Success: true });
    await expectRefusal(
      push({ InstanceOSUser: 'root' }, 'auditor'),
      'AccessDeniedException',
      /is not authorized to perform: ec2-instance-connect:SendSSHPublicKey on resource: arn:aws:ec2:eu-central-1:111122223333:instance\/i-/,
    );
    const { InstanceId } = await instanceNamed(it.ec2(), 'db-01');
    await expectRefusal(push({ InstanceId }, 'auditor'), 'AccessDeniedException');
  });
});
