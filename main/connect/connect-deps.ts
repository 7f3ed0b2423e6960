import type { Instance } from '../../src/instances/contract.ts';
import type { Clock, Log, Publish } from '../app/platform.ts';

/** Whose machines are connected to. Private keys and remembered host keys belong to one of these. */
export interface ConnectScope {
  readonly accountId: string;
  readonly region: string;
  readonly practice: boolean;
}

/** What is known of the image that the machine was launched from; each part only where it can be seen. */
export interface ConnectImage {
  readonly name?: string;
  readonly description?: string;
  /** The twelve digits of the account that owns it. */
  readonly ownerId?: string;
  /** `amazon` or `aws-marketplace`, where AWS gives one. */
  readonly ownerAlias?: string;
  /** The image that this one was made from: a user remembered for that one is tried here too. */
  readonly sourceImageId?: string;
}

/** A machine to connect to. */
export interface ConnectTarget {
  readonly instance: Instance;
  readonly image?: ConnectImage;
}

/** Where the machine's SSH listens. */
export interface DialAddress {
  readonly host: string;
  readonly port: number;
  /** What the person is shown: the public name or address, also where practice really dials loopback. */
  readonly shownHost: string;
}

/**
 * A small durable record: remembered host keys and users.
 *
 * `read` answers what was last written, or null; `write` must not resolve before it is on disk.
 */
export interface ConnectMemoryFile {
  read(): Promise<unknown>;
  write(value: unknown): Promise<void>;
}

/** All that connecting needs from the rest of the main process; compose.ts hands it in. */
export interface ConnectDeps {
  scope(): Promise<ConnectScope>;
  /** The machine as AWS knows it now; null when there is none of that id. */
  target(instanceId: string): Promise<ConnectTarget | null>;
  /** The private half in PEM, from the vault; null when it is not on this computer. */
  privateKey(scope: ConnectScope, keyName: string): Promise<string | null>;
  /** The names of the private halves that are kept for this account and Region. */
  keptKeys(scope: ConnectScope): Promise<readonly string[]>;
  /** Makes a key for one log-in and has EC2 Instance Connect push it; answers its private half. Throws AWS's refusal. */
  pushKey(instance: Instance, user: string): Promise<string>;
  /** The socket of this computer's SSH agent; undefined when none runs. */
  readonly agentSocket: string | undefined;
  /** The machines that run in the same network and have a public address. */
  neighbours(instance: Instance): Promise<readonly Instance[]>;
  /** Where to dial; null when the machine cannot be reached from here (no public address). */
  dial(instance: Instance): Promise<DialAddress | null>;
  /** GetConsoleOutput's text; null when there is none (yet) or it may not be read. */
  consoleOutput(instanceId: string): Promise<string | null>;
  readonly memory: ConnectMemoryFile;
  readonly publish: Publish;
  readonly clock: Clock;
  readonly log: Log;
  /** An id that nobody can guess, at most 64 characters. */
  randomId(): string;
}
