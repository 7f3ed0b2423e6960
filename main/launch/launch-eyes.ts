import type { Cloud } from '../aws/cloud.ts';

/** One machine on its way up. */
export interface MachineState {
  readonly id: string;
  readonly state: string;
  /** Why it is as it is, in words; empty where AWS gives no reason. */
  readonly reason: string;
  /** What to do about the reason; empty where there is nothing. */
  readonly fix: string;
}

/** One machine that should run. */
export interface MachineHealth extends MachineState {
  readonly publicIp: string | undefined;
  readonly checks: { readonly passed: number; readonly of: number };
}

/** How a launch watches its machines. */
export interface LaunchEyes {
  states(cloud: Cloud, ids: readonly string[]): Promise<readonly MachineState[]>;
  health(cloud: Cloud, ids: readonly string[]): Promise<readonly MachineHealth[]>;
  /** Whether an SSH server answers at a public address. */
  sshAnswers(cloud: Cloud, publicIp: string): Promise<boolean>;
}

/** The eyes over EC2; where a public address is really dialled is the caller's business. */
export function createEyes(sshAnswers: LaunchEyes['sshAnswers']): LaunchEyes {
  const ec2 = () => import('./ec2-launch-eyes.ts');
  return {
    states: async (cloud, ids) => (await ec2()).statesOf(cloud, ids),
    health: async (cloud, ids) => (await ec2()).healthOf(cloud, ids),
    sshAnswers,
  };
}
