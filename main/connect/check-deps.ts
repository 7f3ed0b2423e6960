import type { LastFailure } from '../../src/connect/check-facts.ts';
import type { Instance } from '../../src/instances/contract.ts';
import type { AllHandlers } from '../../src/ipc/contract.ts';
import type { SecurityGroup } from '../../src/network/contract.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Clock } from '../app/platform.ts';
import type { Cloud } from '../aws/cloud.ts';
import type { DialAddress } from './connect-deps.ts';
import type { HostKey } from './host-keys.ts';

/** What connecting itself knows of a machine before anybody logs in. */
export interface LoginProspect {
  readonly instance: Instance;
  readonly keyName: string | undefined;
  /** Where to dial; null when it does not run or has no public address. */
  readonly address: DialAddress | null;
  readonly users: readonly string[];
  readonly lastFailure: LastFailure | undefined;
  /** The private half in PEM; null when it is not on this computer. */
  privateKey(): Promise<string | null>;
  rememberedHostKey(): Promise<HostKey | undefined>;
  consoleOutput(): Promise<string | null>;
}

/** All that the connection check needs; compose.ts hands it in. */
export interface CheckDeps {
  readonly accounts: Pick<Accounts, 'reading' | 'changing'>;
  readonly clock: Clock;
  /** Throws `connect.no-instance` when there is none of that id. */
  prospect(instanceId: string): Promise<LoginProspect>;
  groups(cloud: Cloud): Promise<readonly SecurityGroup[]>;
  readonly network: Pick<AllHandlers['network'], 'myAddress' | 'addRule' | 'removeRule'>;
  readonly instances: Pick<AllHandlers['instances'], 'power'>;
}

/** How patiently the check waits for the machine, in milliseconds. */
export interface CheckTimes {
  /** From dialling to the end of a log-in. */
  readonly answerMs: number;
  /** The same where the settings already tell that no answer will come. */
  readonly hopelessMs: number;
}

export const CHECK_TIMES: CheckTimes = { answerMs: 8_000, hopelessMs: 1_500 };
