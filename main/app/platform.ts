import type { EventName, EventPayload } from '../../src/ipc/contract.ts';
import type { PracticeReply, PracticeRequest } from '../../src/practice/port.ts';
import type { Preferences } from '../../src/settings/contract.ts';
import type { ListerPort } from '../images/listing.ts';

export type { Journal } from './journal.ts';
export type { Scrub } from './log.ts';
export type { FileSpec, Recovery, Store, StoredFile } from './store.ts';

/**
 * What the operating system and Electron give to the rest of the main process.
 *
 * compose.ts takes a Platform and builds everything else from it, so that all of the main process but
 * electron.ts runs, and is tested, without Electron.
 */
export interface Platform {
  /** The folder for everything the app keeps; 0700. */
  readonly dataFolder: string;
  /** The person's home folder, where ~/.aws is. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly switches: Switches;
  readonly version: string;
  readonly cipher: Cipher;
  readonly clock: Clock;
  readonly log: Log;
  /** From now on this secret is taken out of every line of the log. */
  hideFromLog(secret: string): void;
  readonly publish: Publish;
  readonly preferences: PreferenceStore;
  /** Starts the practice cloud in a process of its own; its world is kept in `worldFolder`. */
  startPracticeProcess(worldFolder: string): PracticeProcess;
  /** Starts the thread that lists images (main/images/inventory-worker.ts). */
  startLister(): ListerPort;
  /** Asks the person where to, and writes a text file there; false when they thought better of it. */
  saveText(name: string, text: string): Promise<boolean>;
  /** The same for a secret: the file can be read by the person alone. */
  savePrivate(name: string, text: string): Promise<boolean>;
  /** Asks the person for a key file and reads it; null when they thought better of it. Throws what the file system says. */
  openPrivate(): Promise<{ readonly name: string; readonly text: string } | null>;
  /** Asks the person for files to upload; none when they thought better of it. */
  chooseFiles(): Promise<readonly string[]>;
  /** Asks the person where to save a file, and before another is replaced. */
  choosePlace(name: string): Promise<string | null>;
  chooseFolder(): Promise<string | null>;
  /** Shows a page in the person's browser; the one call site of shell.openExternal checks the URL again. */
  openExternal(url: string): Promise<void>;
}

/** What the command line asked for. */
export interface Switches {
  /**
   * `--practice-connection-file=PATH`: where to write the practice cloud's endpoint, Region and keys (JSON, 0600),
   * so that the AWS CLI or a test can act on the same cloud.
   */
  readonly practiceConnectionFile?: string | undefined;
}

/** Encryption by the operating system's keyring. */
export interface Cipher {
  /** `available` false comes with a sentence and a way out; nothing is ever kept in plain text instead. */
  status(): { readonly available: true } | { readonly available: false; readonly reason: string; readonly fix: string };
  /** Throws AppError `vault.no-keyring` where there is no keyring. */
  encrypt(text: string): Uint8Array;
  decrypt(bytes: Uint8Array): string;
}

/** Time, given so that tests can move it. */
export interface Clock {
  now(): Date;
  /** Resolves after `ms`; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Lines for the person who looks into a fault; secrets are scrubbed on the way in. */
export interface Log {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void;
  error(message: string, facts?: Readonly<Record<string, unknown>>): void;
}

/** Tells every window; the payload is checked against the contract and stripped to declared fields. */
export type Publish = <N extends EventName>(event: N, payload: EventPayload<N>) => void;

/** Preferences only: electron-store may lose them on a full disk, and that is acceptable for them alone. */
export interface PreferenceStore {
  get(): Preferences;
  set(change: Partial<Preferences>): Preferences;
}

/** The practice cloud's process as the app sees it. */
export interface PracticeProcess {
  send(request: PracticeRequest): void;
  onReply(listener: (reply: PracticeReply) => void): void;
  onExit(listener: (code: number) => void): void;
  kill(): void;
}
