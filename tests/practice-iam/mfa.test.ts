import {
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  DeactivateMFADeviceCommand,
  DeleteUserCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GetMFADeviceCommand,
  type IAMClient,
  ListMFADevicesCommand,
  ListUsersCommand,
  ListVirtualMFADevicesCommand,
  ResyncMFADeviceCommand,
} from '@aws-sdk/client-iam';
import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { codeAt, twoCodes } from './authenticator.ts';
import { accounts, allow, clientsWith, newUser } from './iam-cloud.ts';

let it: TestCloud;
let iam: IAMClient;
/** Real time stands still, ten seconds into a code; practice time is an hour ahead of it. */
const realNow = Math.floor(Date.now() / 30_000) * 30_000 + 10_000;
const practiceNow = realNow + 3_600_000;
beforeAll(async () => {
  it = await startTestCloud({ empty: true, realNow: () => realNow });
  await it.step(3_600);
  iam = it.iam();
});
afterAll(() => it.end());

async function newDevice(name: string): Promise<{ SerialNumber: string; seed: string }> {
  const { VirtualMFADevice } = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: name }));
  const seed = Buffer.from(VirtualMFADevice?.Base32StringSeed ?? []).toString('ascii');
  return { SerialNumber: VirtualMFADevice?.SerialNumber ?? '', seed };
}

test('the test’s own authenticator shows what RFC 6238 says', () => {
  const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  expect(codeAt(seed, 59_000)).toBe('287082');
  expect(codeAt(seed, 1_111_111_109_000)).toBe('081804');
  expect(codeAt(seed, 20_000_000_000_000)).toBe('353130');
});

describe('a virtual device', () => {
  test('gives its seed once, as long as those of AWS', async () => {
    const { SerialNumber, seed } = await newDevice('first');
    expect(SerialNumber).toBe(`arn:aws:iam::${accounts.own}:mfa/first`);
    expect(seed).toMatch(/^[A-Z2-7]{64}$/);
    await expect(newDevice('first')).rejects.toMatchObject({ name: 'EntityAlreadyExistsException' });
    const { VirtualMFADevices } = await iam.send(new ListVirtualMFADevicesCommand({}));
    expect(VirtualMFADevices).toEqual([{ SerialNumber }]);
  });

  test('becomes a user’s by two codes that follow each other', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'anna' }));
    const { SerialNumber, seed } = await newDevice('annas');
    const enable = (codes: ReturnType<typeof twoCodes>) =>
      iam.send(new EnableMFADeviceCommand({ UserName: 'anna', SerialNumber, ...codes }));
    const invalid = {
      name: 'InvalidAuthenticationCodeException',
      message: 'Authentication code for device is not valid.',
      $metadata: { httpStatusCode: 403 },
    };
    const [one, two] = [codeAt(seed, realNow - 30_000), codeAt(seed, realNow)];
    await expect(enable({ AuthenticationCode1: two, AuthenticationCode2: one })).rejects.toMatchObject(invalid);
    await expect(enable({ AuthenticationCode1: two, AuthenticationCode2: two })).rejects.toMatchObject(invalid);
    await expect(enable(twoCodes(seed, realNow - 600_000))).rejects.toMatchObject(invalid);
    await enable({ AuthenticationCode1: one, AuthenticationCode2: two });
    await expect(enable({ AuthenticationCode1: one, AuthenticationCode2: two })).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
    });
    const { MFADevices } = await iam.send(new ListMFADevicesCommand({ UserName: 'anna' }));
    expect(MFADevices).toMatchObject([{ UserName: 'anna', SerialNumber, EnableDate: new Date(practiceNow) }]);
    const got = await iam.send(new GetMFADeviceCommand({ UserName: 'anna', SerialNumber }));
    expect(got).toMatchObject({ UserName: 'anna', SerialNumber });
    const listed = (AssignmentStatus: 'Assigned' | 'Unassigned') =>
      iam.send(new ListVirtualMFADevicesCommand({ AssignmentStatus }));
    expect((await listed('Assigned')).VirtualMFADevices).toMatchObject([{ SerialNumber, User: { UserName: 'anna' } }]);
    expect((await listed('Unassigned')).VirtualMFADevices).toHaveLength(1);
  });

  test('holds its user, and is free again when it is deactivated', async () => {
    const SerialNumber = `arn:aws:iam::${accounts.own}:mfa/annas`;
    await expect(iam.send(new DeleteUserCommand({ UserName: 'anna' }))).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete entity, must delete MFA device first.',
    });
    await expect(iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber }))).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'MFA VirtualDevice in use. Must deactivate first.',
    });
    const deactivate = () => iam.send(new DeactivateMFADeviceCommand({ UserName: 'anna', SerialNumber }));
    await deactivate();
    await expect(deactivate()).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    await iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber }));
    await iam.send(new DeleteUserCommand({ UserName: 'anna' }));
    await expect(iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: `VirtualMFADevice with serial number ${SerialNumber} doesn't exist.`,
    });
  });

  test('counts by practice time as well, for whoever steps it', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'ben' }));
    const { SerialNumber, seed } = await newDevice('bens');
    await iam.send(new EnableMFADeviceCommand({ UserName: 'ben', SerialNumber, ...twoCodes(seed, practiceNow) }));
    const resync = (ms: number) =>
      iam.send(new ResyncMFADeviceCommand({ UserName: 'ben', SerialNumber, ...twoCodes(seed, ms) }));
    await resync(realNow);
    await expect(resync(realNow - 3_600_000)).rejects.toMatchObject({ name: 'InvalidAuthenticationCodeException' });
  });
});

describe('a session with a one-time password', () => {
  test('may do what asks for one, and a session without may not use IAM at all', async () => {
    const Condition = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    const user = await newUser(it, 'carla', allow('iam:ListUsers', '*', { Condition }));
    const { SerialNumber, seed } = await newDevice('carlas');
    await iam.send(new EnableMFADeviceCommand({ UserName: 'carla', SerialNumber, ...twoCodes(seed, realNow) }));
    const list = () => new ListUsersCommand({});
    await expect(user.iam.send(list())).rejects.toMatchObject({ name: 'AccessDenied' });

    const open = (input: object) => user.sts.send(new GetSessionTokenCommand(input));
    const TokenCode = codeAt(seed, practiceNow);
    const failed = (message: RegExp) => ({ name: 'AccessDenied', message: expect.stringMatching(message) as string });
    await expect(open({ SerialNumber, TokenCode: codeAt(seed, realNow) })).rejects.toMatchObject(
      failed(/^MultiFactorAuthentication failed with invalid MFA one time pass code/),
    );
    await expect(open({ SerialNumber })).rejects.toMatchObject(failed(/must provide both MFA serial number/));
    await expect(open({ SerialNumber: `${SerialNumber}x`, TokenCode })).rejects.toMatchObject(
      failed(/unable to validate MFA code/),
    );
    const { Credentials } = await open({ SerialNumber, TokenCode });
    await clientsWith(it, Credentials ?? {}).iam.send(list());
    // No code opens two sessions.
    await expect(open({ SerialNumber, TokenCode })).rejects.toMatchObject(failed(/invalid MFA/));

    const plain = await open({});
    await expect(clientsWith(it, plain.Credentials ?? {}).iam.send(list())).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid',
    });
  });
});
