import type {
  GetConsoleOutputRequest,
  GetConsoleOutputResult,
  GetConsoleScreenshotRequest,
  GetConsoleScreenshotResult,
  GetPasswordDataRequest,
  GetPasswordDataResult,
} from '@aws-sdk/client-ec2';
import { findInstanceType } from '../../data/instance-types.ts';
import { Refusal } from '../../refusal.ts';
import { reads } from '../operation.ts';
import { findInstance } from './instances.ts';

/** How long after a start the console is looked at, where the newest output was not asked for. */
const CONSOLE_LAG_MS = 240_000;

/** What a machine shows on its console, and what it tells of its password. */
export const consoleReads = [
  reads('GetConsoleOutput', async (input: GetConsoleOutputRequest, call): Promise<GetConsoleOutputResult> => {
    const instance = findInstance(input.InstanceId, call);
    if (input.Latest && findInstanceType(instance.type)?.hypervisor === 'xen') {
      throw new Refusal(
        'UnsupportedOperation',
        'This instance type does not support retrieving the latest console logs. Only instances built on the Nitro System do.',
      );
    }
    if (input.Latest || call.now - instance.launchedAt >= CONSOLE_LAG_MS) await call.fleet.lookAtConsole(instance);
    const printed = call.place.consoles.get(instance.id);
    return {
      InstanceId: instance.id,
      Timestamp: new Date(printed?.at ?? call.now),
      ...(printed?.text ? { Output: Buffer.from(printed.text, 'utf8').toString('base64') } : {}),
    };
  }),

  reads('GetConsoleScreenshot', (input: GetConsoleScreenshotRequest, call): GetConsoleScreenshotResult => {
    findInstance(input.InstanceId, call);
    throw new Refusal(
      'UnsupportedOperation',
      'The practice machines have no screen, so there is no picture of it. GetConsoleOutput gives what they print.',
    );
  }),

  reads('GetPasswordData', (input: GetPasswordDataRequest, call): GetPasswordDataResult => {
    const instance = findInstance(input.InstanceId, call);
    // Only Windows makes a password at its first start.
    return { InstanceId: instance.id, Timestamp: new Date(instance.launchedAt), PasswordData: '' };
  }),
];
