import type { MfaDeviceRecord, UserRecord } from '../../world/records/iam-records.ts';
import { nameKey } from '../../world/tables.ts';
import type { Account } from '../../world/world.ts';
import { noSuchEntity } from './finding.ts';

/** A virtual MFA device by its serial number. */
export function findDevice({ mfaDevices }: Account, serial: string | undefined): MfaDeviceRecord {
  const device = mfaDevices.get(serial);
  if (!device) throw noSuchEntity(`VirtualMFADevice with serial number ${serial} doesn't exist.`);
  return device;
}

/** Whether a device is a user's. */
export function isHeldBy({ holder }: MfaDeviceRecord, user: UserRecord): boolean {
  return holder !== null && nameKey(holder.userName) === user.id;
}

/** A device that a user has enabled. */
export function findHeldDevice(account: Account, user: UserRecord, serial: string | undefined): MfaDeviceRecord {
  const device = account.mfaDevices.get(serial);
  if (!device || !isHeldBy(device, user)) {
    throw noSuchEntity(`MFA device with serial number ${serial} cannot be found for user ${user.name}.`);
  }
  return device;
}
