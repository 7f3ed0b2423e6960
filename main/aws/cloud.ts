import type { EC2Client } from '@aws-sdk/client-ec2';
import type { AccountSource } from '../../src/accounts/contract.ts';
import type { Destination } from './destination.ts';
import type { ServiceClients } from './service-clients.ts';

/** Who a set of credentials belongs to, as GetCallerIdentity tells. */
export interface Identity {
  readonly accountId: string;
  readonly arn: string;
  /** The last part of the ARN: the user, or the role's session. */
  readonly userName: string;
}

/** How patiently to look again; Amazon's clouds are asked gently, the practice cloud is on this computer. */
export interface Pace {
  /** Milliseconds between two looks at the same thing. */
  readonly pollMs: number;
  /** The longest pause after faults in a row. */
  readonly slowestMs: number;
  /** For how long something just made may be unknown to a Describe before it counts as gone. */
  readonly consistencyMs: number;
}

/** For Amazon's clouds, and for those whose nature is not known yet: five seconds and five minutes are its own advice. */
export const UNKNOWN_PACE: Pace = { pollMs: 5_000, slowestMs: 60_000, consistencyMs: 300_000 };
/** For clouds on this computer. */
export const LOCAL_PACE: Pace = { pollMs: 400, slowestMs: 4_000, consistencyMs: 3_000 };

/** What a worker thread needs to make a client of its own; the credentials are asked for when they are needed. */
export interface CloudPass {
  readonly region: string;
  readonly endpoint: string | undefined;
  readonly destination: Destination;
  readonly profile: string | undefined;
}

/**
 * One account source in one Region, ready to be called.
 *
 * Every error of its clients is an AppError already (errors.ts). A Cloud may go stale when the practice
 * cloud restarts or a sign-in ends: ask Clouds again for each piece of work instead of keeping one.
 */
export interface Cloud extends ServiceClients {
  readonly source: AccountSource;
  readonly region: string;
  /** Where calls go when that is not AWS itself. */
  readonly endpoint: string | undefined;
  readonly pace: Pace;
  readonly pass: CloudPass;
  /** For Describe calls and for changes that may be repeated without harm: throttling and lost packets are retried. */
  readonly read: EC2Client;
  /** For everything that creates: sent once, so that a lost reply can never make a second one (F4). */
  readonly once: EC2Client;
  identity(): Promise<Identity>;
  /** Ends its connections, with what is under way on them. */
  close(): void;
  /** Told when a client made from `pass` was refused for its sign-in: the next piece of work signs in afresh. */
  signInEnded(): void;
}

/** Opens clouds; the same Cloud is answered for the same source and Region while its sign-in holds. */
export interface Clouds {
  open(source: AccountSource, region: string): Promise<Cloud>;
  /** Forgets every client, so that changed credentials and a restarted practice cloud are read afresh. */
  forget(): void;
  /** Ends every connection, with what is under way on it. */
  close(): void;
}
