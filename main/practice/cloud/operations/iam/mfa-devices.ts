import type {
  CreateVirtualMFADeviceRequest,
  CreateVirtualMFADeviceResponse,
  DeactivateMFADeviceRequest,
  DeleteVirtualMFADeviceRequest,
  EnableMFADeviceRequest,
  GetMFADeviceRequest,
  GetMFADeviceResponse,
  ListMFADevicesRequest,
  ListMFADevicesResponse,
  ListVirtualMFADevicesRequest,
  ListVirtualMFADevicesResponse,
  ResyncMFADeviceRequest,
  VirtualMFADevice,
} from '@aws-sdk/client-iam';
import { iamQuotas } from '../../data/iam-quotas.ts';
import { Refusal } from '../../refusal.ts';
import { iamArn } from '../../world/accounts.ts';
import type { MfaDeviceRecord } from '../../world/records/iam-records.ts';
import { nameKey } from '../../world/tables.ts';
import type { Account } from '../../world/world.ts';
import { type CallContext, changes, reads } from '../operation.ts';
import { alreadyExists, deleteConflict, findUser, findUserOrCaller, quotaExceeded } from './finding.ts';
import { findDevice, findHeldDevice } from './mfa-finding.ts';
import { encodeBase32, stepOfPair } from './one-time-passwords.ts';
import { markedPage } from './pages.ts';
import { checkTags } from './tags.ts';
import { showUser, tagsIn } from './views.ts';

/** As long as the seeds of AWS: 64 characters. */
const SEED_BYTES = 40;

function checkPair(
  device: MfaDeviceRecord,
  codes: { readonly AuthenticationCode1?: string | undefined; readonly AuthenticationCode2?: string | undefined },
  call: CallContext,
): number {
  const step = stepOfPair(device, codes.AuthenticationCode1 ?? '', codes.AuthenticationCode2 ?? '', call);
  if (step === null) {
    throw new Refusal('InvalidAuthenticationCode', 'Authentication code for device is not valid.', 403);
  }
  return step;
}

function showDevice(account: Account, { id, holder, tags }: MfaDeviceRecord): VirtualMFADevice {
  const user = account.users.get(holder && nameKey(holder.userName));
  return {
    SerialNumber: id,
    ...(holder && user ? { User: showUser(account, user), EnableDate: new Date(holder.enabledAt) } : {}),
    ...tagsIn(tags),
  };
}

/** Virtual MFA devices: one-time passwords of any authenticator app. The picture with the seed is not made. */
export const mfaDeviceOperations = [
  changes('CreateVirtualMFADevice', (input: CreateVirtualMFADeviceRequest, call): CreateVirtualMFADeviceResponse => {
    const { account, world, now } = call;
    const name = input.VirtualMFADeviceName ?? '';
    const path = input.Path ?? '/';
    const id = iamArn(account, 'mfa', { path, name });
    if (account.mfaDevices.get(id)) {
      throw alreadyExists('MFADevice entity at the same path and name already exists.');
    }
    const tags = checkTags(input.Tags);
    if (account.mfaDevices.size >= iamQuotas.MFADevicesPerAccount) {
      throw quotaExceeded('MFADevicesPerAccount', iamQuotas.MFADevicesPerAccount);
    }
    call.proceed();
    const seed = encodeBase32(world.random(SEED_BYTES));
    account.mfaDevices.add({ id, name, path, seed, createdAt: now, holder: null, lastStep: 0, tags });
    return {
      VirtualMFADevice: {
        SerialNumber: id,
        Base32StringSeed: new Uint8Array(Buffer.from(seed, 'ascii')),
        ...tagsIn(tags),
      },
    };
  }),

  changes('EnableMFADevice', (input: EnableMFADeviceRequest, call): object => {
    const { account, now } = call;
    const user = findUser(account, input.UserName);
    const device = findDevice(account, input.SerialNumber);
    if (device.holder) throw alreadyExists('MFA Device is already in use.');
    const lastStep = checkPair(device, input, call);
    if (account.mfaDevices.by('user', user.id).length >= iamQuotas.MFADevicesPerUser) {
      throw quotaExceeded('MFADevicesPerUser', iamQuotas.MFADevicesPerUser);
    }
    call.proceed();
    account.mfaDevices.change(device, { holder: { userName: user.name, enabledAt: now }, lastStep });
    return {};
  }),

  changes('ResyncMFADevice', (input: ResyncMFADeviceRequest, call): object => {
    const user = findUser(call.account, input.UserName);
    const device = findHeldDevice(call.account, user, input.SerialNumber);
    const lastStep = checkPair(device, input, call);
    call.proceed();
    call.account.mfaDevices.change(device, { lastStep });
    return {};
  }),

  changes('DeactivateMFADevice', (input: DeactivateMFADeviceRequest, call): object => {
    const user = findUserOrCaller(call, input.UserName);
    const device = findHeldDevice(call.account, user, input.SerialNumber);
    call.proceed();
    call.account.mfaDevices.change(device, { holder: null });
    return {};
  }),

  changes('DeleteVirtualMFADevice', (input: DeleteVirtualMFADeviceRequest, call): object => {
    const device = findDevice(call.account, input.SerialNumber);
    if (device.holder) throw deleteConflict('MFA VirtualDevice in use. Must deactivate first.');
    call.proceed();
    call.account.mfaDevices.remove(device);
    return {};
  }),

  reads('GetMFADevice', (input: GetMFADeviceRequest, call): GetMFADeviceResponse => {
    const user = findUserOrCaller(call, input.UserName);
    const { id, holder } = findHeldDevice(call.account, user, input.SerialNumber);
    return { UserName: user.name, SerialNumber: id, EnableDate: new Date(holder?.enabledAt ?? 0) };
  }),

  reads('ListMFADevices', (input: ListMFADevicesRequest, call): ListMFADevicesResponse => {
    const user = findUserOrCaller(call, input.UserName);
    const { items, paging } = markedPage(call.account.mfaDevices.by('user', user.id), ({ id }) => id, input);
    return {
      MFADevices: items.map(({ id, holder }) => ({
        UserName: user.name,
        SerialNumber: id,
        EnableDate: new Date(holder?.enabledAt ?? 0),
      })),
      ...paging,
    };
  }),

  reads('ListVirtualMFADevices', (input: ListVirtualMFADevicesRequest, call): ListVirtualMFADevicesResponse => {
    const { account } = call;
    const { AssignmentStatus: status = 'Any' } = input;
    const kept = account.mfaDevices.filter(
      ({ holder }) => status === 'Any' || (status === 'Assigned') === (holder !== null),
    );
    const { items, paging } = markedPage(kept, ({ id }) => id, input);
    return { VirtualMFADevices: items.map((device) => showDevice(account, device)), ...paging };
  }),
];
